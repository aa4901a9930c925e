/** Managed policies: versions, attachments, and the policies that AWS manages. */

import { expect, test } from 'vitest';
import {
  TestAccount,
  account,
  allow,
  awsAdministrator,
  awsServiceRolePolicy,
  deny,
  expectError,
  expectOk,
  trusts,
} from '../../door.ts';

const arn = `arn:aws:iam::${account}:policy/P`;
const bob = `arn:aws:iam::${account}:user/Bob`;
const withPolicy = (document = allow('s3:*')) =>
  new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'P', PolicyDocument: document }],
    ['CreateUser', { UserName: 'Bob' }],
  );
const large = (characters: number) =>
  allow(Array.from({ length: Math.ceil(characters / 30) }, (_, i) => `s3:${String(i).padStart(24, 'x')}`));

test('N-25 CreatePolicy starts at v1, unattached', () => {
  const made = new TestAccount().call('CreatePolicy', {
    PolicyName: 'P',
    Path: '/x/',
    Description: 'd',
    PolicyDocument: allow('s3:*'),
  });
  expect(expectOk(made)['Policy']).toMatchObject({
    Arn: `arn:aws:iam::${account}:policy/x/P`,
    PolicyId: expect.stringMatching(/^ANPA/) as string,
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    IsAttachable: true,
  });
});

test.each([
  [
    'N-01 a taken name',
    { PolicyName: 'p' },
    'EntityAlreadyExists',
    409,
    'A policy called p already exists. Duplicate names are not allowed.',
  ],
  [
    'M-1 an unknown member',
    { PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effekt":"Allow"}]}' },
    'MalformedPolicyDocument',
    400,
    'Syntax errors in policy.',
  ],
  [
    'G-21 an old version',
    { PolicyDocument: allow('s3:*').replace('2012', '2008') },
    'MalformedPolicyDocument',
    400,
    'Policy document must be version 2012-10-17 or greater.',
  ],
  [
    'PT-1, G-18, M-23 more than 6,144 characters',
    { PolicyDocument: large(6500) },
    'LimitExceeded',
    409,
    'Cannot exceed quota for PolicySize: 6144',
  ],
  [
    'N-33 a tag twice',
    {
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'a', Value: '' },
      ],
    },
    'InvalidInput',
    400,
    /Duplicate tag keys/,
  ],
  [
    'N-07 a policy path with other characters',
    { Path: '/a b/' },
    'ValidationError',
    400,
    /^The specified value for path is invalid/,
  ],
] as const)('%s is refused by CreatePolicy', (_, params, code, status, message) => {
  expectError(
    withPolicy().call('CreatePolicy', { PolicyName: 'Q', PolicyDocument: allow('s3:*'), ...params }),
    code,
    status,
    message,
  );
});

test('G-18 the size of a managed policy does not count white space', () => {
  const document = large(6000);
  expectOk(
    withPolicy().call('CreatePolicy', {
      PolicyName: 'Q',
      PolicyDocument: document.replaceAll(',', ',\n        '),
    }),
  );
});

test('Q-01, Q-03 CreatePolicy stops at the quota', () => {
  const t = withPolicy();
  t.play('SetQuota', { Name: 'PoliciesPerAccount', Value: 1 });
  expectError(
    t.call('CreatePolicy', { PolicyName: 'Q', PolicyDocument: allow('s3:*') }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for PoliciesPerAccount: 1',
  );
});

test('N-25 policy versions count up, ids of deleted ones are not used again, and the default counts at once', () => {
  const t = withPolicy(allow('iam:ListUsers')).given(
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: arn }],
    ['CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: deny('*') }],
  );
  expectOk(t.as(bob, 'ListUsers'));
  t.given(['SetDefaultPolicyVersion', { PolicyArn: arn, VersionId: 'v2' }]);
  expectError(
    t.as(bob, 'ListUsers'),
    'AccessDenied',
    403,
    new RegExp(`with an explicit deny in an identity-based policy: ${arn}$`),
  );
  t.given(
    ['SetDefaultPolicyVersion', { PolicyArn: arn, VersionId: 'v1' }],
    ['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v2' }],
    ['CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: allow('s3:*'), SetAsDefault: true }],
  );
  expect(expectOk(t.call('ListPolicyVersions', { PolicyArn: arn }))['Versions']).toMatchObject([
    { VersionId: 'v3', IsDefaultVersion: true },
    { VersionId: 'v1', IsDefaultVersion: false },
  ]);
});

