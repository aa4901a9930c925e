/** An organization with one unit and one member account in it. */

import { expect, test } from 'vitest';
import { authorize, evaluationInput } from '#core/authz/authorize.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import {
  TestAccount,
  account,
  allow,
  deny,
  expectError,
  expectOk,
  holderOf,
  root,
  testReference,
  trusts,
} from '../door.ts';
import { withOrganization } from './account.ts';

interface Setting {
  readonly t: TestAccount;
  readonly org: string;
  readonly top: string;
  readonly unit: string;
  readonly member: string;
  readonly memberRoot: string;
}

function setting(reference = testReference): Setting {
  const organization = withOrganization(new TestAccount(1, reference));
  const { t, ok, org, top, unit } = organization;
  const member = organization.member('Dev');
  ok('MoveAccount', { AccountId: member, SourceParentId: top, DestinationParentId: unit });
  return { t, org, top, unit, member, memberRoot: `arn:aws:iam::${member}:root` };
}

const enabled = (type = 'SERVICE_CONTROL_POLICY') => {
  const s = setting();
  expectOk(s.t.org(root, 'EnablePolicyType', { RootId: s.top, PolicyType: type }));
  return s;
};

const policy = ({ t }: Setting, Content: string, Type = 'SERVICE_CONTROL_POLICY', Name = 'p'): string => {
  const made = expectOk(t.org(root, 'CreatePolicy', { Name, Description: '', Type, Content })) as {
    Policy: { PolicySummary: { Id: string } };
  };
  return made.Policy.PolicySummary.Id;
};
const attach = (s: Setting, PolicyId: string, TargetId: string) =>
  expectOk(s.t.org(root, 'AttachPolicy', { PolicyId, TargetId }));
const detach = (s: Setting, PolicyId: string, TargetId: string) =>
  expectOk(s.t.org(root, 'DetachPolicy', { PolicyId, TargetId }));

test('T-14, E-55 service control policies bind the root user of a member account', () => {
  const s = enabled();
  const id = policy(s, deny('iam:*'));
  attach(s, id, s.unit);
  expectError(
    s.t.as(s.memberRoot, 'CreateUser', { UserName: 'x' }),
    'AccessDenied',
    403,
    new RegExp(
      `with an explicit deny in a service control policy: arn:aws:organizations::${account}:policy/${s.org}/service_control_policy/${id}$`,
    ),
  );
});

test('T-12, T-13, E-54 a level without an allow refuses, and never the management account', () => {
  const s = enabled();
  attach(s, policy(s, allow('sts:*')), s.unit);
  detach(s, 'p-FullAWSAccess', s.unit);
  expectError(
    s.t.as(s.memberRoot, 'ListUsers'),
    'AccessDenied',
    403,
    /because no service control policy allows the iam:ListUsers action$/,
  );
  expectOk(s.t.as(root, 'ListUsers'));
});

test('E-03 each level of service control policies is asked, root first', () => {
  const s = enabled();
  const id = policy(s, allow('s3:*'));
  attach(s, id, s.member);
  const input = evaluationInput(
    s.t.world,
    { principal: s.memberRoot, action: 's3:ListBuckets', resource: '*' },
    { now: s.t.env.now },
  );
  const full = 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess';
  expect(input.serviceControlPolicies?.map((level) => level.map(({ name }) => name))).toEqual([
    [full],
    [full],
    [full, expect.stringContaining(id) as string],
  ]);
  expect(input.inManagementAccount).toBeUndefined();
});

test('E-03 a policy type that is off decides nothing; switched on again, only what AWS attaches is there', () => {
  const s = enabled();
  attach(s, policy(s, deny('iam:*')), s.unit);
  const type = { RootId: s.top, PolicyType: 'SERVICE_CONTROL_POLICY' };
  expectOk(s.t.org(root, 'DisablePolicyType', type));
  expectOk(s.t.as(s.memberRoot, 'ListUsers'));
  expectOk(s.t.org(root, 'EnablePolicyType', type));
  expectOk(s.t.as(s.memberRoot, 'ListUsers'));
});

