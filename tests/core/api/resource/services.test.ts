/**
 * Lambda, SQS, SNS, KMS, DynamoDB and Secrets Manager: their resources, the policies of these and their
 * tags.
 */

import { expect, test } from 'vitest';
import { account, allow, expectError, otherAccount, root, trusts } from '../door.ts';
import { Account, ann, letIn, policy } from './account.ts';

const east = `us-east-1:${account}`;

const role = `arn:aws:iam::${account}:role/Run`;
const fn = `arn:aws:lambda:${east}:function:resize`;
const resize = { FunctionName: 'resize', Role: role, Runtime: 'nodejs20.x', Handler: 'index.main' };
const withRole = (service = 'lambda.amazonaws.com') =>
  new Account().given([
    'CreateRole',
    { RoleName: 'Run', AssumeRolePolicyDocument: trusts({ Service: service }) },
  ]);

test('Lambda functions are made with a role that lets Lambda in, read, tagged and deleted', () => {
  const t = withRole();
  expect(t.done('lambda CreateFunction', { ...resize, Tags: { team: 'web' } })).toMatchObject({
    FunctionArn: fn,
    Role: role,
    State: 'Active',
  });
  expectError(
    t.by('lambda CreateFunction', resize),
    'ResourceConflictException',
    409,
    'Function already exist: resize',
  );
  t.done('lambda TagResource', { Resource: fn, Tags: { stage: 'test' } });
  t.done('lambda UntagResource', { Resource: fn, TagKeys: ['team'] });
  expect(t.done('lambda ListTags', { Resource: fn })).toEqual({ Tags: { stage: 'test' } });
  expect(t.done('lambda ListFunctions')).toMatchObject({ Functions: [{ FunctionName: 'resize' }] });
  for (const FunctionName of ['resize', fn, `${account}:function:resize`])
    expect(t.done('lambda GetFunction', { FunctionName })).toMatchObject({
      Configuration: { FunctionArn: fn, Runtime: 'nodejs20.x' },
    });
  t.done('lambda DeleteFunction', { FunctionName: 'resize' });
  expectError(
    t.by('lambda GetFunction', { FunctionName: 'resize' }),
    'ResourceNotFoundException',
    404,
    `Function not found: ${fn}`,
  );
});

test('E-58 the execution role of a function must be passed, and be a role that Lambda may assume', () => {
  const t = withRole().may(allow('lambda:*'));
  const make = (as: string) => t.by('lambda CreateFunction', resize, as);
  expectError(
    make(ann),
    'AccessDeniedException',
    403,
    /iam:PassRole on resource: arn:aws:iam::111122223333:role\/Run because/,
  );
  t.may(allow(['lambda:*', 'iam:PassRole']));
  expect(make(ann).ok).toBe(true);
  expectError(
    withRole('ec2.amazonaws.com').by('lambda CreateFunction', resize),
    'InvalidParameterValueException',
    400,
    'The role defined for the function cannot be assumed by Lambda.',
  );
});

test('AddPermission of Lambda writes the policy statement by statement', () => {
  const t = withRole();
  t.done('lambda CreateFunction', resize);
  const { zoe } = t.neighbour();
  const invoke = () => t.by('any lambda:InvokeFunction', { Resources: [fn] }, zoe);
  const grant = { FunctionName: 'resize', StatementId: 's1', Action: 'lambda:InvokeFunction' };
  expectError(
    t.by('lambda GetPolicy', { FunctionName: 'resize' }),
    'ResourceNotFoundException',
    404,
    /No policy/,
  );
  t.env = withActions(t);
  expectError(invoke(), 'AccessDeniedException', 403, /no resource-based policy allows/);
  t.done('lambda AddPermission', { ...grant, Principal: otherAccount });
  expect(invoke().ok).toBe(true);
  expectError(
    t.by('lambda AddPermission', { ...grant, Principal: otherAccount }),
    'ResourceConflictException',
    409,
    /already exists/,
  );
  t.done('lambda AddPermission', {
    ...grant,
    StatementId: 's3',
    Principal: 's3.amazonaws.com',
    SourceArn: 'arn:aws:s3:::photos',
    SourceAccount: account,
  });
  const { Policy } = t.done('lambda GetPolicy', { FunctionName: 'resize' });
  expect(JSON.parse(String(Policy))).toMatchObject({
    Statement: [
      { Sid: 's1', Principal: { AWS: `arn:aws:iam::${otherAccount}:root` } },
      {
        Sid: 's3',
        Principal: { Service: 's3.amazonaws.com' },
        Condition: {
          ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' },
          StringEquals: { 'AWS:SourceAccount': account },
        },
      },
    ],
  });
  t.done('lambda RemovePermission', { FunctionName: 'resize', StatementId: 's1' });
  expect(invoke().ok).toBe(false);
  t.done('lambda RemovePermission', { FunctionName: 'resize', StatementId: 's3' });
  expect(t.world.resources.get(fn)).not.toHaveProperty('policy');
});

