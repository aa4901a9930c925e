/**
 * Finds out since when an answer is as it is, and what turned it earlier, in the changes that history holds. The
 * question is asked at each moment with its present context and at the present time.
 */

import type { World } from '../../core/model/world/world.ts';
import { type Turn, TurnSearch } from '../../core/query/since/turns.ts';
import { type Watch, runInSlices } from '../../platform/yield-to-page.ts';
import { AccountChanged } from '../long-work/account-changed.ts';
import type { HistoryRow } from '../../store/rows.ts';
import type { HistoryEntry, Span } from './history.svelte.ts';

export interface AnswerTurn<Answer> extends Turn<Answer> {
  /** The change that turned it. */
  readonly entry: HistoryEntry;
}

export interface SinceOptions<Answer> extends Watch {
  readonly present: World;
  readonly ask: (world: World) => Answer;
  readonly isSame: (one: Answer, other: Answer) => boolean;
  /** Told of each turn, the newest first. */
  readonly onTurn: (turn: AnswerTurn<Answer>) => void;
  /** The present world is the same as at the beginning; else the rows behind it are those of two worlds. */
  readonly isSameWorld: () => boolean;
}

/** Says where the search ended: behind the first change ever, behind the oldest that is saved, or where none can be read. */
export type SinceEnd = 'start' | 'oldest' | 'unread';

/** Batches that are read at a time. */
const page = 100;

/** `batches` reads those between two positions, both included. Rejects with the signal, and with `AccountChanged`. */
export async function since<Answer>(
  { from, now }: Pick<Span, 'from' | 'now'>,
  batches: (low: number, high: number) => Promise<readonly HistoryRow[] | undefined>,
  { present, ask, isSame, onTurn, report, signal, isSameWorld }: SinceOptions<Answer>,
): Promise<SinceEnd> {
  const search = new TurnSearch(present, ask, isSame);
  const check = () => {
    signal.throwIfAborted();
    if (!isSameWorld()) throw new AccountChanged();
  };
  for (let high = now; high > from; high -= page) {
    const low = Math.max(high - page, from) + 1;
    const rows = await batches(low, high);
    if (!rows) return 'unread';
    if (rows.length !== high - low + 1) return 'oldest';
    const passed = await runInSlices(
      (function* () {
        for (const { entry, changes } of rows.toReversed()) {
          check();
          const turn = search.back(changes);
          if (turn === 'unfit') return false;
          if (turn !== 'same') onTurn({ entry, ...turn });
          yield;
        }
        return true;
      })(),
      { signal },
    );
    if (!passed) return 'oldest';
    report((now - low + 1) / (now - from));
  }
  check();
  return from === 0 ? 'start' : 'oldest';
}
