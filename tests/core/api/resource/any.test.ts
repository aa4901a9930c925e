/** The call of any action of the reference, which is authorized without a simulated service behind it. */

import { beforeAll, expect, test } from 'vitest';
import { passingActions } from '#reference/dependent-actions.ts';
import { createReference } from '#reference/reference.ts';
import { account, allow, deny, expectError, root, trusts } from '../door.ts';
import { Account, ann, letIn, policy } from './account.ts';
import { countOf, sampleOf } from '../../../setup/counts.ts';

const reference = createReference();
beforeAll(() => reference.loadAllActions());

const fresh = (document?: string) => {
  const t = new Account();
  t.env = { ...t.env, reference };
  return document === undefined ? t : t.may(document);
};
const table = `arn:aws:dynamodb:us-east-1:${account}:table/orders`;

test('any action of the reference is authorized like the real one, answers plainly, and leaves its traces', () => {
  const t = fresh(allow('dynamodb:GetItem', table));
  const outcome = t.by('any dynamodb:getitem', { Resources: [table] }, ann);
  expect(outcome).toMatchObject({
    ok: true,
    response: { Action: 'dynamodb:GetItem', AccessLevel: 'Read', Resources: [table], Simulated: false },
    changes: [],
    events: [
      {
        eventSource: 'dynamodb.amazonaws.com',
        eventName: 'GetItem',
        readOnly: true,
        requestParameters: { resources: [table] },
        userIdentity: { userName: 'Ann' },
      },
    ],
  });
  const id = [...t.world.users.keys()][0] ?? '';
  expect(t.world.usage.get(`${id}/dynamodb/GetItem`)).toMatchObject({
    action: 'GetItem',
    service: 'dynamodb',
  });
  expectError(
    t.by('any dynamodb:PutItem', { Resources: [table] }, ann),
    'AccessDeniedException',
    400,
    `User: ${ann} is not authorized to perform: dynamodb:PutItem on resource: ${table} because no identity-based policy allows the dynamodb:PutItem action`,
  );
});

test.each([
  ['cloudformation:ListStacks', [], 'AccessDenied', 403],
  ['glue:GetDatabases', ['arn:aws:glue:us-east-1:111122223333:catalog'], 'AccessDeniedException', 400],
  ['batch:DescribeJobs', [], 'AccessDeniedException', 403],
  ['ec2:DescribeVpcs', [], 'UnauthorizedOperation', 403],
  ['sns:Publish', ['arn:aws:sns:us-east-1:111122223333:news'], 'AuthorizationError', 403],
])('E-74 %s is refused in the words of its service', (action, Resources, code, status) => {
  expectError(fresh().by(`any ${action}`, { Resources }, ann), code, status, /is not authorized to perform/);
});

test('G-34 an action without resources is evaluated on *, those of S3 on arn:aws:s3:::*', () => {
  const t = fresh(allow('ec2:DescribeInstances', `arn:aws:ec2:*:*:instance/*`));
  expect(t.by('any ec2:DescribeInstances', {}, ann).ok).toBe(false);
  t.may(allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*'));
  expect(t.by('any s3:ListAllMyBuckets', {}, ann).ok).toBe(true);
});

test.each([
  ['an action that AWS has not', 's3:Explode', {}, 'InvalidAction', /no such action/],
  ['iam:PassRole, which has no call', 'iam:PassRole', {}, 'InvalidAction', /PassedRole/],
  [
    'no resource where one is needed',
    's3:GetObject',
    {},
    'ValidationError',
    /needs a resource; it takes: .*object/,
  ],
  [
    'a resource of another kind',
    's3:GetObject',
    { Resources: [table] },
    'ValidationError',
    /is no resource of s3:GetObject/,
  ],
  [
    'a key that is the caller’s',
    's3:ListBucket',
    { Resources: ['arn:aws:s3:::b'], Context: { 'aws:PrincipalArn': [root] } },
    'ValidationError',
    /aws:PrincipalArn/,
  ],
  ['an unknown member', 's3:ListBucket', { Resource: 'arn:aws:s3:::b' }, 'MalformedInput', /Resource/],
])('the call of any action refuses %s', (_, action, params, code, message) => {
  expectError(fresh().by(`any ${action}`, params), code, 400, message);
});

test('the call of any action says when the reference is not there', () => {
  expectError(new Account().by('any s3:GetObject'), 'InvalidAction', 400, /not loaded/);
});

test('the call of any action takes the keys that the request states', () => {
  const t = fresh(
    policy({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: {
        StringEquals: { 's3:VersionId': 'v1' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] },
      },
    }),
  );
  const get = (...versions: string[]) =>
    t.by('any s3:GetObject', { Resources: ['arn:aws:s3:::b/k'], Context: { 's3:VersionId': versions } }, ann)
      .ok;
  expect([get('v1'), get('v2')]).toEqual([true, false]);
});

