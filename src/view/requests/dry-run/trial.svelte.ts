/** An act that can be tried before it is done, and its dry run: AWS's refusal, or what would change. */

import { LongTask } from '#app/long-work/task.svelte.ts';
import { type DryRun, dryRun } from '#app/consequences/dry-run.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { type CallToSend, type ShownRefusal, refusalOfOutcome, requestsOf } from '../act.svelte.ts';
import { describeRequest } from '#core/words/request.ts';

export type FoundDryRun = Extract<DryRun, { kind: 'found' }>;
type Refused = Extract<DryRun, { kind: 'refused' }>;

export class RunningTrial extends LongTask<FoundDryRun | (Refused & { readonly refusal: ShownRefusal })> {
  isThorough = $state(false);
  readonly found: FoundDryRun | undefined = $derived.by(() =>
    this.answer?.kind === 'found' ? this.answer : undefined,
  );
  readonly refusal: ShownRefusal | undefined = $derived.by(() =>
    this.answer?.kind === 'refused' ? this.answer.refusal : undefined,
  );
  readonly #session: Session;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  /** `isThorough`: everybody is looked at to the end, however long it takes. Returns what ends it. */
  start(trial: Trial, isThorough = false): () => void {
    this.isThorough = isThorough;
    this.answer = undefined;
    return this.run(async (watch) => {
      const session = this.#session;
      const ended = await dryRun(session, requestsOf(session, trial.calls), watch, isThorough);
      if (ended.kind === 'found') return ended;
      return { ...ended, refusal: refusalOfOutcome(session, ended.outcome) };
    });
  }
}

export interface Trial {
  readonly calls: readonly CallToSend[];
  readonly done: string;
  readonly label?: string;
  /** Its name in the list of trials. The default describes the first call. */
  readonly title?: string;
}

export function trialTitle({ title, label, calls: [call] }: Trial): string {
  return title ?? label ?? (call ? describeRequest(call) : 'No change');
}
