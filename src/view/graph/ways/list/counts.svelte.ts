/** Counts the ways of those in a list, some at a time, so that numbers come while the rest is counted. */

import { SvelteMap } from 'svelte/reactivity';
import type { Session } from '../../../../app/session/session.svelte.ts';
import { wayCounts } from '../../../../app/session/ways.ts';
import type { AskedWays } from '../../../../app/worker/analysis/ways.ts';
import type { WayCount } from '../../../../core/query/ways/list.ts';

/** Principals in one question. */
export const atOnce = 8;

export class ShownCounts {
  readonly #session: Session;
  readonly known = new SvelteMap<string, WayCount>();
  /** The number of those that are counted in all; 0 while nothing is counted. */
  wanted = $state(0);
  /** All of them are counted: only then a list is sorted by them, so that no line moves meanwhile. */
  isDone = $state(false);
  failed = $state(false);
  #counting: AbortController | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Forgets all numbers. */
  clear(): void {
    this.cancel();
    this.known.clear();
    this.isDone = false;
    this.failed = false;
  }

  cancel(): void {
    this.#counting?.abort();
    this.wanted = 0;
  }

  /** Counts anew. */
  count(asks: Pick<AskedWays, 'to' | 'conditional'>, of: readonly string[]): void {
    this.clear();
    const counting = new AbortController();
    this.#counting = counting;
    this.wanted = of.length;
    void this.#run(asks, of, counting.signal);
  }

  async #run(
    asks: Pick<AskedWays, 'to' | 'conditional'>,
    of: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      for (let at = 0; at < of.length; at += atOnce) {
        const some = of.slice(at, at + atOnce);
        const options = { signal, report: () => undefined };
        const counts = await wayCounts(this.#session, { ...asks, of: some }, options);
        if (signal.aborted || !counts) return;
        for (const [index, count] of counts.entries()) this.known.set(some[index] ?? '', count);
      }
      this.isDone = true;
    } catch {
      if (signal.aborted) return;
      this.failed = true;
    }
    this.wanted = 0;
  }
}
