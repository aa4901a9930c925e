/** A memory makes each value once, and forgets what it is told to. */

import { expect, test } from 'vitest';
import { memoBy, memoByKey } from '#core/model/memo.ts';

test('what was made of an object is made once, `undefined` too', () => {
  let made = 0;
  const size = memoBy((of: { size?: number }) => {
    made += 1;
    return of.size;
  });
  const [some, none] = [{ size: 2 }, {}];
  expect([size(some), size(some), size(none), size(none)]).toEqual([2, 2, undefined, undefined]);
  expect(made).toBe(2);
});

test('what is forgotten is made again', () => {
  const list = memoBy((of: string[]) => of.join());
  const of = ['a'];
  expect(list(of)).toBe('a');
  of.push('b');
  expect(list(of)).toBe('a');
  expect(list.forget(of)).toBe(true);
  expect(list(of)).toBe('a,b');
});

test('a memory by object and key keeps only the newest keys when it has a limit', () => {
  const made: string[] = [];
  const of = {};
  const word = memoByKey((_: object, key: string) => made.push(key), 2);
  for (const key of ['a', 'b', 'a', 'c', 'b', 'a']) word(of, key);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
  word({}, 'b');
  expect(made).toHaveLength(5);
});
