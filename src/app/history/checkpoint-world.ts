/** Rebuilds the world of a checkpoint and compares it with the present one. */

import { apply, cloneInSteps, createWorld } from '../../core/model/world/apply.ts';
import { type Change, created, deleted, replaced } from '../../core/model/world/change.ts';
import { recordDamage } from '../../core/model/records/tables.ts';
import { tableNames } from '../../core/model/records/lists.ts';
import type { World } from '../../core/model/world/world.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { NewRecord } from '../../store/rows.ts';

export function worldOfCheckpoint(records: readonly NewRecord[]): World | undefined {
  if (records.some(({ table, id, row }) => recordDamage(table, id, row) !== undefined)) return undefined;
  const world = createWorld();
  apply(
    world,
    records.map(({ table, row }) => created(table, row)),
  );
  return world;
}

export const copyOfWorld = (world: World): Promise<World> => runInSlices(cloneInSteps(world));

export function differences(from: World, to: World): Change[] {
  return tableNames.flatMap((table) => {
    const [here, there] = [from[table], to[table]] as [
      ReadonlyMap<string, never>,
      ReadonlyMap<string, never>,
    ];
    const changes: Change[] = [];
    for (const [id, row] of here) {
      const after = there.get(id);
      if (after === undefined) changes.push(deleted(table, row));
      else if (JSON.stringify(row) !== JSON.stringify(after)) changes.push(replaced(table, row, after));
    }
    for (const [id, row] of there) if (!here.has(id)) changes.push(created(table, row));
    return changes;
  });
}
