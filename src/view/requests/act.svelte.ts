/** Sends the calls of every screen as the current caller, with Undo or AWS's refusal. No screen knows a rule of IAM. */

import type { HistoryEntry } from '../../app/history/history.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { useSession } from '../../app/session/context.ts';
import type { Outcome } from '../../core/api/door.ts';
import type { Act } from '../../app/dispatch/together.ts';
import type { AwsError, Caller, Request, ServiceName } from '../../core/model/request/request.ts';
import type { PlannedCall } from '../../core/plans/identity-calls.ts';
import { cliCommand } from '../../core/words/cli-command.ts';
import { plainRefusal } from '../../core/words/refusal.ts';
import { questionOfMessage } from '../../core/query/ask/refused-question.ts';
import { type LinkedQuestion, questionHref } from '#app/navigation/question.ts';
import { type Toasts, useToasts } from '../ui/overlay/toasts.svelte.ts';
import { decide } from '../../app/dispatch/decide.ts';
import type { RequestContext } from '../../core/authz/decision.ts';
import type { Question } from '../../core/authz/authorize.ts';
import { defined } from '../../core/model/defined.ts';

export interface CallToSend extends PlannedCall {
  /** The region for a regional service. Absent for the region of all requests. */
  readonly region?: string | undefined;
  /** Makes the call; absent: the current caller. */
  readonly caller?: Caller;
}

export interface ShownRefusal {
  readonly code: string;
  readonly message: string;
  /** The same in plain words, where AWS's own are hard to read. */
  readonly plain?: string;
  /** The address of Ask with this very request. Only for a refusal by policy. */
  readonly why?: string;
}

/** Makes the question from the action and resource in AWS's refusal. `caller` defaults to the current one. */
export function shownRefusalOf(
  session: Session,
  error: AwsError,
  caller = session.identity.arn,
): ShownRefusal {
  const { code, message } = error;
  const question = questionOf(session, message, caller);
  return question ? { code, message, why: questionHref(question) } : { code, message };
}

/** Returns the same for an outcome, with the context keys that the request stated. `params` are those of its call. */
export function refusalOfOutcome(
  session: Session,
  outcome: Extract<Outcome, { ok: false }>,
  params: Request['params'] = {},
): ShownRefusal {
  const { code, message } = outcome.error;
  const question = questionOf(session, message, session.identity.arn);
  if (!question)
    return { code, message, ...defined({ plain: plainRefusal(outcome.error, params, outcome.refusedBy) }) };
  const context = statedContext(session, outcome, question);
  return { code, message, why: questionHref({ ...question, context }) };
}

const questionOf = (session: Session, message: string, caller: string): LinkedQuestion | undefined =>
  questionOfMessage(session.state.world, message, caller, session.account);

export const requestsOf = (session: Session, calls: readonly CallToSend[]): Request[] =>
  calls.map(({ service = 'iam', operation, params, region, caller = session.caller }) => ({
    ...{ service, operation, params, caller },
    ...(region === undefined ? {} : { source: { region } }),
  }));

/** The answers of the calls in order. `refusal` when one was refused. */
export interface Replies {
  readonly refusal?: ShownRefusal | undefined;
  readonly responses: readonly Readonly<Record<string, unknown>>[];
  /** The batch in the history that the calls made; absent when they changed nothing. */
  readonly entry?: HistoryEntry | undefined;
}

