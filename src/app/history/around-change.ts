/** Makes the account right before and right after one change of history, to be compared. Both are copies. */

import type { ClockRecord } from '../../core/model/records/tables.ts';
import { clockId } from '../../core/model/records/clock.ts';
import { cloneInSteps, misfit } from '../../core/model/world/apply.ts';
import { type Change, reverseChanges } from '../../core/model/world/change.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import { stepBack, stepForward, withoutLater } from '../../core/model/world/past.ts';
import type { World } from '../../core/model/world/world.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { HistoryRow } from '../../store/rows.ts';
import type { Sides } from '../../core/analysis/consequences/consequence.ts';

/**
 * `world` stands at `cursor` of its history. `batches` reads those between two positions, both included. `undefined`
 * when history does not hold the change any more, or a record on the way was set aside.
 */
export async function aroundChange(
  world: World,
  cursor: number,
  position: number,
  batches: (low: number, high: number) => Promise<readonly HistoryRow[]>,
): Promise<Sides | undefined> {
  const copy = await runInSlices(cloneInSteps(world));
  const isUndone = position > cursor;
  const [low, high] = isUndone ? [cursor + 1, position] : [position, cursor];
  const rows = await batches(low, high);
  const change = isUndone ? rows.at(-1) : rows[0];
  if (!change || rows.length !== high - low + 1) return undefined;
  const isThere = isUndone
    ? rows.every(({ changes }) => lead(copy, changes))
    : rows
        .slice(1)
        .toReversed()
        .every(({ changes }) => lead(copy, changes, true));
  const back = reverseChanges(change.changes);
  if (!isThere || misfit(copy, back)) return undefined;
  const earlier = overlayWorld(copy, back);
  const { at } = change.entry;
  const now = Date.parse(at);
  return {
    before: { world: withoutLater(earlier, at), env: { now } },
    after: { world: withoutLater(copy, at), env: { now: afterClock(now, change.changes) } },
  };
}

function lead(copy: World, changes: readonly Change[], back = false): boolean {
  if (misfit(copy, back ? reverseChanges(changes) : changes)) return false;
  if (back) stepBack(copy, changes);
  else stepForward(copy, changes);
  return true;
}

/** Returns the simulated time after the change, which moves only with the clock's own row. */
function afterClock(now: number, changes: readonly Change[]): number {
  const moved = changes.find(({ table, id }) => table === 'clock' && id === clockId);
  if (!moved) return now;
  const [before, after] = [moved.before, moved.after] as (ClockRecord | undefined)[];
  if (after?.frozenAt !== undefined) return after.frozenAt;
  // A clock that stood still goes on from there.
  if (before?.frozenAt !== undefined) return now;
  return now + (after?.offset ?? 0) - (before?.offset ?? 0);
}
