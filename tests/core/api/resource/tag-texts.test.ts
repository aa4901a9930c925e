/** KMS names a wrong key, and every service refuses wrong tags in its own words (W-18). */

import { test } from 'vitest';
import { account, expectError } from '../door.ts';
import { Account } from './account.ts';

const east = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;

test.each([
  ['payroll', "Invalid keyId 'payroll'"],
  [
    '00000000-0000-4000-8000-000000000000',
    `Key '${east('kms', 'key/00000000-0000-4000-8000-000000000000')}' does not exist`,
  ],
  ['alias/payroll', `Alias ${east('kms', 'alias/payroll')} is not found.`],
])('W-18 KMS says what is wrong with the key id %s', (KeyId, message) => {
  expectError(new Account().by('kms DescribeKey', { KeyId }), 'NotFoundException', 400, message);
});

test('W-18 a key that waits for its deletion keeps its tags and takes a new policy', () => {
  const t = new Account();
  const { KeyMetadata } = t.done('kms CreateKey') as { KeyMetadata: { KeyId: string; Arn: string } };
  const { KeyId, Arn } = KeyMetadata;
  t.done('kms ScheduleKeyDeletion', { KeyId });
  for (const [name, more] of [
    ['TagResource', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
    ['UntagResource', { TagKeys: ['a'] }],
  ] as const)
    expectError(
      t.by(`kms ${name}`, { KeyId, ...more }),
      'KMSInvalidStateException',
      400,
      `${Arn} is pending deletion.`,
    );
  const { Policy } = t.done('kms GetKeyPolicy', { KeyId });
  t.done('kms PutKeyPolicy', { KeyId, Policy });
  t.done('kms ListResourceTags', { KeyId });
});

const table = {
  TableName: 'users',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};
const many = Array.from({ length: 51 }, (_, at) => `k${at}`);
const pairs = (...keys: string[]) => keys.map((Key) => ({ Key, Value: '' }));
const kmsPairs = (...keys: string[]) => keys.map((TagKey) => ({ TagKey, TagValue: '' }));

test.each([
  ['kms CreateKey', { Tags: kmsPairs('aws:x') }, 'TagException', 'Tags beginning with aws: are reserved'],
  ['kms CreateKey', { Tags: kmsPairs(...many) }, 'TagException', 'Too many tags'],
  ['kms CreateKey', { Tags: kmsPairs('a', 'a') }, 'TagException', 'Duplicate tag keys'],
  [
    'sns CreateTopic',
    { Name: 'n', Tags: pairs('a', 'a') },
    'InvalidParameter',
    'Invalid parameter: Duplicated keys are not allowed.',
  ],
  [
    'sns CreateTopic',
    { Name: 'n', Tags: pairs(...many) },
    'TagLimitExceeded',
    'Could not complete request: tag quota of per resource exceeded',
  ],
  [
    's3 PutBucketTagging',
    { Bucket: 'bbb', Tagging: { TagSet: pairs('a', 'a') } },
    'InvalidTag',
    'Cannot provide multiple Tags with the same key',
  ],
  [
    's3 PutBucketTagging',
    { Bucket: 'bbb', Tagging: { TagSet: pairs('aws:x') } },
    'InvalidTag',
    'System tags cannot be added/updated by requester',
  ],
  [
    'sqs TagQueue',
    { QueueUrl: 'orders', Tags: Object.fromEntries(many.map((key) => [key, ''])) },
    'InvalidParameterValue',
    'Too many tags added for queue orders.',
  ],
  [
    'ec2 RunInstances',
    {
      ImageId: 'ami-0abcdef1234567890',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: pairs('a', 'a') }],
    },
    'InvalidParameterValue',
    "Duplicate tag key 'a' specified.",
  ],
  ['dynamodb CreateTable', { ...table, Tags: pairs('a', 'a') }, 'ValidationException', /Duplicate/],
  [
    'secretsmanager CreateSecret',
    { Name: 's', Tags: pairs(...many) },
    'InvalidParameterException',
    /50 tags/,
  ],
])('W-18 %s refuses wrong tags in the words of its service', (call, params, code, message) => {
  const t = new Account();
  t.done('sqs CreateQueue', { QueueName: 'orders' });
  t.done('s3 CreateBucket', { Bucket: 'bbb' });
  expectError(t.by(call, params), code, 400, message);
});