export class Acting {
  busy = $state(false);
  refusal = $state.raw<ShownRefusal>();
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
  ): Promise<ShownRefusal | undefined> {
    return this.runAll([{ service, operation, params }], done);
  }

  /** Up to the first refusal, as one act that Undo takes back. Several have a `label`, their line in the history. */
  async runAll(
    calls: readonly CallToSend[],
    done: string,
    label?: string,
  ): Promise<ShownRefusal | undefined> {
    const { refusal, responses, entry } = await this.#send(calls, { label });
    const text = refusal
      ? `${responses.length} of ${calls.length} steps are done. AWS refused the next step`
      : done;
    if (entry) this.offerUndo(text, calls.slice(0, responses.length));
    return refusal;
  }

  /** All or none, as one act. The answers are the only ones that contain a secret. Without `done`: no message. */
  async ask(calls: readonly CallToSend[], done?: string, act: string | Act = {}): Promise<Replies> {
    const replies = await this.#send(calls, {
      ...(typeof act === 'string' ? { label: act } : act),
      whole: true,
    });
    if (replies.entry && done !== undefined) this.offerUndo(done, calls);
    return replies;
  }

  async #send(calls: readonly CallToSend[], act: Act): Promise<Replies> {
    this.busy = true;
    try {
      const session = this.#session;
      const outcomes = await session.requests.act(requestsOf(session, calls), act);
      const refused = outcomes.find((outcome) => !outcome.ok);
      const undone = act.whole && refused !== undefined;
      const changed = !undone && outcomes.some(({ changes }) => changes.length > 0);
      this.refusal = refused && refusalOfOutcome(session, refused, calls[outcomes.indexOf(refused)]?.params);
      return {
        ...defined({ refusal: this.refusal }),
        responses: outcomes.flatMap((outcome) => (outcome.ok ? [outcome.response] : [])),
        ...(changed ? { entry: session.history.undoable } : {}),
      };
    } finally {
      this.busy = false;
    }
  }

  /** Says what the newest batch did, and offers to take it back. */
  offerUndo(text: string, calls: readonly CallToSend[] = []): void {
    const session = this.#session;
    const newest = session.history.undoable;
    const undo = newest && {
      label: 'Undo',
      run: () => this.#takeBack(newest),
      stands: () => session.history.after(newest) !== undefined,
    };
    this.#toasts.show(text, undo, commandsOf(calls));
  }

  async #takeBack(entry: HistoryEntry): Promise<void> {
    const because = undoRefusal(this.#session, entry);
    if (because !== undefined) this.#toasts.show(because);
    else await this.#session.undo();
  }
}

/** Returns the AWS CLI commands that do the same, as many as fit into a message. */
function commandsOf(calls: readonly CallToSend[]): string | undefined {
  const shown = 6;
  const commands = calls.flatMap(({ service = 'iam', ...call }) => cliCommand({ service, ...call }) ?? []);
  if (commands.length === 0) return undefined;
  const more = commands.length > shown ? [`# … and ${commands.length - shown} more`] : [];
  return [...commands.slice(0, shown), ...more].join('\n');
}

export const useActing = (): Acting => new Acting(useSession(), useToasts());

/** Changes that are named before the rest is counted. */
const named = 3;

/** Says why a message's Undo cannot take its act back now. `undefined` when the act is the next to be undone. */
export function undoRefusal(session: Session, entry: HistoryEntry): string | undefined {
  const { history, readOnlyWorld } = session;
  if (readOnlyWorld) return readOnlyWorld.refusal;
  const later = history.after(entry);
  if (later) return later.length > 0 ? laterWords(later.map(({ label }) => label)) : undefined;
  return `“${entry.label}” ${history.isUndone(entry) ? 'is already undone' : 'is too old to undo'}.`;
}

/** `“Tag bob” and “Create user eve” came later. Undo them first.` */
function laterWords(labels: readonly string[]): string {
  const rest = labels.length - named;
  const parts = labels.slice(0, named).map((label) => `“${label}”`);
  if (rest > 0) parts.push(`${rest} more ${rest === 1 ? 'change' : 'changes'}`);
  const last = parts.pop() ?? '';
  const all = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
  return `${all} came later. Undo ${labels.length === 1 ? 'it' : 'them'} first.`;
}

/** Keys that belong to the moment: a later question has its own values. */
const momentary = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:tokenissuetime',
  'aws:multifactorauthage',
]);

/** Returns the context that the question alone would not have (`iam:PolicyARN`, request tags, MFA). */
export function statedContext(session: Session, { decision }: Outcome, question: Question): RequestContext {
  if (!decision) return {};
  const plain = lowerCased(decide(session, question).explain().context);
  return Object.fromEntries(
    Object.entries(decision.explain().context).filter(([key, value]) => {
      const name = key.toLowerCase();
      return !momentary.has(name) && String(plain.get(name)) !== String(value);
    }),
  );
}

const lowerCased = (context: RequestContext): ReadonlyMap<string, string | readonly string[]> =>
  new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));

/**
 * Checks the List or Get call of a list as the current caller before a screen shows it: a person who may not list users
 * sees AWS's refusal instead. The rows then come from the world, without paging.
 */
export function refusedReading(
  session: Session,
  operation: string,
  params: Request['params'] = {},
  service: ServiceName = 'iam',
): ShownRefusal | 'loading' | undefined {
  const outcome = session.read(operation, params, service);
  if (!outcome) return 'loading';
  return outcome.ok ? undefined : refusalOfOutcome(session, outcome);
}
