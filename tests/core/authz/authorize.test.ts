/** The policies and context keys that a question about a world takes from its records. */

import { expect, test } from 'vitest';
import { authorize, evaluationInput } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { resolvePrincipal } from '#core/authz/principal.ts';
import {
  TestAccount,
  account,
  allow,
  awsAdministrator,
  deny,
  expectOk,
  otherAccount,
  root,
  trusts,
} from '../api/door.ts';

const bob = `arn:aws:iam::${account}:user/dev/Bob`;
const role = `arn:aws:iam::${account}:role/svc/R`;
const bucket = 'arn:aws:s3:::data';
const queue = `arn:aws:sqs:us-east-1:${otherAccount}:q`;
const outsider = `arn:aws:iam::${otherAccount}:user/eve`;

/** Account A with a user in a group, a role, a bucket; account B in the same world. */
function setting(): TestAccount {
  const t = new TestAccount().given(
    ['CreateUser', { UserName: 'Bob', Path: '/dev/', Tags: [{ Key: 'team', Value: 'red' }] }],
    ['CreateGroup', { GroupName: 'G' }],
    ['AddUserToGroup', { UserName: 'Bob', GroupName: 'G' }],
    [
      'CreateRole',
      {
        RoleName: 'R',
        Path: '/svc/',
        AssumeRolePolicyDocument: trusts({ AWS: bob }),
        Tags: [{ Key: 'env', Value: 'prod' }],
      },
    ],
  );
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  expectOk(t.play('PutResource', { Arn: bucket, Tags: [{ Key: 'class', Value: 'secret' }] }));
  return t;
}
const put = (document: string) =>
  ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: document }] as const;
const bucketPolicy = (principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:*', Resource: [bucket, `${bucket}/*`] }],
  });

function expectDecision(
  t: TestAccount,
  [principal, action, resource]: readonly [string, string, string],
  expected: object,
  context?: RequestContext,
) {
  expect(
    authorize(t.world, { principal, action, resource, ...(context ? { context } : {}) }, t.env),
  ).toMatchObject(expected);
}
const contextOf = (
  t: TestAccount,
  principal: string,
  action: string,
  resource: string,
  context?: RequestContext,
) =>
  evaluationInput(t.world, { principal, action, resource, ...(context ? { context } : {}) }, t.env).context ??
  {};

test('T-01 a user without policies is denied implicitly', () =>
  expectDecision(setting(), [bob, 's3:GetObject', `${bucket}/x`], {
    verdict: 'denied',
    reason: 'implicit-deny',
    layer: 'identity',
  }));

test('T-02 a Deny of the group wins over an inline Allow', () => {
  const t = setting().given(put(allow('s3:*')), [
    'PutGroupPolicy',
    { GroupName: 'G', PolicyName: 'p', PolicyDocument: deny('s3:GetObject') },
  ]);
  expectDecision(t, [bob, 's3:GetObject', `${bucket}/x`], {
    reason: 'explicit-deny',
    deciding: [{ policy: `arn:aws:iam::${account}:group/G#p`, statement: 0 }],
  });
});

test('T-03 a bucket policy is found from the object', () => {
  const t = setting();
  expectOk(t.play('PutResource', { Arn: bucket, Policy: bucketPolicy({ AWS: bob }) }));
  expectDecision(t, [bob, 's3:GetObject', `${bucket}/x/y`], {
    verdict: 'allowed',
    layer: 'resource',
    deciding: [{ policy: bucket }],
  });
});

