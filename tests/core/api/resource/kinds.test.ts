/** A call takes no resource of another kind, and one that makes a resource asks for all of its permissions. */

import { expect, test } from 'vitest';
import { account, allow, expectError, otherAccount } from '../door.ts';
import { Account, ann } from './account.ts';

const east = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;
const queue = east('sqs', 'jobs');

test.each([
  ['s3 TagResource', 'arn:aws:s3:::photos/cat.png', 'NoSuchBucket', {}],
  ['s3 GetBucketPolicy', queue, 'NoSuchBucket', { Bucket: queue }],
  ['sns TagResource', queue, 'ResourceNotFound', {}],
  ['sns DeleteTopic', queue, undefined, { TopicArn: queue }],
  ['dynamodb TagResource', queue, 'ResourceNotFoundException', {}],
  ['kms DescribeKey', queue, 'NotFoundException', { KeyId: queue }],
  ['secretsmanager DescribeSecret', queue, 'ResourceNotFoundException', { SecretId: queue }],
  ['sqs ListQueueTags', 'arn:aws:s3:::photos', 'AWS.SimpleQueueService.NonExistentQueue', {}],
])('%s leaves %s alone, a resource of another kind', (call, arn, code, params) => {
  const t = new Account();
  t.done('s3 CreateBucket', { Bucket: 'photos' });
  t.done('s3 PutObject', { Bucket: 'photos', Key: 'cat.png' });
  t.done('sqs CreateQueue', { QueueName: 'jobs' });
  const before = t.world.resources.get(arn);
  expect(before).toBeDefined();
  const tags = { ResourceArn: arn, QueueUrl: arn, Tags: [{ Key: 'a', Value: 'b' }] };
  const outcome = t.by(call, { ...(Object.keys(params).length > 0 ? params : tags) });
  expect(outcome.ok ? undefined : outcome.error.code).toBe(code);
  expect(t.world.resources.get(arn)).toEqual(before);
});

const pair = [{ Key: 'team', Value: 'web' }];
const table = {
  TableName: 'users',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};

test.each([
  ['sqs CreateQueue', 'sqs:TagQueue', { QueueName: 'jobs' }, { tags: { team: 'web' } }],
  ['sns CreateTopic', 'sns:TagResource', { Name: 'news' }, { Tags: pair }],
  ['secretsmanager CreateSecret', 'secretsmanager:TagResource', { Name: 'db' }, { Tags: pair }],
  ['kms CreateKey', 'kms:TagResource', {}, { Tags: [{ TagKey: 'team', TagValue: 'web' }] }],
  ['dynamodb CreateTable', 'dynamodb:TagResource', table, { Tags: pair }],
])('%s with tags needs %s too, for the tags of the request', (call, tagging, params, tags) => {
  const create = call.replace(' ', ':');
  const t = new Account().may(allow(create));
  const refused = t.by(call, { ...params, ...tags }, ann);
  expect(refused.ok ? '' : refused.error.message.toLowerCase()).toContain(tagging.toLowerCase());
  const forTeam = (team: string) =>
    t.may(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: create, Resource: '*' },
          {
            Effect: 'Allow',
            Action: tagging,
            Resource: '*',
            Condition: { StringEquals: { 'aws:RequestTag/team': team } },
          },
        ],
      }),
    );
  expect(forTeam('shop').by(call, { ...params, ...tags }, ann).ok).toBe(false);
  expect(forTeam('web').by(call, { ...params, ...tags }, ann).ok).toBe(true);
});

test('CreateQueue again compares with the defaults of the attributes that nobody set', () => {
  const t = new Account();
  t.done('sqs CreateQueue', { QueueName: 'jobs' });
  const record = t.world.resources.get(queue);
  const again = (Attributes: object) => t.by('sqs CreateQueue', { QueueName: 'jobs', Attributes });
  expect(again({ FifoQueue: 'false', DelaySeconds: '0' }).ok).toBe(true);
  expect(again({ DelaySeconds: '1' }).ok).toBe(false);
  expect(t.world.resources.get(queue)).toEqual(record);
});

test('GetQueueUrl looks for the queue of another account in the region of the call', () => {
  const t = new Account();
  const other = t.neighbour();
  const away = { region: 'eu-west-1' };
  t.by('sqs CreateQueue', { QueueName: 'jobs' }, other.root, away);
  const ask = { QueueName: 'jobs', QueueOwnerAWSAccountId: otherAccount };
  expect(t.by('sqs GetQueueUrl', ask, other.root, away)).toMatchObject({
    response: { QueueUrl: `https://sqs.eu-west-1.amazonaws.com/${otherAccount}/jobs` },
  });
  expect(t.by('sqs GetQueueUrl', ask, other.root).ok).toBe(false);
});

test('the name of a secret is free again when its waiting period is over', () => {
  const t = new Account();
  const make = () => t.by('secretsmanager CreateSecret', { Name: 'db', SecretString: 'one' });
  expect(make().ok).toBe(true);
  t.done('secretsmanager DeleteSecret', { SecretId: 'db', RecoveryWindowInDays: 7 });
  expectError(make(), 'InvalidRequestException', 400, /already scheduled for deletion/);
  t.wait(7 * 86_400);
  expect(make().ok).toBe(true);
  expect(t.done('secretsmanager GetSecretValue', { SecretId: 'db' })).toMatchObject({ SecretString: 'one' });
  const values = [...t.world.secrets.values()].filter(({ kind }) => kind === 'secret-value');
  expect(values).toHaveLength(1);
});

test('W-16 DeleteSecret by force together with a waiting period is refused, even for a missing secret', () => {
  const call = { SecretId: 'db', ForceDeleteWithoutRecovery: true, RecoveryWindowInDays: 7 };
  expectError(new Account().by('secretsmanager DeleteSecret', call), 'InvalidParameterException', 400, /./);
});
