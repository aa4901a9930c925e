/** The ten questions before and after fit the levels of a class. */

import { expect, test } from 'vitest';
import { findTemplate } from '#learn/arcade/keys.ts';
import { questionTitle, questionsFor } from '#learn/class/work.ts';
import { levelCards } from '#learn/level/path.ts';

const templatesOf = (levels: readonly string[]) =>
  questionsFor(levels).map((key) => findTemplate(key.replace('arcade/', '')));

test.each([
  ['no level', []],
  ['one level', ['deny-wins']],
  ['a level of a teacher', ['own-level']],
  ['all levels', levelCards.map(({ id }) => id)],
])('there are ten different questions for %s, the easy ones first', (_, levels) => {
  const keys = questionsFor(levels);
  expect(new Set(keys).size).toBe(10);
  for (const key of keys) expect(questionTitle(key), key).toBeDefined();
  const difficulties = templatesOf(levels).map((one) => one?.difficulty ?? 0);
  expect(difficulties).toEqual(difficulties.toSorted((a, b) => a - b));
});

test('questions that a level teaches come before others', () => {
  const taught = templatesOf(['first-role', 'resource-policy']).filter(
    (one) => one?.level === 'first-role' || one?.level === 'resource-policy',
  );
  expect(taught).toHaveLength(4);
});
