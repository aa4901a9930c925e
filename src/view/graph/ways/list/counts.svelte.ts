/** Counts the ways of those in a list, some at a time, so that numbers come while the rest is counted. */

import { SvelteMap } from 'svelte/reactivity';
import { askWorker } from '#app/long-work/ask.ts';
import { LongTask } from '#app/long-work/task.svelte.ts';
import type { AskedWays } from '#app/long-work/ways.ts';
import type { WayCount } from '#core/query/ways/list.ts';
import type { Session } from '#app/session/session.svelte.ts';

/** Principals in one question. */
export const atOnce = 8;

/** Done only when all are counted: only then a list is sorted by them, so that no line moves meanwhile. */
export class ShownCounts extends LongTask<true> {
  readonly known = new SvelteMap<string, WayCount>();
  readonly #session: Session;

  constructor(session: Session) {
    super();
    this.#session = session;
  }

  override clear(): void {
    super.clear();
    this.known.clear();
  }

  count(asks: Pick<AskedWays, 'to' | 'conditional'>, of: readonly string[]): () => void {
    this.clear();
    return this.run(async ({ signal, report }) => {
      for (let at = 0; at < of.length; at += atOnce) {
        const some = of.slice(at, at + atOnce);
        const counts = await askWorker(
          this.#session,
          'way-counts',
          { ...asks, of: some },
          { signal, report: () => undefined },
        );
        for (const [index, count] of counts.entries()) this.known.set(some[index] ?? '', count);
        report((at + some.length) / of.length);
      }
      return true;
    });
  }
}
