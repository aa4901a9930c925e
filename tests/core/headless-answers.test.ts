/** Answers from Node that say no more than is known: what a service refuses, fills in itself, or takes unsigned. */

import { expect, test } from 'vitest';
import { type World, ask, checkPolicy, openAccount, whoCanNotAsked } from '#headless.ts';
import { passedRoles, roleReceiverOf, trustCheckOf } from '#core/model/request/passed-roles.ts';
import { passingActions } from '#reference/dependent-actions.ts';

const home = '111122223333';
const allow = (Action: string | string[], Resource = '*', more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});
const user = (name: string) => `arn:aws:iam::${home}:user/${name}`;
const role = (name: string) => `arn:aws:iam::${home}:role/${name}`;

const userRow = (name: string, policy?: object) => ({
  Path: '/',
  UserName: name,
  UserId: `AIDA${name.toUpperCase()}`,
  Arn: user(name),
  CreateDate: '2026-01-31T12:00:00Z',
  UserPolicyList: policy ? [{ PolicyName: 'own', PolicyDocument: policy }] : [],
  AttachedManagedPolicies: [],
  GroupList: [],
});
const roleRow = (name: string, statement: object) => ({
  Path: '/',
  RoleName: name,
  RoleId: `AROA${name.toUpperCase()}`,
  Arn: role(name),
  CreateDate: '2026-01-31T12:00:00Z',
  RolePolicyList: [],
  AttachedManagedPolicies: [],
  InstanceProfileList: [],
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
  },
});

const open = async (details: object, resourcePolicies: Record<string, object> = {}): Promise<World> => {
  const { world } = await openAccount([{ name: 'account.json', text: JSON.stringify(details) }], {
    resourcePolicies: Object.entries(resourcePolicies).map(([arn, document]) => ({
      account: home,
      arn,
      document,
    })),
  });
  return world;
};

const passing = () =>
  open({
    UserDetailList: [userRow('ann', allow(['lambda:*', 'ecs:*', 'codebuild:*', 'states:*', 'iam:PassRole']))],
    RoleDetailList: [
      roleRow('machine', { Principal: { Service: 'ec2.amazonaws.com' } }),
      roleRow('runner', { Principal: { Service: ['lambda.amazonaws.com', 'ecs-tasks.amazonaws.com'] } }),
      roleRow('flow', { Principal: { Service: 'states.eu-west-1.amazonaws.com' } }),
      roleRow('bound', {
        Principal: { Service: 'lambda.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': home } },
      }),
    ],
  });
const creating = (action: string, resource: string, name: string) => ({
  principal: user('ann'),
  action,
  resource,
  passedRole: role(name),
});
const report = `arn:aws:lambda:us-east-1:${home}:function:report`;

test('E-58 a role that trusts only EC2 is no role for Lambda: the permissions stay, the call is refused', async () => {
  const world = await passing();
  expect(ask(world, creating('lambda:CreateFunction', report, 'machine'))).toMatchObject({
    verdict: 'denied',
    because: expect.stringContaining('lambda.amazonaws.com cannot assume role machine') as string,
    parts: [
      { action: 'lambda:CreateFunction', verdict: 'allowed' },
      { action: 'iam:PassRole', verdict: 'allowed' },
    ],
    untrusted: { role: role('machine'), service: 'lambda.amazonaws.com', when: 'at-once' },
    error: { code: 'InvalidParameterValueException', status: 400 },
  });
  const trusted = ask(world, creating('lambda:CreateFunction', report, 'runner'));
  expect([trusted.verdict, trusted.untrusted, trusted.error]).toEqual(['allowed', undefined, undefined]);
});

test('E-58 a trust policy with a condition is not taken for a refusal, nor a name of the service in a region', async () => {
  const world = await passing();
  expect(ask(world, creating('lambda:CreateFunction', report, 'bound')).untrusted).toBeUndefined();
  const machine = `arn:aws:states:eu-west-1:${home}:stateMachine:pay`;
  expect(ask(world, creating('states:CreateStateMachine', machine, 'flow')).untrusted).toBeUndefined();
});

test.each([
  ['ecs:RegisterTaskDefinition', `arn:aws:ecs:us-east-1:${home}:task-definition/pay:1`, 'later'],
  ['codebuild:CreateProject', `arn:aws:codebuild:us-east-1:${home}:project/pay`, 'unverified'],
])(
  'E-58 %s accepts a role that the service cannot assume, and the answer says so',
  async (action, arn, when) => {
    const found = ask(await passing(), creating(action, arn, 'machine'));
    expect(found).toMatchObject({ verdict: 'allowed', untrusted: { role: role('machine'), when } });
    expect(found.error).toBeUndefined();
  },
);

