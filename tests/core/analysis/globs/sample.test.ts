/** The automata of patterns, against the engine's matcher over all short texts. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GlobSet } from '#core/analysis/globs/automaton.ts';
import { sample } from '#core/analysis/globs/sample.ts';
import { compileGlob, globMatches, tokensOf } from '#core/eval/glob.ts';
import { countOf } from '../../../setup/counts.ts';

const setOf = (...patterns: readonly string[]) => new GlobSet(patterns.map(tokensOf));

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 5 });
const patterns = fc.array(pattern, { maxLength: 3 });

const letters = ['a', 'b', ':', 'z'];
const texts: string[] = [''];
for (let from = 0, length = 1; length <= 6; length++) {
  const to = texts.length;
  for (; from < to; from++) for (const letter of letters) texts.push(`${texts[from]}${letter}`);
}
const matches = (all: readonly string[]) => {
  const globs = all.map(compileGlob);
  return (text: string) => globs.some((glob) => globMatches(glob, text));
};

test('a set of patterns has exactly the texts that the engine matches', () => {
  fc.assert(
    fc.property(patterns, fc.constantFrom(...texts), (all, text) => {
      expect(setOf(...all).has(text)).toBe(matches(all)(text));
    }),
    { numRuns: 2_000 },
  );
});

test('a sample is in and out of the sets as asked, and where there is none no short text is', () => {
  fc.assert(
    fc.property(patterns, patterns, patterns, (a, b, c) => {
      const found = sample([setOf(...a), setOf(...b)], [setOf(...c)]);
      const fits = (text: string) => matches(a)(text) && matches(b)(text) && !matches(c)(text);
      if (typeof found === 'object') expect(fits(found.text), found.text).toBe(true);
      else expect([found, texts.find(fits)]).toEqual(['none', undefined]);
    }),
    { numRuns: countOf({ sample: 200, full: 600 }) },
  );
});

test.each([
  [['s3:*'], ['s3:get*'], 's3:'],
  [['arn:aws:s3:::b/*'], ['arn:aws:s3:::*'], 'none'],
  [['a*b', '*a*'], ['ab'], 'awb'],
  [['?'], ['a', 'b'], 'w'],
])('of %j without %j the sample is %j', (inside, outside, wanted) => {
  const found = sample(
    inside.map((one) => setOf(one)),
    [setOf(...outside)],
  );
  expect(typeof found === 'object' ? found.text : found).toBe(wanted);
});

test('a set that ignores case takes letters of both', () => {
  const set = new GlobSet([tokensOf('s3:Get*')], { ignoresCase: true });
  expect([set.has('S3:GETOBJECT'), set.has('s3:put')]).toEqual([true, false]);
});
