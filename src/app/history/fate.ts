/** Finds out how a record came to be missing: the act that made it was undone, or an act deleted it. */

import type { Change } from '../../core/model/world/change.ts';
import type { HistoryRow } from '../../store/rows.ts';
import type { HistoryEntry, Span } from './history.svelte.ts';

export interface Fate {
  readonly kind: 'undone' | 'deleted';
  /** The act that was undone, or that deleted it. */
  readonly entry: HistoryEntry;
  /** The change that the act made. */
  readonly change: Change;
  /** Steps of Redo, or of Undo, that bring it back. */
  readonly steps: number;
}

/** Batches that are read at a time. */
const page = 25;

/** `batches` reads those between two positions, both included. */
export async function fateOf(
  { from, to, now }: Span,
  batches: (low: number, high: number) => Promise<readonly HistoryRow[]>,
  isIt: (change: Change) => boolean,
): Promise<Fate | undefined> {
  for (let low = now + 1; low <= to; low += page)
    for (const { entry, changes } of await batches(low, Math.min(low + page - 1, to))) {
      const change = changes.find((one) => one.after && isIt(one));
      if (change) return { kind: 'undone', entry, change, steps: entry.position - now };
    }
  for (let high = now; high > from; high -= page)
    for (const { entry, changes } of (await batches(Math.max(high - page, from) + 1, high)).toReversed()) {
      const change = changes.find((one) => !one.after && isIt(one));
      if (change) return { kind: 'deleted', entry, change, steps: now - entry.position + 1 };
    }
  return undefined;
}
