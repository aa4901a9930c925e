/** AWS's refusals as people copy them (E-76, E-70, E-74, G-35). */

import { expect, test } from 'vitest';
import { unsafeAccountId } from '#core/model/ids.ts';
import {
  type RefusalText,
  parseDecodedMessage,
  parseRefusal,
  readLetters,
} from '#core/query/ask/refusal-text.ts';
import { notFoundIn, questionOfMessage, questionOfRefusal } from '#core/query/ask/refused-question.ts';
import { aWorld, testAccount } from '../../../setup/world.ts';

const bob = 'arn:aws:iam::123456789012:user/bob';
const because = 'because no identity-based policy allows the s3:GetObject action';
const message = `User: ${bob} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/my file.txt" ${because}`;
const read: RefusalText = {
  principal: bob,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/my file.txt',
  reason: because,
};

const table: readonly (readonly [string, string, RefusalText | undefined])[] = [
  ['the message alone', message, read],
  [
    'a line of the AWS CLI',
    `\nAn error occurred (AccessDenied) when calling the GetObject operation: ${message}\n`,
    { ...read, operation: 'GetObject' },
  ],
  ['JSON of an API', JSON.stringify({ __type: 'AccessDeniedException', Message: message }, null, 2), read],
  ['JSON within JSON', JSON.stringify({ body: JSON.stringify({ message }) }), read],
  [
    'XML',
    `<Error><Code>AccessDenied</Code><Message>${message.replaceAll('"', '&quot;')}</Message></Error>`,
    read,
  ],
  [
    'an SDK for Go, wrapped and framed by Terraform',
    `╷\n│ Error: reading S3 Object\n│ \n│ operation error S3: GetObject, https response error StatusCode: 403, api error AccessDenied: User: ${bob} is\n│ not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/my file.txt" because no identity-based policy\n│ allows the s3:GetObject action\n╵`,
    { ...read, operation: 'GetObject' },
  ],
  [
    'an SDK for Java',
    `User: ${bob} is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:123456789012:table/T (Service: DynamoDb, Status Code: 400, Request ID: X)`,
    {
      principal: bob,
      action: 'dynamodb:PutItem',
      resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/T',
    },
  ],
  [
    'an explicit deny in a service control policy',
    `User: ${bob} is not authorized to perform: ec2:StopInstances on resource: arn:aws:ec2:us-east-1:123456789012:instance/i-1 with an explicit deny in a service control policy`,
    {
      principal: bob,
      action: 'ec2:StopInstances',
      resource: 'arn:aws:ec2:us-east-1:123456789012:instance/i-1',
      reason: 'with an explicit deny in a service control policy',
    },
  ],
  [
    'an explicit deny in a policy that is named',
    `User: ${bob} is not authorized to perform: iam:ListUsers on resource: ${bob} with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/No`,
    {
      principal: bob,
      action: 'iam:ListUsers',
      resource: bob,
      reason: 'with an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/No',
    },
  ],
  [
    'a permissions boundary',
    `User: ${bob} is not authorized to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:123456789012:q because no permissions boundary allows the sqs:sendmessage action`,
    {
      principal: bob,
      action: 'sqs:sendmessage',
      resource: 'arn:aws:sqs:us-east-1:123456789012:q',
      reason: 'because no permissions boundary allows the sqs:sendmessage action',
    },
  ],
  [
    'a role session, without a resource',
    'User: arn:aws:sts::123456789012:assumed-role/Dev/ann@example.com is not authorized to perform: ce:GetCostAndUsage',
    { principal: 'arn:aws:sts::123456789012:assumed-role/Dev/ann@example.com', action: 'ce:GetCostAndUsage' },
  ],
  [
    'what IAM prints for a resource (G-35)',
    `User: ${bob} is not authorized to perform: iam:CreateUser on resource: user ann because no identity-based policy allows the iam:CreateUser action`,
    {
      principal: bob,
      action: 'iam:CreateUser',
      resource: 'user ann',
      reason: 'because no identity-based policy allows the iam:CreateUser action',
    },
  ],
  [
    'the key of a ciphertext',
    `User: ${bob} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action`,
    {
      principal: bob,
      action: 'kms:Decrypt',
      reason: 'because no identity-based policy allows the kms:Decrypt action',
    },
  ],
  [
    'nobody signed in',
    'User: anonymous is not authorized to perform: es:ESHttpGet on resource: arn:aws:es:us-east-1:123456789012:domain/d',
    { principal: '*', action: 'es:ESHttpGet', resource: 'arn:aws:es:us-east-1:123456789012:domain/d' },
  ],
  [
    'AssumeRole, which says no reason (E-72)',
    `An error occurred (AccessDenied) when calling the AssumeRole operation: User: ${bob} is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/R`,
    {
      principal: bob,
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::123456789012:role/R',
      operation: 'AssumeRole',
    },
  ],
  [
    'an event of CloudTrail whose message names nobody',
    JSON.stringify({
      userIdentity: { type: 'IAMUser', arn: bob },
      errorMessage: 'You are not authorized to perform: ec2:RunInstances',
    }),
    { principal: bob, action: 'ec2:RunInstances' },
  ],
  [
    'EC2, sealed',
    'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: aB-_c+/=',
    { encoded: 'aB-_c+/=', operation: 'RunInstances', service: 'EC2' },
  ],
  [
    'the bare S3 refusal',
    'An error occurred (AccessDenied) when calling the ListBuckets operation: Access Denied',
    { operation: 'ListBuckets', service: 'S3' },
  ],
  [
    'the bare S3 refusal of the CLI v2, after retries',
    '\naws: [ERROR]: An error occurred (AccessDenied) when calling the ListObjectsV2 operation (reached max retries: 4): Access Denied\n',
    { operation: 'ListObjectsV2', service: 'S3' },
  ],
  [
    'an exception of boto3',
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\nbotocore.exceptions.ClientError: An error occurred (AccessDeniedException) when calling the ListTables operation: Access is denied',
    { operation: 'ListTables' },
  ],
  [
    'a copy that S3 forbids',
    'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
    { operation: 'HeadObject', service: 'S3' },
  ],
  [
    'a user who is named on a line of its own, with a padded frame',
    `│ User:   ${bob}   │\n│   is   │\n│ not authorized to perform: s3:GetObject │\n│ on resource: "arn:aws:s3:::b/k" │`,
    { principal: bob, action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' },
  ],
  ['another error', 'An error occurred (NoSuchBucket) when calling the GetObject operation: no', undefined],
  ['any text', 'hello world', undefined],
  ['nothing', '', undefined],
];

test.each(table)('parseRefusal reads %s', (_, text, expected) => {
  expect(parseRefusal(text)).toEqual(expected);
});

/** Texts that begin a match again and again, or never end one. */
const hostile: readonly (readonly [string, (letters: number) => string])[] = [
  ['blanks', (n) => ' '.repeat(n)],
  ['blanks after the sentence', (n) => `${message.slice(0, 120)} with${' '.repeat(n)}x`],
  ['line breaks and blanks', (n) => ' \n'.repeat(n / 2)],
  ['frames of a terminal', (n) => '│ \r\n│ '.repeat(n / 7)],
  ['backslashes', (n) => '\\'.repeat(n)],
  ['users without an end', (n) => 'User:'.repeat(n / 5)],
  ['users who do nothing', (n) => `User: ${bob} is `.repeat(n / 45)],
  ['sentences without an action', (n) => 'not authorized to perform: '.repeat(n / 27)],
  ['sentences without a user', (n) => 'x is not authorized to perform a:b '.repeat(n / 34)],
  ['operations without an end', (n) => 'operation error '.repeat(n / 16)],
  ['calls without an end', (n) => `when calling the ${'x'.repeat(40)} `.repeat(n / 57)],
  ['codes without an end', (n) => '(a'.repeat(n / 2)],
  ['services without an end', (n) => '(Service: '.repeat(n / 10)],
  ['reasons without an end', (n) => `${message.slice(0, 110)} x ${'because no '.repeat(n / 11)}`],
  [
    'denials without an end',
    (n) => `${message.slice(0, 110)} x ${'with an explicit deny in '.repeat(n / 25)}`,
  ],
  ['a resource of dots', (n) => `${message.slice(0, 110)} arn:${'.'.repeat(n)}x`],
  ['quotes', (n) => `${message.slice(0, 110)} ${'"'.repeat(n)}`],
  ['sealed messages', (n) => 'Encoded authorization failure message: '.repeat(n / 39)],
  ['events without an end', (n) => '"userIdentity":{"arn":"arn:'.repeat(n / 27)],
];

/** Returns the milliseconds of so many readings. */
function readingTime(text: string, readings: number): number {
  const from = performance.now();
  for (let run = 0; run < readings; run += 1) parseRefusal(text);
  return performance.now() - from;
}

test.each(hostile)('parseRefusal reads eight times the text in about eight times the time: %s', (_, text) => {
  // A quadratic expression takes eight times as long for one reading of the long text as for eight of the short one.
  const [short, long] = [text(16_000), text(128_000)];
  // Both take about as long, by turns, and the shortest counts: what slows the machine down for a moment does not.
  let [some, many] = [Infinity, Infinity];
  for (let round = 0; round < 30 && !(many / some < 2.5); round += 1) {
    some = Math.min(some, readingTime(short, 8));
    many = Math.min(many, readingTime(long, 1));
  }
  expect(many / some).toBeLessThan(2.5);
});

test('only the first letters of a pasted text are read', () => {
  expect(parseRefusal(`${'x'.repeat(readLetters)} ${message}`)).toBeUndefined();
  expect(parseRefusal(`${'x'.repeat(200_000)} ${message}`)).toEqual(read);
});

test('S-08 the decoded message of EC2 says who, what and on what', () => {
  const decoded = {
    allowed: false,
    explicitDeny: true,
    context: { principal: { id: 'AIDA', arn: bob }, action: 'ec2:RunInstances', resource: 'arn:aws:ec2:::x' },
  };
  expect(parseDecodedMessage(JSON.stringify(decoded))).toEqual({
    principal: bob,
    action: 'ec2:RunInstances',
    resource: 'arn:aws:ec2:::x',
    reason: 'with an explicit deny',
  });
  expect(parseDecodedMessage('{"allowed":true}')).toBeUndefined();
  expect(parseDecodedMessage('no')).toBeUndefined();
});

const world = aWorld().user('bob', { path: '/staff/' }).world();
const account = unsafeAccountId(testAccount);

test('E-75 the name that IAM prints becomes the ARN of the entity that is there, or the path-less one', () => {
  const refused = (name: string) =>
    questionOfMessage(
      world,
      `not authorized to perform: iam:GetUser on resource: user ${name} because no x policy allows the iam:GetUser action`,
      'me',
      account,
    );
  expect(refused('bob')?.resource).toBe(`arn:aws:iam::${testAccount}:user/staff/bob`);
  expect(refused('eve')?.resource).toBe(`arn:aws:iam::${testAccount}:user/eve`);
  expect(questionOfMessage(world, 'The user with name x cannot be found.', 'me', account)).toBeUndefined();
});

test('a name that is not in the account is taken as given and named', () => {
  const other = {
    principal: 'arn:aws:iam::999999999999:user/x',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::b/k',
  };
  expect(questionOfRefusal(world, other, account)).toEqual(other);
  expect(notFoundIn(world, other)).toEqual([
    { part: 'principal-account', id: '999999999999' },
    { part: 'resource', arn: 'arn:aws:s3:::b/k' },
  ]);
  const eve = { principal: `arn:aws:iam::${testAccount}:user/eve`, action: 'iam:ListUsers', resource: '*' };
  expect(notFoundIn(world, eve)).toEqual([{ part: 'principal', arn: eve.principal }]);
  expect(notFoundIn(world, { principal: `arn:aws:iam::${testAccount}:user/staff/bob` })).toEqual([]);
});
