/** AssumeRole: permissions, durations, MFA, session policies, tags and source identity. */

import { expect, test } from 'vitest';
import {
  account,
  allow,
  deny,
  expectError,
  expectOk,
  holderOf,
  otherAccount,
  root,
  trusts,
} from '../door.ts';
import { addMfa, assumed, bob, codeOf, dev, put, serial, session, statement, withDev } from './account.ts';

const refusal = (action: string, role = dev, caller = bob) =>
  `User: ${caller} is not authorized to perform: sts:${action} on resource: ${role}`;
const assume = (t: ReturnType<typeof withDev>, params: Record<string, unknown> = {}, as = bob) =>
  t.as(as, 'AssumeRole', { RoleArn: dev, RoleSessionName: 's1', ...params });

test('S-08 AssumeRole answers temporary credentials and the session’s name', () => {
  const response = expectOk(assume(withDev()));
  expect(response).toEqual({
    Credentials: {
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/) as string,
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/) as string,
      SessionToken: expect.stringMatching(/./) as string,
      Expiration: '2026-01-31T13:00:00Z',
    },
    AssumedRoleUser: {
      AssumedRoleId: expect.stringMatching(/^AROA\w+:s1$/) as string,
      Arn: session('s1'),
    },
    SessionTokenSize: 176,
    SessionTokenUtilization: 5,
  });
});

test('Y-01 a managed session policy makes the token longer by its ARN, not by its text', () => {
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const response = expectOk(assume(withDev(), { PolicyArns: [{ arn }] }));
  expect(response).toMatchObject({ SessionTokenSize: 176 + arn.length });
});

test('T-49 root may not assume a role, also where the role trusts it', () => {
  const t = withDev(trusts({ AWS: account }));
  expectError(assume(t, {}, root), 'AccessDenied', 403, 'Roles may not be assumed by root accounts.');
});

test.each([
  ['the trust policy names another', trusts({ AWS: account }), undefined, dev],
  ['the caller’s policy denies', trusts({ AWS: bob }), deny('sts:AssumeRole'), dev],
  ['AR-04 the role does not exist', trusts({ AWS: bob }), allow('*'), `${dev}x`],
  ['S-04 the name has another case', trusts({ AWS: bob }), allow('*'), dev.replace('Dev', 'dev')],
])('E-72 AssumeRole is refused with one text: %s', (_, trust, policy, role) => {
  const t = withDev(trust);
  if (policy !== undefined) put(t, 'User', 'Bob', policy);
  expectError(assume(t, { RoleArn: role }), 'AccessDenied', 403, refusal('AssumeRole', role));
});

test('AR-09 RoleLastUsed tells of the use of a session, not of the assumption', () => {
  const t = withDev();
  put(t, 'Role', 'Dev', allow('iam:ListUsers'));
  const lastUsed = () =>
    (expectOk(t.call('GetRole', { RoleName: 'Dev' }))['Role'] as object)['RoleLastUsed' as never];
  const holder = assumed(t);
  expect(lastUsed()).toEqual({});
  expectOk(t.as(holder, 'ListUsers'));
  expect(lastUsed()).toMatchObject({ LastUsedDate: '2026-01-31T12:00:00Z' });
});

test('AR-02 AssumeRole tells that an ARN is of no role before anything is asked', () => {
  expectError(
    assume(withDev(), { RoleArn: `${bob}-and-longer` }),
    'ValidationError',
    400,
    `${bob}-and-longer is invalid`,
  );
});

test('T-18, T-19 a trusted account needs the caller’s own permission, a named user none', () => {
  const t = withDev(trusts({ AWS: account }));
  put(t, 'User', 'Bob', allow('sts:AssumeRole', dev));
  expectOk(assume(t));
});

test('K-35 ExternalId must be the one that the trust policy wants', () => {
  const t = withDev(
    statement({ AWS: bob }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'x-42' } }),
  );
  expectError(assume(t), 'AccessDenied', 403, refusal('AssumeRole'));
  expectError(assume(t, { ExternalId: 'x-43' }), 'AccessDenied', 403, refusal('AssumeRole'));
  expectOk(assume(t, { ExternalId: 'x-42' }));
});

