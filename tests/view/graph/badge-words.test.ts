/** The words about badges, and about what badges cannot know of an imported account. */

import { expect, test } from 'vitest';
import { badgeMeaning, unknownWords } from '#view/graph/legend/badge-words.ts';

test('the legend says of no MFA that it is about a password for the console', () =>
  expect(badgeMeaning['no-mfa']).toContain('console password'));

test('what is unknown of an imported account is one list in a sentence', () => {
  expect(unknownWords(['mfa-devices'])).toMatch(/^The MFA devices of this account are unknown/);
  expect(unknownWords(['passwords', 'access-keys'])).toMatch(/^The passwords and access keys of/);
  expect(unknownWords(['passwords', 'access-keys', 'mfa-devices'])).toMatch(
    /^The passwords, access keys and MFA devices of/,
  );
});
