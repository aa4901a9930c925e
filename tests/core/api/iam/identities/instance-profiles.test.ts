/** Instance profiles and the role that each of them holds. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, trusts } from '../../door.ts';

const setting = () =>
  new TestAccount().given(
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
    ['CreateInstanceProfile', { InstanceProfileName: 'P', Path: '/x/' }],
    ['CreateUser', { UserName: 'Bob' }],
  );
const both = { InstanceProfileName: 'P', RoleName: 'R' };
const bob = `arn:aws:iam::${account}:user/Bob`;

test('N-30 an instance profile holds one role', () => {
  const t = setting().given(['AddRoleToInstanceProfile', both]);
  expect(
    expectOk(t.call('GetInstanceProfile', { InstanceProfileName: 'p' }))['InstanceProfile'],
  ).toMatchObject({
    InstanceProfileId: expect.stringMatching(/^AIPA/) as string,
    Arn: `arn:aws:iam::${account}:instance-profile/x/P`,
    Roles: [{ RoleName: 'R' }],
  });
  expect(expectOk(t.call('ListInstanceProfilesForRole', { RoleName: 'R' }))['InstanceProfiles']).toHaveLength(
    1,
  );
  expectError(
    t.call('AddRoleToInstanceProfile', both),
    'LimitExceeded',
    409,
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  );
  expectError(
    t.call('DeleteInstanceProfile', { InstanceProfileName: 'P' }),
    'DeleteConflict',
    409,
    'Cannot delete entity, must remove roles from instance profile first.',
  );
  t.given(['RemoveRoleFromInstanceProfile', both]);
  expectError(
    t.call('RemoveRoleFromInstanceProfile', both),
    'NoSuchEntity',
    404,
    'Role R in Instance Profile P cannot be found.',
  );
  t.given(['DeleteInstanceProfile', { InstanceProfileName: 'P' }]);
  expect(t.world.instanceProfiles.size).toBe(0);
});

test('E-58 adding a role to an instance profile needs iam:PassRole to EC2', () => {
  const t = setting().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('iam:AddRoleToInstanceProfile') },
  ]);
  const role = `arn:aws:iam::${account}:role/R`;
  expectError(
    t.as(bob, 'AddRoleToInstanceProfile', both),
    'AccessDenied',
    403,
    `User: ${bob} is not authorized to perform: iam:PassRole on resource: ${role} because no identity-based policy allows the iam:PassRole action`,
  );
  const pass = (service: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: role,
          Condition: { StringEquals: { 'iam:PassedToService': service } },
        },
      ],
    });
  t.given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'q', PolicyDocument: pass('lambda.amazonaws.com') },
  ]);
  expectError(t.as(bob, 'AddRoleToInstanceProfile', both), 'AccessDenied', 403, /iam:PassRole/);
  t.given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'q', PolicyDocument: pass('ec2.amazonaws.com') }]);
  expectOk(t.as(bob, 'AddRoleToInstanceProfile', both));
});

test.each([
  [
    'a taken name',
    'CreateInstanceProfile',
    { InstanceProfileName: 'p' },
    'EntityAlreadyExists',
    409,
    'Instance Profile p already exists.',
  ],
  [
    'a missing profile',
    'GetInstanceProfile',
    { InstanceProfileName: 'no' },
    'NoSuchEntity',
    404,
    'Instance Profile no cannot be found.',
  ],
  [
    'a missing profile to fill',
    'AddRoleToInstanceProfile',
    { ...both, InstanceProfileName: 'no' },
    'NoSuchEntity',
    404,
    'Instance Profile no cannot be found.',
  ],
  [
    'a missing role',
    'AddRoleToInstanceProfile',
    { ...both, RoleName: 'no' },
    'NoSuchEntity',
    404,
    'The role with name no cannot be found.',
  ],
  [
    'a missing role to list',
    'ListInstanceProfilesForRole',
    { RoleName: 'no' },
    'NoSuchEntity',
    404,
    'The role with name no cannot be found.',
  ],
  [
    'a missing profile to delete',
    'DeleteInstanceProfile',
    { InstanceProfileName: 'no' },
    'NoSuchEntity',
    404,
    'Instance Profile no cannot be found.',
  ],
] as const)('the instance profile operations refuse %s', (_, operation, params, code, status, message) => {
  expectError(setting().call(operation, params), code, status, message);
});

test('Q-01, Q-03 instance profiles stop at the quota; their lists keep to the path', () => {
  const t = setting().given(['CreateInstanceProfile', { InstanceProfileName: 'Q' }]);
  expect(expectOk(t.call('ListInstanceProfiles', { PathPrefix: '/x/' }))['InstanceProfiles']).toHaveLength(1);
  t.play('SetQuota', { Name: 'InstanceProfilesPerAccount', Value: 2 });
  expectError(
    t.call('CreateInstanceProfile', { InstanceProfileName: 'S' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for InstanceProfilesPerAccount: 2',
  );
});