test('E-40, L-04 both sides must allow an AssumeRole across accounts, and both trails tell', () => {
  const t = withDev();
  t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' });
  const otherRoot = `arn:aws:iam::${otherAccount}:root`;
  const role = `arn:aws:iam::${otherAccount}:role/Ops`;
  expectOk(
    t.as(otherRoot, 'CreateRole', { RoleName: 'Ops', AssumeRolePolicyDocument: trusts({ AWS: account }) }),
  );
  expectError(assume(t, { RoleArn: role }), 'AccessDenied', 403, refusal('AssumeRole', role));
  put(t, 'User', 'Bob', allow('sts:AssumeRole', role));
  const outcome = assume(t, { RoleArn: role });
  const holder = holderOf(expectOk(outcome));
  expect(expectOk(t.as(holder, 'GetCallerIdentity'))).toMatchObject({ Account: otherAccount });
  const [own, theirs] = outcome.events;
  expect(own).toMatchObject({ recipientAccountId: account, userIdentity: { type: 'IAMUser', arn: bob } });
  expect(theirs).toMatchObject({
    recipientAccountId: otherAccount,
    sharedEventID: own?.sharedEventID,
    userIdentity: { type: 'AWSAccount', accountId: account },
  });
  expect(theirs?.userIdentity).not.toHaveProperty('arn');
  expect(theirs?.eventID).not.toBe(own?.eventID);
  expect(JSON.stringify(outcome.events)).not.toMatch(/secretAccessKey/i);
});

const chained = (maximum: number, seconds: number) => {
  const t = withDev(trusts({ AWS: bob }), { MaxSessionDuration: 43_200 }).given([
    'CreateRole',
    { RoleName: 'Next', AssumeRolePolicyDocument: trusts({ AWS: dev }), MaxSessionDuration: maximum },
  ]);
  const RoleArn = dev.replace('Dev', 'Next');
  return t.as(assumed(t), 'AssumeRole', { RoleArn, RoleSessionName: 's2', DurationSeconds: seconds });
};
const chainText =
  'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
const roleText = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

test('T-32, S-07 a chained session lasts an hour', () =>
  expectError(chained(43_200, 3601), 'ValidationError', 400, chainText));
test('AR-07, T-33 the role’s maximum is told before that of the chain', () =>
  expectError(chained(3600, 3601), 'ValidationError', 400, roleText));
test('S-07 a chained session may ask for an hour', () => expectOk(chained(43_200, 3600)));
test('S-07 the role’s maximum holds outside of chains', () =>
  expectError(assume(withDev(), { DurationSeconds: 3601 }), 'ValidationError', 400, roleText));
test.each([
  ['T-34', 43_201, 'less than or equal to 43200'],
  ['S-07', 899, 'greater than or equal to 900'],
])('%s AssumeRole refuses a duration of %i seconds', (_, seconds, text) =>
  expectError(
    assume(withDev(), { DurationSeconds: seconds }),
    'ValidationError',
    400,
    `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value ${text}`,
  ),
);

const wantsMfa = statement({ AWS: bob }, 'sts:AssumeRole', {
  Bool: { 'aws:MultiFactorAuthPresent': 'true' },
});
const withCode = () => {
  const t = withDev(wantsMfa);
  addMfa(t);
  return t;
};

test('F-08 AssumeRole without a code meets a trust policy that wants MFA and is refused, with a code it is allowed', () => {
  const t = withCode();
  expectError(assume(t), 'AccessDenied', 403, refusal('AssumeRole'));
  expectOk(assume(t, { SerialNumber: serial, TokenCode: codeOf(t) }));
});

test.each([
  [
    'AR-03, F-09 a wrong code',
    { SerialNumber: serial, TokenCode: '000000' },
    'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
  ],
  [
    'F-09 an unknown device',
    { SerialNumber: `${serial}x`, TokenCode: '000000' },
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  ],
  [
    'F-09 a device without its code',
    { SerialNumber: serial },
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
  ],
])('%s makes AssumeRole fail', (_, params, message) =>
  expectError(assume(withCode(), params), 'AccessDenied', 403, message),
);

test('F-10 the MFA device of another user is no device of the caller', () => {
  const t = withCode().given(['CreateUser', { UserName: 'Eve' }]);
  const eve = bob.replace('Bob', 'Eve');
  expectError(
    assume(t, { SerialNumber: serial, TokenCode: codeOf(t) }, eve),
    'AccessDenied',
    403,
    /verify your MFA serial/,
  );
});

