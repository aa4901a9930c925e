/** The policy that an access-denied text names, for each kind of policy that can deny. */

import { expect, test } from 'vitest';
import type { Caller } from '#core/model/request/request.ts';
import { withOrganization } from './organizations/account.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, holderOf, root, trusts } from './door.ts';

const managed = `arn:aws:iam::${account}:policy/NoUsers`;
const bob = `arn:aws:iam::${account}:user/Bob`;
const RoleArn = `arn:aws:iam::${account}:role/Dev`;

/** Bob and the role Dev may do everything; a managed policy denies listing users. */
const setting = () =>
  new TestAccount().given(
    ['CreatePolicy', { PolicyName: 'NoUsers', PolicyDocument: deny('iam:ListUsers') }],
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'all', PolicyDocument: allow('*') }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trusts({ AWS: bob }) }],
    ['PutRolePolicy', { RoleName: 'Dev', PolicyName: 'all', PolicyDocument: allow('*') }],
  );
const asDev = (t: TestAccount, params: object = {}): Caller =>
  holderOf(expectOk(t.as(bob, 'AssumeRole', { RoleArn, RoleSessionName: 's1', ...params })));

test.each<[string, (t: TestAccount) => string | Caller, string]>([
  [
    'a managed policy of the user',
    (t) => (t.given(['AttachUserPolicy', { UserName: 'Bob', PolicyArn: managed }]), bob),
    `an identity-based policy: ${managed}`,
  ],
  [
    'a managed policy of a group',
    (t) => {
      t.given(
        ['CreateGroup', { GroupName: 'G' }],
        ['AttachGroupPolicy', { GroupName: 'G', PolicyArn: managed }],
        ['AddUserToGroup', { GroupName: 'G', UserName: 'Bob' }],
      );
      return bob;
    },
    `an identity-based policy: ${managed}`,
  ],
  [
    'an inline policy, which has no ARN',
    (t) => {
      t.given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'no', PolicyDocument: deny('iam:*') }]);
      return bob;
    },
    'an identity-based policy',
  ],
  [
    'a managed policy of the role',
    (t) => (t.given(['AttachRolePolicy', { RoleName: 'Dev', PolicyArn: managed }]), asDev(t)),
    `an identity-based policy: ${managed}`,
  ],
  [
    'the permissions boundary',
    (t) => {
      t.given(['PutUserPermissionsBoundary', { UserName: 'Bob', PermissionsBoundary: managed }]);
      return bob;
    },
    `a permissions boundary: ${managed}`,
  ],
  [
    'a managed session policy',
    (t) => asDev(t, { PolicyArns: [{ arn: managed }] }),
    `a session policy: ${managed}`,
  ],
  ['a session policy without an ARN', (t) => asDev(t, { Policy: deny('iam:ListUsers') }), 'a session policy'],
  [
    'a scope-down policy, which has no ARN',
    (t) => holderOf(expectOk(t.as(asDev(t), 'GetScopedCredentials', { Policy: deny('iam:ListUsers') }))),
    'a session policy',
  ],
])('Y-09, E-70 a refusal names %s', (_, callerIn, named) => {
  const t = setting();
  expectError(
    t.as(callerIn(t), 'ListUsers'),
    'AccessDenied',
    403,
    new RegExp(`is not authorized to perform: iam:ListUsers .* with an explicit deny in ${named}$`),
  );
});

test.each([
  ['SERVICE_CONTROL_POLICY', 'a service control policy', ''],
  ['RESOURCE_CONTROL_POLICY', 'a resource control policy', '"Principal":"*",'],
])('Y-09, E-70 a refusal inside the organization names the %s', (type, words, principal) => {
  const { t, ok, org, top, member } = withOrganization(new TestAccount());
  const id = member('Dev');
  ok('EnablePolicyType', { RootId: top, PolicyType: type });
  const Content = deny('sts:GetFederationToken').replace('"Action"', `${principal}"Action"`);
  const { Policy } = ok('CreatePolicy', { Name: 'p', Description: '', Type: type, Content }) as {
    Policy: { PolicySummary: { Id: string } };
  };
  ok('AttachPolicy', { PolicyId: Policy.PolicySummary.Id, TargetId: id });
  const arn = `arn:aws:organizations::${account}:policy/${org}/${type.toLowerCase()}/${Policy.PolicySummary.Id}`;
  expectError(
    t.as(`arn:aws:iam::${id}:root`, 'GetFederationToken', { Name: 'web' }),
    'AccessDenied',
    403,
    new RegExp(` with an explicit deny in ${words}: ${arn}$`),
  );
  expect(t.as(root, 'GetFederationToken', { Name: 'web' }).ok).toBe(true);
});
