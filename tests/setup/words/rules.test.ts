/** The rules of words refuse what they should, and let stand what looks alike. */

import { expect, test } from 'vitest';
import { type Kind, longSentences, offences, ruleIds, sentencesOf, wordsIn } from './rules.ts';

const states = new Set(['askingForCode']);
const expectBad = (text: string, kind: Kind = 'text') =>
  expect(offences({ kind, text }, states), text).not.toEqual([]);
const expectGood = (text: string, kind: Kind = 'text') =>
  expect(offences({ kind, text }, states), text).toEqual([]);

test('a retired name is refused, but not a name of AWS that contains it', () => {
  expectBad('It shows in the trail.');
  expectGood('CloudTrail records it.');
  expectGood('The audit trail is a bucket.');
  expectBad('The version in force');
  expectBad('Log in as alice');
  expectGood('This login profile has a password.');
  expectGood('PutLogEvents of CloudWatch Logs on all resources');
  expectBad('Open an example');
  expectGood('Type alice@example.com, for example.');
  expectBad('To whom it belongs');
});

test('an internal code is refused: a row, a missing parameter, a state of a machine', () => {
  expectBad('E-20, row 3');
  expectBad('CreateRole (no RoleName)');
  expectGood('Letters and digits (no spaces)');
  expectBad('Now: askingForCode');
  expectGood('In code it is `askingForCode`.');
});

test('an error code of AWS is no heading, but stands in a sentence or as code', () => {
  expectBad('AccessDenied', 'heading');
  expectBad('NoSuchEntity', 'heading');
  expectBad('MalformedPolicyDocument', 'heading');
  expectGood('AWS refused this', 'heading');
  expectGood('AccessDenied');
  expectGood('CloudFormation', 'heading');
});

test('an id of a rule is seen in a sentence, and not in code', () => {
  expect(ruleIds('Rule E-20 says so.')).toHaveLength(1);
  expect(ruleIds('SHA-256, UTF-8, ‹rule› and `E-20`.')).toEqual([]);
});

test('a sentence ends at its full stop, not at one inside a name', () => {
  expect(sentencesOf('Press Save. Then sign in at s3.amazonaws.com. “Good.” Go on!')).toEqual([
    'Press Save.',
    'Then sign in at s3.amazonaws.com.',
    '“Good.”',
    'Go on!',
  ]);
  expect(sentencesOf('AWS says `No.` Then it ends')).toHaveLength(2);
});

test('a sentence of nineteen words is too long, one of eighteen is not', () => {
  const words = (count: number) => `${Array.from({ length: count }, () => 'word').join(' ')}.`;
  expect(wordsIn('The role — `…` — is here, (today).')).toBe(6);
  expect(wordsIn('The file holds these: inline policies of users, groups, and roles')).toBe(7);
  expect(wordsIn('The file holds these: the inline policies of all users, groups')).toBe(11);
  expect(longSentences(words(18))).toEqual([]);
  expect(longSentences(words(19))).toEqual([words(19)]);
});