test('E-58 every service that takes a role says when it finds out, with a source or as unverified', () => {
  const services = new Set(passedRoles.map(({ service }) => service));
  const missing = [...passingActions].filter((action) => !services.has(action.split(':')[0] ?? ''));
  expect(missing).toEqual([]);
  expect(
    passedRoles.filter((row) => row.checks !== 'unverified' && !row.source.startsWith('https://')),
  ).toEqual([]);
  expect(roleReceiverOf('ecs:RunTask')).toBe('ecs-tasks.amazonaws.com');
  expect(trustCheckOf('eks:CreateCluster', role('machine')).error?.message).toContain(role('machine'));
});

const withExternalId = () =>
  open({
    UserDetailList: [userRow('ann', allow(['sts:AssumeRole', 'iam:TagUser']))],
    RoleDetailList: [
      roleRow('partner', {
        Principal: { AWS: `arn:aws:iam::${home}:root` },
        Condition: { StringEquals: { 'sts:ExternalId': 'x9-acme' } },
      }),
    ],
  });
const assuming = (context: Record<string, string | string[]>) => ({
  principal: user('ann'),
  action: 'sts:AssumeRole',
  resource: role('partner'),
  context,
});
test('C-32 a list of one value is that value, unless the key may have several', async () => {
  const world = await withExternalId();
  for (const value of ['x9-acme', ['x9-acme']])
    expect(ask(world, assuming({ 'sts:ExternalId': value })).verdict).toBe('allowed');
  expect(ask(world, assuming({ 'sts:ExternalId': ['x9-other'] })).verdict).toBe('denied');
  expect(ask(world, assuming({ 'sts:ExternalId': 'x9-acme', 'aws:TagKeys': ['a', 'b'] })).verdict).toBe(
    'allowed',
  );
});
test('C-32 a key that has one value takes no other number of values, and nothing that is no text', async () => {
  const world = await withExternalId();
  for (const value of [[], ['x9-acme', 'x9-other'], [['x9-acme']], { id: 'x9-acme' }, null])
    expect(() => ask(world, assuming({ 'sts:ExternalId': value as string[] }))).toThrow(
      'context.sts:ExternalId: expected one text',
    );
});

const publicBucket = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*' }],
};
test('E-59 a public bucket is open to the internet as far as Block Public Access allows, and no more is said', async () => {
  const world = await open({ UserDetailList: [userRow('ann')] }, { 'arn:aws:s3:::site': publicBucket });
  const found = ask(world, { principal: '*', action: 's3:GetObject', resource: 'arn:aws:s3:::site/a.html' });
  expect(found.verdict).toBe('allowed');
  expect(found.dependsOn).toContain('block-public-access');
  expect(found.because).toContain('No other policy has to allow it.');
});
test.each([
  [
    's3:GetObject',
    'arn:aws:s3:::site/*',
    'Anybody on the internet, without credentials, can use this resource.',
  ],
  ['*', 'arn:aws:s3:::site/*', 'Anybody on the internet, without credentials, can use this resource.'],
  ['kms:Decrypt', '*', 'Anybody in any AWS account can use this resource.'],
])('the finding about everybody says how far %s on %s is open', async (Action, Resource, said) => {
  const text = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action, Resource }],
  });
  const issues = await checkPolicy(text, { type: 'RESOURCE_POLICY' });
  expect(issues.map(({ message }) => message).join('\n')).toContain(said);
});

test('who can do something says who was not asked: the accounts and callers that the policy lets in', async () => {
  const trusted = 'arn:aws:iam::999988887777';
  const world = await open({
    UserDetailList: [userRow('ann')],
    RoleDetailList: [
      roleRow('partner', { Principal: { AWS: [`${trusted}:root`, `${trusted}:role/ci`, user('ann')] } }),
      roleRow('open', { Principal: { AWS: '*' } }),
    ],
  });
  const of = (name: string) => whoCanNotAsked(world, { action: 'sts:AssumeRole', resource: role(name) });
  expect(await of('partner')).toEqual(['account 999988887777', 'ci of account 999988887777']);
  expect(await of('open')).toEqual(['everybody']);
});

test('a topic with AWS’s default policy waits for what SNS fills in', async () => {
  const topic = `arn:aws:sns:us-east-1:${home}:alerts`;
  const world = await open(
    { UserDetailList: [userRow('ann')] },
    {
      [topic]: {
        Version: '2008-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'SNS:Publish',
            Resource: topic,
            Condition: { StringEquals: { 'AWS:SourceOwner': home } },
          },
        ],
      },
    },
  );
  const question = { principal: user('ann'), action: 'sns:Publish', resource: topic };
  expect(ask(world, question).dependsOn).toContain('filled-keys');
  expect(ask(world, { ...question, context: { 'aws:SourceOwner': home } }).verdict).toBe('allowed');
});
