/** The services around IAM answer as the answers recorded from live accounts show (W-14 to W-17). */

import { expect, test } from 'vitest';
import { account, expectError, otherAccount } from '../door.ts';
import { Account, letIn } from './account.ts';

const east = (service: string, name: string) => `arn:aws:${service}:us-east-1:${account}:${name}`;

// DynamoDB

const users = east('dynamodb', 'table/users');
const table = {
  TableName: 'users',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};

function withTable() {
  const t = new Account();
  t.done('dynamodb CreateTable', table);
  const grant = (action: string) => letIn({ AWS: otherAccount }, action, users);
  const put = (action: string, ExpectedRevisionId?: string) =>
    t.by('dynamodb PutResourcePolicy', {
      ...{ ResourceArn: users, Policy: grant(action), ConfirmRemoveSelfResourceAccess: true },
      ...(ExpectedRevisionId === undefined ? {} : { ExpectedRevisionId }),
    });
  const revision = (...args: Parameters<typeof put>) => {
    const outcome = put(...args);
    return outcome.ok ? String(outcome.response['RevisionId']) : outcome.error.message;
  };
  return { t, put, revision };
}

test('W-14 revision ids grow with every other policy, and the same policy again keeps its id', () => {
  const { t, revision } = withTable();
  const first = revision('dynamodb:GetItem', 'NO_POLICY');
  expect(revision('dynamodb:GetItem')).toBe(first);
  const second = revision('dynamodb:PutItem', first);
  expect(Number(second)).toBeGreaterThan(Number(first));
  expect(t.done('dynamodb GetResourcePolicy', { ResourceArn: users })).toMatchObject({ RevisionId: second });
});

test('W-14 a change of the policy is refused when another revision is expected', () => {
  const { t, put, revision } = withTable();
  const code = 'PolicyNotFoundException';
  const notFound = 'Resource-based policy not found for the provided ResourceArn: ';
  expectError(put('dynamodb:GetItem', '1'), code, 400, notFound + users);
  const first = revision('dynamodb:GetItem');
  const second = revision('dynamodb:PutItem');
  const other = (expected: string) =>
    `${notFound}Requested update for policy with revision id ${expected}, but the policy associated to target table users has revision id ${second}.`;
  expectError(put('dynamodb:Query', first), code, 400, other(first));
  expectError(
    put('dynamodb:Query', 'NO_POLICY'),
    code,
    400,
    `${notFound}Requested policy update expecting none to be present for table users, but a policy exists with revision id ${second}.`,
  );
  const remove = (ExpectedRevisionId: string) =>
    t.by('dynamodb DeleteResourcePolicy', { ResourceArn: users, ExpectedRevisionId });
  expectError(remove('unknown'), code, 400, other('unknown'));
  expect(remove(second).ok).toBe(true);
  expectError(t.by('dynamodb GetResourcePolicy', { ResourceArn: users }), code, 400, notFound + users);
});

test.each([
  ['PutResourcePolicy', { Policy: '{}' }, 'Requested resource not found: Table: gone not found'],
  ['GetResourcePolicy', {}, 'Requested resource not found: Table: gone not found'],
  ['DeleteResourcePolicy', {}, 'Requested resource not found: Table: gone not found'],
  [
    'TagResource',
    { Tags: [] },
    `Requested resource not found: ResourcArn: ${east('dynamodb', 'table/gone')} not found`,
  ],
  [
    'ListTagsOfResource',
    {},
    `Requested resource not found: ResourcArn: ${east('dynamodb', 'table/gone')} not found`,
  ],
])('W-14 dynamodb %s names the missing table as AWS does', (name, more, message) => {
  const outcome = new Account().by(`dynamodb ${name}`, {
    ResourceArn: east('dynamodb', 'table/gone'),
    ...more,
  });
  expectError(outcome, 'ResourceNotFoundException', 400, message);
});

// SNS

const news = east('sns', 'news');

test('W-15 a topic that does not exist is deleted without an error, and has no tags', () => {
  const t = new Account();
  expect(t.done('sns DeleteTopic', { TopicArn: news })).toEqual({});
  for (const [name, more] of [
    ['TagResource', { Tags: [] }],
    ['UntagResource', { TagKeys: [] }],
    ['ListTagsForResource', {}],
  ] as const)
    expectError(
      t.by(`sns ${name}`, { ResourceArn: news, ...more }),
      'ResourceNotFound',
      404,
      'Resource does not exist',
    );
});

