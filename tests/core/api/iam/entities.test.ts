/** Rules about entities that hold for all of them together: errors, quotas, and what root alone does. */

import { expect, test } from 'vitest';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import {
  TestAccount,
  account,
  allow,
  awsServiceRolePolicy,
  expectError,
  expectOk,
  holderOf,
  root,
  testReference,
  trusts,
} from '../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const withBob = (document = allow('*')) =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: document }],
  );

const Tags = [
  { Key: 'a', Value: '1' },
  { Key: 'A', Value: '2' },
];
test.each([
  ['GetUser', { UserName: 'no' }, 'NoSuchEntity', 404, 'The user with name no cannot be found.'],
  ['CreateUser', { UserName: 'Bob' }, 'EntityAlreadyExists', 409, 'User with name Bob already exists.'],
  [
    'DeleteUser',
    { UserName: 'Bob' },
    'DeleteConflict',
    409,
    'Cannot delete entity, must delete policies first.',
  ],
  [
    'CreatePolicy',
    { PolicyName: 'P', PolicyDocument: '{}' },
    'MalformedPolicyDocument',
    400,
    'Syntax errors in policy.',
  ],
  ['CreateUser', { UserName: 'a b' }, 'ValidationError', 400, /at 'userName' failed to satisfy constraint/],
  [
    'TagUser',
    { UserName: 'Bob', Tags },
    'InvalidInput',
    400,
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  ],
  [
    'AttachUserPolicy',
    { UserName: 'Bob', PolicyArn: `arn:aws:iam::${account}:policy/no` },
    'NoSuchEntity',
    404,
    `Policy arn:aws:iam::${account}:policy/no does not exist or is not attachable.`,
  ],
  [
    'AttachUserPolicy',
    { UserName: 'Bob', PolicyArn: awsServiceRolePolicy.arn },
    'PolicyNotAttachable',
    400,
    /Service Role Policy/,
  ],
  ['ChangePassword', { OldPassword: 'a', NewPassword: 'b' }, 'InvalidUserType', 400, /./],
  ['GetCredentialReport', {}, 'ReportNotPresent', 410, /./],
  [
    'CreateServiceSpecificCredential',
    { ServiceName: 'x', UserName: 'Bob' },
    'NoSuchEntity',
    404,
    /supported/,
  ],
] as const)('N-40, N-41 %s of %j is answered with %s (%i)', (operation, params, code, status, message) =>
  expectError(withBob().call(operation, params), code, status, message),
);

test('Q-01, Q-02 a new account has the default quotas, and AWS grants more up to a limit', () => {
  const t = new TestAccount();
  const summary = () => expectOk(t.call('GetAccountSummary'))['SummaryMap'];
  expect(summary()).toMatchObject({
    PoliciesQuota: 1500,
    GroupsQuota: 300,
    RolesQuota: 1000,
    InstanceProfilesQuota: 1000,
    ServerCertificatesQuota: 20,
    AttachedPoliciesPerUserQuota: 10,
    AttachedPoliciesPerGroupQuota: 10,
    AttachedPoliciesPerRoleQuota: 10,
    UsersQuota: 5000,
    GroupsPerUserQuota: 10,
    AccessKeysPerUserQuota: 2,
    SigningCertificatesPerUserQuota: 2,
    VersionsPerPolicyQuota: 5,
  });
  expectOk(t.play('SetQuota', { Name: 'GroupsPerAccount', Value: 500 }));
  expect(summary()).toMatchObject({ GroupsQuota: 500 });
});

