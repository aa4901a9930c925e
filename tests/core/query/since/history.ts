/**
 * Random histories of a random world: each change gives a row the form that it has in another random world, makes one
 * of there, or deletes one. All layers of policies, tags, groups, trusts, the organization and sessions move.
 */

import { type Change, created, deleted, replaced } from '#core/model/world/change.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import type { TableName } from '#core/model/records/lists.ts';
import type { World } from '#core/model/world/world.ts';
import type { Dice } from '../../property/random/dice.ts';
import { type Made, madeWorld } from '../../analysis/soundness/world.ts';

export interface MadeHistory {
  readonly made: Made;
  /** The world before the first batch. */
  readonly first: World;
  /** The world after the last. */
  readonly present: World;
  readonly batches: readonly (readonly Change[])[];
}

const tables = [
  'users',
  'users',
  'groups',
  'roles',
  'policies',
  'resources',
  'controlPolicies',
  'accounts',
  'organizationalUnits',
  'sessions',
] as const satisfies readonly TableName[];

export function madeHistory(dice: Dice, length: number): MadeHistory {
  const made = madeWorld(dice);
  const others = [made, ...Array.from({ length: 3 }, () => madeWorld(dice))];
  const present = cloneWorld(made.world);
  const batches = Array.from({ length }, () =>
    dice
      .several(1, 2, () => {
        const change = randomChange(dice, present, dice.pick(others).world);
        apply(present, change);
        return change;
      })
      .flat(),
  );
  return { made, first: made.world, present, batches };
}

/** Returns one change, or none where both worlds agree about the row. */
function randomChange(dice: Dice, now: World, other: World): Change[] {
  const table = dice.pick(tables);
  const id = dice.pick([...new Set([...now[table].keys(), ...other[table].keys()])]);
  const [before, after] = [now[table].get(id), other[table].get(id)];
  const isKept = table === 'accounts' || dice.chance(0.8);
  if (!before) return after ? [created(table, after as never)] : [];
  if (!after) return isKept ? [] : [deleted(table, before as never)];
  if (!isKept && dice.chance(0.5)) return [deleted(table, before as never)];
  return before === after ? [] : [replaced(table, before as never, after as never)];
}
