/**
 * Says what an unsaved edit would make of the goals of a level: it judges them in the world as it is, and in the world as
 * it would be. A goal of an attacker counts who made which call, so it is not known before the edit is saved.
 */

import type { Change } from '../../core/model/world/change.ts';
import { overlayWorld } from '../../core/model/world/overlay.ts';
import type { Level, LevelCheck, LevelGoal } from './format.ts';
import { judgeLevel } from './judge.ts';
import type { LevelPlace } from './standing.ts';

export interface GoalsAhead {
  readonly reached: number;
  readonly known: number;
  readonly total: number;
  /** The texts of the goals that hold now and would not. */
  readonly broken: readonly string[];
}

/** A search of ways and a login take longer than a letter that is typed. */
const slow: ReadonlySet<LevelCheck['kind']> = new Set(['no-way-up', 'flow']);

export const hasSlowGoals = ({ goals }: Pick<Level, 'goals'>): boolean =>
  goals.some(({ check }) => slow.has(check.kind));

/** `isQuick`: it leaves the slow goals out, which are then not known. */
export async function levelAhead(
  { goals }: Pick<Level, 'goals'>,
  place: LevelPlace,
  change: Change,
  isQuick = false,
): Promise<GoalsAhead> {
  const isJudged = ({ check: { kind } }: LevelGoal) => kind !== 'reached' && !(isQuick && slow.has(kind));
  const known = { goals: goals.filter(isJudged), hidden: [] };
  const later = await judgeLevel(known, { ...place, world: overlayWorld(place.world, [change]) });
  const open = later.goals.flatMap(({ goal, reached }) => (reached ? [] : [goal]));
  const now = await judgeLevel({ goals: open, hidden: [] }, place);
  return {
    reached: known.goals.length - open.length,
    known: known.goals.length,
    total: goals.length,
    broken: now.goals.flatMap(({ goal, reached }) => (reached ? [goal.text] : [])),
  };
}