test('E-03 new units and accounts have FullAWSAccess from the start', () => {
  const s = enabled();
  const { OrganizationalUnit } = expectOk(
    s.t.org(root, 'CreateOrganizationalUnit', { ParentId: s.unit, Name: 'New' }),
  ) as { OrganizationalUnit: { Id: string } };
  const { Policies } = expectOk(
    s.t.org(root, 'ListPoliciesForTarget', {
      TargetId: OrganizationalUnit.Id,
      Filter: 'SERVICE_CONTROL_POLICY',
    }),
  ) as { Policies: { Id: string }[] };
  expect(Policies.map(({ Id }) => Id)).toEqual(['p-FullAWSAccess']);
  expectOk(s.t.org(root, 'DeleteOrganizationalUnit', { OrganizationalUnitId: OrganizationalUnit.Id }));
});

test('E-02 resource control policies bind callers from outside of the account, through a trust policy', () => {
  const s = enabled('RESOURCE_CONTROL_POLICY');
  const { t, member } = s;
  const bob = `arn:aws:iam::${account}:user/Bob`;
  t.given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:*') }],
  );
  const RoleArn = `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`;
  const assume = () => t.as(bob, 'AssumeRole', { RoleArn, RoleSessionName: 'in' });
  expect(expectOk(t.as(holderOf(expectOk(assume())), 'GetCallerIdentity'))).toMatchObject({
    Account: member,
  });
  const content = deny('sts:AssumeRole').replace('"Action"', '"Principal":"*","Action"');
  const id = policy(s, content, 'RESOURCE_CONTROL_POLICY');
  attach(s, id, s.unit);
  expectError(
    assume(),
    'AccessDenied',
    403,
    `User: ${bob} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
  );
  detach(s, id, s.unit);
  expectOk(assume());
});

test('K-30, K-33 the keys of an organization say where caller and resource stand', () => {
  const s = setting();
  const { context } = evaluationInput(
    s.t.world,
    { principal: s.memberRoot, action: 'sts:AssumeRole', resource: `arn:aws:iam::${account}:role/R` },
    { now: 0 },
  );
  expect(context).toMatchObject({
    'aws:PrincipalOrgID': s.org,
    'aws:PrincipalOrgPaths': [`${s.org}/${s.top}/${s.unit}/`],
    'aws:ResourceOrgID': s.org,
    'aws:ResourceOrgPaths': [`${s.org}/${s.top}/`],
  });
});

test('K-30, K-33 the keys of an organization are absent outside of organizations', () => {
  const { context } = evaluationInput(
    new TestAccount().world,
    { principal: root, action: 's3:ListBuckets', resource: '*' },
    { now: 0 },
  );
  expect(Object.keys(context ?? {}).filter((key) => key.includes('Org'))).toEqual([]);
});

test('K-30, K-33 the keys of an organization let a bucket be shared with it', () => {
  const s = setting();
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': s.org } },
      },
    ],
  });
  s.t.play('PutResource', { Arn: 'arn:aws:s3:::b', Account: account, Policy });
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
  expect(authorize(s.t.world, { principal: s.memberRoot, ...question }, { now: 0 }).verdict).toBe('allowed');
  const outside = { principal: 'arn:aws:iam::999988887777:root', ...question };
  expect(authorize(s.t.world, outside, { now: 0 }).verdict).toBe('denied');
});

const s = enabled();
const scp = policy(s, deny('iam:*'));
const foreign = 'ou-zzzz-zzzzzzzz';
test.each<[string, string, Record<string, unknown>, string]>([
  ['a second organization', 'CreateOrganization', {}, 'AlreadyInOrganizationException'],
  [
    'an unknown parent',
    'CreateOrganizationalUnit',
    { ParentId: foreign, Name: 'x' },
    'ParentNotFoundException',
  ],
  [
    'a name twice',
    'CreateOrganizationalUnit',
    { ParentId: s.top, Name: 'Work' },
    'DuplicateOrganizationalUnitException',
  ],
  [
    'an unknown unit',
    'DescribeOrganizationalUnit',
    { OrganizationalUnitId: foreign },
    'OrganizationalUnitNotFoundException',
  ],
  [
    'a unit with accounts',
    'DeleteOrganizationalUnit',
    { OrganizationalUnitId: s.unit },
    'OrganizationalUnitNotEmptyException',
  ],
  ['an unknown account', 'DescribeAccount', { AccountId: '000000000000' }, 'AccountNotFoundException'],
  ['an unknown child', 'ListParents', { ChildId: '000000000000' }, 'ChildNotFoundException'],
  [
    'a move to where it is',
    'MoveAccount',
    { AccountId: s.member, SourceParentId: s.unit, DestinationParentId: s.unit },
    'DuplicateAccountException',
  ],
  [
    'a move to nowhere',
    'MoveAccount',
    { AccountId: s.member, SourceParentId: s.unit, DestinationParentId: foreign },
    'DestinationParentNotFoundException',
  ],
  ['an unknown policy', 'DescribePolicy', { PolicyId: 'p-zzzzzzzz' }, 'PolicyNotFoundException'],
  ['an unknown target', 'AttachPolicy', { PolicyId: scp, TargetId: foreign }, 'TargetNotFoundException'],
  ['what is not attached', 'DetachPolicy', { PolicyId: scp, TargetId: s.unit }, 'PolicyNotAttachedException'],
  [
    'G-02 the last policy of a node',
    'DetachPolicy',
    { PolicyId: 'p-FullAWSAccess', TargetId: s.unit },
    'ConstraintViolationException',
  ],
  [
    'changing what AWS manages',
    'UpdatePolicy',
    { PolicyId: 'p-FullAWSAccess', Name: 'x' },
    'AccessDeniedException',
  ],
  ['deleting what AWS manages', 'DeletePolicy', { PolicyId: 'p-FullAWSAccess' }, 'AccessDeniedException'],
  [
    'PT-9 a policy with a Principal',
    'CreatePolicy',
    { Name: 'q', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: trusts('*') },
    'MalformedPolicyDocumentException',
  ],
  [
    'a policy name twice',
    'CreatePolicy',
    { Name: 'p', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content: deny('s3:*') },
    'DuplicatePolicyException',
  ],
  [
    'PT-9 a policy that is too long',
    'CreatePolicy',
    {
      Name: 'q',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: deny(`s3:${'x'.repeat(10_300)}`),
    },
    'ConstraintViolationException',
  ],
  [
    'PT-9 a policy that white space makes too long',
    'CreatePolicy',
    {
      Name: 'q',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: deny('s3:*') + ' '.repeat(10_240),
    },
    'ConstraintViolationException',
  ],
  [
    'another root',
    'EnablePolicyType',
    { RootId: 'r-zzzz', PolicyType: 'SERVICE_CONTROL_POLICY' },
    'RootNotFoundException',
  ],
  [
    'a type that is on',
    'EnablePolicyType',
    { RootId: s.top, PolicyType: 'SERVICE_CONTROL_POLICY' },
    'PolicyTypeAlreadyEnabledException',
  ],
  [
    'a type that is off',
    'DisablePolicyType',
    { RootId: s.top, PolicyType: 'RESOURCE_CONTROL_POLICY' },
    'PolicyTypeNotEnabledException',
  ],
  ['a type that AWS does not have', 'ListPolicies', { Filter: 'NO_POLICY' }, 'InvalidInputException'],
  ['its end while accounts are in it', 'DeleteOrganization', {}, 'OrganizationNotEmptyException'],
  ['W-13 a missing value', 'DescribeAccount', {}, 'InvalidInputException'],
  ['what is no operation', 'InviteEverybody', {}, 'UnknownOperationException'],
])('%s is refused by Organizations', (_, operation, params, code) =>
  expectError(s.t.org(root, operation, params), code, 400, /./),
);

test('Q-02 Organizations refuses a unit six levels down and an eleventh account', () => {
  const { t, top } = setting();
  let ParentId = top;
  for (let level = 1; level <= 5; level += 1) {
    const made = expectOk(t.org(root, 'CreateOrganizationalUnit', { ParentId, Name: `l${level}` }));
    ParentId = (made['OrganizationalUnit'] as { Id: string }).Id;
  }
  expectError(
    t.org(root, 'CreateOrganizationalUnit', { ParentId, Name: 'l6' }),
    'ConstraintViolationException',
    400,
    /depth/,
  );
  for (let i = 3; i <= 10; i += 1) {
    expectOk(t.org(root, 'CreateAccount', { Email: `a${i}@example.com`, AccountName: 'a' }));
  }
  expectError(
    t.org(root, 'CreateAccount', { Email: 'a11@example.com', AccountName: 'a' }),
    'ConstraintViolationException',
    400,
    /number of AWS accounts/,
  );
});

test('G-02 Organizations refuses an eleventh SCP on one node', () => {
  const one = enabled();
  for (let i = 1; i < 10; i += 1)
    attach(one, policy(one, deny('s3:*'), 'SERVICE_CONTROL_POLICY', `p${i}`), one.unit);
  const last = policy(one, deny('s3:*'), 'SERVICE_CONTROL_POLICY', 'last');
  expectError(
    one.t.org(root, 'AttachPolicy', { PolicyId: last, TargetId: one.unit }),
    'ConstraintViolationException',
    400,
    /maximum number/,
  );
});

test('a member account describes its organization and sees no more', () => {
  const s = setting();
  expect(expectOk(s.t.org(s.memberRoot, 'DescribeOrganization'))).toMatchObject({
    Organization: { Id: s.org, MasterAccountId: account },
  });
  expectError(
    s.t.org(s.memberRoot, 'ListAccounts'),
    'AccessDeniedException',
    400,
    "You don't have permissions to access this resource.",
  );
});

test('Organizations asks for permissions on the nodes, with the policy type', () => {
  const s = enabled();
  const bob = `arn:aws:iam::${account}:user/Bob`;
  const id = policy(s, deny('s3:*'));
  const unitArn = `arn:aws:organizations::${account}:ou/${s.org}/${s.unit}`;
  const may = (resources: string[]) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'organizations:AttachPolicy',
        Resource: resources,
        Condition: { StringEquals: { 'organizations:PolicyType': 'SERVICE_CONTROL_POLICY' } },
      },
    });
  s.t.given(
    ['CreateUser', { UserName: 'Bob' }],
    [
      'PutUserPolicy',
      { UserName: 'Bob', PolicyName: 'p', PolicyDocument: may(['arn:aws:organizations::*:policy/*']) },
    ],
  );
  const params = { PolicyId: id, TargetId: s.unit };
  expectError(
    s.t.org(bob, 'AttachPolicy', params),
    'AccessDeniedException',
    400,
    `User: ${bob} is not authorized to perform: organizations:AttachPolicy on resource: ${unitArn} because no identity-based policy allows the organizations:AttachPolicy action`,
  );
  s.t.given([
    'PutUserPolicy',
    {
      UserName: 'Bob',
      PolicyName: 'p',
      PolicyDocument: may(['arn:aws:organizations::*:policy/*', unitArn]),
    },
  ]);
  expectOk(s.t.org(bob, 'AttachPolicy', params));
});

test('E-74 Organizations refuses an anonymous caller and an unknown key in the words of JSON services', () => {
  const { t } = setting();
  expectError(t.org({ kind: 'anonymous' }, 'ListRoots'), 'MissingAuthenticationTokenException', 400, /./);
  expectError(
    t.org({ kind: 'access-key', accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, 'ListRoots'),
    'UnrecognizedClientException',
    400,
    /./,
  );
});

test('an empty organization can end, and leaves nothing', () => {
  const t = new TestAccount();
  expectOk(t.org(root, 'CreateOrganization'));
  expectOk(t.org(root, 'DeleteOrganization'));
  expect([t.world.organizations.size, t.world.controlPolicies.size]).toEqual([0, 0]);
  expectError(t.org(root, 'DescribeOrganization'), 'AWSOrganizationsNotInUseException', 400, /./);
});

const task: ManagedPolicy = {
  arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials',
  name: 'IAMAuditRootUserCredentials',
  path: '/root-task/',
  versionId: 'v1',
  createDate: '2024-01-01T00:00:00Z',
  updateDate: '2024-01-01T00:00:00Z',
  document: allow(['iam:ListAccessKeys', 'iam:GetAccountSummary']),
};
const reference = {
  ...testReference,
  managedPolicy: (arn: string) => (arn === task.arn ? task : testReference.managedPolicy(arn)),
};
const bob = `arn:aws:iam::${account}:user/Bob`;
const withRootSessions = () => {
  const s = setting(reference);
  s.t.given(
    ['CreateUser', { UserName: 'Bob' }],
    [
      'PutUserPolicy',
      { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:AssumeRoot', 'arn:aws:iam::*:root') },
    ],
  );
  const organization = s.t.world.organizations.get(unsafeEntityId(s.org));
  if (!organization) throw new Error('no organization');
  const after = { ...organization, rootFeatures: ['RootSessions'] } as const;
  apply(s.t.world, [replaced('organizations', organization, after)]);
  return s;
};
const assume = (s: Setting, as = bob, more: Record<string, unknown> = {}) =>
  s.t.as(as, 'AssumeRoot', { TargetPrincipal: s.member, TaskPolicyArn: { arn: task.arn }, ...more });

test('S-10 AssumeRoot gives the member’s root for 15 minutes, within the task', () => {
  const s = withRootSessions();
  const response = expectOk(assume(s));
  expect(response).toMatchObject({ Credentials: { Expiration: '2026-01-31T12:15:00Z' } });
  const holder = holderOf(response);
  expect(expectOk(s.t.as(holder, 'GetCallerIdentity'))).toMatchObject({ Arn: s.memberRoot });
  expectOk(s.t.as(holder, 'GetAccountSummary'));
  expectError(
    s.t.as(holder, 'ListUsers'),
    'AccessDenied',
    403,
    /no session policy allows the iam:ListUsers action/,
  );
});

test('K-32 the calls of an AssumeRoot session carry aws:AssumedRoot', () => {
  const s = withRootSessions();
  const { t } = s;
  expectOk(t.org(root, 'EnablePolicyType', { RootId: s.top, PolicyType: 'SERVICE_CONTROL_POLICY' }));
  const noAssumedRoot = deny('*').replace(
    '"Resource":"*"',
    '"Resource":"*","Condition":{"Bool":{"aws:AssumedRoot":"true"}}',
  );
  attach(s, policy(s, noAssumedRoot), s.unit);
  expectError(
    t.as(holderOf(expectOk(assume(s))), 'GetAccountSummary'),
    'AccessDenied',
    403,
    /service control policy/,
  );
  expectOk(t.as(s.memberRoot, 'GetAccountSummary'));
});

test.each<[string, (s: Setting) => ReturnType<typeof assume>, string]>([
  ['root itself may not', (s) => assume(s, root), 'AccessDenied'],
  [
    'a member account may not',
    (s) => assume(s, `arn:aws:sts::${s.member}:assumed-role/OrganizationAccountAccessRole/x`),
    'AccessDenied',
  ],
  ['not into the management account', (s) => assume(s, bob, { TargetPrincipal: account }), 'AccessDenied'],
  [
    'only with a task policy',
    (s) => assume(s, bob, { TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }),
    'ValidationError',
  ],
])('S-10 AssumeRoot is refused: %s', (_, call, code) => {
  const outcome = call(withRootSessions());
  expect(outcome.ok ? 'succeeded' : outcome.error.code).toBe(code);
});

test('S-10 AssumeRoot needs root sessions to be on, and the caller sts:AssumeRoot', () => {
  const s = setting(reference);
  s.t.given(['CreateUser', { UserName: 'Bob' }]);
  expectError(assume(s), 'AccessDenied', 403, /not enabled/);
  const on = withRootSessions();
  on.t.given(['CreateUser', { UserName: 'Eve' }]);
  expectError(
    assume(on, bob.replace('Bob', 'Eve')),
    'AccessDenied',
    403,
    /not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::\d+:root/,
  );
});
