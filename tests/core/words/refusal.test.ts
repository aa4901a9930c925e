/** Plain words are made of the refusals that the door really gives. */

import { expect, test } from 'vitest';
import { plainRefusal } from '#core/words/refusal.ts';
import { TestAccount } from '../api/door.ts';

function wordsFor(operation: string, params: Readonly<Record<string, unknown>>): string | undefined {
  const outcome = new TestAccount().call(operation, params);
  if (outcome.ok) throw new Error(`${operation} was not refused`);
  return plainRefusal(outcome.error, params, outcome.refusedBy);
}

test.each([
  [
    'John Smith',
    'The user name “John Smith” has a space. AWS takes letters, digits and + = , . @ _ -, without spaces.',
  ],
  [
    'a#b',
    'The user name “a#b” has the character “#”. AWS takes letters, digits and + = , . @ _ -, without spaces.',
  ],
  ['', 'The user name is empty.'],
  ['x'.repeat(65), 'The user name has 65 characters. AWS takes at most 64.'],
])('E-78 the user name %j is refused in plain words', (UserName, words) => {
  expect(wordsFor('CreateUser', { UserName })).toBe(words);
});

test('a refusal that says what is wrong has no other words', () => {
  expect(wordsFor('DeleteUser', { UserName: 'nina' })).toBeUndefined();
});

test('a refusal about what the caller did not give is left in AWS’s words', () => {
  expect(wordsFor('CreateUser', {})).toBeUndefined();
});

test('a password that is refused is not read out', () => {
  const words = plainRefusal(
    {
      code: 'ValidationError',
      status: 400,
      message:
        "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    },
    { Password: 'Secret' },
  );
  expect(words).toMatch(/^The password has the character “S”\./);
});
