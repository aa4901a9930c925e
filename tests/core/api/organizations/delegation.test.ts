/** An organization lets member accounts act: trusted services, delegated administrators, its resource policy. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { TestAccount, account, allow, expectError, expectOk, otherAccount, root } from '../door.ts';
import { withOrganization } from './account.ts';

const service = 'access-analyzer.amazonaws.com';

function setting() {
  const made = withOrganization(new TestAccount());
  const dev = made.member('Dev');
  const inside = `arn:aws:iam::${dev}:root`;
  const register = (AccountId = dev, ServicePrincipal = service) =>
    made.t.org(root, 'RegisterDelegatedAdministrator', { AccountId, ServicePrincipal });
  const trust = (ServicePrincipal = service) => made.ok('EnableAWSServiceAccess', { ServicePrincipal });
  const put = (...statements: Record<string, unknown>[]) =>
    made.t.org(root, 'PutResourcePolicy', {
      Content: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    });
  return { ...made, dev, inside, register, trust, put };
}

test('services are trusted and listed, and stop being trusted', () => {
  const { t, ok, trust } = setting();
  trust();
  trust();
  expect(ok('ListAWSServiceAccessForOrganization')).toEqual({
    EnabledServicePrincipals: [{ ServicePrincipal: service, DateEnabled: '2026-01-31T12:00:00Z' }],
  });
  ok('DisableAWSServiceAccess', { ServicePrincipal: service });
  expect(ok('ListAWSServiceAccessForOrganization')).toEqual({ EnabledServicePrincipals: [] });
  expect(t.org(root, 'EnableAWSServiceAccess', { ServicePrincipal: 'nobody.example.com' })).toMatchObject({
    error: { code: 'InvalidInputException', reason: 'UNRECOGNIZED_SERVICE_PRINCIPAL' },
  });
});

test('a member of a trusted service is registered as its administrator, once, and deregistered', () => {
  const { t, ok, dev, register, trust } = setting();
  expect(register()).toMatchObject({ error: { reason: 'SERVICE_ACCESS_NOT_ENABLED' } });
  trust();
  expect(register(account)).toMatchObject({
    error: { reason: 'CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR' },
  });
  expectOk(register());
  expectError(register(), 'AccountAlreadyRegisteredException', 400, /already/);
  expect(ok('ListDelegatedAdministrators', { ServicePrincipal: service })).toMatchObject({
    DelegatedAdministrators: [{ Id: dev, State: 'ACTIVE', DelegationEnabledDate: '2026-01-31T12:00:00Z' }],
  });
  expect(ok('ListDelegatedServicesForAccount', { AccountId: dev })).toMatchObject({
    DelegatedServices: [{ ServicePrincipal: service }],
  });
  t.wait(5 * 86_400);
  expect(t.org(root, 'RemoveAccountFromOrganization', { AccountId: dev })).toMatchObject({
    error: { reason: 'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG' },
  });
  ok('DeregisterDelegatedAdministrator', { AccountId: dev, ServicePrincipal: service });
  const again = { AccountId: dev, ServicePrincipal: service };
  expectError(
    t.org(root, 'DeregisterDelegatedAdministrator', again),
    'AccountNotRegisteredException',
    400,
    /not/,
  );
  expect(t.world.organizations.values().next().value?.details?.administrators).toBeUndefined();
});

test('a delegated administrator reads the organization with its own permission, and changes nothing', () => {
  const { t, top, dev, inside, register, trust } = setting();
  expectError(t.org(inside, 'ListAccounts'), 'AccessDeniedException', 400, /^You don't have permissions/);
  trust();
  expectOk(register());
  expectOk(t.org(inside, 'ListAccounts'));
  expectOk(t.org(inside, 'DescribeAccount', { AccountId: account }));
  const unit = { ParentId: top, Name: 'New' };
  expectError(t.org(inside, 'CreateOrganizationalUnit', unit), 'AccessDeniedException', 400, /./);
  const tag = { ResourceId: dev, Tags: [{ Key: 'a', Value: 'b' }] };
  expectError(t.org(inside, 'TagResource', tag), 'AccessDeniedException', 400, /./);
  expectOk(t.as(inside, 'CreateUser', { UserName: 'Eve' }));
  const eve = `arn:aws:iam::${dev}:user/Eve`;
  expectError(t.org(eve, 'ListAccounts'), 'AccessDeniedException', 400, /organizations:ListAccounts/);
});

test('the resource policy lets a member call what it names, on its condition, and the engine says so', () => {
  const { t, top, org, dev, inside, put } = setting();
  expectOk(t.org(root, 'EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  const made = expectOk(
    put({
      Effect: 'Allow',
      Principal: { AWS: inside },
      Action: ['organizations:CreatePolicy', 'organizations:ListPolicies'],
      Resource: '*',
      Condition: { StringEquals: { 'organizations:PolicyType': 'TAG_POLICY' } },
    }),
  );
  const Arn = expect.stringContaining(
    `arn:aws:organizations::${account}:resourcepolicy/${org}/rp-`,
  ) as string;
  expect(made).toMatchObject({ ResourcePolicy: { ResourcePolicySummary: { Arn } } });
  expectOk(t.org(inside, 'ListPolicies', { Filter: 'TAG_POLICY' }));
  expectOk(
    t.org(inside, 'CreatePolicy', { Name: 'T', Description: '', Type: 'TAG_POLICY', Content: '{"tags":{}}' }),
  );
  const scps = t.org(inside, 'ListPolicies', { Filter: 'SERVICE_CONTROL_POLICY' });
  expectError(scps, 'AccessDeniedException', 400, /^You don't have permissions/);
  const asked = {
    principal: inside,
    action: 'organizations:ListPolicies',
    resource: `arn:aws:organizations::${account}:organization/${org}`,
    context: { 'organizations:PolicyType': 'TAG_POLICY' },
  };
  const decision = authorize(t.world, asked, { now: t.env.now });
  expect(decision).toMatchObject({ verdict: 'allowed', layer: 'resource' });
  expectOk(t.org(root, 'DeleteResourcePolicy'));
  expectError(t.org(inside, 'ListPolicies', { Filter: 'TAG_POLICY' }), 'AccessDeniedException', 400, /./);
  expectError(t.org(root, 'DescribeResourcePolicy'), 'ResourcePolicyNotFoundException', 400, /exist/);
  expect(dev).not.toBe(account);
});

test.each([
  [
    'an action that is not delegated',
    { Action: 'organizations:CloseAccount' },
    'UNSUPPORTED_ACTION_IN_RESOURCE_POLICY',
  ],
  ['an account outside', { Principal: { AWS: otherAccount } }, 'INVALID_PRINCIPAL'],
  ['everybody', { Principal: '*' }, 'INVALID_PRINCIPAL'],
  ['no statement that AWS reads', { Effect: 'Perhaps' }, 'INVALID_RESOURCE_POLICY_JSON'],
])('the resource policy of an organization refuses %s', (_what, part, reason) => {
  const { put, dev } = setting();
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: dev },
    Action: 'organizations:ListRoots',
    Resource: '*',
  };
  expect(put({ ...statement, ...part })).toMatchObject({ error: { code: 'InvalidInputException', reason } });
});

test('every member looks at a handshake of its organization, and nobody of another account does', () => {
  const { t, inside, put, dev } = setting();
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  const Target = { Type: 'EMAIL', Id: 'new@example.com' };
  const { Handshake } = expectOk(t.org(root, 'InviteAccountToOrganization', { Target })) as {
    Handshake: { Id: string };
  };
  const call = (by: string, operation: string) => t.org(by, operation, { HandshakeId: Handshake.Id });
  expectOk(call(inside, 'DescribeHandshake'));
  expectError(call(inside, 'AcceptHandshake'), 'AccessDeniedException', 400, /AcceptHandshake/);
  expectError(
    call(`arn:aws:iam::${otherAccount}:root`, 'DescribeHandshake'),
    'AccessDeniedException',
    400,
    /DescribeHandshake/,
  );
  const Action = 'organizations:DescribeHandshake';
  expectOk(put({ Effect: 'Deny', Principal: { AWS: dev }, Action, Resource: '*' }));
  expectError(call(inside, 'DescribeHandshake'), 'AccessDeniedException', 400, /explicit deny/);
});

test('the resource policy takes tags when it is made, and keeps them when it is replaced', () => {
  const { t, ok, dev } = setting();
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: dev },
    Action: 'organizations:ListRoots',
    Resource: '*',
  };
  const Content = JSON.stringify({ Version: '2012-10-17', Statement: statement });
  const made = ok('PutResourcePolicy', { Content, Tags: [{ Key: 'a', Value: '1' }] }) as unknown as {
    ResourcePolicy: { ResourcePolicySummary: { Id: string } };
  };
  const again = { Content, Tags: [{ Key: 'b', Value: '1' }] };
  expect(t.org(root, 'PutResourcePolicy', again)).toMatchObject({ error: { code: 'InvalidInputException' } });
  ok('PutResourcePolicy', { Content });
  const ResourceId = made.ResourcePolicy.ResourcePolicySummary.Id;
  expect(ok('ListTagsForResource', { ResourceId })).toEqual({ Tags: [{ Key: 'a', Value: '1' }] });
});

test('tags of nodes and policies are set, listed, removed, and are conditions of calls', () => {
  const { t, ok, unit, top } = setting();
  t.given(
    ['CreateUser', { UserName: 'Bob' }],
    [
      'PutUserPolicy',
      {
        UserName: 'Bob',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 'organizations:Describe*',
            Resource: '*',
            Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
          },
        }),
      },
    ],
  );
  const bob = `arn:aws:iam::${account}:user/Bob`;
  const look = () => t.org(bob, 'DescribeOrganizationalUnit', { OrganizationalUnitId: unit });
  expectError(look(), 'AccessDeniedException', 400, /DescribeOrganizationalUnit/);
  ok('TagResource', {
    ResourceId: unit,
    Tags: [
      { Key: 'team', Value: 'red' },
      { Key: 'Team', Value: 'blue' },
    ],
  });
  expectOk(look());
  expect(ok('ListTagsForResource', { ResourceId: unit })['Tags']).toHaveLength(2);
  ok('UntagResource', { ResourceId: unit, TagKeys: ['team'] });
  expectError(look(), 'AccessDeniedException', 400, /./);
  const tag = (ResourceId: string, ...keys: string[]) =>
    t.org(root, 'TagResource', { ResourceId, Tags: keys.map((Key) => ({ Key, Value: '' })) });
  expect(tag(top, 'aws:x')).toMatchObject({ error: { reason: 'INVALID_SYSTEM_TAGS_PARAMETER' } });
  expect(tag(top, 'x', 'x')).toMatchObject({ error: { reason: 'DUPLICATE_TAG_KEY' } });
  expectError(tag('ou-aaaa-aaaaaaaa', 'x'), 'TargetNotFoundException', 400, /exist/);
  ok('DeleteOrganizationalUnit', { OrganizationalUnitId: unit });
  expect(t.world.organizations.values().next().value?.details).toBeUndefined();
});

test('tags of the request decide who creates an account, and stay on it', () => {
  const { t } = setting();
  t.given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('organizations:*') }],
  );
  const Tags = [{ Key: 'team', Value: 'red' }];
  const bob = `arn:aws:iam::${account}:user/Bob`;
  const made = expectOk(
    t.org(bob, 'CreateAccount', { Email: 'r@example.com', AccountName: 'Red', Tags }),
  ) as {
    CreateAccountStatus: { AccountId: string };
  };
  const ResourceId = made.CreateAccountStatus.AccountId;
  expect(expectOk(t.org(bob, 'ListTagsForResource', { ResourceId }))).toEqual({ Tags });
});
