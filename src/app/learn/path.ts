/** The path of levels for the views: its cards, and the level that comes next. The files load when they are opened. */

import { tierCards } from '../../content/levels/tiers.ts';
import type { LevelCard, TierCards } from '../../learn/level/format.ts';
import type { Progress } from '../../learn/progress/file.ts';
import { findLevel, levelCards } from '../../learn/level/path.ts';
import { variantPattern } from '../../share/scenario/format/guide.ts';

export { findLevel, levelAfter, levelCards, loadLevel, purposeIn } from '../../learn/level/path.ts';
export { isOwnLevel } from '../../learn/level/own.ts';
export { stars, type Star } from '../../learn/level/standing.ts';
export type { LevelCard, LevelGoal, LevelText, TierCards } from '../../learn/level/format.ts';
export type { Progress } from '../../learn/progress/file.ts';
export type { GoalNow } from '../../learn/level/standing.ts';

/** Returns the first level that is not solved; `undefined` when all are. */
export const nextLevel = ({ levels }: Progress): LevelCard | undefined =>
  levelCards.find(({ id }) => levels[id]?.solvedAt === undefined);

export function solvedTier(id: string, { levels }: Progress): TierCards | undefined {
  const tier = tierCards.find((one) => one.levels.some((card) => card.id === id));
  return tier?.levels.every((card) => levels[card.id]?.solvedAt !== undefined) ? tier : undefined;
}

/** Returns the number of a level on the path, from 1. */
export const levelNumber = (id: string): number => levelCards.findIndex((one) => one.id === id) + 1;

/** Returns the level of an address; `undefined` where this page has no such level, or it is no variant. */
export const levelOf = (id: string, variant: string | undefined): LevelCard | undefined =>
  variant === undefined || variantPattern.test(variant) ? findLevel(id) : undefined;