test('W-15 a topic made again must have the same attributes and tags', () => {
  const t = new Account();
  const make = (more: object) => t.by('sns CreateTopic', { Name: 'news', ...more });
  const Tags = [{ Key: 'team', Value: 'web' }];
  expect(make({ Attributes: { DisplayName: 'News' }, Tags }).ok).toBe(true);
  expect([make({}).ok, make({ Tags }).ok, make({ Attributes: { DisplayName: 'News' } }).ok]).toEqual([
    true,
    true,
    true,
  ]);
  expectError(
    make({ Attributes: { DisplayName: 'Old' } }),
    'InvalidParameter',
    400,
    'Invalid parameter: Attributes Reason: Topic already exists with different attributes',
  );
  expectError(
    make({ Tags: [...Tags, { Key: 'more', Value: '' }] }),
    'InvalidParameter',
    400,
    'Invalid parameter: Tags Reason: Topic already exists with different tags',
  );
});

test.each([
  ['news.fifo', {}],
  ['news', { FifoTopic: 'true' }],
  ['news.fifo', { FifoTopic: 'false' }],
  ['a.b', {}],
])('W-15 the topic name %s is refused with the attributes %o', (Name, Attributes) => {
  const refused = new Account().by('sns CreateTopic', { Name, Attributes });
  expectError(refused, 'InvalidParameter', 400, 'Invalid parameter: Topic Name');
});

test('W-15 AddPermission refuses an unknown action and a label in use', () => {
  const t = new Account();
  t.done('sns CreateTopic', { Name: 'news' });
  const add = (Label: string, ...ActionName: string[]) =>
    t.by('sns AddPermission', { TopicArn: news, Label, AWSAccountId: [otherAccount], ActionName });
  expect(add('partner', 'Publish').ok).toBe(true);
  expectError(
    add('partner', 'Publish'),
    'InvalidParameter',
    400,
    'Invalid parameter: Statement already exists',
  );
  expectError(
    add('other', 'CreateTopic'),
    'InvalidParameter',
    400,
    'Invalid parameter: Policy statement action out of service scope!',
  );
  const { Attributes } = t.done('sns GetTopicAttributes', { TopicArn: news }) as {
    Attributes: { Policy: string };
  };
  expect(JSON.parse(Attributes.Policy)).toMatchObject({
    Version: '2008-10-17',
    Statement: [
      {},
      { Sid: 'partner', Action: 'SNS:Publish', Principal: { AWS: `arn:aws:iam::${otherAccount}:root` } },
    ],
  });
});

// Secrets Manager

function withSecret() {
  const t = new Account();
  const { ARN } = t.done('secretsmanager CreateSecret', { Name: 'db', SecretString: 'one' });
  const SecretId = String(ARN);
  return {
    t,
    SecretId,
    on: (name: string, more = {}) => t.by(`secretsmanager ${name}`, { SecretId, ...more }),
  };
}