test('Q-03 the call that passes a quota is LimitExceeded and names the quota', () => {
  const t = withBob();
  for (let i = 1; i <= 10; i += 1)
    t.given(
      ['CreateGroup', { GroupName: `g${i}` }],
      ['AddUserToGroup', { GroupName: `g${i}`, UserName: 'Bob' }],
    );
  t.given(['CreateGroup', { GroupName: 'g11' }]);
  expectError(
    t.call('AddUserToGroup', { GroupName: 'g11', UserName: 'Bob' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for GroupsPerUser: 10',
  );
});

test('Q-04 a list comes in pages of MaxItems, of 100 where nothing is said', () => {
  const t = new TestAccount();
  for (let i = 100; i <= 200; i += 1) t.given(['CreateUser', { UserName: `u${i}` }]);
  const first = expectOk(t.call('ListUsers'));
  expect(first).toMatchObject({ IsTruncated: true });
  expect(first['Users']).toHaveLength(100);
  const rest = expectOk(t.call('ListUsers', { Marker: first['Marker'] }));
  expect(rest).toMatchObject({ IsTruncated: false, Users: [{ UserName: 'u200' }] });
  expectError(t.call('ListUsers', { MaxItems: 1001 }), 'ValidationError', 400, /less than or equal to 1000/);
});

test('Q-05 a trust policy has 2,048 characters, white space left out', () => {
  const [head, tail] = trusts({ Service: '' }).split('""');
  const long = (length: number) => {
    const services = JSON.stringify(['ec2.amazonaws.com', 'lambda.amazonaws.com']);
    const rest = length - `${head}${services}${tail}`.length - ',"Id":""'.length;
    return `${head}${services}${tail}`.replace(/}$/, `,"Id":"${'x'.repeat(rest)}"}`);
  };
  const create = (AssumeRolePolicyDocument: string) =>
    new TestAccount().call('CreateRole', { RoleName: 'R', AssumeRolePolicyDocument });
  expectOk(create(long(2048)));
  expectOk(create(long(2048).replace('{', '{\n  ')));
  expectError(create(long(2049)), 'LimitExceeded', 409, 'Cannot exceed quota for ACLSizePerRole: 2048');
});

const ask =
  (t: TestAccount, arn: string) =>
  (service: 'account' | 'billing' | 'playground' | 'signin') =>
  (operation: string, params: Record<string, unknown> = {}) =>
    t.send({ service, operation, params, caller: { kind: 'principal', arn } });

test.each([
  ['account', 'CloseAccount', {}],
  ['billing', 'UpdateIAMAccessPreference', { Activated: false }],
  ['playground', 'ChangeRootUserEmail', { Email: 'new@example.com' }],
  ['signin', 'UpdateRootPassword', { CurrentPassword: 'x', NewPassword: 'Root-pass-2' }],
] as const)('N-43 only the root user calls %s %s, whatever a policy allows', (service, operation, params) => {
  const t = withBob();
  expectOk(ask(t, root)('billing')('UpdateIAMAccessPreference', { Activated: true }));
  const outcome = ask(t, bob)(service)(operation, params);
  expect(outcome.ok ? 'succeeded' : outcome.error.message).toMatch(/^Only the root user/);
});

test('N-45 no policy opens billing until root activates IAM access', () => {
  const t = withBob();
  const see = () => ask(t, bob)('billing')('GetBillingData').ok;
  expect(see()).toBe(false);
  expectOk(ask(t, root)('billing')('UpdateIAMAccessPreference', { Activated: true }));
  expect(see()).toBe(true);
});

test('N-44 the root of a member has no password; the management account gives and takes one', () => {
  const task = (name: string, action: string): ManagedPolicy => ({
    arn: `arn:aws:iam::aws:policy/root-task/${name}`,
    name,
    path: '/root-task/',
    versionId: 'v1',
    createDate: '2024-01-01T00:00:00Z',
    updateDate: '2024-01-01T00:00:00Z',
    document: allow(action),
  });
  const give = task('IAMCreateRootUserPassword', 'iam:CreateLoginProfile');
  const take = task('IAMDeleteRootUserCredentials', 'iam:DeleteLoginProfile');
  const managedPolicy = (arn: string) => [give, take].find((policy) => policy.arn === arn);
  const t = new TestAccount(1, { ...testReference, managedPolicy });
  t.given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:AssumeRoot') }],
  );
  expectOk(t.org(root, 'CreateOrganization'));
  const { CreateAccountStatus } = expectOk(
    t.org(root, 'CreateAccount', { Email: 'dev@example.com', AccountName: 'Dev' }),
  ) as { CreateAccountStatus: { AccountId: string } };
  const TargetPrincipal = CreateAccountStatus.AccountId;
  t.given(['EnableOrganizationsRootCredentialsManagement', {}], ['EnableOrganizationsRootSessions', {}]);
  const as = ({ arn }: ManagedPolicy) =>
    holderOf(expectOk(t.as(bob, 'AssumeRoot', { TargetPrincipal, TaskPolicyArn: { arn } })));
  expect(t.world.loginProfiles.has(TargetPrincipal)).toBe(false);
  expectOk(t.as(as(give), 'CreateLoginProfile'));
  expect(t.world.loginProfiles.has(TargetPrincipal)).toBe(true);
  expectOk(t.as(as(take), 'DeleteLoginProfile'));
  expect(t.world.loginProfiles.has(TargetPrincipal)).toBe(false);
});
