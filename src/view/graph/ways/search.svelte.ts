/** One search of ways on screen: asked again when the account changes, with how far it is, and Cancel. */

import { untrack } from 'svelte';
import type { Session } from '../../../app/session/session.svelte.ts';
import { reachOf, waysOf } from '../../../app/session/ways.ts';
import type { WayRow } from '../../../core/analysis/ways/rows.ts';
import type { AskedWays, WaysFound } from '../../../app/worker/analysis/ways.ts';

/** A search that ends sooner shows no bar, which would only flicker. In milliseconds. */
const soon = 200;

export interface ShownWay extends WayRow {
  /** `administrator` or an ARN, where the ways lead to several ends. */
  readonly aim?: string;
}
interface Shown extends WaysFound {
  readonly ways: readonly ShownWay[];
}
type Find = (...args: Parameters<typeof waysOf>) => Promise<Shown | undefined>;

/** Finds the ways of one to all that it could become or reach, instead of to one end. */
export const toAll: Find = async (session, { from = '', conditional = false }, options) => {
  const found = await reachOf(session, { from, conditional }, options);
  return found && { ways: found.aims.map(({ aim, way }) => ({ ...way, aim })), isComplete: found.isComplete };
};

export class ShownWays {
  readonly #session: Session;
  /** `undefined` until something was found for what is asked. */
  found = $state.raw<Shown>();
  /** A number between 0 and 1; `undefined` while nothing runs, or not for long. */
  progress = $state<number>();
  failed = $state(false);
  isCancelled = $state(false);
  /** True while what stands here may be older than the account. */
  isOld = $state(false);
  #asking: AbortController | undefined;
  #key = '';

  constructor(session: Session) {
    this.#session = session;
  }

  /** Asks. The ways of before stay until the new ones are here, unless they are of another question. Returns what ends it. */
  ask(asks: AskedWays, find: Find = waysOf): () => void {
    const key = `${find === waysOf} ${JSON.stringify(asks)}`;
    if (key !== this.#key) this.found = undefined;
    this.isOld = untrack(() => this.found !== undefined);
    this.#key = key;
    const asking = new AbortController();
    this.#asking = asking;
    this.isCancelled = false;
    void this.#search(asks, find, asking.signal);
    return () => asking.abort();
  }

  cancel(): void {
    this.#asking?.abort();
    this.progress = undefined;
    this.isCancelled = true;
  }

  async #search(asks: AskedWays, find: Find, signal: AbortSignal): Promise<void> {
    const began = performance.now();
    const report = (done: number) => {
      if (!signal.aborted && performance.now() - began > soon) this.progress = Math.min(done, 0.99);
    };
    try {
      const found = await find(this.#session, asks, { signal, report });
      if (signal.aborted) return;
      this.found = found;
      this.isOld = false;
      this.failed = false;
    } catch {
      if (signal.aborted) return;
      this.failed = true;
    }
    this.progress = undefined;
  }
}