test.each([
  ['PutSecretValue', { SecretString: 'two' }],
  ['GetSecretValue', {}],
  ['TagResource', { Tags: [{ Key: 'a', Value: 'b' }] }],
  ['UntagResource', { TagKeys: ['a'] }],
  [
    'PutResourcePolicy',
    { ResourcePolicy: letIn({ AWS: otherAccount }, 'secretsmanager:GetSecretValue', '*') },
  ],
  ['GetResourcePolicy', {}],
  ['DeleteResourcePolicy', {}],
  ['DeleteSecret', {}],
])('W-16 secretsmanager %s is refused for a secret that is marked for deletion', (name, more) => {
  const { on } = withSecret();
  expect(on('DeleteSecret').ok).toBe(true);
  expectError(
    on(name, more),
    'InvalidRequestException',
    400,
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
});

test('W-16 a forced deletion succeeds for a marked secret, and for one that is not there', () => {
  const { t, on } = withSecret();
  expect([on('DeleteSecret').ok, on('DeleteSecret', { ForceDeleteWithoutRecovery: true }).ok]).toEqual([
    true,
    true,
  ]);
  expect(t.world.resources.size).toBe(0);
  expect(on('DeleteSecret', { ForceDeleteWithoutRecovery: true }).ok).toBe(true);
  expectError(on('DeleteSecret'), 'ResourceNotFoundException', 400, /can't find the specified secret/);
});

test('W-16 the versions of a secret have stages, and the last two can be read', () => {
  const { t, on, SecretId } = withSecret();
  const token = 'b5a1c2d3-0000-4000-8000-123456789012';
  const put = (SecretString: string, more = {}) =>
    on('PutSecretValue', { SecretString, ClientRequestToken: token, ...more });
  const first = t.done('secretsmanager GetSecretValue', { SecretId });
  expect(first).toMatchObject({ SecretString: 'one', VersionStages: ['AWSCURRENT'] });
  expect(put('two')).toMatchObject({ response: { VersionId: token, VersionStages: ['AWSCURRENT'] } });
  expect(put('two').ok).toBe(true);
  expectError(put('three'), 'ResourceExistsException', 400, new RegExp(`ClientRequestToken ${token}`));
  expect(t.done('secretsmanager DescribeSecret', { SecretId })['VersionIdsToStages']).toEqual({
    [String(first['VersionId'])]: ['AWSPREVIOUS'],
    [token]: ['AWSCURRENT'],
  });
  const read = (more: object) =>
    t.done('secretsmanager GetSecretValue', { SecretId, ...more })['SecretString'];
  expect([read({}), read({ VersionStage: 'AWSPREVIOUS' }), read({ VersionId: token })]).toEqual([
    'two',
    'one',
    'two',
  ]);
  expectError(
    on('GetSecretValue', { VersionStage: 'AWSPENDING' }),
    'ResourceNotFoundException',
    400,
    "Secrets Manager can't find the specified secret value for staging label: AWSPENDING",
  );
  expectError(
    on('GetSecretValue', { VersionId: token, VersionStage: 'AWSPREVIOUS' }),
    'InvalidRequestException',
    400,
    'You provided a VersionStage that is not associated to the provided VersionId.',
  );
});

test('W-16 a pending version leaves the current one, and a third one makes the first go', () => {
  const { t, on, SecretId } = withSecret();
  expect(on('PutSecretValue', { SecretString: 'next', VersionStages: ['AWSPENDING'] }).ok).toBe(true);
  expect(t.done('secretsmanager GetSecretValue', { SecretId })['SecretString']).toBe('one');
  for (const SecretString of ['two', 'three']) on('PutSecretValue', { SecretString });
  const stages = Object.values(
    t.done('secretsmanager DescribeSecret', { SecretId })['VersionIdsToStages'] as object,
  );
  expect(stages).toEqual([['AWSPENDING'], ['AWSPREVIOUS'], ['AWSCURRENT']]);
});

// SQS

function withQueue() {
  const t = new Account();
  t.done('sqs CreateQueue', { QueueName: 'orders' });
  const attributes = () =>
    t.done('sqs GetQueueAttributes', { QueueUrl: 'orders', AttributeNames: ['All'] })['Attributes'] as Record<
      string,
      string
    >;
  const add = (Label: string, Actions: string[], AWSAccountIds = [otherAccount]) =>
    t.by('sqs AddPermission', { QueueUrl: 'orders', Label, Actions, AWSAccountIds });
  return { t, attributes, add };
}

test('W-17 AddPermission of SQS writes the old version and no lists of one', () => {
  const { attributes, add } = withQueue();
  expect(attributes()['MaximumMessageSize']).toBe('1048576');
  add('partner', ['SendMessage']);
  expect(JSON.parse(attributes()['Policy'] ?? '')).toEqual({
    Version: '2008-10-17',
    Id: `${east('sqs', 'orders')}/SQSDefaultPolicy`,
    Statement: [
      {
        ...{ Sid: 'partner', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${otherAccount}:root` } },
        ...{ Action: 'SQS:SendMessage', Resource: east('sqs', 'orders') },
      },
    ],
  });
});

test.each([
  [
    ['CreateQueue'],
    [otherAccount],
    'InvalidParameterValue',
    /Value SQS:CreateQueue for parameter ActionName is invalid/,
  ],
  [[], [otherAccount], 'MissingParameter', 'The request must contain the parameter Actions.'],
  [
    ['SendMessage'],
    [],
    'InvalidParameterValue',
    'Value [] for parameter PrincipalId is invalid. Reason: Unable to verify.',
  ],
])('W-17 AddPermission of SQS with %j for %j is refused', (actions, accounts, code, message) => {
  expectError(withQueue().add('partner', actions, accounts), code, 400, message);
});

test('W-17 AddPermission of SQS takes at most seven actions, and a label once', () => {
  const { t, add } = withQueue();
  expectError(
    add(
      'all',
      Array.from({ length: 8 }, () => 'SendMessage'),
    ),
    'OverLimit',
    403,
    /8 Actions were found/,
  );
  expect(add('one', ['SendMessage']).ok).toBe(true);
  expectError(add('one', ['SendMessage']), 'InvalidParameterValue', 400, /Reason: Already exists/);
  expectError(
    t.by('sqs RemovePermission', { QueueUrl: 'orders', Label: 'two' }),
    'InvalidParameterValue',
    400,
    "Value two for parameter Label is invalid. Reason: can't find label on existing policy.",
  );
});

test('W-17 the policy of a queue may name a resource that is no ARN, but stays a policy', () => {
  const { t } = withQueue();
  const set = (Policy: string) =>
    t.by('sqs SetQueueAttributes', { QueueUrl: 'orders', Attributes: { Policy } });
  expect(set(letIn('*', 'sqs:SendMessage', 'orders')).ok).toBe(true);
  expectError(set(letIn('*', 'SendMessage', 'orders')), 'InvalidAttributeValue', 400, /Policy/);
  expectError(
    t.by('sqs CreateQueue', { QueueName: 'orders', Attributes: { DelaySeconds: '5' } }),
    'QueueAlreadyExists',
    400,
    'A queue already exists with the same name and a different value for attribute DelaySeconds',
  );
});
