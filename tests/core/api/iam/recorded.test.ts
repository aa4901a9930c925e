/** Answers of IAM and STS as recordings of AWS show them (chapter W of the rulebook). */

import { expect, test } from 'vitest';
import { linkedServices } from '#core/api/iam/identities/linked-services.ts';
import { TestAccount, account, allow, awsAdministrator, expectError, expectOk, trusts } from '../door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const ec2 = trusts({ Service: 'ec2.amazonaws.com' });
const withBob = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);

test('W-02 seventy-one recorded services and thirteen documented ones have roles; four take a suffix', () => {
  expect(linkedServices.size).toBe(84);
  expect([...linkedServices].filter(([, { suffix }]) => suffix).map(([service]) => service)).toEqual([
    'autoscaling.amazonaws.com',
    'connect.amazonaws.com',
    'lexv2.amazonaws.com',
    'elasticmapreduce.amazonaws.com',
  ]);
});

test.each([...linkedServices])('W-02 %s gets its role, with one trusting statement', (service, { role }) => {
  const path = `/aws-service-role/${service}/`;
  const made = new TestAccount().call('CreateServiceLinkedRole', { AWSServiceName: service });
  expect(expectOk(made)['Role']).toEqual({
    Path: path,
    RoleName: role,
    RoleId: expect.stringMatching(/^AROA/) as string,
    Arn: `arn:aws:iam::${account}:role${path}${role}`,
    CreateDate: '2026-01-31T12:00:00Z',
    AssumeRolePolicyDocument: trusts({ Service: service }),
  });
});

test.each(['s3.amazonaws.com', 'ecs', 'ecs.amazonaws.com.evil'])(
  'W-02 CreateServiceLinkedRole refuses %s, which is no service with such roles',
  (AWSServiceName) =>
    expectError(
      new TestAccount().call('CreateServiceLinkedRole', { AWSServiceName }),
      'InvalidInput',
      400,
      `${AWSServiceName} is not a valid AWS service name (Service Principal)`,
    ),
);

test.each([
  ['User', { UserName: 'Bob' }],
  ['Group', { GroupName: 'G' }],
  ['Role', { RoleName: 'R' }],
])('W-03 attaching a text that is no ARN to a %s, or detaching it, is refused', (kind, of) => {
  for (const step of ['Attach', 'Detach'])
    expectError(
      new TestAccount().call(`${step}${kind}Policy`, { ...of, PolicyArn: 'AdministratorAccess-of-aws' }),
      'ValidationError',
      400,
      'Invalid ARN:  Could not be parsed!',
    );
});

const withProfile = () =>
  new TestAccount().given(
    ['CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: ec2, MaxSessionDuration: 7200 }],
    ['CreateInstanceProfile', { InstanceProfileName: 'P' }],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'P', RoleName: 'R' }],
  );

interface Profile {
  readonly Roles: readonly object[];
}
test('W-04 a role inside an instance profile lacks MaxSessionDuration, whichever call answers', () => {
  const t = withProfile();
  const profiles = [
    expectOk(t.call('GetInstanceProfile', { InstanceProfileName: 'P' }))['InstanceProfile'],
    ...(expectOk(t.call('ListInstanceProfiles'))['InstanceProfiles'] as Profile[]),
    ...(expectOk(t.call('ListInstanceProfilesForRole', { RoleName: 'R' }))['InstanceProfiles'] as Profile[]),
  ] as Profile[];
  expect(profiles.map(({ Roles }) => Object.keys(Roles[0] ?? {}))).toEqual(
    Array.from({ length: 3 }, () => [
      'Path',
      'RoleName',
      'RoleId',
      'Arn',
      'CreateDate',
      'AssumeRolePolicyDocument',
    ]),
  );
});

const object = 'arn:aws:s3:::data/x';
interface Simulated {
  readonly MatchedStatements: readonly Record<string, unknown>[];
}
const simulate = (params: object) => {
  const call = { ActionNames: ['s3:GetObject'], PolicyInputList: [allow('s3:*')], ...params };
  return (expectOk(withBob().call('SimulateCustomPolicy', call))['EvaluationResults'] as Simulated[])[0];
};

test('W-05 the simulator’s details are empty where a resource is named, and absent where none is', () => {
  const conditional = allow('s3:*').replace('"Action"', '"Condition":{"Bool":{"a:b":"true"}},"Action"');
  expect(simulate({ PolicyInputList: [conditional], ResourceArns: [object] })).toMatchObject({
    EvalDecisionDetails: {},
    MissingContextValues: [],
    ResourceSpecificResults: [{ MissingContextValues: ['a:b'] }],
  });
  const anywhere = simulate({ PolicyInputList: [conditional] });
  expect(anywhere).toMatchObject({ MissingContextValues: ['a:b'] });
  expect(anywhere).not.toHaveProperty('EvalDecisionDetails');
});

