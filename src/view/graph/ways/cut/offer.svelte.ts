/** One search for a cut on screen: how many ways are known, what is offered, and whether the account is still the same. */

import {
  type AskedCut,
  type CutOffer,
  type Offer,
  inSlices,
  offerInstead,
  offerOf,
} from '../../../../app/session/cut/offer.ts';
import type { Session } from '../../../../app/session/session.svelte.ts';
import type { World } from '../../../../core/model/world/world.ts';

type Change = CutOffer['changes'][number];

/** A change that could stand in the place of another. */
export interface Other {
  readonly change: Change;
  readonly title: string;
}

export class RunningCut {
  /** `old`: the account changed before the search came to its end. */
  status = $state<'idle' | 'running' | 'cancelled' | 'failed' | 'old' | 'found'>('idle');
  /** The number of ways that are known. */
  known = $state(0);
  /** Stays while another one is searched that has a chosen change. */
  found = $state.raw<Offer>();
  /** The change that was chosen last leaves a way open, so the offer of before stands. */
  isChoiceVain = $state(false);
  #world = $state.raw<World>();
  readonly #session: Session;
  #running = new AbortController();

  constructor(session: Session) {
    this.#session = session;
  }

  /** The account changed since, so what is offered is not of it. */
  get isOld(): boolean {
    return this.status === 'old' || (this.found !== undefined && this.#world !== this.#session.state.world);
  }

  get offer(): CutOffer | undefined {
    return this.found?.kind === 'cut' ? this.found : undefined;
  }

  async start(asked: AskedCut): Promise<void> {
    this.found = undefined;
    await this.#run((watch) => offerOf(this.#session, asked, watch));
  }

  /** Searches the offer with another change in the place of one. */
  async instead(change: Change, by: Change): Promise<void> {
    const { offer } = this;
    if (!offer || this.isOld) return;
    await this.#run((watch) => offerInstead(this.#session, offer, { change, by }, watch));
    if (this.found === undefined || this.found.kind === 'cut') return;
    this.found = offer;
    this.isChoiceVain = true;
  }

  /** Returns `undefined` where the account changed, or nobody waits any more. */
  async others(change: Change): Promise<readonly Other[] | undefined> {
    const { offer } = this;
    if (!offer || this.isOld) return undefined;
    const { signal } = this.#running;
    const { world } = this.#session.state;
    const watch = { signal, report: () => undefined };
    const found = await inSlices(this.#session, world, offer.others(change), watch);
    return found?.map((one) => ({ change: one, title: offer.titleOf(one) }));
  }

  /** Ends what is running, because nobody waits for it. */
  end(): void {
    this.#running.abort();
  }

  /** Ends what is running, and says so where nothing is offered yet. */
  cancel(): void {
    this.end();
    if (this.status === 'running') this.status = this.found ? 'found' : 'cancelled';
    this.#running = new AbortController();
  }

  async #run(search: (watch: Parameters<typeof offerOf>[2]) => Promise<Offer | undefined>): Promise<void> {
    this.end();
    const running = (this.#running = new AbortController());
    const { signal } = running;
    this.status = 'running';
    this.isChoiceVain = false;
    this.known = 0;
    const report = (known: number) => {
      if (!signal.aborted) this.known = known;
    };
    const { world } = this.#session.state;
    try {
      const found = await search({ signal, report });
      if (signal.aborted) return;
      if (found) [this.found, this.#world] = [found, world];
      this.status = found ? 'found' : 'old';
    } catch {
      if (!signal.aborted) this.status = 'failed';
    }
  }
}
