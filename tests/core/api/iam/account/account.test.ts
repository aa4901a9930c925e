/**
 * Calls about the account as a whole: its authorization details, its alias, its summary and its usage marks.
 */

import { expect, test } from 'vitest';
import {
  TestAccount,
  account,
  allow,
  awsAdministrator,
  expectError,
  expectOk,
  noon,
  trusts,
} from '../../door.ts';

const policyP = `arn:aws:iam::${account}:policy/P`;
const setting = () =>
  new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'P', PolicyDocument: allow('s3:*') }],
    ['CreateGroup', { GroupName: 'G' }],
    ['CreateUser', { UserName: 'U', PermissionsBoundary: policyP, Tags: [{ Key: 'a', Value: 'b' }] }],
    ['AddUserToGroup', { UserName: 'U', GroupName: 'G' }],
    ['PutUserPolicy', { UserName: 'U', PolicyName: 'in', PolicyDocument: allow('s3:*') }],
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts({ AWS: account }) }],
    ['AttachRolePolicy', { RoleName: 'R', PolicyArn: awsAdministrator.arn }],
    ['CreateInstanceProfile', { InstanceProfileName: 'I' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'I', RoleName: 'R' }],
  );
type Lists = Record<'UserDetailList' | 'GroupDetailList' | 'RoleDetailList' | 'Policies', { Arn: string }[]>;
const details = (t: TestAccount, params = {}) =>
  expectOk(t.call('GetAccountAuthorizationDetails', params)) as unknown as Lists & {
    Marker?: string;
    IsTruncated: boolean;
  };
const counts = ({ UserDetailList, GroupDetailList, RoleDetailList, Policies }: Lists) =>
  [UserDetailList, GroupDetailList, RoleDetailList, Policies].map((list) => list.length);

test('A-06 GetAccountAuthorizationDetails shows every entity with what it holds', () => {
  const all = details(setting());
  expect(all.UserDetailList).toMatchObject([
    {
      UserName: 'U',
      GroupList: ['G'],
      UserPolicyList: [{ PolicyName: 'in', PolicyDocument: allow('s3:*') }],
      AttachedManagedPolicies: [],
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: policyP },
      Tags: [{ Key: 'a', Value: 'b' }],
    },
  ]);
  expect(all.RoleDetailList).toMatchObject([
    {
      RoleName: 'R',
      AssumeRolePolicyDocument: trusts({ AWS: account }),
      InstanceProfileList: [{ InstanceProfileName: 'I', Roles: [{ RoleName: 'R' }] }],
      AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess', PolicyArn: awsAdministrator.arn }],
      RoleLastUsed: {},
    },
  ]);
  expect(all.Policies).toMatchObject([
    {
      Arn: policyP,
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 1,
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true }],
    },
    { Arn: awsAdministrator.arn, AttachmentCount: 1 },
  ]);
});

test('A-03 GetAccountAuthorizationDetails shows AWS managed policies only while they are attached', () => {
  const t = setting().given(['DetachRolePolicy', { RoleName: 'R', PolicyArn: awsAdministrator.arn }]);
  expect(details(t).Policies.map(({ Arn }) => Arn)).toEqual([policyP]);
});

test('A-03 the session duration of a role stands in the account’s details, in its instance profile', () => {
  expect(details(setting()).RoleDetailList).toMatchObject([
    { RoleName: 'R', InstanceProfileList: [{ Roles: [{ RoleName: 'R', MaxSessionDuration: 3600 }] }] },
  ]);
});

test.each([
  [['User'], [1, 0, 0, 0]],
  [
    ['Group', 'Role'],
    [0, 1, 1, 0],
  ],
  [['LocalManagedPolicy'], [0, 0, 0, 1]],
  [['AWSManagedPolicy'], [0, 0, 0, 1]],
  [[], [1, 1, 1, 2]],
])('A-06 GetAccountAuthorizationDetails filtered by %j shows only these kinds', (Filter, expected) => {
  expect(counts(details(setting(), { Filter }))).toEqual(expected);
});

