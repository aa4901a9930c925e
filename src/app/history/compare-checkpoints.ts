/** Reads two checkpoints, or one and the account as it is now, and lists the records that differ. */

import { type RecordDifference, compareWorlds } from '../../core/query/account/compare-worlds.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Sides } from '../../core/analysis/consequences/consequence.ts';
import type { Checkpoint, Checkpoints } from './checkpoints.svelte.ts';

/** Compares with now where `to` is absent. `undefined` when one cannot be read; then the screen says why. */
export async function comparedSides(
  checkpoints: Checkpoints,
  from: Checkpoint,
  to: Checkpoint | undefined,
): Promise<{ readonly sides: Sides; readonly records: readonly RecordDifference[] } | undefined> {
  const before = await checkpoints.side(from);
  const after = to ? await checkpoints.side(to) : await checkpoints.present();
  if (!before || !after) return undefined;
  return {
    sides: { before, after },
    records: await runInSlices(compareWorlds(before.world, after.world)),
  };
}
