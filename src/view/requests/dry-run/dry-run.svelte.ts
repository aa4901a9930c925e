/** One dry run on screen: how far it is, and what it found. The newest one counts. */

import { type DryRun, dryRun } from '../../../app/consequences/dry-run.ts';
import type { Session } from '../../../app/session/session.svelte.ts';
import { type Refusal, refusalOfOutcome, requestsOf } from '../act.svelte.ts';
import type { Trial } from './trial.ts';

export type Found = Extract<DryRun, { kind: 'found' }>;

export class RunningTrial {
  /** `failed`: code or AWS's list of actions did not load. */
  status = $state<'idle' | 'running' | 'cancelled' | 'failed' | 'refused' | 'found'>('idle');
  /** A number from 0 to 1; absent until the first principal was looked at. */
  done = $state<number>();
  /** It has no limit of time. */
  isLong = $state(false);
  refusal = $state.raw<Refusal>();
  found = $state.raw<Found>();
  readonly #session: Session;
  #running = new AbortController();

  constructor(session: Session) {
    this.#session = session;
  }

  /** `isLong`: everybody is looked at to the end, however long it takes. */
  async start(trial: Trial, isLong = false): Promise<void> {
    this.#running.abort();
    const running = (this.#running = new AbortController());
    const { signal } = running;
    this.status = 'running';
    this.isLong = isLong;
    this.done = this.refusal = this.found = undefined;
    const report = (done: number) => {
      if (!signal.aborted) this.done = done;
    };
    try {
      const requests = requestsOf(this.#session, trial.calls);
      const ended = await dryRun(this.#session, requests, { signal, report }, isLong);
      if (signal.aborted || this.#running !== running) return;
      if (!ended) this.status = 'cancelled';
      else if (ended.kind === 'refused') this.refusal = refusalOfOutcome(this.#session, ended.outcome);
      else this.found = ended;
      if (ended) this.status = ended.kind;
    } catch {
      if (!signal.aborted) this.status = 'failed';
    }
  }

  /** Ends what is running, because nobody waits for it. */
  end(): void {
    this.#running.abort();
  }

  /** Ends what is running, and says so. */
  cancel(): void {
    this.end();
    if (this.status === 'running') this.status = 'cancelled';
  }
}