test('A-05 the pages of GetAccountAuthorizationDetails put together are the whole', () => {
  const t = setting();
  const whole = details(t);
  const parts: Lists[] = [];
  let Marker: string | undefined;
  do {
    const page = details(t, { MaxItems: 1, ...(Marker === undefined ? {} : { Marker }) });
    parts.push(page);
    expect(page.IsTruncated).toBe(page.Marker !== undefined);
    Marker = page.Marker;
  } while (Marker !== undefined);
  expect(parts).toHaveLength(5);
  for (const list of ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'] as const) {
    expect(parts.flatMap((part) => part[list])).toEqual(whole[list]);
  }
});

test('N-23 RoleLastUsed tells the last use by a session', () => {
  const t = setting();
  expectOk(
    t.as(`arn:aws:sts::${account}:assumed-role/R/s`, 'GetCallerIdentity', {}, { region: 'eu-west-1' }),
  );
  expect(details(t).RoleDetailList).toMatchObject([
    { RoleLastUsed: { LastUsedDate: '2026-01-31T12:00:00Z', Region: 'eu-west-1' } },
  ]);
  expect(expectOk(t.call('GetRole', { RoleName: 'R' }))['Role']).toMatchObject({
    RoleLastUsed: { Region: 'eu-west-1' },
  });
});

test('N-22 the usage marks of a key move after a quarter of an hour, also for refused calls', () => {
  const t = setting();
  const call = () => t.as(`arn:aws:iam::${account}:user/U`, 'ListUsers');
  expect(call().marks).toHaveLength(2);
  t.env = { ...t.env, now: noon + 14 * 60_000 };
  expect(call().marks).toHaveLength(0);
  t.env = { ...t.env, now: noon + 15 * 60_000 };
  const refused = call();
  expect([refused.ok, refused.marks.length]).toEqual([false, 2]);
});

test('N-06 an account has one alias, and a new alias replaces the old one', () => {
  const t = new TestAccount().given(
    ['CreateAccountAlias', { AccountAlias: 'first' }],
    ['CreateAccountAlias', { AccountAlias: 'second' }],
  );
  expect(expectOk(t.call('ListAccountAliases'))).toEqual({
    AccountAliases: ['second'],
    IsTruncated: false,
  });
  expectError(t.call('DeleteAccountAlias', { AccountAlias: 'first' }), 'NoSuchEntity', 404, /alias first/);
  t.given(['DeleteAccountAlias', { AccountAlias: 'second' }]);
  expect(expectOk(t.call('ListAccountAliases'))['AccountAliases']).toEqual([]);
});

test('N-06 an alias is unique over all accounts, and has the right form', () => {
  const t = new TestAccount();
  t.play('CreateAccount', { AccountName: 'Other', Alias: 'taken' });
  expectError(
    t.call('CreateAccountAlias', { AccountAlias: 'taken' }),
    'EntityAlreadyExists',
    409,
    /alias taken already exists/,
  );
  expectError(
    t.call('CreateAccountAlias', { AccountAlias: 'Bad--' }),
    'ValidationError',
    400,
    /at 'accountAlias'/,
  );
  expectError(
    t.call('CreateAccountAlias', { AccountAlias: '123456789012' }),
    'ValidationError',
    400,
    /must not be twelve digits/,
  );
  t.given(['CreateAccountAlias', { AccountAlias: '12345678901' }]);
  expect(t.play('CreateAccount', { AccountName: 'Third', Alias: '123456789012' }).ok).toBe(false);
});

test('A-07 GetAccountSummary holds counts and quotas', () => {
  const t = setting();
  t.play('SetQuota', { Name: 'RolesPerAccount', Value: 5000 });
  expect(expectOk(t.call('GetAccountSummary'))['SummaryMap']).toMatchObject({
    Users: 1,
    Groups: 1,
    Roles: 1,
    Policies: 1,
    PolicyVersionsInUse: 2,
    InstanceProfiles: 1,
    UsersQuota: 5000,
    RolesQuota: 5000,
    GroupsQuota: 300,
    PoliciesQuota: 1500,
    AttachedPoliciesPerUserQuota: 10,
    AccountMFAEnabled: 0,
    AccountPasswordPresent: 0,
  });
});