test('T-46 the sixth version of a policy is LimitExceeded', () => {
  const t = withPolicy();
  for (let i = 0; i < 4; i += 1)
    t.given(['CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: allow('s3:*') }]);
  expectError(
    t.call('CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: allow('s3:*') }),
    'LimitExceeded',
    409,
    'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
  );
});

test.each([
  [
    'N-42 deleting the default',
    'DeletePolicyVersion',
    { PolicyArn: arn, VersionId: 'v1' },
    'DeleteConflict',
    409,
    'Cannot delete the default version of a policy.',
  ],
  [
    'a version that is not there',
    'GetPolicyVersion',
    { PolicyArn: arn, VersionId: 'v9' },
    'NoSuchEntity',
    404,
    `Policy ${arn} version v9 does not exist or is not attachable.`,
  ],
  [
    'a default that is not there',
    'SetDefaultPolicyVersion',
    { PolicyArn: arn, VersionId: 'v9' },
    'NoSuchEntity',
    404,
    `Policy ${arn} version v9 does not exist or is not attachable.`,
  ],
  [
    'a policy that is not there',
    'CreatePolicyVersion',
    { PolicyArn: `${arn}x`, PolicyDocument: allow('s3:*') },
    'NoSuchEntity',
    404,
    `Policy ${arn}x does not exist or is not attachable.`,
  ],
  [
    'reading a policy that is not there',
    'GetPolicy',
    { PolicyArn: `${arn}x` },
    'NoSuchEntity',
    404,
    `Policy ${arn}x was not found.`,
  ],
  [
    'M-1 a document that is none',
    'CreatePolicyVersion',
    { PolicyArn: arn, PolicyDocument: '[]' },
    'MalformedPolicyDocument',
    400,
    'Syntax errors in policy.',
  ],
] as const)(
  '%s is refused by the calls on policy versions',
  (_, operation, params, code, status, message) => {
    expectError(withPolicy().call(operation, params), code, status, message);
  },
);

test('GetPolicyVersion gives the text as it was saved', () => {
  const text = ` ${allow('s3:*')}\n`;
  const t = withPolicy(text);
  expect(
    expectOk(t.call('GetPolicyVersion', { PolicyArn: arn, VersionId: 'v1' }))['PolicyVersion'],
  ).toMatchObject({ Document: text, IsDefaultVersion: true });
});

test('N-42, T-47 DeletePolicy is blocked while the policy is attached, is a boundary, or has other versions', () => {
  const t = withPolicy().given(['AttachUserPolicy', { UserName: 'Bob', PolicyArn: arn }]);
  expectError(
    t.call('DeletePolicy', { PolicyArn: arn }),
    'DeleteConflict',
    409,
    'Cannot delete a policy attached to entities.',
  );
  t.given(
    ['DetachUserPolicy', { UserName: 'Bob', PolicyArn: arn }],
    ['PutUserPermissionsBoundary', { UserName: 'Bob', PermissionsBoundary: arn }],
  );
  expectError(
    t.call('DeletePolicy', { PolicyArn: arn }),
    'DeleteConflict',
    409,
    'Cannot delete a policy attached to entities.',
  );
  t.given(
    ['DeleteUserPermissionsBoundary', { UserName: 'Bob' }],
    ['CreatePolicyVersion', { PolicyArn: arn, PolicyDocument: allow('s3:*') }],
  );
  expectError(
    t.call('DeletePolicy', { PolicyArn: arn }),
    'DeleteConflict',
    409,
    /^This policy has more than one version\./,
  );
  t.given(['DeletePolicyVersion', { PolicyArn: arn, VersionId: 'v2' }], ['DeletePolicy', { PolicyArn: arn }]);
  expectError(
    t.call('DeletePolicy', { PolicyArn: arn }),
    'NoSuchEntity',
    404,
    `Policy ${arn} was not found.`,
  );
});

test.each([
  ['CreatePolicyVersion', { PolicyDocument: allow('s3:*') }],
  ['SetDefaultPolicyVersion', { VersionId: 'v1' }],
  ['DeletePolicyVersion', { VersionId: 'v1' }],
  ['DeletePolicy', {}],
  ['TagPolicy', { Tags: [{ Key: 'a', Value: 'b' }] }],
  ['UntagPolicy', { TagKeys: ['a'] }],
] as const)('E-57 %s on an AWS managed policy is refused even to root', (operation, params) => {
  const refused = withPolicy().call(operation, { PolicyArn: awsAdministrator.arn, ...params });
  expectError(
    refused,
    'AccessDenied',
    403,
    new RegExp(`iam:${operation} on resource: policy ${awsAdministrator.arn}`),
  );
});

test('N-27, PT-2 AWS managed policies are read from the reference, and stay the same when they are copied', () => {
  const t = withPolicy();
  const before = expectOk(t.call('GetPolicy', { PolicyArn: awsAdministrator.arn }))['Policy'] as object;
  t.given(['AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }]);
  expect(expectOk(t.call('GetPolicy', { PolicyArn: awsAdministrator.arn }))['Policy']).toEqual({
    ...before,
    AttachmentCount: 1,
  });
  expect(
    expectOk(t.call('GetPolicyVersion', { PolicyArn: awsAdministrator.arn, VersionId: 'v3' }))[
      'PolicyVersion'
    ],
  ).toMatchObject({ Document: allow('*') });
});

test('N-27, PT-2 a service-role policy of AWS attaches to nobody else', () => {
  const call = withPolicy().call('AttachUserPolicy', {
    UserName: 'Bob',
    PolicyArn: awsServiceRolePolicy.arn,
  });
  expectError(call, 'PolicyNotAttachable', 400, 'Cannot attach a Service Role Policy to a Customer Role.');
});

test.each([
  ['All', {}, ['AWSSupportServiceRolePolicy', 'AdministratorAccess', 'P']],
  ['Local', { Scope: 'Local' }, ['P']],
  ['AWS', { Scope: 'AWS' }, ['AWSSupportServiceRolePolicy', 'AdministratorAccess']],
  ['attached', { OnlyAttached: true }, ['AdministratorAccess']],
  ['used as boundary', { PolicyUsageFilter: 'PermissionsBoundary' }, ['P']],
  ['below a path', { PathPrefix: '/aws-service-role/' }, ['AWSSupportServiceRolePolicy']],
] as const)('ListPolicies shows what fits the filter: %s', (_, params, names) => {
  const t = withPolicy().given(
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }],
    ['PutUserPermissionsBoundary', { UserName: 'Bob', PermissionsBoundary: arn }],
  );
  const { Policies } = expectOk(t.call('ListPolicies', params));
  expect((Policies as { PolicyName: string }[]).map(({ PolicyName }) => PolicyName)).toEqual(names);
});

const holders = [
  ['User', 'Bob', 'PoliciesPerUser'],
  ['Group', 'G', 'PoliciesPerGroup'],
  ['Role', 'R', 'PoliciesPerRole'],
] as const;
const setting = () =>
  withPolicy().given(
    ['CreateGroup', { GroupName: 'G' }],
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts({ AWS: account }) }],
  );

test.each(holders)(
  'N-26 a policy is attached to a %s twice, listed, detached, and detached again',
  (kind, name) => {
    const t = setting();
    const who = { [`${kind}Name`]: name };
    t.given([`Attach${kind}Policy`, { ...who, PolicyArn: arn }]);
    const again = t.call(`Attach${kind}Policy`, { ...who, PolicyArn: arn });
    expect([again.ok, again.changes]).toEqual([true, []]);
    const listed = expectOk(t.call(`ListAttached${kind}Policies`, who));
    expect(listed).toEqual({ AttachedPolicies: [{ PolicyName: 'P', PolicyArn: arn }], IsTruncated: false });
    t.given([`Detach${kind}Policy`, { ...who, PolicyArn: arn }]);
    expectError(
      t.call(`Detach${kind}Policy`, { ...who, PolicyArn: arn }),
      'NoSuchEntity',
      404,
      `Policy ${arn} was not found.`,
    );
  },
);

test.each(holders)('Q-01, Q-03 the attached policies of a %s stop at the quota', (kind, name, quota) => {
  const t = setting();
  t.play('SetQuota', { Name: quota, Value: 1 });
  t.given([`Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: arn }]);
  expectError(
    t.call(`Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: awsAdministrator.arn }),
    'LimitExceeded',
    409,
    `Cannot exceed quota for ${quota}: 1`,
  );
});

