/** A tier is complete when all its levels are solved, and not before. */

import { expect, test } from 'vitest';
import { tierCards } from '#content/levels/tiers.ts';
import { solvedTier } from '#app/learn/path.ts';
import { noProgress } from '#learn/progress/none.ts';
import type { LevelProgress } from '#learn/progress/file.ts';

const [basics, policies] = tierCards;
const at = '2026-11-27T09:00:00Z';
const solved: LevelProgress = { openedAt: at, solvedAt: at, stars: ['solved'], hints: 0, watched: false };
const progressOf = (ids: readonly string[]) => ({
  ...noProgress,
  levels: Object.fromEntries(ids.map((id) => [id, solved])),
});

test('a tier whose levels are all solved is complete at each of its levels, and at no other', () => {
  const ids = basics?.levels.map(({ id }) => id) ?? [];
  expect(solvedTier('first-policy', progressOf(ids))?.title).toBe('Basics');
  expect(solvedTier('first-policy', progressOf(ids.slice(1)))).toBeUndefined();
  expect(solvedTier(policies?.levels[0]?.id ?? '', progressOf(ids))).toBeUndefined();
  expect(solvedTier('no-level', progressOf(ids))).toBeUndefined();
});