test('W-05 the simulator says which gate a policy belongs to, and tells nothing of unknown principals', () => {
  const ceiling = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 's3:*', Resource: '*' },
  });
  expect(simulate({ PermissionsBoundaryPolicyInputList: [ceiling] })?.MatchedStatements).toMatchObject([
    {
      SourcePolicyId: 'PermissionsBoundaryPolicyInputList.1',
      SourcePolicyType: 'Permissions Boundary Policy',
      StartPosition: { Line: 1, Column: '{"Version":"2012-10-17","Statement":{'.length + 1 },
      EndPosition: { Line: 1, Column: ceiling.length },
    },
  ]);
  for (const operation of ['SimulatePrincipalPolicy', 'GetContextKeysForPrincipalPolicy'])
    expectError(
      new TestAccount().call(operation, { PolicySourceArn: bob, ActionNames: ['s3:GetObject'] }),
      'NoSuchEntity',
      404,
      'Unable to retrieve specified IAM entity.',
    );
});

test('W-06 GetFederationToken answers a packed size of zero where nothing is passed', () => {
  const t = withBob().given([
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:*') },
  ]);
  expect(expectOk(t.as(bob, 'GetFederationToken', { Name: 'fed' }))).toMatchObject({ PackedPolicySize: 0 });
  const { PackedPolicySize } = expectOk(t.as(bob, 'GetFederationToken', { Name: 'fed', Policy: allow('*') }));
  expect(PackedPolicySize).toBeGreaterThan(0);
});

test('W-08 what has no tags says so in the answer about one policy or instance profile alone', () => {
  const t = withProfile().given(['CreatePolicy', { PolicyName: 'M', PolicyDocument: allow('s3:*') }]);
  const one = [
    expectOk(t.call('GetPolicy', { PolicyArn: `arn:aws:iam::${account}:policy/M` }))['Policy'],
    expectOk(t.call('GetPolicy', { PolicyArn: awsAdministrator.arn }))['Policy'],
    expectOk(t.call('GetInstanceProfile', { InstanceProfileName: 'P' }))['InstanceProfile'],
  ];
  for (const answer of one) expect(answer).toHaveProperty('Tags', []);
  const others = [
    expectOk(t.call('CreatePolicy', { PolicyName: 'N', PolicyDocument: allow('s3:*'), Description: 'd' }))[
      'Policy'
    ],
    (expectOk(t.call('ListInstanceProfiles'))['InstanceProfiles'] as object[])[0],
    expectOk(t.call('GetRole', { RoleName: 'R' }))['Role'],
  ];
  for (const answer of others) expect(answer).not.toHaveProperty('Tags');
  expect(others[0]).not.toHaveProperty('Description');
});

test.each([
  ['GetLoginProfile', {}, 'Login Profile for User Bob cannot be found.'],
  ['UpdateLoginProfile', {}, 'Login Profile for User Bob cannot be found.'],
  ['DeleteLoginProfile', {}, 'Cannot find Login Profile for User Bob'],
])('W-09 %s has a text of its own for a user without a password', (operation, params, message) =>
  expectError(withBob().call(operation, { UserName: 'Bob', ...params }), 'NoSuchEntity', 404, message),
);

test.each([
  ['GetSAMLProvider', {}],
  ['DeleteSAMLProvider', {}],
  ['UpdateSAMLProvider', {}],
  ['TagSAMLProvider', { Tags: [] }],
  ['ListSAMLProviderTags', {}],
])('W-09 %s misses the manifest of a provider that is not there', (operation, params) => {
  const SAMLProviderArn = `arn:aws:iam::${account}:saml-provider/none`;
  const message = `Manifest not found for arn ${SAMLProviderArn}`;
  expectError(
    new TestAccount().call(operation, { SAMLProviderArn, ...params }),
    'NoSuchEntity',
    404,
    message,
  );
});

test.each([
  ['CreatePolicy', { PolicyName: 'p' }, ` ${allow('s3:*')}`, undefined],
  ['CreatePolicy', { PolicyName: 'p' }, `\n${allow('s3:*')}`, 'The policy failed legacy parsing'],
  [
    'PutUserPolicy',
    { UserName: 'Bob', PolicyName: 'p' },
    ` ${allow('s3:*')}`,
    'The policy failed legacy parsing',
  ],
  ['CreateRole', { RoleName: 'R' }, ` ${ec2}`, 'JSON strings must not have leading spaces'],
  ['CreateRole', { RoleName: 'R' }, ' no JSON', 'This policy contains invalid Json'],
])('W-10 %s with %j and the document %j answers as recorded', (operation, params, document, message) => {
  const member = operation === 'CreateRole' ? 'AssumeRolePolicyDocument' : 'PolicyDocument';
  const outcome = withBob().call(operation, { ...params, [member]: document });
  if (message === undefined) expectOk(outcome);
  else expectError(outcome, 'MalformedPolicyDocument', 400, message);
});

test('W-12 a trust policy names everybody inside braces alone', () => {
  const create = (principal: unknown) =>
    new TestAccount().call('CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: trusts(principal) });
  expectOk(create({ AWS: '*' }));
  expectError(
    create('*'),
    'MalformedPolicyDocument',
    400,
    'AssumeRolepolicy contained an invalid principal: "STAR":"*".',
  );
});
