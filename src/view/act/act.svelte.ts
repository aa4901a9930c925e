import type { HistoryEntry } from '../../app/history.svelte.ts';
import type { Session } from '../../app/session.svelte.ts';
import { useSession } from '../../app/context.ts';
import { href } from '../../app/routes.svelte.ts';
import type { AwsError, Request } from '../../core/model/request.ts';
import { callerArn } from '../entity/names.ts';
import { type Toasts, useToasts } from '../ui/toasts.svelte.ts';

/**
 * How a screen acts: it sends an IAM call as the current caller, says what was done with a way back, or hands
 * back AWS's refusal in AWS's words. No screen knows a rule of IAM.
 */
export interface Call {
  readonly operation: string;
  readonly params: Request['params'];
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** The question in Ask that this very request asks; only for a refusal by policy. */
  readonly why?: string;
}

/** AWS names the action and the resource in its refusal: those make the question. */
export function refusalOf(error: AwsError, caller: string): Refusal {
  const { code, message } = error;
  const [, action, resource] = /not authorized to perform: (\S+)(?: on resource: (\S+))?/.exec(message) ?? [];
  if (!action) return { code, message };
  const r = resource?.replace(/[.,]$/, '') ?? '*';
  return { code, message, why: href('ask', [], { p: caller, a: action, r }) };
}

export class Acting {
  busy = $state(false);
  readonly #session: Session;
  readonly #toasts: Toasts;

  constructor(session: Session, toasts: Toasts) {
    this.#session = session;
    this.#toasts = toasts;
  }

  /** One call. Resolves to undefined when done, to the refusal otherwise. */
  run(operation: string, params: Request['params'], done: string): Promise<Refusal | undefined> {
    return this.runAll([{ operation, params }], done);
  }

  /** Calls in order, ending at the first refusal; Undo takes back all that were made. */
  async runAll(calls: readonly Call[], done: string): Promise<Refusal | undefined> {
    this.busy = true;
    try {
      let made = 0;
      for (const { operation, params } of calls) {
        const outcome = await this.#session.dispatch('iam', operation, params);
        if (!outcome.ok) {
          if (made > 0) this.#offerUndo(`${made} of ${calls.length} steps done, then refused`, made);
          return refusalOf(outcome.error, callerArn(this.#session.caller));
        }
        if (outcome.changes.length > 0) made += 1;
      }
      if (made > 0) this.#offerUndo(done, made);
      return undefined;
    } finally {
      this.busy = false;
    }
  }

  #offerUndo(text: string, steps: number): void {
    const newest = this.#session.history.undoable;
    this.#toasts.show(text, { label: 'Undo', run: () => void this.#takeBack(newest, steps) });
  }

  /** The entry itself is compared: positions are given again after an undo, and in every workspace. */
  async #takeBack(newest: HistoryEntry | undefined, steps: number): Promise<void> {
    if (this.#session.history.undoable !== newest) {
      this.#toasts.show('Something else was changed since. Use Undo in the top bar, step by step.');
      return;
    }
    for (let step = 0; step < steps; step++) await this.#session.undo();
  }
}

export const useActing = (): Acting => new Acting(useSession(), useToasts());
