/** A file of progress is read strictly, and written the same way every time. */

import { expect, test } from 'vitest';
import { noProgress } from '#learn/progress/none.ts';
import { type Progress, readProgress } from '#learn/progress/file.ts';
import { progressFile, writeProgress } from '#learn/progress/merge.ts';
import { pathText } from '#core/model/schema/fault.ts';
import versionOne from '../fixtures/progress-1.json?raw';
import { randomProgress } from './random-progress.ts';

function readText(text: string): Progress {
  const read = readProgress(JSON.parse(text));
  if (!read.ok) throw new Error(`${pathText(read.error.path)}: ${read.error.message}`);
  return read.value;
}

/** Reads the golden file with another value at a path; without a value the member is left out. */
function refusal(path: string, value?: unknown): string {
  const file = JSON.parse(versionOne) as Members;
  const keys = path.split(' ');
  const last = keys.pop() ?? '';
  const holder = keys.reduce((at, key) => at[key] as Members, file);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  const read = readProgress(file);
  return read.ok ? 'read' : `${pathText(read.error.path)}: ${read.error.message}`;
}

type Members = Record<string, unknown>;

test('the golden file of version 1 is read whole, and written byte for byte', () => {
  const progress = readText(versionOne);
  expect(writeProgress(progress)).toBe(versionOne);
  expect(progress.levels['first-policy']).toEqual({
    openedAt: '2026-11-20T09:00:00.000Z',
    solvedAt: '2026-11-20T09:04:10.250Z',
    stars: ['solved', 'least-privilege', 'few-steps'],
    steps: 1,
    seconds: 250,
    hints: 0,
    watched: false,
  });
  expect(progress.guesses['arcade/scp-limits']).toEqual({ right: '2026-11-21T10:00:00.000Z', streak: 2 });
  expect(progress.arcade).toEqual({ at: '2026-11-21T10:02:00.000Z', skill: 42, best: 8, runs: 3 });
});

test('what is written is read as the same progress, for 200 seeds', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const progress = randomProgress(seed);
    expect(readText(writeProgress(progress)), `seed ${seed}`).toEqual(progress);
  }
  expect(readText(writeProgress(noProgress))).toEqual(noProgress);
});

test('the order of the members of a value does not change its file', () => {
  const { levels } = readText(versionOne);
  const turned = Object.fromEntries(Object.entries(levels).toReversed());
  expect(JSON.stringify(progressFile({ levels: turned, guesses: {} }))).toBe(
    JSON.stringify(progressFile({ levels, guesses: {} })),
  );
});

test('a file of a newer version is refused with its number', () => {
  expect(refusal('version', 2)).toBe(
    'version: made by a newer version: format 2, this page reads up to 1; reload it',
  );
});

const level = { openedAt: '2026-11-20T09:30:00.000Z', stars: [], hints: 0, watched: false };

test.each<[string, string, unknown, string]>([
  ['another format', 'format', 'iam-playground/scenario', 'the file: this is no progress'],
  ['no format', 'format', undefined, 'the file: this is no progress'],
  ['a version of 0', 'version', 0, 'version: expected a whole number from 1'],
  ['a list', 'levels', [], 'levels: expected an object, found an empty list'],
  ['no levels', 'levels', undefined, 'the file: `levels` is missing'],
  ['no guesses', 'guesses', undefined, 'the file: `guesses` is missing'],
  ['an unknown member', 'stars', 9, 'stars: `stars` is not known here'],
  ['an unknown member of a level', 'levels deny-wins score', 9, '.score: `score` is not known here'],
  ['an unknown member of a guess', 'guesses first-policy/0 at', '', '.at: `at` is not known here'],
  ['an unknown member of the arcade', 'arcade seed', 1, 'arcade.seed: `seed` is not known here'],
  ['a level that is no id', 'levels <b>', level, 'levels["<b>"]: this is no id of the path'],
  ['a long id', `levels ${'a'.repeat(41)}`, level, ': this is no id of the path'],
  ['a guess that is no key', 'guesses deny-wins', { streak: 0 }, 'guesses["deny-wins"]: this is no id'],
  ['an unknown star', 'levels deny-wins stars', ['gold'], 'levels["deny-wins"].stars[0]: expected `solved`'],
  ['four hints', 'levels deny-wins hints', 4, 'levels["deny-wins"].hints: expected a whole number'],
  ['no word about watching', 'levels deny-wins watched', undefined, '`watched` is missing'],
  ['a skill of 101', 'arcade skill', 101, 'arcade.skill: expected a whole number from 0 to 100'],
  ['eleven of ten right', 'arcade best', 11, 'arcade.best: expected a whole number from 0 to 10'],
  ['half a step', 'levels deny-wins steps', 0.5, 'levels["deny-wins"].steps: expected a whole number'],
  ['a negative time', 'levels deny-wins seconds', -1, 'levels["deny-wins"].seconds: expected a whole'],
  ['a date in words', 'levels deny-wins openedAt', '20 November 2026', '.openedAt: expected a date like'],
  ['a day that does not exist', 'arcade at', '2026-11-41T10:00:00.000Z', 'arcade.at: expected a date like'],
])('%s is refused with its place', (_, path, value, message) => {
  expect(refusal(path, value)).toContain(message);
});

test('a file with too many entries is refused before they are read', () => {
  const many = (count: number, key: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${key}${at}`, null]));
  expect(refusal('levels', many(1_001, 'level-'))).toBe(
    'levels: it holds 1001 entries, and 1000 is the most',
  );
  expect(refusal('guesses', many(10_001, 'level/'))).toBe(
    'guesses: it holds 10001 entries, and 10000 is the most',
  );
});

test('`__proto__` in a file is an id like any other, and refused', () => {
  const text = versionOne.replace('"deny-wins"', '"__proto__"');
  expect(() => readText(text)).toThrow('levels.__proto__: this is no id of the path');
});

test('a level called `constructor` is a level', () => {
  const text = versionOne.replace('"deny-wins"', '"constructor"');
  expect(Object.keys(readText(text).levels)).toEqual(['constructor', 'first-policy']);
});
