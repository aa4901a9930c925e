/** Statements on resources: they may cover one for everybody, or only for the user whose name it has. */

import { expect, test } from 'vitest';
import { type Allowing, fitOf, resourceSegments } from '#core/analysis/ways/search/allowing.ts';

const user = 'arn:aws:iam::111111111111:user/people/ana';
const ofNobody = { holders: new Set<number>(), limiting: new Set<number>() };
const group = (...patterns: string[]): Allowing => ({ ...ofNobody, patterns, variables: true });

test('a pattern that begins otherwise covers nothing', () => {
  expect(fitOf(group('arn:aws:iam::111111111111:role/*'), user)).toBe('none');
});

test('a pattern whose last part is the name of the caller is asked of nobody else', () => {
  expect(fitOf(group('arn:aws:iam::111111111111:user/*/${aws:username}'), user)).toBe('name as a part');
  expect(fitOf(group('arn:aws:iam::*:user/${aws:UserName}/x'), user)).toBe('name as a part');
  expect(resourceSegments(user)).toContain('ana');
});

test('a pattern with more letters beside the name is asked of all whose name is somewhere', () => {
  expect(fitOf(group('arn:aws:iam::111111111111:user/*${aws:username}'), user)).toBe('name');
  expect(
    fitOf(group('arn:aws:iam::*:user/*/${aws:username}', 'arn:aws:iam::*:user/x-${aws:username}'), user),
  ).toBe('name');
});

test('one pattern without the name is enough for everybody', () => {
  const own = 'arn:aws:iam::111111111111:user/*/${aws:username}';
  expect(fitOf(group(own, 'arn:aws:iam::111111111111:user/people/*'), user)).toBe('all');
  // A version of the language without variables reads the name as it is written.
  expect(fitOf({ ...group(own), variables: false }, user)).toBe('all');
  expect(fitOf({ ...ofNobody, variables: false }, user)).toBe('all');
});