test('E-57 a role that AWS reserves is handed to no service, whatever the caller may', () => {
  const t = setting().given(put(allow('*')));
  const reserved = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1`;
  expectDecision(t, [bob, 'iam:PassRole', reserved], { verdict: 'denied', layer: 'resource' });
  expectDecision(t, [root, 'iam:PassRole', reserved], { verdict: 'denied' });
  expectDecision(t, [bob, 'iam:PassRole', role], { verdict: 'allowed' });
  expectDecision(t, [bob, 'iam:GetRole', reserved], { verdict: 'allowed' });
});

test('T-10, T-11 the record of a bucket tells its owner, and a stranger needs both sides', () => {
  const t = setting();
  expectOk(t.play('PutResource', { Arn: bucket, Policy: bucketPolicy({ AWS: otherAccount }) }));
  expectDecision(t, [outsider, 's3:GetObject', `${bucket}/x`], { verdict: 'denied', layer: 'identity' });
  t.as(`arn:aws:iam::${otherAccount}:root`, 'CreateUser', { UserName: 'eve' });
  t.as(`arn:aws:iam::${otherAccount}:root`, 'PutUserPolicy', {
    UserName: 'eve',
    PolicyName: 'p',
    PolicyDocument: allow('s3:*'),
  });
  expectDecision(t, [outsider, 's3:GetObject', `${bucket}/x`], { verdict: 'allowed' });
  expectDecision(t, [outsider, 's3:GetObject', 'arn:aws:s3:::elsewhere/x'], {
    verdict: 'allowed',
    layer: 'identity',
  });
});

test('a managed policy counts in its default version, an AWS managed one from the copy', () => {
  const t = setting().given(['AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }]);
  expectDecision(t, [bob, 'ec2:RunInstances', '*'], {
    verdict: 'allowed',
    deciding: [{ policy: awsAdministrator.arn, statement: 0 }],
  });
});

test('E-08 a boundary that cannot be found allows nothing', () => {
  const t = setting().given(put(allow('*')), [
    'PutUserPermissionsBoundary',
    { UserName: 'Bob', PermissionsBoundary: awsAdministrator.arn },
  ]);
  expectDecision(t, [bob, 's3:GetObject', `${bucket}/x`], { verdict: 'allowed' });
  const lost = [...t.world.policies.values()].find((policy) => policy.arn === awsAdministrator.arn);
  (t.world.index.byArn as Map<string, unknown>).delete(lost?.arn ?? '');
  expectDecision(t, [bob, 's3:GetObject', `${bucket}/x`], {
    verdict: 'denied',
    layer: 'permissions-boundary',
  });
});

test('T-19, T-18, E-50 the trust policy is the resource policy of sts:AssumeRole', () => {
  const t = setting();
  expectDecision(t, [bob, 'sts:AssumeRole', role], {
    verdict: 'allowed',
    layer: 'resource',
    deciding: [{ policy: role }],
  });
  t.given(['UpdateAssumeRolePolicy', { RoleName: 'R', PolicyDocument: trusts({ AWS: account }) }]);
  expectDecision(t, [bob, 'sts:AssumeRole', role], { verdict: 'denied', layer: 'identity' });
  t.given([
    'UpdateAssumeRolePolicy',
    { RoleName: 'R', PolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) },
  ]);
  expectDecision(t, [bob, 'sts:AssumeRole', role], { verdict: 'denied', layer: 'resource' });
  expectDecision(t, ['ec2.amazonaws.com', 'sts:AssumeRole', role], {
    verdict: 'allowed',
    layer: 'resource',
  });
  expectDecision(t, ['lambda.amazonaws.com', 'sts:AssumeRole', role], {
    verdict: 'denied',
    layer: 'resource',
  });
});

test('T-37, G-52 a namesake of a deleted user is not trusted', () => {
  const t = setting().given(
    ['RemoveUserFromGroup', { UserName: 'Bob', GroupName: 'G' }],
    ['DeleteUser', { UserName: 'Bob' }],
    ['CreateUser', { UserName: 'Bob', Path: '/dev/' }],
  );
  expectDecision(t, [bob, 'sts:AssumeRole', role], { verdict: 'denied' });
});

test('G-52 a renamed user stays trusted', () => {
  const t = setting().given(['UpdateUser', { UserName: 'Bob', NewUserName: 'Rob' }]);
  expectDecision(t, [bob.replace('Bob', 'Rob'), 'sts:AssumeRole', role], { verdict: 'allowed' });
});

test('E-57, W-19 AWS managed policies are read with permission and changed by nobody', () => {
  const t = setting().given(put(allow('*')));
  for (const who of [root, bob]) {
    expectDecision(t, [who, 'iam:GetPolicy', awsAdministrator.arn], { verdict: 'allowed' });
    expectDecision(t, [who, 'iam:CreatePolicyVersion', awsAdministrator.arn], { verdict: 'denied' });
  }
});

test('the policy of the whole governs a part of another account’s role, index or function', () => {
  const t = setting();
  const table = `arn:aws:dynamodb:us-east-1:${account}:table/t`;
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: bob }, Action: 'dynamodb:*', Resource: '*' }],
  });
  expectOk(t.play('PutResource', { Arn: table, Policy: document }));
  expectDecision(t, [bob, 'dynamodb:Query', `${table}/index/i`], { verdict: 'allowed', layer: 'resource' });
  expectDecision(t, [bob, 'dynamodb:Query', `${table}2/index/i`], { verdict: 'denied', layer: 'identity' });
});

const federated = (provider: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithSAML' }],
  });
const corp = `arn:aws:iam::${account}:saml-provider/Corp`;

test('E-51 a provider has only what the trust policy gives', () => {
  const t = setting().given(['UpdateAssumeRolePolicy', { RoleName: 'R', PolicyDocument: federated(corp) }]);
  expectDecision(t, [corp, 'sts:AssumeRoleWithSAML', role], { verdict: 'allowed', layer: 'resource' });
  expectDecision(t, [`${corp}2`, 'sts:AssumeRoleWithSAML', role], { verdict: 'denied', layer: 'resource' });
});

test('E-59 an anonymous caller has what a resource policy gives to everybody', () => {
  const t = setting();
  expectDecision(t, ['*', 's3:GetObject', `${bucket}/x`], { verdict: 'denied' });
  expectOk(t.play('PutResource', { Arn: bucket, Policy: bucketPolicy('*') }));
  expectDecision(t, ['*', 's3:GetObject', `${bucket}/x`], { verdict: 'allowed', layer: 'resource' });
});

test.each([
  ['root', root, { kind: 'root', account }],
  ['a user', bob, { kind: 'user', user: { userName: 'Bob' } }],
  [
    'a role: a session of it',
    role,
    { kind: 'role-session', arn: `arn:aws:sts::${account}:assumed-role/R/session` },
  ],
  [
    'a session',
    `arn:aws:sts::${account}:assumed-role/R/s1`,
    { kind: 'role-session', sessionName: 's1', role: { roleName: 'R' } },
  ],
  [
    'S-04 a session with the role in other case',
    `arn:aws:sts::${account}:assumed-role/r/s1`,
    { kind: 'outside' },
  ],
  ['a federated user', `arn:aws:sts::${account}:federated-user/f`, { kind: 'federated-user', name: 'f' }],
  ['a user in other case (G-44)', bob.toLowerCase(), { kind: 'outside' }],
  ['a group is no principal (G-04)', `arn:aws:iam::${account}:group/G`, { kind: 'outside' }],
  ['a user elsewhere', 'arn:aws:iam::999999999999:user/x', { kind: 'outside', account: '999999999999' }],
  [
    'a role elsewhere',
    'arn:aws:iam::999999999999:role/p/x',
    {
      kind: 'outside',
      arn: 'arn:aws:sts::999999999999:assumed-role/x/session',
      roleArn: 'arn:aws:iam::999999999999:role/p/x',
    },
  ],
  ['a provider', `arn:aws:iam::${account}:saml-provider/Corp`, { kind: 'federated' }],
  ['a service', 'ec2.amazonaws.com', { kind: 'service' }],
  ['everybody', '*', { kind: 'anonymous' }],
  ['nonsense', 'nobody', { kind: 'outside', account: '' }],
])('resolvePrincipal makes its kind of principal from an ARN: %s', (_, text, expected) =>
  expect(resolvePrincipal(setting().world, text)).toMatchObject(expected),
);

const common = {
  'aws:CurrentTime': '2026-01-31T12:00:00Z',
  'aws:EpochTime': '1769860800',
  'aws:RequestedRegion': 'us-east-1',
  'aws:SecureTransport': 'true',
  'aws:SourceIp': '203.0.113.10',
  'aws:UserAgent': 'iam-playground',
  'aws:ViaAWSService': 'false',
};

test('K-03, K-30 the context of a user holds the user’s tags, and those of a bucket only with its attribute-based access', () => {
  const t = setting();
  const keys = {
    ...common,
    'aws:PrincipalArn': bob,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'User',
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': expect.stringMatching(/^AIDA/) as string,
    'aws:username': 'Bob',
    'aws:PrincipalTag/team': 'red',
    'aws:ResourceAccount': account,
  };
  expect(contextOf(t, bob, 's3:ListBucket', bucket)).toEqual(keys);
  t.send({
    service: 's3',
    operation: 'PutBucketAbac',
    params: { Bucket: bucket.slice('arn:aws:s3:::'.length), AbacStatus: { Status: 'Enabled' } },
    caller: { kind: 'principal', arn: root },
  });
  expect(contextOf(t, bob, 's3:ListBucket', bucket)).toEqual({
    ...keys,
    'aws:ResourceTag/class': 'secret',
    's3:BucketTag/class': 'secret',
  });
});

test('K-33 aws:RequestedRegion is us-east-1 for a global service, wherever the client is set to; for PassRole it is the client’s', () => {
  const t = setting();
  const regionOf = (action: string) =>
    evaluationInput(
      t.world,
      { principal: bob, action, resource: '*' },
      { ...t.env, source: { region: 'eu-west-1' } },
    ).context?.['aws:RequestedRegion'];
  expect(
    ['iam:ListUsers', 'Organizations:ListRoots', 's3:ListAllMyBuckets', 'iam:PassRole'].map(regionOf),
  ).toEqual(['us-east-1', 'us-east-1', 'eu-west-1', 'eu-west-1']);
});

test('K-31 the context of a role session holds the role’s ARN with path, and no user name', () => {
  expect(contextOf(setting(), role, 'sqs:SendMessage', queue)).toEqual({
    ...common,
    'aws:PrincipalArn': role,
    'aws:PrincipalAccount': account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:userid': expect.stringMatching(/^AROA\w+:session$/) as string,
    'aws:TokenIssueTime': '2026-01-31T12:00:00Z',
    'aws:MultiFactorAuthPresent': 'false',
    'aws:PrincipalTag/env': 'prod',
    'aws:ResourceAccount': otherAccount,
  });
});

test.each([
  ['root', root, { 'aws:PrincipalType': 'Account', 'aws:userid': account, 'aws:PrincipalArn': root }],
  [
    'a federated user',
    `arn:aws:sts::${account}:federated-user/f`,
    { 'aws:PrincipalType': 'FederatedUser', 'aws:userid': `${account}:f` },
  ],
  [
    'a stranger',
    'arn:aws:iam::999999999999:user/x/y',
    { 'aws:PrincipalType': 'User', 'aws:username': 'y', 'aws:PrincipalAccount': '999999999999' },
  ],
  [
    'nobody',
    '*',
    { 'aws:PrincipalType': 'Anonymous', 'aws:PrincipalAccount': 'anonymous', 'aws:userid': 'anonymous' },
  ],
  [
    'a service',
    'ec2.amazonaws.com',
    { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': 'ec2.amazonaws.com' },
  ],
])('K-31 the context of %s holds its principal keys', (_, principal, expected) => {
  const context = contextOf(setting(), principal, 's3:ListBucket', bucket);
  expect(context).toMatchObject(expected);
  if (principal === root) expect(context).not.toHaveProperty(['aws:username']);
});

test('K-34 the context holds the tags of an IAM target, and the boundary where the call carries it', () => {
  const t = setting().given([
    'PutRolePermissionsBoundary',
    { RoleName: 'R', PermissionsBoundary: awsAdministrator.arn },
  ]);
  expect(contextOf(t, bob, 'iam:AttachRolePolicy', role)).toMatchObject({
    'aws:ResourceTag/env': 'prod',
    'iam:ResourceTag/env': 'prod',
    'iam:PermissionsBoundary': awsAdministrator.arn,
  });
  expect(contextOf(t, bob, 'iam:TagRole', role)).not.toHaveProperty(['iam:PermissionsBoundary']);
});

test('C-06 a key that the question states replaces the built one, ignoring case', () => {
  const context = contextOf(setting(), bob, 's3:ListBucket', bucket, {
    'AWS:sourceip': '198.51.100.1',
    'aws:MultiFactorAuthPresent': 'true',
  });
  expect(context).toMatchObject({ 'AWS:sourceip': '198.51.100.1', 'aws:MultiFactorAuthPresent': 'true' });
  expect(context).not.toHaveProperty(['aws:SourceIp']);
});
