/** The cache of values by text: texts that share a sample, and what a full generation leaves behind. */

import { expect, test } from 'vitest';
import { TextCache } from '#core/policy/syntax/text-cache.ts';

/** Texts that differ in one letter, which no sample of 640 reads. */
const alike = Array.from({ length: 40 }, (_, at) => String.fromCharCode(48 + at).padEnd(640, '-'));

function cacheOf() {
  const cache = new TextCache<{ text: string }>();
  const made: string[] = [];
  const of = (text: string) =>
    cache.of(text, (given) => {
      made.push(given.slice(0, 1));
      return { text: given };
    });
  return { of, made: () => made.join('') };
}

test('texts of one sample each keep their own value', () => {
  const { of, made } = cacheOf();
  const first = alike.map((text) => of(text));
  expect(first.map(({ text }) => text)).toEqual(alike);
  expect(alike.every((text, at) => of(text) === first[at])).toBe(true);
  expect(made()).toHaveLength(alike.length);
});

test('a full generation drops what it did not use', () => {
  const { of, made } = cacheOf();
  const long = (letter: string) => letter.repeat(2_500_000);
  for (const letter of 'abcabcdce') of(long(letter));
  expect(made()).toBe('abcde');
  of(long('a'));
  expect(made()).toBe('abcdea');
});
