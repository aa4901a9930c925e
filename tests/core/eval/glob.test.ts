/** Slow and obviously right: `*` takes nothing, or one character and stays. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileResource, resourceCovers } from '#core/eval/arn.ts';
import { compileGlob, globMatches, globOfTokens, tokensOf } from '#core/eval/glob.ts';
import { countOf } from '../../setup/counts.ts';

function naive(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  if (pattern.startsWith('*'))
    return naive(pattern.slice(1), text) || (text !== '' && naive(pattern, text.slice(1)));
  if (text === '' || (!pattern.startsWith('?') && pattern[0] !== text[0])) return false;
  return naive(pattern.slice(1), text.slice(1));
}

const expectMatch = (pattern: string, text: string, expected: boolean) => {
  expect([pattern, text, globMatches(compileGlob(pattern), text)]).toEqual([pattern, text, expected]);
};

test.each<[string, string, boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['**', 'abc', true],
  ['?', '', false],
  ['?', 'a', true],
  ['a*', 'a', true],
  ['*a', 'ba', true],
  ['a*a', 'a', false],
  ['a*b*c', 'aXbYc', true],
  ['a*b*c', 'acb', false],
  ['*ab*ab*', 'ab', false],
  ['*ab*ab*', 'abab', true],
  ['*a?c*', 'xxabaaacxx', true],
  ['?*?', 'a', false],
  ['?*?', 'ab', true],
  ['a.c', 'abc', false],
  ['a+(b)[c]', 'a+(b)[c]', true],
  ['a*', 'a\nb', true],
  ['*b?', 'abb', true],
])('G-41 the pattern %j matches %j: %s', expectMatch);

test('the glob agrees with the naive matcher on small alphabets (seeded)', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 9 });
  const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
  fc.assert(
    fc.property(pattern, text, (wanted, found) => {
      expectMatch(wanted, found, naive(wanted, found));
    }),
    { seed: 20260201, numRuns: countOf({ sample: 5_000, full: 20_000 }) },
  );
});

test('the short ways to compile make the same glob as the long one', () => {
  for (const text of ['', '*', '**', 'a', 'a*', '*a', 'a?', 'a**', '?*', 'a*b*']) {
    expect(compileGlob(text)).toEqual(globOfTokens(tokensOf(text)));
  }
});

test('the glob finds long pieces with ? at the leftmost place, across machine words (seeded)', () => {
  const unit = fc.constantFrom('a', 'b', '?');
  const piece = fc.string({ unit, minLength: 30, maxLength: 70 });
  fc.assert(
    fc.property(piece, fc.nat(40), fc.nat(40), fc.boolean(), (text, before, after, fits) => {
      const found = 'b'.repeat(before) + text.replaceAll('?', 'c') + 'a'.repeat(after);
      const pattern = fits ? `*${text}*` : `*${text}x*`;
      expectMatch(pattern, found, fits);
      expectMatch(`*${text}*x`, `${found}x`, true);
    }),
    { seed: 20260203, numRuns: 2_000 },
  );
});

test.each([
  `${'*a'.repeat(23)}*b*`,
  `${'*a'.repeat(24)}b`,
  `${'*?a'.repeat(23)}*b*`,
  `*${'a?'.repeat(1_000)}b*`,
])(
  'no pattern is too much for 5,000 characters, each read once (how long that takes: the bench): %s',
  (pattern) => {
    const text = 'a'.repeat(5_000);
    expectMatch(pattern, text, false);
    expectMatch(pattern, `${text}b`, true);
  },
);

const nothing = { value: () => undefined };
const covers = (pattern: string, resource: string, complete = true) =>
  resourceCovers(compileResource(pattern, true), resource, nothing, complete);

test.each<[string, string, string, boolean]>([
  ['G-40', '*', 'arn:aws:s3:::b', true],
  ['G-34 literally *', '*', '*', true],
  ['G-34 an ARN is not *', 'arn:aws:s3:::*', '*', false],
  ['G-34 nor are other wildcards', '**', '*', false],
  [
    'G-41 crosses / and : in the sixth field',
    'arn:aws:logs:eu:1:group:*',
    'arn:aws:logs:eu:1:group:a/b:c',
    true,
  ],
  [
    'G-42 segment-final star over colons',
    'arn:aws:dynamodb:*:table/prod-*',
    'arn:aws:dynamodb:eu:1:table/prod-x',
    true,
  ],
  ['G-42 inner star stays in its field', 'arn:aws:s3:eu-*-1::b', 'arn:aws:s3:eu-west-1::b', true],
  ['G-42 inner star stays in its field', 'arn:aws:s3:eu-*-1::b', 'arn:aws:s3:eu-west:x-1::b', false],
  [
    'G-42 inner star with its remainder in a later field',
    'arn:aws:s3:e*t:1:b',
    'arn:aws:s3:eu:1:t:1:b',
    false,
  ],
  ['G-41 ? is one character', 'arn:aws:s3:::b?', 'arn:aws:s3:::bc', true],
  ['G-42 ? is no colon in the first fields', 'arn:aws:s3?::b', 'arn:aws:s3:::b', false],
  ['G-44 case counts', 'arn:aws:s3:::B', 'arn:aws:s3:::b', false],
  ['G-45 any path', 'arn:aws:iam::1:user/*', 'arn:aws:iam::1:user/a/b/Bob', true],
  ['G-45 only the path form', 'arn:aws:iam::1:user/division_abc*', 'arn:aws:iam::1:user/Bob', false],
  ['G-43 completed', 'arn:aws:sqs', 'arn:aws:sqs:eu:1:q', true],
  ['G-43 completed', 'arn:aws:sqs:eu', 'arn:aws:sqs:us:1:q', false],
  ['C-68 unclosed', 'arn:aws:s3:::b/${x', 'arn:aws:s3:::b/${x', true],
  ['C-65 unresolvable', 'arn:aws:s3:::b/${aws:username}', 'arn:aws:s3:::b/', false],
  [
    'G-48 no variable before the sixth field',
    'arn:aws:sqs:eu:${aws:PrincipalAccount}:q',
    'arn:aws:sqs:eu::q',
    false,
  ],
])('%s: the resource %j covers %j: %s', (_, pattern, resource, expected) => {
  expect(covers(pattern, resource)).toBe(expected);
});

test('G-43 resource policies complete nothing in a short ARN', () => {
  expect(covers('arn:aws:sqs', 'arn:aws:sqs:eu:1:q', false)).toBe(false);
  expect(covers('arn:aws:sqs:*', 'arn:aws:sqs:eu:1:q', false)).toBe(true);
});

test('the resource patterns agree with a rule-by-rule matcher on small alphabets (seeded)', () => {
  const unit = fc.constantFrom('a', ':', '*', '?');
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 10 }),
      fc.string({ unit: fc.constantFrom('a', ':'), maxLength: 10 }),
      (pattern, resource) => {
        expect([pattern, resource, covers(pattern, resource, false)]).toEqual([
          pattern,
          resource,
          pattern === '*' || naiveResource(pattern, 0, resource),
        ]);
      },
    ),
    { seed: 20260202, numRuns: countOf({ sample: 5_000, full: 20_000 }) },
  );
});

/** G-42 read off: five colons decide the field; a star before the field's end may not take a colon. */
function naiveResource(pattern: string, at: number, text: string): boolean {
  if (at === pattern.length) return text === '';
  const isSixth = pattern.slice(0, at).split(':').length > 5;
  const endsField = pattern[at + 1] === ':' || at + 1 === pattern.length;
  const takesColon = isSixth || (pattern[at] === '*' && endsField);
  if (pattern[at] === '*') {
    if (naiveResource(pattern, at + 1, text)) return true;
    return text !== '' && (takesColon || text[0] !== ':') && naiveResource(pattern, at, text.slice(1));
  }
  if (text === '') return false;
  const fits = pattern[at] === '?' ? takesColon || text[0] !== ':' : pattern[at] === text[0];
  return fits && naiveResource(pattern, at + 1, text.slice(1));
}
