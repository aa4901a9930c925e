/** Two copies of one person's progress become one: whatever the order, nothing gets lost. */

import { expect, test } from 'vitest';
import type { Progress } from '#learn/progress/file.ts';
import { noProgress } from '#learn/progress/none.ts';
import { mergedProgress, writeProgress } from '#learn/progress/merge.ts';
import { randomProgress } from './random-progress.ts';

const seeds = Array.from({ length: 300 }, (_, at) => at + 1);
const three = (seed: number) =>
  [seed, seed + 1_000, seed + 2_000].map(randomProgress) as [Progress, Progress, Progress];

test('the order of a merge does not matter, for 300 seeds', () => {
  for (const seed of seeds) {
    const [one, other] = three(seed);
    expect(mergedProgress(one, other), `seed ${seed}`).toEqual(mergedProgress(other, one));
    expect(writeProgress(mergedProgress(one, other))).toBe(writeProgress(mergedProgress(other, one)));
  }
});

test('three copies become one in any grouping, for 300 seeds', () => {
  for (const seed of seeds) {
    const [one, other, third] = three(seed);
    expect(mergedProgress(mergedProgress(one, other), third), `seed ${seed}`).toEqual(
      mergedProgress(one, mergedProgress(other, third)),
    );
  }
});

test('a merge with oneself, with nothing, or once more changes nothing, for 300 seeds', () => {
  for (const seed of seeds) {
    const [one, other] = three(seed);
    expect(mergedProgress(one, one), `seed ${seed}`).toEqual(one);
    expect(mergedProgress(one, noProgress), `seed ${seed}`).toEqual(one);
    expect(mergedProgress(mergedProgress(one, other), other), `seed ${seed}`).toEqual(
      mergedProgress(one, other),
    );
  }
});

test('a merge keeps every level, star, guess and record, for 300 seeds', () => {
  for (const seed of seeds) {
    const [one, other] = three(seed);
    const both = mergedProgress(one, other);
    for (const part of [one, other]) {
      for (const [id, level] of Object.entries(part.levels)) {
        const kept = both.levels[id];
        expect(kept?.stars, `seed ${seed}`).toEqual(expect.arrayContaining([...level.stars]));
        expect(kept?.watched || !level.watched).toBe(true);
        expect(kept?.hints).toBeGreaterThanOrEqual(level.hints);
        if (level.steps !== undefined) expect(kept?.steps).toBeLessThanOrEqual(level.steps);
        if (level.seconds !== undefined) expect(kept?.seconds).toBeLessThanOrEqual(level.seconds);
        if (level.solvedAt !== undefined) expect((kept?.solvedAt ?? '9') <= level.solvedAt).toBe(true);
      }
      expect(Object.keys(both.guesses)).toEqual(expect.arrayContaining(Object.keys(part.guesses)));
      if (part.arcade) expect(both.arcade?.best).toBeGreaterThanOrEqual(part.arcade.best);
    }
  }
});

test('the later guess decides how many right ones are counted', () => {
  const early: Progress = {
    levels: {},
    guesses: { 'a/0': { right: '2026-11-20T12:00:00.000Z', streak: 4 } },
  };
  const late: Progress = {
    levels: {},
    guesses: { 'a/0': { wrong: '2026-11-21T12:00:00.000Z', streak: 0 } },
  };
  expect(mergedProgress(early, late).guesses['a/0']).toEqual({
    right: '2026-11-20T12:00:00.000Z',
    wrong: '2026-11-21T12:00:00.000Z',
    streak: 0,
  });
});
