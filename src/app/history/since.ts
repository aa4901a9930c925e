/** Since when an answer is as it is, and what turned it; how a record came to be missing. Asks with each moment's time. */

import type { World } from '../../core/model/world/world.ts';
import { type Turn, TurnSearch } from '../../core/query/since/turns.ts';
import { type Watch, runInSlices } from '../../platform/yield-to-page.ts';
import { AccountChanged } from '../long-work/world-at.ts';
import type { HistoryRow } from '../../store/rows.ts';
import type { HistoryEntry, HistorySpan } from './history.svelte.ts';
import type { Change } from '../../core/model/world/change.ts';

export interface AnswerTurn<Answer> extends Turn<Answer> {
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

const batchesAtOnce = 100;

/** `batches` reads those between two positions, both included. Rejects with the signal, and with `AccountChanged`. */
export async function since<Answer>(
  { from, now }: Pick<HistorySpan, 'from' | 'now'>,
  batches: (low: number, high: number) => Promise<readonly HistoryRow[] | undefined>,
  { present, ask, isSame, onTurn, report, signal, isSameWorld }: SinceOptions<Answer>,
): Promise<SinceEnd> {
  const search = new TurnSearch(present, ask, isSame);
  const check = () => {
    signal.throwIfAborted();
    if (!isSameWorld()) throw new AccountChanged();
  };
  for (let high = now; high > from; high -= batchesAtOnce) {
    const low = Math.max(high - batchesAtOnce, from) + 1;
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

export interface Fate {
  readonly kind: 'undone' | 'deleted';
  /** The act that was undone, or that deleted it. */
  readonly entry: HistoryEntry;
  readonly change: Change;
  /** Steps of Redo, or of Undo, that bring it back. */
  readonly steps: number;
}

/** Batches that are read at a time; few, since the record that is looked for was seen just now. */
const fewBatchesAtOnce = 25;

/** The act that made the record was undone, or an act deleted it. `batches` reads between two positions, both included. */
export async function fateOf(
  { from, to, now }: HistorySpan,
  batches: (low: number, high: number) => Promise<readonly HistoryRow[]>,
  isIt: (change: Change) => boolean,
): Promise<Fate | undefined> {
  for (let low = now + 1; low <= to; low += fewBatchesAtOnce)
    for (const { entry, changes } of await batches(low, Math.min(low + fewBatchesAtOnce - 1, to))) {
      const change = changes.find((one) => one.after && isIt(one));
      if (change) return { kind: 'undone', entry, change, steps: entry.position - now };
    }
  for (let high = now; high > from; high -= fewBatchesAtOnce)
    for (const { entry, changes } of (
      await batches(Math.max(high - fewBatchesAtOnce, from) + 1, high)
    ).toReversed()) {
      const change = changes.find((one) => !one.after && isIt(one));
      if (change) return { kind: 'deleted', entry, change, steps: now - entry.position + 1 };
    }
  return undefined;
}