test.each(holders)(
  'attaching a policy to a missing %s, or a missing policy, is NoSuchEntity',
  (kind, name) => {
    const noun = kind.toLowerCase();
    expectError(
      setting().call(`Attach${kind}Policy`, { [`${kind}Name`]: 'no', PolicyArn: arn }),
      'NoSuchEntity',
      404,
      `The ${noun} with name no cannot be found.`,
    );
    expectError(
      setting().call(`ListAttached${kind}Policies`, { [`${kind}Name`]: 'no' }),
      'NoSuchEntity',
      404,
      `The ${noun} with name no cannot be found.`,
    );
    expectError(
      setting().call(`Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn: `${arn}x` }),
      'NoSuchEntity',
      404,
      `Policy ${arn}x does not exist or is not attachable.`,
    );
  },
);

test('D-05 a condition on iam:PolicyARN limits what may be attached', () => {
  const onlyP = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:AttachUserPolicy',
        Resource: '*',
        Condition: { ArnEquals: { 'iam:PolicyARN': arn } },
      },
    ],
  });
  const t = setting().given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: onlyP }]);
  expectError(
    t.as(bob, 'AttachUserPolicy', { UserName: 'Bob', PolicyArn: awsAdministrator.arn }),
    'AccessDenied',
    403,
    /on resource: user Bob/,
  );
  expectOk(t.as(bob, 'AttachUserPolicy', { UserName: 'Bob', PolicyArn: arn }));
});

test('ListEntitiesForPolicy tells permissions and boundaries apart', () => {
  const t = setting().given(
    ['AttachGroupPolicy', { GroupName: 'G', PolicyArn: arn }],
    ['AttachRolePolicy', { RoleName: 'R', PolicyArn: arn }],
    ['PutUserPermissionsBoundary', { UserName: 'Bob', PermissionsBoundary: arn }],
  );
  const names = (params: object) => {
    const r = expectOk(t.call('ListEntitiesForPolicy', { PolicyArn: arn, ...params }));
    return [r['PolicyUsers'], r['PolicyGroups'], r['PolicyRoles']].map((list) => (list as object[]).length);
  };
  expect(names({})).toEqual([1, 1, 1]);
  expect(names({ PolicyUsageFilter: 'PermissionsPolicy' })).toEqual([0, 1, 1]);
  expect(names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([1, 0, 0]);
  expect(names({ EntityFilter: 'Role' })).toEqual([0, 0, 1]);
  expect(names({ PathPrefix: '/x/' })).toEqual([0, 0, 0]);
  expectError(
    t.call('ListEntitiesForPolicy', { PolicyArn: `${arn}x` }),
    'NoSuchEntity',
    404,
    `Policy ${arn}x was not found.`,
  );
});
