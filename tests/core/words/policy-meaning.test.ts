/** The few words about a policy text. */

import { expect, test } from 'vitest';
import { meaningWords, policyMeaning, shortMeaning } from '#core/words/policy-meaning.ts';
import { allow, deny } from '../accounts.ts';

const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

test.each([
  [[allow('s3:GetObject', 'arn:aws:s3:::payroll/*')], 'allows s3:GetObject on s3://payroll'],
  [[allow(['s3:GetObject', 's3:PutObject', 's3:GetObject'])], 'allows s3:GetObject + 1 more on everything'],
  [
    [allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:1:q')],
    'allows s3:GetObject + 1 more on s3://a + 1 more',
  ],
  [[allow('*')], 'allows every action on everything'],
  [[{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'allows all but iam:* on everything'],
  [
    [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::vault' }],
    'allows s3:* on all but s3://vault',
  ],
  [
    [allow('s3:*', 'arn:aws:s3:::a'), deny('s3:DeleteObject')],
    'allows s3:* on s3://a, denies s3:DeleteObject on everything',
  ],
  [
    [allow('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
    'allows s3:* on everything, under conditions',
  ],
  [[], 'allows nothing'],
])('a policy with the statements %j %s', (statements, words) =>
  expect(meaningWords(policyMeaning(text(...statements)))).toBe(words),
);
test('a text that is no policy allows nothing', () =>
  expect(meaningWords(policyMeaning('no json'))).toBe('allows nothing'));
test('the short meaning is what is allowed, or else what is denied', () => {
  const both = policyMeaning(text(allow('s3:*'), deny('s3:DeleteObject')));
  expect(shortMeaning(both)).toBe('s3:* on everything');
  expect(shortMeaning(policyMeaning(text(deny('s3:*'))))).toBe('denies s3:* on everything');
});
