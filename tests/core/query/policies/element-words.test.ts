/** Each element of a policy document is explained at its place, in its own values. */

import { beforeAll, expect, test } from 'vitest';
import { partSpan } from '#core/policy/visual/blocks.ts';
import { conditionWords } from '#core/words/condition-words.ts';
import { elementWords } from '#core/query/policies/element-words.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const text = JSON.stringify(
  {
    Version: '2012-10-17',
    Id: 'Payroll',
    Statement: [
      {
        Sid: 'Read',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:role/Deploy' },
        Action: ['s3:GetObject', 's3:Get*', 's3:*', 's3:Nothing'],
        Resource: 'arn:aws:s3:::payroll/*',
        Condition: {
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      },
      { Sid: 'Rest', Effect: 'Deny', NotAction: ['s3:ListBucket'], NotResource: ['*'], Odd: 1 },
    ],
  },
  null,
  2,
);
/** The words at the first letter of `part` in the text. */
const at = (part: string, source = text) => elementWords(source, source.indexOf(part), reference)?.text;

test.each<[string, string | RegExp]>([
  ['"Version"', 'Version 2012-10-17: the current policy language, with variables such as ${aws:username}.'],
  ['"Id"', 'Id: a name for the document. It changes no permission.'],
  ['"Statement"', 'Statement: this policy has 2 rules. Each one counts by itself.'],
  ['{\n      "Sid": "Rest"', 'Statement 2 of 2: it forbids, even where another statement allows.'],
  ['"Read"', 'Sid Read: the name of this statement. It changes no permission.'],
  ['"Allow"', 'Effect Allow: this statement gives permission. A Deny elsewhere still wins.'],
  ['"Deny"', 'Effect Deny: this statement forbids. No Allow can win against it.'],
  ['"AWS"', 'Principal: this statement is about requests of role Deploy.'],
  ['"Action"', 'Action: this statement allows s3:GetObject, s3:Get*, s3:* and 1 more.'],
  ['"s3:GetObject"', 's3:GetObject: a Read action of S3.'],
  ['"s3:Get*"', /^s3:Get\*: \d+ of the \d+ actions of S3\.$/],
  ['"s3:*"', /^s3:\*: all \d+ actions of S3\.$/],
  ['"s3:Nothing"', 's3:Nothing: an action of S3.'],
  ['"arn:aws:s3', 'Resource: this statement is about the objects of bucket payroll.'],
  ['"Condition"', 'Condition: this statement counts only if all of its 2 tests are true.'],
  ['"IpAddress"', 'IpAddress: aws:SourceIp must be in 203.0.113.0/24.'],
  ['"aws:SecureTransport"', 'aws:SecureTransport must be true. Sent over TLS.'],
  ['"NotAction"', 'NotAction: this statement forbids every action except s3:ListBucket.'],
  ['"NotResource"', 'NotResource: this statement is about every resource except all resources.'],
])('the element at %s is explained', (part, words) => {
  expect(at(part)).toMatch(words);
});

test('what AWS does not know, and a text that is no JSON, is not explained', () => {
  expect(at('"Odd"')).toBeUndefined();
  expect(at('"Effect"', '{ "Statement": { "Effect": ')).toBeUndefined();
});

test('an old or missing version, a single statement and an empty list are said', () => {
  const old = '{ "Version": "2008-10-17", "Statement": { "Effect": "Maybe", "Action": [] } }';
  expect(at('"Version"', old)).toMatch(/^Version 2008-10-17: an old policy language/);
  expect(at('"Statement"', old)).toBe('Statement: this policy has one rule.');
  expect(at('"Action"', old)).toBe('Action: the list is empty.');
  expect(at('"Effect"', old)).toBeUndefined();
});

test.each([
  ['StringNotLike', ['a*', 'b*'], 'k must not match a* or b*'],
  ['StringEqualsIfExists', ['a'], 'k must be a, or k is absent'],
  ['ForAnyValue:StringEquals', ['a', 'b'], 'one of the values of k must be a or b'],
  ['ForAllValues:StringLike', ['1', '2', '3', '4', '5'], 'every value of k must match 1, 2, 3 or 2 more'],
  ['DateLessThan', ['2026-01-01'], 'k must be before 2026-01-01'],
  ['Null', ['true'], 'k must be absent'],
  ['Null', ['false'], 'k must be present'],
  ['Odd', ['a'], undefined],
])('the test %s of %j is a sentence', (operator, values, words) => {
  expect(conditionWords(operator, 'k', values)).toBe(words);
});

test('a part of a block is found in the text, a Not form too; without it the whole statement', () => {
  const cut = (index: number, part?: Parameters<typeof partSpan>[2]) => {
    const span = partSpan(text, index, part);
    return span && text.slice(span.start, span.end);
  };
  expect(cut(0, 'Effect')).toBe('"Effect": "Allow"');
  expect(cut(1, 'Resource')).toMatch(/^"NotResource": \[/);
  expect(cut(1, 'Condition')).toBe(cut(1));
  expect(cut(1)).toMatch(/^\{\s+"Sid": "Rest"/);
  expect(cut(5)).toBeUndefined();
});
