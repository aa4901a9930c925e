/** Compares two workspaces, of which neither has to be the open one: records, pinned answers, and what everybody may do. */

import { simulatedTime } from '../../core/model/records/clock.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { apply, createWorld } from '../../core/model/world/apply.ts';
import { created } from '../../core/model/world/change.ts';
import { accountsSwapped, swapIn } from '../../core/model/world/swap-accounts.ts';
import type { World } from '../../core/model/world/world.ts';
import { type RecordDifference, compareWorlds } from '../../core/query/account/compare-worlds.ts';
import { type AnswerComparison, compareAnswers } from '../../core/query/ask/compare-answers.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Store } from '../../store/store.ts';
import type { Sides } from '../../core/analysis/consequences/consequence.ts';
import type { WorkspaceInfo } from './info.ts';

export interface Compared {
  readonly records: readonly RecordDifference[];
  readonly answers: AnswerComparison;
  readonly sides: Sides;
  /** The account of the second workspace, where it is read as if it had the id of the first: they differ. */
  readonly renamed?: AccountId;
}

/** `undefined` when one of them is gone. `wall`: real time in milliseconds. */
export async function compareWorkspaces(
  store: Store,
  [before, after]: readonly [WorkspaceInfo, WorkspaceInfo],
  wall: number,
): Promise<Compared | undefined> {
  const [a, b] = [await worldFrom(store, before.id), await worldFrom(store, after.id)];
  if (!a || !b) return undefined;
  const [mine, other] = [before.account, after.account];
  // Nothing of two accounts has the same ARN. Where one workspace has both accounts, they are two and stay so.
  const isRenamed = mine !== other && !a.accounts.has(other) && !b.accounts.has(mine);
  const read = isRenamed ? await runInSlices(accountsSwapped(b, mine, other)) : b;
  const inBefore = isRenamed ? swapIn(mine, other) : <T>(question: T) => question;
  const side = (world: World) => ({ world, env: { now: simulatedTime(world, wall) } });
  const sides = { before: side(a), after: side(read) };
  const pinned = [...questionsOf(before), ...questionsOf(after).map(inBefore)];
  return {
    records: await runInSlices(compareWorlds(a, read)),
    answers: compareAnswers(sides.before, sides.after, pinned),
    sides,
    ...(isRenamed && { renamed: other }),
  };
}

const questionsOf = ({ guide }: WorkspaceInfo) => [
  ...(guide?.goals?.map(({ question }) => question) ?? []),
  ...(guide?.questions.map(({ question }) => question) ?? []),
  ...(guide?.start ? [guide.start.question, ...guide.start.next.map(({ question }) => question)] : []),
];

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
