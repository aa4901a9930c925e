/** A way that is found by its key, played whole in a branch, and shown call by call as the person goes on. */

import type { Session } from '#app/session/session.svelte.ts';
import { askWorker } from '#app/long-work/ask.ts';
import { LongTask } from '#app/long-work/task.svelte.ts';
import { type PlayedWay, type ShownCall, playedWay, stillHolds } from '#app/session/played-way.ts';
import type { WayRow } from '#core/analysis/ways/rows.ts';
import { keyOfWay } from '../search.svelte.ts';
import type { AskedPlay } from '../words.ts';

/** The answer has the way, or says whether the search ended. */
export class Playing extends LongTask<
  { readonly way: WayRow; readonly played: PlayedWay } | { readonly isComplete: boolean }
> {
  readonly #session: Session;
  /** The number of calls that are shown; those after them were not looked at yet. */
  shown = $state(0);
  /** The number of the call that is looked at, from 1; 0: the way has no call. */
  at = $state(0);
  readonly #found = $derived.by(() => (this.answer && 'way' in this.answer ? this.answer : undefined));
  readonly way = $derived.by(() => this.#found?.way);
  readonly played = $derived.by(() => this.#found?.played);

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  /** Searches the way and plays it from the beginning. Returns what ends it. */
  start({ way: key, ...asks }: AskedPlay): () => void {
    return this.run(
      async (watch) => {
        const { ways, isComplete } = await askWorker(this.#session, 'ways', asks, watch);
        const way = ways.find((one) => one.steps.length > 0 && keyOfWay(one) === key);
        const played = way && (await playedWay(this.#session, way, asks.to));
        watch.signal.throwIfAborted();
        this.shown = Math.min(1, played?.calls.length ?? 0);
        this.at = this.shown;
        return way && played ? { way, played } : { isComplete };
      },
      JSON.stringify([key, asks]),
    );
  }

  /** A search that ended did not find the way. */
  get isGone(): boolean {
    return this.answer !== undefined && 'isComplete' in this.answer && this.answer.isComplete;
  }

  get calls(): readonly ShownCall[] {
    return this.played?.calls.slice(0, this.shown) ?? [];
  }

  get total(): number {
    return this.played?.calls.length ?? 0;
  }

  get call(): ShownCall | undefined {
    return this.played?.calls[this.at - 1];
  }

  get isOver(): boolean {
    return this.played !== undefined && this.shown === this.total;
  }

  /** False when the account is another one than when it was played. */
  get holds(): boolean {
    return this.played === undefined || stillHolds(this.played, this.#session);
  }

  look(number: number): void {
    if (number >= 1 && number <= this.shown) this.at = number;
  }

  next(): void {
    if (this.at === this.shown && !this.isOver) this.shown += 1;
    this.look(this.at + 1);
  }

  all(): void {
    this.shown = this.total;
    this.at = this.total;
  }

  toStart(): void {
    this.shown = Math.min(1, this.total);
    this.at = this.shown;
  }
}