/** A reference that knows the actions of these tests. */
const withActions = (t: Account): Account['env'] => ({
  ...t.env,
  reference: {
    ...t.env.reference,
    services: () => ['lambda'],
    action: (name) =>
      name === 'lambda:InvokeFunction'
        ? {
            name,
            accessLevel: 'Write',
            conditionKeys: [],
            resourceTypes: [
              {
                name: 'function',
                arnFormat: 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}',
              },
            ],
          }
        : undefined,
  },
});

const queue = `arn:aws:sqs:${east}:jobs`;
const url = `https://sqs.us-east-1.amazonaws.com/${account}/jobs`;

test('SQS queues are made, read and changed under their URL', () => {
  const t = new Account();
  expect(
    t.done('sqs CreateQueue', { QueueName: 'jobs', Attributes: { DelaySeconds: '5' }, tags: { a: 'b' } }),
  ).toEqual({ QueueUrl: url });
  expect(t.done('sqs CreateQueue', { QueueName: 'jobs' })).toEqual({ QueueUrl: url });
  expectError(
    t.by('sqs CreateQueue', { QueueName: 'jobs', Attributes: { DelaySeconds: '6' } }),
    'QueueAlreadyExists',
    400,
    /different value/,
  );
  t.done('sqs SetQueueAttributes', { QueueUrl: url, Attributes: { VisibilityTimeout: '60' } });
  expect(
    t.done('sqs GetQueueAttributes', {
      QueueUrl: url,
      AttributeNames: ['DelaySeconds', 'VisibilityTimeout', 'QueueArn'],
    }),
  ).toEqual({
    Attributes: { QueueArn: queue, VisibilityTimeout: '60', DelaySeconds: '5' },
  });
  t.done('sqs TagQueue', { QueueUrl: url, Tags: { c: 'd' } });
  t.done('sqs UntagQueue', { QueueUrl: url, TagKeys: ['a'] });
  expect(t.done('sqs ListQueueTags', { QueueUrl: url })).toEqual({ Tags: { c: 'd' } });
  expect(t.done('sqs ListQueues', { QueueNamePrefix: 'jo' })).toEqual({ QueueUrls: [url] });
  t.done('sqs DeleteQueue', { QueueUrl: url });
  expectError(
    t.by('sqs GetQueueUrl', { QueueName: 'jobs' }),
    'AWS.SimpleQueueService.NonExistentQueue',
    400,
    /does not exist/,
  );
});

test('SQS queues refuse bad names, attributes and policies', () => {
  const t = new Account();
  const make = (QueueName: string, Attributes = {}) => t.by('sqs CreateQueue', { QueueName, Attributes });
  expectError(make('a b'), 'InvalidParameterValue', 400, /alphanumeric/);
  expectError(make('a', { FifoQueue: 'true' }), 'InvalidParameterValue', 400, /\.fifo/);
  expectError(make('a', { DelaySeconds: '901' }), 'InvalidAttributeValue', 400, /DelaySeconds/);
  expectError(make('a', { Policy: '{}' }), 'InvalidAttributeValue', 400, /parameter Policy/);
  expect(make('a.fifo', { FifoQueue: 'true' }).ok).toBe(true);
});

test('SQS prints the refused action in lower case, and AddPermission lets an account in', () => {
  const t = new Account();
  t.done('sqs CreateQueue', { QueueName: 'jobs' });
  const { zoe } = t.neighbour();
  const attributes = (as: string) =>
    t.by('sqs GetQueueAttributes', { QueueUrl: url, AttributeNames: ['All'] }, as);
  expectError(
    attributes(ann),
    'AccessDenied',
    403,
    `User: ${ann} is not authorized to perform: sqs:getqueueattributes on resource: ${queue} because no identity-based policy allows the sqs:getqueueattributes action`,
  );
  expect(attributes(zoe).ok).toBe(false);
  const grant = {
    QueueUrl: url,
    Label: 'zoe',
    AWSAccountIds: [otherAccount],
    Actions: ['GetQueueAttributes'],
  };
  t.done('sqs AddPermission', grant);
  expect(attributes(zoe).ok).toBe(true);
  expectError(t.by('sqs AddPermission', grant), 'InvalidParameterValue', 400, /Already exists/);
  t.done('sqs RemovePermission', { QueueUrl: url, Label: 'zoe' });
  expect(attributes(zoe).ok).toBe(false);
  expectError(
    t.by('sqs RemovePermission', { QueueUrl: url, Label: 'zoe' }),
    'InvalidParameterValue',
    400,
    /can't find label/,
  );
});

