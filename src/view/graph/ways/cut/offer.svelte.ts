/** One search for a cut on screen: how many ways are known, what is offered, and whether the account is still the same. */

import { LongTask, type Work } from '#app/long-work/task.svelte.ts';
import {
  type AskedCut,
  type CutOffer,
  type SessionCutOffer,
  offerInstead,
  offerOf,
  othersOf,
} from '#app/session/cut/offer.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { World } from '#core/model/world/world.ts';

type Change = CutOffer['changes'][number];

export interface Other {
  readonly change: Change;
  readonly title: string;
}

export class RunningCut extends LongTask<SessionCutOffer> {
  known = $state(0);
  /** The change that was chosen last leaves a way open, so the offer of before stands. `unfinished`: as far as is known. */
  vainChoice = $state<'none' | 'unfinished'>();
  #world = $state.raw<World>();
  readonly #session: Session;
  readonly offer: CutOffer | undefined = $derived.by(() =>
    this.answer?.kind === 'cut' ? this.answer : undefined,
  );

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  /** The account changed since, so what is offered is not of it. */
  get isOutdated(): boolean {
    const isOther = this.answer !== undefined && this.#world !== this.#session.state.world;
    return this.status === 'changed' || isOther;
  }

  start(asked: AskedCut): Promise<void> {
    this.answer = undefined;
    return this.#search((watch) => offerOf(this.#session, asked, watch));
  }

  async instead(change: Change, by: Change): Promise<void> {
    const { offer } = this;
    if (!offer || this.isOutdated) return;
    await this.#search(async (watch) => {
      const found = await offerInstead(this.#session, offer, { change, by }, watch);
      this.vainChoice = found.kind === 'cut' ? undefined : found.kind;
      return found.kind === 'cut' ? found : offer;
    });
  }

  /** Returns `undefined` where the account changed, or nobody waits any more. */
  async others(change: Change): Promise<readonly Other[] | undefined> {
    const { offer } = this;
    if (!offer || this.isOutdated) return undefined;
    const watch = { signal: this.signal, report: () => undefined };
    return othersOf(this.#session, offer, change, watch).catch(() => undefined);
  }

  override stop(): void {
    super.stop();
    if (this.status === 'stopped' && this.answer) this.status = 'done';
  }

  #search(search: Work<SessionCutOffer>): Promise<void> {
    this.vainChoice = undefined;
    this.known = 0;
    const { world } = this.#session.state;
    this.run(async ({ signal }) => {
      const report = (known: number) => {
        if (!signal.aborted) this.known = known;
      };
      const found = await search({ signal, report });
      this.#world = world;
      return found;
    });
    return this.ended;
  }
}