test('F-06 an MFA code is used up by a call that is refused afterwards', () => {
  const t = withCode();
  const mfa = { SerialNumber: serial, TokenCode: codeOf(t) };
  expectError(
    assume(t, { ...mfa, RoleArn: `${dev}x` }),
    'AccessDenied',
    403,
    refusal('AssumeRole', `${dev}x`),
  );
  expectError(assume(t, mfa), 'AccessDenied', 403, /invalid MFA one time pass code/);
});

test('F-11 an assumed session with a code is one with MFA, and its age counts', () => {
  const t = withCode();
  const holder = assumed(t, { SerialNumber: serial, TokenCode: codeOf(t) });
  put(
    t,
    'Role',
    'Dev',
    JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          NumericLessThan: { 'aws:MultiFactorAuthAge': '600' },
        },
      },
    }),
  );
  expectOk(t.wait(599).as(holder, 'ListUsers'));
  expectError(t.wait(1).as(holder, 'ListUsers'), 'AccessDenied', 403, /no identity-based policy/);
});

const withReader = () => {
  const t = withDev();
  put(t, 'Role', 'Dev', allow(['iam:ListUsers', 'iam:ListRoles']));
  return t;
};

test('S-20 session policies limit the session, and are named in the refusal', () => {
  const t = withReader();
  const holder = assumed(t, { Policy: allow('iam:ListUsers') });
  expectOk(t.as(holder, 'ListUsers'));
  expectError(
    t.as(holder, 'ListRoles'),
    'AccessDenied',
    403,
    /^User: \S+assumed-role\/Dev\/s1 is not authorized .* because no session policy allows the iam:ListRoles action$/,
  );
});

test('S-21 inline and managed session policies are one set', () => {
  const t = withReader().given([
    'CreatePolicy',
    { PolicyName: 'Roles', PolicyDocument: allow('iam:ListRoles') },
  ]);
  const PolicyArns = [{ arn: `arn:aws:iam::${account}:policy/Roles` }];
  const holder = assumed(t, { Policy: allow('iam:ListUsers'), PolicyArns });
  expectOk(t.as(holder, 'ListUsers'));
  expectOk(t.as(holder, 'ListRoles'));
});

test('E-63 session policies are frozen; the role’s permissions are not', () => {
  const t = withReader();
  const holder = assumed(t, { Policy: allow('iam:*') });
  expectOk(t.as(holder, 'ListUsers'));
  expectOk(t.call('DeleteRolePolicy', { RoleName: 'Dev', PolicyName: 'p' }));
  expectError(t.as(holder, 'ListUsers'), 'AccessDenied', 403, /no identity-based policy/);
});

test.each([
  ['AR-08, S-22 a Principal', { Policy: trusts({ AWS: '*' }) }, 'MalformedPolicyDocument', /./],
  [
    'S-06 a text of more than 2,048 characters',
    { Policy: allow('a:b', 'x'.repeat(2100)) },
    'ValidationError',
    /2048/,
  ],
  [
    'S-23 a packed size over 100 %',
    { Policy: allow('s3:GetObject', `arn:aws:s3:::${'x'.repeat(1200)}`) },
    'PackedPolicyTooLarge',
    /^Packed policy consumes 1\d\d% of allotted space, please use smaller policy\.$/,
  ],
  [
    'a managed policy that is none',
    { PolicyArns: [{ arn: `${dev}x`.replace('role', 'policy') }] },
    'ValidationError',
    /./,
  ],
])('%s is refused in a session policy', (_, params, code, message) =>
  expectError(assume(withDev(), params), code, 400, message),
);

test('S-06 PackedPolicySize is a percentage, and absent without policy and tags', () => {
  const { PackedPolicySize } = expectOk(assume(withDev(), { Policy: allow('s3:*') }));
  expect(PackedPolicySize).toBeGreaterThan(0);
  expect(PackedPolicySize).toBeLessThan(100);
});

const free = statement({ AWS: bob }, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']);
const team = [{ Key: 'Team', Value: 'b' }];
const whereTeam = (value: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: 'iam:ListUsers',
      Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalTag/team': value } },
    },
  });

test('AR-06, S-30 session tags need sts:TagSession, which the refusal names', () =>
  expectError(assume(withDev(), { Tags: team }), 'AccessDenied', 403, /sts:TagSession/));
