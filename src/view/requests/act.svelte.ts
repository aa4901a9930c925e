/**
 * Sends the calls of every screen as the current caller. Says what was done and offers Undo, or returns AWS's
 * refusal in AWS's words. No screen may know a rule of IAM.
 */

import type { HistoryEntry } from '../../app/history/history.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { useSession } from '../../app/session/context.ts';
import type { Outcome } from '../../app/dispatch/requests.ts';
import type { AwsError, Request, ServiceName } from '../../core/model/request/request.ts';
import { cliCommand } from '../../core/words/cli-command.ts';
import { questionOfMessage } from '../../core/query/ask/refused-question.ts';
import { type LinkedQuestion, questionHref } from '../places/ask/question/link.ts';
import { statedContext } from './stated-context.ts';
import { type Toasts, useToasts } from '../ui/overlay/toasts.svelte.ts';

export interface Call {
  /** The default is `iam`. */
  readonly service?: ServiceName;
  readonly operation: string;
  readonly params: Request['params'];
  /** The region for a regional service. Absent for the region of all requests. */
  readonly region?: string | undefined;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** The address of Ask with this very request. Only for a refusal by policy. */
  readonly why?: string;
}

/** Makes the question from the action and resource in AWS's refusal. `caller` defaults to the current one. */
export function refusalOf(session: Session, error: AwsError, caller = session.identity.arn): Refusal {
  const { code, message } = error;
  const question = questionOf(session, message, caller);
  return question ? { code, message, why: questionHref(question) } : { code, message };
}

/** Returns the same for an outcome, with the context keys that the request stated. */
export function refusalOfOutcome(session: Session, outcome: Extract<Outcome, { ok: false }>): Refusal {
  const { code, message } = outcome.error;
  const question = questionOf(session, message, session.identity.arn);
  if (!question) return { code, message };
  const context = statedContext(session, outcome, question);
  return { code, message, why: questionHref({ ...question, context }) };
}

const questionOf = (session: Session, message: string, caller: string): LinkedQuestion | undefined =>
  questionOfMessage(session.state.world, message, caller, session.account);

/** The answers of the calls in order. `refusal` when one was refused. */
export interface Replies {
  readonly refusal?: Refusal | undefined;
  readonly responses: readonly Readonly<Record<string, unknown>>[];
}

export class Acting {
  busy = $state(false);
  readonly #session: Session;
  readonly #toasts: Toasts;

  constructor(session: Session, toasts: Toasts) {
    this.#session = session;
    this.#toasts = toasts;
  }

  /** Makes one call. Resolves to `undefined` when done, else to the refusal. */
  run(
    operation: string,
    params: Request['params'],
    done: string,
    service: ServiceName = 'iam',
  ): Promise<Refusal | undefined> {
    return this.runAll([{ service, operation, params }], done);
  }

  /** Makes calls in order up to the first refusal. Undo takes back all that were made. */
  async runAll(calls: readonly Call[], done: string): Promise<Refusal | undefined> {
    const { refusal, made } = await this.#send(calls);
    if (made === 0) return refusal;
    this.#offerUndo(refusal ? `${made} of ${calls.length} steps done, then refused` : done, made, calls);
    return refusal;
  }

  /**
   * Makes all calls or none: a refusal undoes those before it. Returns AWS's answers, which are the only ones
   * that contain a secret. Without `done` no message is shown.
   */
  async ask(calls: readonly Call[], done?: string): Promise<Replies> {
    const { refusal, responses, made } = await this.#send(calls);
    if (refusal) await this.#takeBack(this.#session.history.undoable, made);
    else if (made > 0 && done !== undefined) this.#offerUndo(done, made, calls);
    return { refusal, responses };
  }

  async #send(calls: readonly Call[]): Promise<Replies & { readonly made: number }> {
    this.busy = true;
    const responses: Readonly<Record<string, unknown>>[] = [];
    let made = 0;
    try {
      for (const { service = 'iam', operation, params, region } of calls) {
        const { caller } = this.#session;
        const source = region === undefined ? {} : { source: { region } };
        const outcome = await this.#session.send({ service, operation, params, caller, ...source });
        if (!outcome.ok) return { refusal: refusalOfOutcome(this.#session, outcome), responses, made };
        responses.push(outcome.response);
        if (outcome.changes.length > 0) made += 1;
      }
      return { responses, made };
    } finally {
      this.busy = false;
    }
  }

  #offerUndo(text: string, steps: number, calls: readonly Call[]): void {
    const newest = this.#session.history.undoable;
    const undo = { label: 'Undo', run: () => void this.#takeBack(newest, steps) };
    this.#toasts.show(text, undo, commandsOf(calls));
  }

  /** The entry itself is compared, because positions repeat after an undo and in every workspace. */
  async #takeBack(newest: HistoryEntry | undefined, steps: number): Promise<void> {
    if (this.#session.history.undoable !== newest) {
      this.#toasts.show('Something else was changed since. Use Undo in the top bar, step by step.');
      return;
    }
    for (let step = 0; step < steps; step++) await this.#session.undo();
  }
}

/** Returns the AWS CLI commands that do the same, as many as fit into a message. */
function commandsOf(calls: readonly Call[]): string | undefined {
  const shown = 6;
  const commands = calls.flatMap(({ service = 'iam', ...call }) => cliCommand({ service, ...call }) ?? []);
  if (commands.length === 0) return undefined;
  const more = commands.length > shown ? [`# … and ${commands.length - shown} more`] : [];
  return [...commands.slice(0, shown), ...more].join('\n');
}

export const useActing = (): Acting => new Acting(useSession(), useToasts());
