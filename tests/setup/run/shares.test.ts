/** A run fails on a file that takes too much of its lane, and on ten that do so together; on no absolute time. */

import { expect, test } from 'vitest';
import { slowFiles } from './slow-files.ts';
import { type Lane, shareLines, tooSlow } from './shares.ts';

/** A lane of 100 s with these files, and as many quick ones as fill it. */
const lane = (...seconds: number[]): Lane => ({
  seconds: 100,
  files: [
    ...seconds.map((each, at) => ({ file: `slow-${at}.test.ts`, seconds: each })),
    ...Array.from({ length: 20 }, (_, at) => ({ file: `quick-${at}.test.ts`, seconds: 1 })),
  ],
});

test('a file that takes more than 8 % of its lane fails the run, and one that takes 8 % does not', () => {
  expect(tooSlow([lane(8)], {})).toEqual([]);
  expect(tooSlow([lane(8.1)], {})).toEqual(['slow-0.test.ts takes 8.1 % of its lane, more than 8.0 %']);
});

test('ten files that take more than 40 % of their lane fail the run together', () => {
  expect(tooSlow([lane(8, 8, 8, 8, 2)], {})).toEqual([]);
  expect(tooSlow([lane(), lane(8, 8, 8, 8, 4)], {})).toEqual([
    'the ten slowest files of lane 2 take 41.0 % of it, more than 40.0 %',
  ]);
});

test('the same files twice as slow on a lane that is twice as long fail nothing', () => {
  const { seconds, files } = lane(8);
  const slow = { seconds: seconds * 2, files: files.map((each) => ({ ...each, seconds: each.seconds * 2 })) };
  expect(tooSlow([slow], {})).toEqual([]);
});

test('an exception with a reason may take more than its share', () => {
  expect(tooSlow([lane(30, 8, 8)], { 'slow-0.test.ts': 'it waits for a disk' })).toEqual([]);
});

test('at most six files may take more than their share, and each says why', () => {
  expect(Object.keys(slowFiles).length).toBeLessThanOrEqual(6);
  for (const reason of Object.values(slowFiles)) expect(reason.length).toBeGreaterThan(20);
});

test('a run prints the ten slowest files of each lane with their share', () => {
  expect(shareLines([lane(8, 4)]).slice(0, 3)).toEqual([
    'lane 1: 100 s, its ten slowest files 20.0 %',
    '     8.0 s   8.0 %  slow-0.test.ts',
    '     4.0 s   4.0 %  slow-1.test.ts',
  ]);
  expect(shareLines([lane(8, 4)])).toHaveLength(11);
});
