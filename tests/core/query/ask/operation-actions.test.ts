/** The actions behind an API call, by the table and AWS's reference. */

import { beforeAll, expect, test } from 'vitest';
import { actionsOfOperation, listedActions } from '#core/query/ask/operation-actions.ts';
import { parseRefusal } from '#core/query/ask/refusal-text.ts';
import { createReference } from '#reference/reference.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const meant = (text: string) => {
  const { operation = '', service } = parseRefusal(text) ?? {};
  return actionsOfOperation({ operation, ...(service && { service }) }, reference.actionNames());
};

const bare = (operation: string, answer = 'AccessDenied', message = 'Access Denied') =>
  `An error occurred (${answer}) when calling the ${operation} operation: ${message}`;

test('every action that the table of operations names is an action of AWS', () =>
  expect(listedActions().filter((name) => reference.action(name)?.name !== name)).toEqual([]));

test.each([
  ['ListObjectsV2', ['s3:ListBucket']],
  ['ListBuckets', ['s3:ListAllMyBuckets']],
  ['HeadObject', ['s3:GetObject']],
  ['GetObject', ['s3:GetObject']],
  ['CreateMultipartUpload', ['s3:PutObject']],
  ['DeleteObjects', ['s3:DeleteObject']],
  ['GetBucketCors', ['s3:GetBucketCORS']],
  ['PutBucketPolicy', ['s3:PutBucketPolicy']],
  ['CopyObject', ['s3:PutObject', 's3:GetObject']],
])('the bare refusal of S3 for %s means %j', (operation, actions) =>
  expect(meant(bare(operation))).toEqual(actions),
);

test.each([
  [`\naws: [ERROR]: ${bare('ListObjectsV2')}\n`, ['s3:ListBucket']],
  [
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the PutObject operation (reached max retries: 4): Access Denied',
    ['s3:PutObject'],
  ],
  [`fatal error: ${bare('HeadObject', '403', 'Forbidden')}`, ['s3:GetObject']],
  [
    `${bare('DescribeInstances', 'UnauthorizedOperation', 'You are not authorized to perform this operation.')}`,
    ['ec2:DescribeInstances'],
  ],
  [
    `botocore.errorfactory.AccessDeniedException: ${bare('SendMessageBatch', 'AccessDeniedException', 'not allowed')}`,
    ['sqs:SendMessage'],
  ],
  [
    'operation error Lambda: Invoke, https response error StatusCode: 403, api error AccessDeniedException: x',
    ['lambda:InvokeFunction'],
  ],
  [
    'operation error S3: ListObjectsV2, https response error StatusCode: 403, RequestID: X, api error AccessDenied: Access Denied',
    ['s3:ListBucket'],
  ],
  [
    'operation error CloudWatch Logs: DescribeLogGroups, api error AccessDeniedException: x',
    ['logs:DescribeLogGroups'],
  ],
])('the call in %j means %j', (text, actions) => expect(meant(text)).toEqual(actions));

test('a call that several services have means all of them, and no other action', () => {
  const actions = meant(bare('ListTagsForResource', 'AccessDeniedException', 'x'));
  expect(actions.length).toBeGreaterThan(50);
  expect(actions.every((name) => name.toLowerCase().endsWith(':listtagsforresource'))).toBe(true);
});

test('a call that AWS does not have means no action', () =>
  expect(meant(bare('BrewCoffee', 'AccessDeniedException', 'x'))).toEqual([]));
