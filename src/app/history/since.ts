/**
 * Finds out since when an answer is as it is, and what turned it earlier, in the changes that history holds. The
 * question is asked at each moment with its present context and at the present time.
 */

import type { World } from '../../core/model/world/world.ts';
import { type Turn, TurnSearch } from '../../core/query/since/turns.ts';
import { runInSlices, whileWanted } from '../../platform/yield-to-page.ts';
import type { HistoryRow } from '../../store/rows.ts';
import type { HistoryEntry, Span } from './history.svelte.ts';

export interface AnswerTurn<Answer> extends Turn<Answer> {
  /** The change that turned it. */
  readonly entry: HistoryEntry;
}

export interface SinceOptions<Answer> {
  readonly present: World;
  readonly ask: (world: World) => Answer;
  readonly isSame: (one: Answer, other: Answer) => boolean;
  /** Told of each turn, the newest first. */
  readonly onTurn: (turn: AnswerTurn<Answer>) => void;
  /** Takes numbers from 0 to 1. */
  readonly report: (done: number) => void;
  /** False ends the search: nobody waits any more, or the present world changed. */
  readonly isWanted: () => boolean;
}

/** Says where the search ended: behind the first change ever, behind the oldest that can be read, or before that. */
export type SinceEnd = 'start' | 'oldest' | 'ended';

/** Batches that are read at a time. */
const page = 100;

/** `batches` reads those between two positions, both included. */
export async function since<Answer>(
  { from, now }: Pick<Span, 'from' | 'now'>,
  batches: (low: number, high: number) => Promise<readonly HistoryRow[]>,
  { present, ask, isSame, onTurn, report, isWanted }: SinceOptions<Answer>,
): Promise<SinceEnd> {
  if (!isWanted()) return 'ended';
  const search = new TurnSearch(present, ask, isSame);
  for (let high = now; high > from; high -= page) {
    const low = Math.max(high - page, from) + 1;
    const rows = await batches(low, high);
    if (!isWanted()) return 'ended';
    if (rows.length !== high - low + 1) return 'oldest';
    const passed = await runInSlices(
      whileWanted(
        (function* () {
          for (const { entry, changes } of rows.toReversed()) {
            const turn = search.back(changes);
            if (turn === 'unfit') return false;
            if (turn !== 'same') onTurn({ entry, ...turn });
            yield;
          }
          return true;
        })(),
        isWanted,
      ),
    );
    if (passed === undefined) return 'ended';
    if (!passed) return 'oldest';
    report((now - low + 1) / (now - from));
  }
  return from === 0 ? 'start' : 'oldest';
}
