/** Tells for each change of an offer, and for all of them together, who loses what by it: one after the other. */

import type { CutOffer } from '#app/session/cut/offer.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { RunningTrial, type Trial } from '#view/requests/dry-run/trial.svelte.ts';
import { cutCallsOf } from './words.ts';

export interface TakenAwayTrial {
  readonly trial: Trial;
  readonly running: RunningTrial;
}

export class TakenAways {
  readonly all: TakenAwayTrial;
  /** One for each change, in their order. */
  readonly each: readonly TakenAwayTrial[];
  #isEnded = false;

  constructor(session: Session, offer: CutOffer) {
    const one = (requests: CutOffer['requests']): TakenAwayTrial => ({
      trial: { calls: cutCallsOf(requests), done: '' },
      running: new RunningTrial(session),
    });
    this.all = one(offer.requests);
    this.each = offer.changes.map((change) => one(offer.requestsOf(change)));
  }

  async start(): Promise<void> {
    for (const { running, trial } of [this.all, ...this.each]) {
      if (this.#isEnded) return;
      running.start(trial);
      await running.ended;
    }
  }

  end(): void {
    this.#isEnded = true;
    for (const { running } of [this.all, ...this.each]) running.clear();
  }
}
