/** The policy simulator, the context keys of policies and the last accessed reports. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, noon, root, trusts } from '../../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const bucket = 'arn:aws:s3:::data';

interface Simulated {
  readonly EvalActionName: string;
  readonly EvalResourceName: string;
  readonly EvalDecision: string;
  readonly MatchedStatements: readonly Record<string, unknown>[];
  readonly MissingContextValues: readonly string[];
  readonly ResourceSpecificResults?: readonly Record<string, unknown>[];
}
const simulated = (t: TestAccount, operation: string, params: object) =>
  expectOk(t.call(operation, params as Record<string, unknown>))['EvaluationResults'] as Simulated[];
const custom = (policies: string[], params: object) =>
  simulated(new TestAccount(), 'SimulateCustomPolicy', { PolicyInputList: policies, ...params });

const conditional = (operator: string, key: string, value: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: '*',
      Condition: { [operator]: { [key]: value } },
    },
  });
const bucketPolicy = (principal: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 's3:GetObject',
      Resource: `${bucket}/*`,
    },
  });

test.each([
  ['an Allow', [allow('s3:*')], {}, 'allowed'],
  ['nothing that applies', [allow('ec2:*')], {}, 'implicitDeny'],
  ['a Deny beside an Allow', [allow('s3:*'), deny('s3:Get*')], {}, 'explicitDeny'],
  [
    'a boundary without it',
    [allow('s3:*')],
    { PermissionsBoundaryPolicyInputList: [allow('ec2:*')] },
    'implicitDeny',
  ],
  [
    'another resource',
    [allow('s3:*', `${bucket}/*`)],
    { ResourceArns: ['arn:aws:s3:::other/x'] },
    'implicitDeny',
  ],
  [
    'a number that fits',
    [conditional('NumericLessThan', 's3:max-keys', '10')],
    {
      ContextEntries: [{ ContextKeyName: 's3:max-keys', ContextKeyValues: ['9'], ContextKeyType: 'numeric' }],
    },
    'allowed',
  ],
  [
    'a resource policy that names the caller',
    [allow('ec2:*')],
    { ResourcePolicy: bucketPolicy(bob), CallerArn: bob, ResourceArns: [`${bucket}/x`] },
    'allowed',
  ],
  [
    'a resource of another account, allowed on one side only',
    [allow('s3:*')],
    {
      ResourcePolicy: bucketPolicy('arn:aws:iam::444455556666:user/Eve'),
      CallerArn: bob,
      ResourceArns: [`${bucket}/x`],
      ResourceOwner: 'arn:aws:iam::444455556666:root',
    },
    'implicitDeny',
  ],
] as const)('A-08 SimulateCustomPolicy gives AWS’s answer for %s', (_, policies, params, decision) => {
  const [result] = custom([...policies], { ActionNames: ['s3:GetObject'], ...params });
  expect(result?.EvalDecision).toBe(decision);
});

test('A-08, W-05 SimulateCustomPolicy names the statements by place, hides the Allows behind a Deny, and lists missing keys', () => {
  const policy = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Allow", "Action": "s3:*", "Resource": "*" }\n  ]\n}`;
  const [allowed] = custom([policy], { ActionNames: ['s3:GetObject'] });
  expect(allowed?.MatchedStatements).toEqual([
    {
      SourcePolicyId: 'PolicyInputList.1',
      SourcePolicyType: 'IAM Policy',
      StartPosition: { Line: 3, Column: 17 },
      EndPosition: { Line: 4, Column: 61 },
    },
  ]);
  const [denied] = custom([policy, deny('s3:*')], { ActionNames: ['s3:GetObject'] });
  expect(denied?.MatchedStatements).toMatchObject([{ SourcePolicyId: 'PolicyInputList.2' }]);
  const [missing] = custom([conditional('IpAddress', 'aws:SourceIp', '10.0.0.0/8')], {
    ActionNames: ['s3:GetObject'],
  });
  expect(missing).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: ['aws:SourceIp'] });
});

test('A-08 SimulateCustomPolicy answers each action on each resource, in pages', () => {
  const params = {
    PolicyInputList: [allow('s3:*', `${bucket}/a`)],
    ActionNames: ['s3:GetObject', 's3:PutObject'],
    ResourceArns: [`${bucket}/a`, `${bucket}/b`],
    MaxItems: 3,
  };
  const t = new TestAccount();
  const first = expectOk(t.call('SimulateCustomPolicy', params));
  expect((first['EvaluationResults'] as Simulated[]).map(({ EvalDecision }) => EvalDecision)).toEqual([
    'allowed',
    'implicitDeny',
    'allowed',
  ]);
  expect((first['EvaluationResults'] as Simulated[])[0]?.ResourceSpecificResults).toMatchObject([
    { EvalResourceName: `${bucket}/a`, EvalResourceDecision: 'allowed' },
  ]);
  const second = expectOk(t.call('SimulateCustomPolicy', { ...params, Marker: first['Marker'] }));
  expect(second['EvaluationResults']).toHaveLength(1);
});

test.each([
  ['an action with wildcards', { ActionNames: ['s3:*'] }],
  ['a document that is none', { PolicyInputList: ['{}'] }],
  ['two boundaries', { PermissionsBoundaryPolicyInputList: [allow('*'), allow('*')] }],
  ['a resource policy without caller', { ResourcePolicy: bucketPolicy(bob) }],
  ['a role as caller', { CallerArn: `arn:aws:iam::${account}:role/R` }],
  [
    'a value that is no number',
    { ContextEntries: [{ ContextKeyName: 'aws:x', ContextKeyValues: ['a'], ContextKeyType: 'numeric' }] },
  ],
])('A-08 SimulateCustomPolicy answers InvalidInput for %s', (_, params) => {
  const call = { PolicyInputList: [allow('*')], ActionNames: ['s3:GetObject'], ...params };
  expectError(new TestAccount().call('SimulateCustomPolicy', call), 'InvalidInput', 400, /./);
});

const company = () =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['CreateGroup', { GroupName: 'g' }],
    ['AddUserToGroup', { GroupName: 'g', UserName: 'Bob' }],
    ['PutGroupPolicy', { GroupName: 'g', PolicyName: 'p', PolicyDocument: allow('iam:List*') }],
    ['CreatePolicy', { PolicyName: 'M', PolicyDocument: allow(['s3:*', 'sts:*']) }],
    ['AttachUserPolicy', { UserName: 'Bob', PolicyArn: `arn:aws:iam::${account}:policy/M` }],
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) }],
    [
      'PutRolePolicy',
      {
        RoleName: 'R',
        PolicyName: 'c',
        PolicyDocument: conditional('StringEquals', 'aws:PrincipalTag/${aws:username}', 'x'),
      },
    ],
  );

test.each([
  ['a user brings its own policies', bob, 's3:GetObject', 'allowed', 'M'],
  ['a user brings those of its groups', bob, 'iam:ListUsers', 'allowed', 'group_g_p'],
  ['a group has its own', `arn:aws:iam::${account}:group/g`, 'iam:ListUsers', 'allowed', 'group_g_p'],
  [
    'a group does not have those of its members',
    `arn:aws:iam::${account}:group/g`,
    's3:GetObject',
    'implicitDeny',
    undefined,
  ],
  ['a role has its own', `arn:aws:iam::${account}:role/R`, 's3:GetObject', 'implicitDeny', undefined],
])(
  'A-08 SimulatePrincipalPolicy reads the right policies, as %s',
  (_, PolicySourceArn, action, decision, policy) => {
    const [result] = simulated(company(), 'SimulatePrincipalPolicy', {
      PolicySourceArn,
      ActionNames: [action],
    });
    expect([result?.EvalDecision, result?.MatchedStatements[0]?.['SourcePolicyId']]).toEqual([
      decision,
      policy,
    ]);
  },
);

test('A-08 SimulatePrincipalPolicy agrees with the door, also under a boundary', () => {
  const t = company().given(
    ['CreatePolicy', { PolicyName: 'Ceiling', PolicyDocument: allow('s3:*') }],
    [
      'PutUserPermissionsBoundary',
      { UserName: 'Bob', PermissionsBoundary: `arn:aws:iam::${account}:policy/Ceiling` },
    ],
  );
  expectError(t.as(bob, 'ListUsers'), 'AccessDenied', 403, /permissions boundary/);
  expect(
    simulated(t, 'SimulatePrincipalPolicy', { PolicySourceArn: bob, ActionNames: ['iam:ListUsers'] }),
  ).toMatchObject([
    {
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    },
  ]);
});

test.each([
  ['NoSuchEntity', 404, `arn:aws:iam::${account}:user/Nobody`],
  ['InvalidInput', 400, `arn:aws:iam::${account}:policy/M`],
] as const)('A-08 SimulatePrincipalPolicy answers %s %i for the ARN %s', (code, status, PolicySourceArn) => {
  const params = { PolicySourceArn, ActionNames: ['s3:GetObject'] };
  expectError(company().call('SimulatePrincipalPolicy', params), code, status, /./);
});

test('A-09 GetContextKeysFor… lists keys of conditions and variables, once ignoring case', () => {
  const policies = [
    conditional('Bool', 'aws:SecureTransport', 'true'),
    conditional('Bool', 'AWS:securetransport', 'true'),
    allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*'),
  ];
  expect(
    expectOk(new TestAccount().call('GetContextKeysForCustomPolicy', { PolicyInputList: policies })),
  ).toEqual({
    ContextKeyNames: ['aws:SecureTransport', 'aws:username'],
  });
  const t = company().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'c', PolicyDocument: conditional('Bool', 'aws:ViaAWSService', 'true') },
  ]);
  expect(
    expectOk(t.call('GetContextKeysForPrincipalPolicy', { PolicySourceArn: bob, PolicyInputList: policies })),
  ).toEqual({ ContextKeyNames: ['aws:ViaAWSService', 'aws:SecureTransport', 'aws:username'] });
});

interface Accessed {
  readonly ServiceNamespace: string;
}
const finished = (t: TestAccount, Arn: string, more = {}) => {
  const { JobId } = expectOk(t.call('GenerateServiceLastAccessedDetails', { Arn, ...more }));
  expect(expectOk(t.call('GetServiceLastAccessedDetails', { JobId }))['JobStatus']).toBe('IN_PROGRESS');
  const details = expectOk(t.call('GetServiceLastAccessedDetails', { JobId }));
  expect(details['JobStatus']).toBe('COMPLETED');
  return { JobId, services: details['ServicesLastAccessed'] as Accessed[] };
};

test('A-10 last accessed lists every service that is allowed, used or not, and refused attempts count', () => {
  const t = company();
  t.as(bob, 'DeleteUser', { UserName: 'Bob' });
  const { services } = finished(t, bob, { Granularity: 'ACTION_LEVEL' });
  expect(services.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(['iam', 's3', 'sts']);
  expect(services[0]).toEqual({
    ServiceName: 'AWS Identity and Access Management',
    ServiceNamespace: 'iam',
    LastAuthenticated: '2026-01-31T12:00:00Z',
    LastAuthenticatedEntity: bob,
    LastAuthenticatedRegion: 'us-east-1',
    TotalAuthenticatedEntities: 1,
    TrackedActionsLastAccessed: [
      {
        ActionName: 'DeleteUser',
        LastAccessedEntity: bob,
        LastAccessedTime: '2026-01-31T12:00:00Z',
        LastAccessedRegion: 'us-east-1',
      },
    ],
  });
  expect(services[1]).toMatchObject({ TotalAuthenticatedEntities: 0, TrackedActionsLastAccessed: [] });
});

test('A-10 last accessed forgets a use after 400 days', () => {
  const t = company();
  t.as(bob, 'ListUsers');
  t.env = { ...t.env, now: noon + 401 * 86_400_000 };
  expect(finished(t, bob).services[0]).not.toHaveProperty('LastAuthenticated');
});

test.each([`arn:aws:iam::${account}:group/g`, `arn:aws:iam::${account}:policy/M`])(
  'A-10 last accessed names the users behind %s',
  (arn) => {
    const t = company();
    t.as(bob, 'ListUsers');
    const { JobId } = finished(t, arn);
    const params = { JobId, ServiceNamespace: 'iam' };
    expect(
      expectOk(t.call('GetServiceLastAccessedDetailsWithEntities', params))['EntityDetailsList'],
    ).toMatchObject([
      {
        EntityInfo: { Arn: bob, Name: 'Bob', Type: 'USER', Path: '/' },
        LastAuthenticated: '2026-01-31T12:00:00Z',
      },
    ]);
  },
);

test('A-10 only the caller who made a last accessed job sees it', () => {
  const t = company().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'g', PolicyDocument: allow('iam:Get*') },
  ]);
  const { JobId } = finished(t, bob);
  expectError(t.as(bob, 'GetServiceLastAccessedDetails', { JobId }), 'NoSuchEntity', 404, /job/);
  expectOk(t.as(root, 'GetServiceLastAccessedDetails', { JobId }));
  // A federated user in the console is nobody but itself, though its id begins with the account's.
  const { Credentials } = expectOk(
    t.as(root, 'GetFederationToken', { Name: 'fred', Policy: allow('iam:*') }),
  ) as { Credentials: { AccessKeyId: string } };
  const session = t.world.sessions.get(Credentials.AccessKeyId);
  if (!session) expect.fail('no session');
  apply(t.world, [replaced('sessions', session, { ...session, console: true })]);
  const fred = { kind: 'session', id: session.id } as const;
  expectError(t.as(fred, 'GetServiceLastAccessedDetails', { JobId }), 'NoSuchEntity', 404, /job/);
});

test('ListPoliciesGrantingServiceAccess names inline and managed policies', () => {
  const granting = company().call('ListPoliciesGrantingServiceAccess', {
    Arn: bob,
    ServiceNamespaces: ['iam', 's3', 'ec2'],
  });
  expect(expectOk(granting)['PoliciesGrantingServiceAccess']).toEqual([
    { ServiceNamespace: 'ec2', Policies: [] },
    {
      ServiceNamespace: 'iam',
      Policies: [{ PolicyName: 'p', PolicyType: 'INLINE', EntityType: 'GROUP', EntityName: 'g' }],
    },
    {
      ServiceNamespace: 's3',
      Policies: [{ PolicyName: 'M', PolicyType: 'MANAGED', PolicyArn: `arn:aws:iam::${account}:policy/M` }],
    },
  ]);
});

test('N-44 organizations features are refused outside of an organization', () => {
  expectError(new TestAccount().call('ListOrganizationsFeatures'), 'OrganizationNotFoundException', 400, /./);
});

test('SetSecurityTokenServicePreferences sets the version that the account summary shows', () => {
  const t = new TestAccount().given([
    'SetSecurityTokenServicePreferences',
    { GlobalEndpointTokenVersion: 'v2Token' },
  ]);
  expect(expectOk(t.call('GetAccountSummary'))['SummaryMap']).toMatchObject({
    GlobalEndpointTokenVersion: 2,
  });
});