test('the call of any action meets the resource’s policy, also of another account', () => {
  const t = fresh();
  const { zoe } = t.neighbour();
  t.done('sqs CreateQueue', { QueueName: 'q' });
  const queue = `arn:aws:sqs:us-east-1:${account}:q`;
  const send = () => t.by('any sqs:SendMessage', { Resources: [queue] }, zoe);
  expectError(send(), 'AccessDenied', 403, /no resource-based policy allows the sqs:sendmessage action/);
  t.done('sqs SetQueueAttributes', {
    QueueUrl: 'q',
    Attributes: { Policy: letIn({ AWS: zoe }, 'sqs:SendMessage', queue) },
  });
  expect(send().ok).toBe(true);
});

test('a resource type that an action needs and the call does not name stands for all of its kind', () => {
  const instance = `arn:aws:ec2:us-east-1:${account}:instance/*`;
  const t = fresh(allow('ec2:RunInstances', instance));
  const run = () => t.by('any ec2:RunInstances', { Resources: [instance] }, ann);
  expectError(run(), 'UnauthorizedOperation', 403, /on resource: arn:aws:ec2:us-east-1::image\/\* because/);
  t.may(allow('ec2:RunInstances'));
  expect(run()).toMatchObject({
    response: {
      Resources: [
        instance,
        ...['image', 'network-interface', 'security-group', 'subnet'].map(
          (type) => expect.stringContaining(`:${type}/*`) as string,
        ),
      ],
      Message: expect.stringContaining('send it as ec2 RunInstances') as string,
    },
  });
});

test('every action that passes a role exists in the reference, which says so', () => {
  const unknown = [...passingActions].filter(
    (name) => !reference.action(name)?.dependentActions?.includes('iam:PassRole'),
  );
  expect(unknown).toEqual([]);
});

test('E-58 a role that any action hands over must be passed', () => {
  const t = fresh(allow('states:CreateStateMachine')).given([
    'CreateRole',
    { RoleName: 'Run', AssumeRolePolicyDocument: trusts({ Service: 'states.amazonaws.com' }) },
  ]);
  const role = `arn:aws:iam::${account}:role/Run`;
  const params = { Resources: [`arn:aws:states:us-east-1:${account}:stateMachine:s`], PassedRole: role };
  const create = () => t.by('any states:CreateStateMachine', params, ann);
  expect(t.done('any states:CreateStateMachine', { Resources: params.Resources })['Message']).toMatch(
    /give it as PassedRole\.$/,
  );
  expectError(create(), 'AccessDeniedException', 400, new RegExp(`iam:PassRole on resource: ${role}`));
  t.may(
    policy(
      { Effect: 'Allow', Action: 'states:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: role,
        Condition: { StringEquals: { 'iam:PassedToService': 'states.amazonaws.com' } },
      },
    ),
  );
  expect(create().ok).toBe(true);
});

test('an allowed call of a simulated action names the real call, and an explicit deny refuses any action', () => {
  const t = fresh();
  const { Message } = t.done('any iam:CreateUser', { Resources: [`arn:aws:iam::${account}:user/x`] });
  expect(Message).toBe(
    'The call is allowed. Nothing was done: send it as iam CreateUser, with its own parameters, to carry it out.',
  );
  t.may(deny('*'));
  expectError(
    t.by('any glacier:ListVaults', {}, ann),
    'AccessDeniedException',
    403,
    /with an explicit deny in an identity-based policy/,
  );
});

test('root can call every action of the reference, on what it takes', () => {
  const t = fresh();
  const names = [...reference.actionNames()];
  expect(names.length).toBeGreaterThan(20_000);
  let count = 0;
  for (const name of sampleOf(names, 4)) {
    if (name === 'iam:PassRole') continue;
    const types = reference.action(name)?.resourceTypes ?? [];
    const Resources = types.slice(0, 1).map(({ arnFormat }) =>
      arnFormat
        .replaceAll('${Partition}', 'aws')
        .replaceAll('${Account}', account)
        .replaceAll('${Region}', 'us-east-1')
        .replaceAll(/\$\{[^}]*\}/g, 'x'),
    );
    const outcome = t.by(`any ${name}`, { Resources });
    // Keys, roles and other accounts' things need a grant of their own; nothing is malformed.
    if (!outcome.ok) expect(outcome.error.message, name).toMatch(/is not authorized|may not be assumed/);
    else count += 1;
  }
  expect(count).toBeGreaterThan(countOf({ sample: 5_000, full: 20_000 }));
});
