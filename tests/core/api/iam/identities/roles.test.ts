/** Roles, and what happens to the principals of their trust policies. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import { findByName } from '#core/model/world/world.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { TestAccount, account, allow, awsAdministrator, expectError, expectOk, trusts } from '../../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const ec2 = trusts({ Service: 'ec2.amazonaws.com' });
const withRole = (document = ec2) =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: document }],
  );
const trustOf = (t: TestAccount): string => {
  const { Role } = expectOk(t.call('GetRole', { RoleName: 'Dev' }));
  return (Role as { AssumeRolePolicyDocument: string }).AssumeRolePolicyDocument;
};

test('N-07, N-29, W-04 CreateRole gives an AROA id; the hour per session stands in GetRole alone', () => {
  const t = new TestAccount();
  const made = t.call('CreateRole', {
    RoleName: 'Dev',
    Path: '/t/',
    AssumeRolePolicyDocument: ec2,
    Description: 'd',
  });
  expect(expectOk(made)['Role']).toEqual({
    Path: '/t/',
    RoleName: 'Dev',
    RoleId: expect.stringMatching(/^AROA/) as string,
    Arn: `arn:aws:iam::${account}:role/t/Dev`,
    CreateDate: '2026-01-31T12:00:00Z',
    AssumeRolePolicyDocument: ec2,
    Description: 'd',
  });
  expect(expectOk(t.call('GetRole', { RoleName: 'Dev' }))['Role']).toMatchObject({
    MaxSessionDuration: 3600,
    RoleLastUsed: {},
  });
});

test.each([
  [
    'N-01 a taken name',
    { RoleName: 'dev' },
    'EntityAlreadyExists',
    409,
    'Role with name dev already exists.',
  ],
  [
    'G-53 a user that does not exist',
    { AssumeRolePolicyDocument: trusts({ AWS: `arn:aws:iam::${account}:user/no` }) },
    'MalformedPolicyDocument',
    400,
    `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:user/no"`,
  ],
  [
    'G-53 a bare id of nobody',
    { AssumeRolePolicyDocument: trusts({ AWS: 'AROAAAAAAAAAAAAAAAAAA' }) },
    'MalformedPolicyDocument',
    400,
    'Invalid principal in policy: "AWS":"AROAAAAAAAAAAAAAAAAAA"',
  ],
  [
    'G-51 a wildcard in a principal',
    { AssumeRolePolicyDocument: trusts({ AWS: `arn:aws:iam::${account}:user/*` }) },
    'MalformedPolicyDocument',
    400,
    /^Invalid principal in policy: "AWS"/,
  ],
  [
    'G-53 a service that is none',
    { AssumeRolePolicyDocument: trusts({ Service: 'ec2.example.com' }) },
    'MalformedPolicyDocument',
    400,
    'Invalid principal in policy: "SERVICE":"ec2.example.com"',
  ],
  [
    'M-20 a Resource',
    { AssumeRolePolicyDocument: allow('sts:AssumeRole') },
    'MalformedPolicyDocument',
    400,
    /./,
  ],
  [
    'Q-TRUST a long trust policy',
    {
      AssumeRolePolicyDocument: trusts({
        AWS: Array.from({ length: 200 }, (_, i) => String(100_000_000_000 + i)),
      }),
    },
    'LimitExceeded',
    409,
    'Cannot exceed quota for ACLSizePerRole: 2048',
  ],
  [
    'N-31 a path of AWS',
    { Path: '/aws-service-role/x/' },
    'InvalidParameterValue',
    400,
    /for parameter Path is invalid/,
  ],
  [
    'N-29 a session of a day',
    { MaxSessionDuration: 86400 },
    'ValidationError',
    400,
    "1 validation error detected: Value at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
  ],
] as const)('%s is refused by CreateRole', (_, params, code, status, message) => {
  const call = withRole().call('CreateRole', {
    RoleName: 'Other',
    AssumeRolePolicyDocument: ec2,
    ...params,
  });
  expectError(call, code, status, message);
});

test('Q-01, Q-03 CreateRole stops at the quota', () => {
  const t = withRole();
  t.play('SetQuota', { Name: 'RolesPerAccount', Value: 1 });
  const second = t.call('CreateRole', { RoleName: 'B', AssumeRolePolicyDocument: ec2 });
  expectError(second, 'LimitExceeded', 409, 'Cannot exceed quota for RolesPerAccount: 1');
});

test('CreateRole takes principals of accounts that are not in this world as they are', () => {
  expectOk(
    withRole().call('CreateRole', {
      RoleName: 'B',
      AssumeRolePolicyDocument: trusts({ AWS: 'arn:aws:iam::999999999999:role/x' }),
    }),
  );
});

test('G-52 a trust policy follows a renamed user', () => {
  const t = withRole(trusts({ AWS: bob })).given(['UpdateUser', { UserName: 'Bob', NewUserName: 'Rob' }]);
  expect(trustOf(t)).toBe(trusts({ AWS: bob.replace('Bob', 'Rob') }));
});

test('G-52 a trust policy shows the id of a deleted user and does not trust a namesake', () => {
  const t = withRole(trusts({ AWS: bob }));
  const id = findByName(t.world, 'users', unsafeAccountId(account), 'Bob')?.id;
  t.given(['DeleteUser', { UserName: 'Bob' }], ['CreateUser', { UserName: 'Bob' }]);
  expect(trustOf(t)).toBe(trusts({ AWS: id }));
  const same = t.call('UpdateAssumeRolePolicy', { RoleName: 'Dev', PolicyDocument: trustOf(t) });
  expectError(same, 'MalformedPolicyDocument', 400, `Invalid principal in policy: "AWS":"${id ?? ''}"`);
  t.given(['UpdateAssumeRolePolicy', { RoleName: 'Dev', PolicyDocument: trusts({ AWS: bob }) }]);
  expect(trustOf(t)).toBe(trusts({ AWS: bob }));
});

test('G-54 a trust policy leaves ARNs in conditions alone', () => {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: [bob] },
        Action: 'sts:AssumeRole',
        Condition: { ArnEquals: { 'aws:PrincipalArn': bob } },
      },
    ],
  });
  const t = withRole(document).given(['UpdateUser', { UserName: 'Bob', NewUserName: 'Rob' }]);
  expect(trustOf(t)).toContain(`"aws:PrincipalArn":"${bob}"`);
  expect(trustOf(t)).toContain('user/Rob"]');
});

test('G-52 a trust policy takes a live id and shows its ARN', () => {
  const t = withRole();
  const id = findByName(t.world, 'users', unsafeAccountId(account), 'Bob')?.id;
  t.given(['UpdateAssumeRolePolicy', { RoleName: 'Dev', PolicyDocument: trusts({ AWS: id }) }]);
  expect(trustOf(t)).toBe(trusts({ AWS: bob }));
});

test('N-29 UpdateRole and UpdateRoleDescription change description and duration only', () => {
  const t = withRole().given(
    ['UpdateRole', { RoleName: 'Dev', MaxSessionDuration: 7200 }],
    ['UpdateRoleDescription', { RoleName: 'Dev', Description: 'for developers' }],
  );
  expect(expectOk(t.call('GetRole', { RoleName: 'dev' }))['Role']).toMatchObject({
    MaxSessionDuration: 7200,
    Description: 'for developers',
  });
});

test('ListRoles leaves tags and boundary out, and keeps to the path', () => {
  const t = withRole().given([
    'CreateRole',
    { RoleName: 'B', Path: '/x/', AssumeRolePolicyDocument: ec2, Tags: [{ Key: 'a', Value: 'b' }] },
  ]);
  const { Roles } = expectOk(t.call('ListRoles', { PathPrefix: '/x/' }));
  expect(Roles).toMatchObject([{ RoleName: 'B' }]);
  expect((Roles as object[])[0]).not.toHaveProperty('Tags');
});

test.each([
  [
    'an instance profile',
    [
      ['CreateInstanceProfile', { InstanceProfileName: 'p' }],
      ['AddRoleToInstanceProfile', { InstanceProfileName: 'p', RoleName: 'Dev' }],
    ],
    'Cannot delete entity, must remove roles from instance profile first.',
  ],
  [
    'an attached policy',
    [['AttachRolePolicy', { RoleName: 'Dev', PolicyArn: awsAdministrator.arn }]],
    'Cannot delete entity, must detach all policies first.',
  ],
  [
    'an inline policy',
    [['PutRolePolicy', { RoleName: 'Dev', PolicyName: 'p', PolicyDocument: allow('s3:*') }]],
    'Cannot delete entity, must delete policies first.',
  ],
] as const)('N-42 DeleteRole is blocked by %s', (_, calls, message) => {
  expectError(
    withRole()
      .given(...calls)
      .call('DeleteRole', { RoleName: 'Dev' }),
    'DeleteConflict',
    409,
    message,
  );
});

test('E-62 DeleteRole ends the sessions of the role, also when a namesake is made', () => {
  const session = `arn:aws:sts::${account}:assumed-role/Dev/s`;
  const t = withRole();
  expectOk(t.as(session, 'GetCallerIdentity'));
  t.given(['DeleteRole', { RoleName: 'Dev' }]);
  expectError(
    t.as(session, 'GetCallerIdentity'),
    'InvalidClientTokenId',
    403,
    'The security token included in the request is invalid.',
  );
});

const calls = [
  ['DeleteRole', {}],
  ['UpdateRole', { Description: 'x', MaxSessionDuration: 7200 }],
  ['UpdateAssumeRolePolicy', { PolicyDocument: ec2 }],
  ['PutRolePolicy', { PolicyName: 'p', PolicyDocument: allow('s3:*') }],
  ['DeleteRolePolicy', { PolicyName: 'p' }],
  ['AttachRolePolicy', { PolicyArn: awsAdministrator.arn }],
  ['DetachRolePolicy', { PolicyArn: awsAdministrator.arn }],
  ['PutRolePermissionsBoundary', { PermissionsBoundary: awsAdministrator.arn }],
  ['DeleteRolePermissionsBoundary', {}],
] as const;

test.each(calls)('%s answers that the role with name no cannot be found', (operation, params) => {
  expectError(
    withRole().call(operation, { RoleName: 'no', ...params }),
    'NoSuchEntity',
    404,
    'The role with name no cannot be found.',
  );
});

test.each(calls)('E-53 %s on a service-linked role is UnmodifiableEntity', (operation, params) => {
  const t = withRole();
  apply(t.world, [created('roles', serviceLinked)]);
  expectError(
    t.call(operation, { RoleName: serviceLinked.roleName, ...params }),
    'UnmodifiableEntity',
    400,
    /protected role/,
  );
});

test.each(['UpdateRole', 'UpdateRoleDescription'])(
  'N-31 %s changes the description of a service-linked role',
  (operation) => {
    const t = withRole();
    apply(t.world, [created('roles', serviceLinked)]);
    t.given([operation, { RoleName: serviceLinked.roleName, Description: 'ours' }]);
    expect(t.world.roles.get(serviceLinked.id)?.description).toBe('ours');
  },
);

test('N-31 the tags of a service-linked role can be edited', () => {
  const t = withRole();
  apply(t.world, [created('roles', serviceLinked)]);
  t.given(['TagRole', { RoleName: serviceLinked.roleName, Tags: [{ Key: 'a', Value: 'b' }] }]);
  expect(t.world.roles.get(serviceLinked.id)?.tags).toEqual([{ key: 'a', value: 'b' }]);
});

const serviceLinked: RoleRecord = {
  id: unsafeEntityId('AROASERVICELINKED0000'),
  account: unsafeAccountId(account),
  roleName: 'AWSServiceRoleForSupport',
  path: '/aws-service-role/support.amazonaws.com/',
  arn: unsafeArn(
    `arn:aws:iam::${account}:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`,
  ),
  createDate: '2026-01-01T00:00:00Z',
  inlinePolicies: [],
  attachedPolicies: [],
  assumeRolePolicyDocument: trusts({ Service: 'support.amazonaws.com' }),
  trustedIds: {},
  tags: [],
  maxSessionDuration: 3600,
};
