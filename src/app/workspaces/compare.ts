/** Compares two workspaces: which records differ, and whose answers. Neither has to be the open one. */

import { apply, createWorld } from '../../core/model/world/apply.ts';
import { created } from '../../core/model/world/change.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Comparison, compareAnswers } from '../../core/query/ask/compare-answers.ts';
import { type RecordDifference, compareWorlds } from '../../core/query/account/compare-worlds.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Store } from '../../store/store.ts';
import type { WorkspaceInfo } from './info.ts';

export type { RecordDifference } from '../../core/query/account/compare-worlds.ts';

export interface Compared {
  readonly records: readonly RecordDifference[];
  readonly answers: Comparison;
}

/** `undefined` when one of them is gone. `wall`: real time in milliseconds. */
export async function compareWorkspaces(
  store: Store,
  [before, after]: readonly [WorkspaceInfo, WorkspaceInfo],
  wall: number,
): Promise<Compared | undefined> {
  const [a, b] = [await worldFrom(store, before.id), await worldFrom(store, after.id)];
  if (!a || !b) return undefined;
  const side = (world: World) => ({ world, env: { now: simulatedTime(world, wall) } });
  const pinned = [before, after].flatMap(({ guide }) => [
    ...(guide?.goals?.map(({ question }) => question) ?? []),
    ...(guide?.questions.map(({ question }) => question) ?? []),
    ...(guide?.start ? [guide.start.question, ...guide.start.next.map(({ question }) => question)] : []),
  ]);
  return {
    records: compareWorlds(a, b),
    answers: await runInSlices(compareAnswers(side(a), side(b), pinned)),
  };
}

async function worldFrom(store: Store, id: string): Promise<World | undefined> {
  const world = createWorld();
  const loaded = await store.load(id, (records) =>
    apply(
      world,
      records.map(({ table, row }) => created(table, row)),
    ),
  );
  return loaded && world;
}