const topic = `arn:aws:sns:${east}:news`;

test('SNS topics are made with SNS’s own policy, tagged, given another policy and deleted', () => {
  const t = new Account();
  expect(t.done('sns CreateTopic', { Name: 'news', Tags: [{ Key: 'a', Value: 'b' }] })).toEqual({
    TopicArn: topic,
  });
  expect(t.done('sns GetTopicAttributes', { TopicArn: topic })).toMatchObject({
    Attributes: { Owner: account, Policy: expect.stringContaining('__default_policy_ID') as string },
  });
  const set = (AttributeValue: string) =>
    t.by('sns SetTopicAttributes', { TopicArn: topic, AttributeName: 'Policy', AttributeValue });
  expectError(set(letIn('*', 's3:*', topic)), 'InvalidParameter', 400, /out of service scope/);
  expectError(
    set(letIn({ AWS: `arn:aws:iam::${account}:user/No` }, 'sns:Publish', topic)),
    'InvalidParameter',
    400,
    /PrincipalNotFound/,
  );
  expect(set(letIn({ AWS: ann }, 'sns:GetTopicAttributes', topic)).ok).toBe(true);
  expect(t.by('sns GetTopicAttributes', { TopicArn: topic }, ann).ok).toBe(true);
  expectError(
    t.by('sns DeleteTopic', { TopicArn: topic }, ann),
    'AuthorizationError',
    403,
    /to perform: SNS:DeleteTopic/,
  );
  t.done('sns UntagResource', { ResourceArn: topic, TagKeys: ['a'] });
  expect(t.done('sns ListTagsForResource', { ResourceArn: topic })).toEqual({ Tags: [] });
  t.done('sns DeleteTopic', { TopicArn: topic });
  expect(t.done('sns ListTopics')).toEqual({ Topics: [] });
  expectError(t.by('sns GetTopicAttributes', { TopicArn: topic }), 'NotFound', 404, 'Topic does not exist');
  expectError(t.by('sns CreateTopic', { Name: 'a b' }), 'InvalidParameter', 400, /Topic Name/);
});

const makeKey = (t: Account, params = {}) => {
  const { KeyMetadata } = t.done('kms CreateKey', params) as {
    KeyMetadata: { Arn: string; KeyId: string };
  };
  return KeyMetadata;
};

test('E-52 identity policies count for a KMS key only where the key policy lets them', () => {
  const t = new Account().may(allow('kms:*'));
  const { KeyId, Arn } = makeKey(t);
  const seen = (as: string) => t.by('kms DescribeKey', { KeyId }, as);
  expect(seen(ann).ok).toBe(true);
  t.done('kms PutKeyPolicy', { KeyId, Policy: letIn({ AWS: root }, ['kms:PutKeyPolicy'], '*') });
  expectError(
    seen(ann),
    'AccessDeniedException',
    400,
    new RegExp(`${Arn} because no resource-based policy allows`),
  );
  expectError(seen(root), 'AccessDeniedException', 400, /./);
});