test('S-40 a source identity needs sts:SetSourceIdentity', () =>
  expectError(assume(withDev(), { SourceIdentity: 'bob' }), 'AccessDenied', 403, /sts:SetSourceIdentity/));

test('T-38 a session tag wins over the role’s, ignoring case', () => {
  const t = withDev(free, { Tags: [{ Key: 'team', Value: 'a' }] });
  put(t, 'Role', 'Dev', whereTeam('b'));
  expectOk(t.as(assumed(t, { Tags: team }), 'ListUsers'));
  expectError(t.as(assumed(t), 'ListUsers'), 'AccessDenied', 403, /./);
});

test.each([
  ['S-34 a reserved key', { Tags: [{ Key: 'aws:x', Value: '' }] }, 'ValidationError', /aws:/],
  [
    'S-36 a key that is equal ignoring case',
    { Tags: [...team, { Key: 'team', Value: '' }] },
    'InvalidParameterValue',
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  ],
  [
    'W-06 a transitive key that is no tag',
    { TransitiveTagKeys: ['x'] },
    'InvalidParameterValue',
    'The specified transitive tag key must be included in the requested tags.',
  ],
  ['S-41 a source identity with aws: in front', { SourceIdentity: 'aws:bob' }, 'ValidationError', /./],
])('%s is refused by AssumeRole', (_, params, code, message) =>
  expectError(assume(withDev(free), params), code, 400, message),
);

const chain = () => {
  const next = statement({ AWS: dev }, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']);
  const t = withDev(free).given([
    'CreateRole',
    { RoleName: 'Next', AssumeRolePolicyDocument: next, Tags: [{ Key: 'team', Value: 'own' }] },
  ]);
  put(t, 'Role', 'Next', whereTeam('b'));
  return t;
};
const Next = { RoleArn: dev.replace('Dev', 'Next'), RoleSessionName: 's2' };

test('L-01 the record of a chain says which tags came in', () => {
  const t = chain();
  const first = assumed(t, { Tags: team, TransitiveTagKeys: ['Team'] });
  const [event] = t.as(first, 'AssumeRole', Next).events;
  expect(event?.requestParameters).toMatchObject({ incomingTransitiveTags: { Team: team[0]?.Value } });
});

test('S-32, T-39 a transitive tag goes on along the chain and wins over the next role’s own', () => {
  const t = chain();
  const first = assumed(t, { Tags: team, TransitiveTagKeys: ['Team'] });
  const second = holderOf(expectOk(t.as(first, 'AssumeRole', Next)));
  expectOk(t.as(second, 'ListUsers'));
});

test('S-35 session tags that are not transitive end with their session', () => {
  const t = chain();
  const second = holderOf(expectOk(t.as(assumed(t, { Tags: team }), 'AssumeRole', Next)));
  expectError(t.as(second, 'ListUsers'), 'AccessDenied', 403, /./);
});

test('S-33 an inherited tag key cannot be passed again', () => {
  const t = chain();
  const first = assumed(t, { Tags: team, TransitiveTagKeys: ['Team'] });
  expectError(
    t.as(first, 'AssumeRole', { ...Next, Tags: [{ Key: 'TEAM', Value: 'c' }] }),
    'InvalidParameterValue',
    400,
    /conflicts with a transitive tag key from the calling session\.$/,
  );
});

test('S-41, S-42, D-25 a source identity stays, can be repeated and not changed', () => {
  const t = chain();
  const first = assumed(t, { SourceIdentity: 'bob' });
  expectError(
    t.as(first, 'AssumeRole', { ...Next, SourceIdentity: 'eve' }),
    'ValidationError',
    400,
    'The source identity is already set for this assume role session',
  );
  const outcome = t.as(first, 'AssumeRole', { ...Next, SourceIdentity: 'bob' });
  expect(expectOk(outcome)).toMatchObject({ SourceIdentity: 'bob' });
  expect(outcome.events[0]?.userIdentity).toMatchObject({ sessionContext: { sourceIdentity: 'bob' } });
  const inherited = holderOf(expectOk(t.as(first, 'AssumeRole', Next)));
  put(
    t,
    'Role',
    'Next',
    allow('iam:ListUsers').replace(
      '"Resource":"*"',
      '"Resource":"*","Condition":{"StringEquals":{"aws:SourceIdentity":"bob"}}',
    ),
  );
  expectOk(t.as(inherited, 'ListUsers'));
});
