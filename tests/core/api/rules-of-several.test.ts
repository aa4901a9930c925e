/** Rules of the semantics reference that hold by the sum of several files, and that no other test quotes. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { evaluationInput } from '#core/authz/authorize.ts';
import {
  TestAccount,
  account,
  allow,
  awsAdministrator,
  expectError,
  expectOk,
  holderOf,
  root,
  trusts,
} from './door.ts';
import { assumed, bob, dev, put, session, statement, withDev } from './sts/account.ts';

test('G-17, G-18 a document with characters beyond U+00FF is refused, with line ends and tabs it is not', () => {
  const t = new TestAccount();
  const create = (PolicyName: string, PolicyDocument: string) =>
    t.call('CreatePolicy', { PolicyName, PolicyDocument });
  expectError(create('a', allow('s3:*', 'arn:aws:s3:::Ā')), 'ValidationError', 400, /at 'policyDocument'/);
  expectOk(create('b', allow('s3:*', 'arn:aws:s3:::ÿ')));
  expectOk(create('c', `${allow('s3:*')}\r\n\t`));
});

test('G-23, W-11 an Id may stand in trust policies and identity policies', () => {
  const withId = (text: string) => text.replace('{', '{"Id":"x",');
  const t = new TestAccount();
  expectOk(t.call('CreatePolicy', { PolicyName: 'a', PolicyDocument: withId(allow('s3:*')) }));
  expectOk(t.call('CreateRole', { RoleName: 'R', AssumeRolePolicyDocument: withId(trusts({ AWS: '*' })) }));
});

test.each([
  ['nope', false],
  ['/nope', false],
  ['/a b/', false],
  ['/', true],
  ['/~!/x/', true],
  [`/${'p'.repeat(510)}/`, true],
  [`/${'p'.repeat(511)}/`, false],
])('N-02 the path %j is valid: %s', (Path, ok) =>
  expect(new TestAccount().call('CreateUser', { UserName: 'u', Path }).ok).toBe(ok),
);

test('N-32 roles of AWS’s own are made under no path of ours', () => {
  const create = (Path: string) =>
    new TestAccount().call('CreateRole', {
      RoleName: 'R',
      Path,
      AssumeRolePolicyDocument: trusts({ AWS: '*' }),
    });
  for (const Path of ['/aws-reserved/sso.amazonaws.com/', '/aws-service-role/x.amazonaws.com/'])
    expectError(create(Path), 'InvalidParameterValue', 400, `Value (${Path}) for parameter Path is invalid.`);
  expectOk(create('/aws/'));
});

test('PT-6, A-02 a boundary may be one of AWS’s, hangs on users and roles, and reads as Policy', () => {
  const t = new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPermissionsBoundary', { UserName: 'Bob', PermissionsBoundary: awsAdministrator.arn }],
  );
  expect(expectOk(t.call('GetUser', { UserName: 'Bob' }))['User']).toMatchObject({
    PermissionsBoundary: {
      PermissionsBoundaryType: 'Policy',
      PermissionsBoundaryArn: awsAdministrator.arn,
    },
  });
});

test('PT-8 a session takes at most ten policy ARNs, of the role’s account or of AWS', () => {
  const t = withDev();
  const assume = (arns: string[]) =>
    t.as(bob, 'AssumeRole', {
      RoleArn: dev,
      RoleSessionName: 's1',
      PolicyArns: arns.map((arn) => ({ arn })),
    });
  const own = Array.from({ length: 11 }, (_, i) => `arn:aws:iam::${account}:policy/p${i}`);
  t.given(
    ...own.map(
      (arn) => ['CreatePolicy', { PolicyName: arn.split('/')[1], PolicyDocument: allow('s3:*') }] as const,
    ),
  );
  expectOk(assume(own.slice(0, 10)));
  expectError(assume(own), 'ValidationError', 400, /'policyArns' .* less than or equal to 10$/);
  expectError(
    assume(['arn:aws:iam::444455556666:policy/x']),
    'ValidationError',
    400,
    /does not exist or is not attachable/,
  );
});

test('S-24, E-63 the default version of a managed session policy is frozen at the request’s time', () => {
  const arn = `arn:aws:iam::${account}:policy/P`;
  const t = withDev().given(['CreatePolicy', { PolicyName: 'P', PolicyDocument: allow('iam:ListUsers') }]);
  put(t, 'Role', 'Dev', allow('iam:*'));
  const caller = assumed(t, { PolicyArns: [{ arn }] });
  t.given([
    'CreatePolicyVersion',
    { PolicyArn: arn, PolicyDocument: allow('iam:ListGroups'), SetAsDefault: true },
  ]);
  expectOk(t.as(caller, 'ListUsers'));
  expectError(t.as(caller, 'ListGroups'), 'AccessDenied', 403, /no session policy allows/);
});

test('S-02 a session that a service hands out is no chain and asks for no maximum; assuming with it is a chain', () => {
  const t = withDev(trusts({ Service: 'ec2.amazonaws.com' })).given([
    'CreateRole',
    {
      RoleName: 'Next',
      AssumeRolePolicyDocument: trusts({ AWS: dev }),
      MaxSessionDuration: 43_200,
    },
  ]);
  const ec2 = { kind: 'service', principal: 'ec2.amazonaws.com' } as const;
  const params = { RoleArn: dev, RoleSessionName: 'i-0123' };
  const given = expectOk(t.as(ec2, 'AssumeRole', params));
  expect(given['Credentials']).toMatchObject({ Expiration: '2026-01-31T18:00:00Z' });
  expectError(
    t.as(holderOf(given), 'AssumeRole', {
      RoleArn: dev.replace('Dev', 'Next'),
      RoleSessionName: 's2',
      DurationSeconds: 3601,
    }),
    'ValidationError',
    400,
    /1 hour session limit for roles assumed by role chaining/,
  );
});

test('S-31 session tags win over the role’s own, whatever their case', () => {
  const t = withDev(statement({ AWS: bob }, ['sts:AssumeRole', 'sts:TagSession']), {
    Tags: [
      { Key: 'team', Value: 'own' },
      { Key: 'env', Value: 'prod' },
    ],
  });
  const caller = assumed(t, { Tags: [{ Key: 'Team', Value: 'passed' }] });
  const { context } = evaluationInput(
    t.world,
    {
      principal: session('s1'),
      session: 'accessKeyId' in caller ? caller.accessKeyId : '',
      action: 'iam:GetUser',
      resource: '*',
    },
    t.env,
  );
  const tags = Object.entries(context ?? {}).filter(([key]) => key.startsWith('aws:PrincipalTag/'));
  expect(Object.fromEntries(tags)).toEqual({
    'aws:PrincipalTag/env': 'prod',
    'aws:PrincipalTag/Team': 'passed',
  });
});

test('K-10 an inherited tag stands for the next role’s own where the trust policy asks', () => {
  const free = statement({ AWS: bob }, ['sts:AssumeRole', 'sts:TagSession']);
  const t = withDev(free).given([
    'CreateRole',
    {
      RoleName: 'Next',
      AssumeRolePolicyDocument: statement({ AWS: dev }, ['sts:AssumeRole', 'sts:TagSession'], {
        StringEquals: { 'aws:ResourceTag/team': 'red' },
      }),
      Tags: [{ Key: 'team', Value: 'blue' }],
    },
  ]);
  const Next = { RoleArn: dev.replace('Dev', 'Next'), RoleSessionName: 's2' };
  const Tags = [{ Key: 'team', Value: 'red' }];
  expectOk(t.as(assumed(t, { Tags, TransitiveTagKeys: ['team'] }), 'AssumeRole', Next));
  expectError(t.as(assumed(t, { Tags }), 'AssumeRole', Next), 'AccessDenied', 403, /./);
});

const can = (document: string, action: string, context: Record<string, string>, resource = '*') => {
  const t = withDev();
  put(t, 'User', 'Bob', document);
  return authorize(t.world, { principal: bob, action, resource, context }, t.env).verdict === 'allowed';
};
const both = (operator: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        NotAction: ['iam:ListMFADevices', 'iam:EnableMFADevice'],
        Resource: '*',
        Condition: { [operator]: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  });

test('D-16, F-13 only BoolIfExists binds long-term keys, and leaves the calls that set up MFA', () => {
  expect(can(both('Bool'), 's3:ListAllMyBuckets', {})).toBe(true);
  expect(can(both('BoolIfExists'), 's3:ListAllMyBuckets', {})).toBe(false);
  expect(can(both('BoolIfExists'), 'iam:ListMFADevices', {})).toBe(true);
  expect(can(both('BoolIfExists'), 's3:ListAllMyBuckets', { 'aws:MultiFactorAuthPresent': 'true' })).toBe(
    true,
  );
});

test('D-07, D-30 a user name is no wildcard where a policy reads it', () => {
  const own = allow('iam:CreateAccessKey', `arn:aws:iam::${account}:user/\${aws:username}`);
  const on = (name: string) => can(own, 'iam:CreateAccessKey', {}, `arn:aws:iam::${account}:user/${name}`);
  expect([on('Bob'), on('Eve')]).toEqual([true, false]);
  const tagged = allow('s3:GetObject', 'arn:aws:s3:::b/${aws:PrincipalTag/team}/*');
  expect(can(tagged, 's3:GetObject', { 'aws:PrincipalTag/team': '*' }, 'arn:aws:s3:::b/other/k')).toBe(false);
});

test('D-17 Allow with NotAction includes IAM', () =>
  expect(
    can(
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
      }),
      'iam:CreateUser',
      {},
      `arn:aws:iam::${account}:user/x`,
    ),
  ).toBe(true));

test('D-24 deactivating a key does not end the sessions that it obtained; deleting the user does', () => {
  const t = new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
  put(t, 'User', 'Bob', allow('sts:*'));
  const { AccessKey } = expectOk(t.call('CreateAccessKey', { UserName: 'Bob' })) as {
    AccessKey: { AccessKeyId: string };
  };
  const key = { kind: 'access-key', accessKeyId: AccessKey.AccessKeyId } as const;
  const temporary = holderOf(expectOk(t.as(key, 'GetSessionToken')));
  t.given(['UpdateAccessKey', { UserName: 'Bob', AccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' }]);
  expectError(t.as(key, 'GetCallerIdentity'), 'InvalidClientTokenId', 403, /./);
  expectOk(t.as(temporary, 'GetCallerIdentity'));
  t.given(
    ['DeleteAccessKey', { UserName: 'Bob', AccessKeyId: AccessKey.AccessKeyId }],
    ['DeleteUserPolicy', { UserName: 'Bob', PolicyName: 'p' }],
    ['DeleteUser', { UserName: 'Bob' }],
  );
  expectError(t.as(temporary, 'GetCallerIdentity'), 'InvalidClientTokenId', 403, /./);
});

test('D-26 saving a trust policy tells whether a role of another account exists', () => {
  const t = new TestAccount();
  expectOk(t.play('CreateAccount', { AccountId: '444455556666', AccountName: 'Other' }));
  const other = 'arn:aws:iam::444455556666:root';
  expectOk(t.as(other, 'CreateRole', { RoleName: 'Real', AssumeRolePolicyDocument: trusts({ AWS: '*' }) }));
  const save = (role: string) =>
    t.as(root, 'CreateRole', {
      RoleName: role,
      AssumeRolePolicyDocument: trusts({ AWS: `arn:aws:iam::444455556666:role/${role}` }),
    });
  expectOk(save('Real'));
  expectError(save('Guess'), 'MalformedPolicyDocument', 400, /^Invalid principal in policy/);
});

test('D-31 a condition on aws:userid reaches every session of one role', () => {
  const t = withDev();
  const { id } = [...t.world.roles.values()][0] ?? { id: '' };
  put(
    t,
    'Role',
    'Dev',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'iam:ListUsers',
          Resource: '*',
          Condition: { StringLike: { 'aws:userid': `${id}:*` } },
        },
      ],
    }),
  );
  expectOk(t.as(assumed(t), 'ListUsers'));
});