test('PutKeyPolicy refuses a policy that locks its writer out by mistake', () => {
  const t = new Account();
  const { KeyId } = makeKey(t);
  const Policy = letIn({ AWS: ann }, 'kms:*', '*');
  expectError(
    t.by('kms PutKeyPolicy', { KeyId, Policy }),
    'MalformedPolicyDocumentException',
    400,
    'The new key policy will not allow you to update the key policy in the future.',
  );
  t.done('kms PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
  expect(t.by('kms GetKeyPolicy', { KeyId }, ann)).toMatchObject({ ok: true, response: { Policy } });
  expectError(t.by('kms CreateKey', { Policy: '[]' }), 'MalformedPolicyDocumentException', 400, /./);
});

test('KMS keys wait for their deletion, may be saved, and are gone when it is over', () => {
  const t = new Account();
  const { KeyId, Arn } = makeKey(t, { Tags: [{ TagKey: 'a', TagValue: 'b' }] });
  expect(t.done('kms ListResourceTags', { KeyId })).toMatchObject({
    Tags: [{ TagKey: 'a', TagValue: 'b' }],
  });
  expect(t.done('kms ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 })).toMatchObject({
    DeletionDate: '2026-02-07T12:00:00Z',
    KeyState: 'PendingDeletion',
  });
  expectError(
    t.by('kms DisableKey', { KeyId }),
    'KMSInvalidStateException',
    400,
    `${Arn} is pending deletion.`,
  );
  t.done('kms CancelKeyDeletion', { KeyId });
  expect(t.done('kms DescribeKey', { KeyId })).toMatchObject({
    KeyMetadata: { KeyState: 'Disabled', Enabled: false },
  });
  t.done('kms EnableKey', { KeyId });
  t.done('kms ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
  t.wait(7 * 86_400);
  expectError(t.by('kms DescribeKey', { KeyId }), 'NotFoundException', 400, `Key '${Arn}' does not exist`);
  expect(t.done('kms ListKeys')).toMatchObject({ Keys: [] });
});

const arn = `arn:aws:dynamodb:${east}:table/orders`;
const table = {
  TableName: 'orders',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};

test('DynamoDB tables are made with what they ask for, described and deleted', () => {
  const t = new Account().may(allow('dynamodb:CreateTable'));
  expectError(
    t.by('dynamodb CreateTable', { ...table, Tags: [{ Key: 'a', Value: 'b' }] }, ann),
    'AccessDeniedException',
    400,
    /dynamodb:TagResource/,
  );
  expect(t.by('dynamodb CreateTable', table, ann).ok).toBe(true);
  expectError(
    t.by('dynamodb CreateTable', table),
    'ResourceInUseException',
    400,
    'Table already exists: orders',
  );
  expect(t.done('dynamodb DescribeTable', { TableName: arn })).toMatchObject({
    Table: { TableArn: arn, KeySchema: table.KeySchema, TableStatus: 'ACTIVE' },
  });
  expect(t.done('dynamodb ListTables')).toEqual({ TableNames: ['orders'] });
  t.done('dynamodb DeleteTable', { TableName: 'orders' });
  expectError(
    t.by('dynamodb DeleteTable', { TableName: 'orders' }),
    'ResourceNotFoundException',
    400,
    /Table: orders not found/,
  );
});

test('E-40 the policy of a DynamoDB table lets another account in; it must leave its writer in', () => {
  const t = new Account();
  t.done('dynamodb CreateTable', table);
  const { zoe } = t.neighbour();
  const put = (Policy: string, more = {}) =>
    t.by('dynamodb PutResourcePolicy', { ResourceArn: arn, Policy, ...more });
  expectError(
    put(letIn({ AWS: zoe }, 'sqs:SendMessage', arn)),
    'ValidationException',
    400,
    /not one of DynamoDB/,
  );
  expectError(
    put(letIn({ AWS: zoe }, 'dynamodb:GetItem', `${arn}s`)),
    'ValidationException',
    400,
    /not this table/,
  );
  const shut = policy({ Effect: 'Deny', Principal: '*', Action: 'dynamodb:*', Resource: arn });
  expectError(put(shut), 'ValidationException', 400, /ConfirmRemoveSelfResourceAccess/);
  expect(put(letIn({ AWS: zoe }, 'dynamodb:DescribeTable', arn)).ok).toBe(true);
  expect(t.by('dynamodb DescribeTable', { TableName: arn }, zoe).ok).toBe(true);
  t.done('dynamodb DeleteResourcePolicy', { ResourceArn: arn });
  expectError(
    t.by('dynamodb GetResourcePolicy', { ResourceArn: arn }),
    'PolicyNotFoundException',
    400,
    /not found/,
  );
  expect(put(shut, { ConfirmRemoveSelfResourceAccess: true }).ok).toBe(true);
});

const makeSecret = (t: Account, more = {}) =>
  t.done('secretsmanager CreateSecret', { Name: 'prod/db', SecretString: 'hunter2', ...more })[
    'ARN'
  ] as string;

test('L-02 the value of a secret is given to a caller who may read it and stands nowhere else', () => {
  const t = new Account();
  const arn = makeSecret(t);
  expect(arn).toMatch(new RegExp(`^arn:aws:secretsmanager:${east}:secret:prod/db-[A-Za-z0-9]{6}$`));
  const read = t.by('secretsmanager GetSecretValue', { SecretId: 'prod/db' });
  expect(read).toMatchObject({ ok: true, response: { SecretString: 'hunter2' } });
  const rest = JSON.stringify([read.events, [...t.world.resources.values()]]);
  expect(rest).not.toContain('hunter2');
  t.done('secretsmanager PutSecretValue', { SecretId: arn, SecretString: 'hunter3' });
  expect(t.done('secretsmanager GetSecretValue', { SecretId: arn })).toMatchObject({
    SecretString: 'hunter3',
  });
  expectError(
    t.by('secretsmanager GetSecretValue', { SecretId: arn }, ann),
    'AccessDeniedException',
    400,
    new RegExp(arn),
  );
});

test('secrets wait for their deletion, and a name that waits is taken', () => {
  const t = new Account();
  const arn = makeSecret(t);
  expectError(
    t.by('secretsmanager CreateSecret', { Name: 'prod/db' }),
    'ResourceExistsException',
    400,
    /already exists/,
  );
  expectError(
    t.by('secretsmanager DeleteSecret', { SecretId: arn, RecoveryWindowInDays: 3 }),
    'InvalidParameterException',
    400,
    /between 7 and 30/,
  );
  t.done('secretsmanager DeleteSecret', { SecretId: arn, RecoveryWindowInDays: 7 });
  expectError(
    t.by('secretsmanager GetSecretValue', { SecretId: arn }),
    'InvalidRequestException',
    400,
    /marked for deletion/,
  );
  expectError(
    t.by('secretsmanager CreateSecret', { Name: 'prod/db' }),
    'InvalidRequestException',
    400,
    /scheduled for deletion/,
  );
  expect(t.done('secretsmanager ListSecrets')).toEqual({ SecretList: [] });
  t.done('secretsmanager RestoreSecret', { SecretId: arn });
  t.done('secretsmanager GetSecretValue', { SecretId: arn });
  t.done('secretsmanager DeleteSecret', { SecretId: arn, ForceDeleteWithoutRecovery: true });
  expect([t.world.resources.size, t.world.secrets.has(arn)]).toEqual([0, false]);
});

test('BlockPublicPolicy refuses a policy that lets anybody in', () => {
  const t = new Account();
  const SecretId = makeSecret(t);
  const put = (ResourcePolicy: string, BlockPublicPolicy: boolean) =>
    t.by('secretsmanager PutResourcePolicy', { SecretId, ResourcePolicy, BlockPublicPolicy });
  const open = letIn('*', 'secretsmanager:GetSecretValue', '*');
  expectError(put(open, true), 'PublicPolicyException', 400, /broad access/);
  expect(put(letIn({ AWS: ann }, 'secretsmanager:GetSecretValue', '*'), true).ok).toBe(true);
  expect(t.by('secretsmanager GetSecretValue', { SecretId }, ann).ok).toBe(true);
  expect(put(open, false).ok).toBe(true);
  expectError(put('{}', false), 'MalformedPolicyDocumentException', 400, /./);
});

test.each([
  ['s3 PutBucketTagging', { Bucket: 'b', Tagging: { TagSet: [{ Key: 'aws:a', Value: '' }] } }, 'InvalidTag'],
  ['sqs TagQueue', { QueueUrl: 'q', Tags: { 'aws:a': '' } }, 'InvalidParameterValue'],
])('%s refuses reserved tag keys', (call, params, code) => {
  const t = new Account();
  t.done('s3 CreateBucket', { Bucket: 'bbb' });
  t.done('sqs CreateQueue', { QueueName: 'q' });
  const given = 'Bucket' in params ? { ...params, Bucket: 'bbb' } : params;
  expectError(t.by(call, given), code, 400, /aws:|System tags/);
});

test('aws:RequestTag and aws:TagKeys are keys of tagging, aws:TagKeys of untagging', () => {
  const t = new Account().may(
    policy(
      {
        Effect: 'Allow',
        Action: 'sqs:TagQueue',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:RequestTag/stage': 'test' },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['stage'] },
        },
      },
      {
        Effect: 'Allow',
        Action: 'sqs:UntagQueue',
        Resource: '*',
        Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['stage'] } },
      },
    ),
  );
  t.done('sqs CreateQueue', { QueueName: 'q' });
  const tag = (Tags: object) => t.by('sqs TagQueue', { QueueUrl: 'q', Tags }, ann).ok;
  const untag = (...TagKeys: string[]) => t.by('sqs UntagQueue', { QueueUrl: 'q', TagKeys }, ann).ok;
  expect([tag({ stage: 'test' }), tag({ stage: 'prod' }), tag({ stage: 'test', more: '' })]).toEqual([
    true,
    false,
    false,
  ]);
  expect([untag('stage', 'more'), untag('stage')]).toEqual([false, true]);
});
