/** GetScopedCredentials: who may call it, what it answers, and what the new credentials are worth. */

import { expect, test } from 'vitest';
import { answer } from '#core/query/ask/answer.ts';
import { recordDamage } from '#core/model/records/tables.ts';
import type { Caller } from '#core/model/request/request.ts';
import { type TestAccount, account, allow, deny, expectError, expectOk, holderOf, root } from '../door.ts';
import { addMfa, assumed, bob, codeOf, dev, put, serial, session, statement, withDev } from './account.ts';

const withRights = (document = allow(['iam:*', 'sts:*'])) => {
  const t = withDev(statement({ AWS: bob }, ['sts:AssumeRole', 'sts:SetSourceIdentity']));
  put(t, 'Role', 'Dev', document);
  return t;
};
const scoped = (t: TestAccount, as: Caller, params: Record<string, unknown>): Caller =>
  holderOf(expectOk(t.as(as, 'GetScopedCredentials', params)));
const open = allow(['iam:*', 'sts:*']);
const onlyUsers = allow(['iam:ListUsers', 'sts:*']);
const refusedBySession = /^User: \S+ is not authorized .* because no session policy allows the \S+ action$/;

test('Y-01 a session scopes its credentials down and stays the same session', () => {
  const t = withRights();
  const caller = assumed(t, { SourceIdentity: 'bob' });
  expect(expectOk(t.as(caller, 'GetScopedCredentials', { Policy: onlyUsers, DurationSeconds: 60 }))).toEqual({
    Credentials: expect.objectContaining({ Expiration: '2026-01-31T12:01:00Z' }) as unknown,
    SessionInfo: {
      ScopedSessionId: expect.stringMatching(/^AROA\w+:s1$/) as string,
      Arn: session('s1'),
    },
    ScopedPoliciesCount: 1,
    SessionTokenSize: expect.any(Number) as number,
    SessionTokenUtilization: expect.any(Number) as number,
    SourceIdentity: 'bob',
  });
});

test('Y-01 the new credentials may do what both the session and the policy allow', () => {
  const t = withRights(allow(['iam:ListUsers', 'iam:ListRoles', 'sts:*']));
  const narrow = scoped(t, assumed(t), { Policy: allow(['iam:ListUsers', 'iam:ListGroups']) });
  expectOk(t.as(narrow, 'ListUsers'));
  expectError(t.as(narrow, 'ListRoles'), 'AccessDenied', 403, refusedBySession);
  expectError(t.as(narrow, 'ListGroups'), 'AccessDenied', 403, /no identity-based policy allows/);
  expectOk(t.as(narrow, 'GetCallerIdentity'));
});

test('Y-01 a Deny in a scope-down policy is worded as AWS words session policies', () => {
  const t = withRights();
  const narrow = scoped(t, scoped(t, assumed(t), { Policy: open }), { Policy: deny('iam:ListUsers') });
  expectError(t.as(narrow, 'ListUsers'), 'AccessDenied', 403, /with an explicit deny in a session policy$/);
});

test('Y-01 the passed session policy still limits scoped credentials', () => {
  const t = withRights();
  const narrow = scoped(t, assumed(t, { Policy: onlyUsers }), { Policy: open });
  expectOk(t.as(narrow, 'ListUsers'));
  expectError(t.as(narrow, 'ListRoles'), 'AccessDenied', 403, refusedBySession);
});

test('Y-01 three policies may follow each other; a fourth is denied, a shorter life is not', () => {
  const t = withRights();
  let caller = assumed(t);
  for (const policy of [open, onlyUsers, open]) caller = scoped(t, caller, { Policy: policy });
  expectError(t.as(caller, 'GetScopedCredentials', { Policy: open }), 'AccessDenied', 403, /3 scope down/);
  const shorter = expectOk(t.as(caller, 'GetScopedCredentials', { DurationSeconds: 1 }));
  expect(shorter).toMatchObject({ ScopedPoliciesCount: 3 });
  expectError(t.as(holderOf(shorter), 'ListRoles'), 'AccessDenied', 403, refusedBySession);
});

test('Y-01 scoped credentials inherit the end of the session, and can only end earlier', () => {
  const t = withRights();
  const caller = assumed(t);
  t.wait(600);
  const inherited = expectOk(t.as(caller, 'GetScopedCredentials', { Policy: open }));
  expect(inherited).toMatchObject({ Credentials: { Expiration: '2026-01-31T13:00:00Z' } });
  expectOk(t.as(caller, 'GetScopedCredentials', { DurationSeconds: 3000 }));
  expectError(
    t.as(caller, 'GetScopedCredentials', { DurationSeconds: 3001 }),
    'InsufficientSessionLifetime',
    400,
    /exceeds the remaining lifetime/,
  );
});

test.each([
  ['Policy and DurationSeconds missing', {}, 'ValidationError', /At least one of Policy or DurationSeconds/],
  ['no second', { DurationSeconds: 0 }, 'ValidationError', /'?durationSeconds'?/i],
  ['more than 36 hours', { DurationSeconds: 129_601 }, 'ValidationError', /durationSeconds/],
  ['a policy that is too long', { Policy: allow('iam:*', 'x'.repeat(2000)) }, 'ValidationError', /policy/],
  ['a policy that is none', { Policy: '{}' }, 'MalformedPolicyDocument', /./],
  [
    'a policy that packs too large',
    { Policy: allow('iam:*', `arn:aws:s3:::${'x'.repeat(1500)}`) },
    'PackedPolicyTooLarge',
    /%/,
  ],
  [
    'a token above 4,096 bytes',
    { DurationSeconds: 9, MinimumSessionTokenSize: 4097 },
    'ValidationError',
    /./,
  ],
  [
    'a long description',
    { DurationSeconds: 9, ScopedSessionDescription: 'x'.repeat(257) },
    'ValidationError',
    /./,
  ],
])('Y-01 GetScopedCredentials refuses %s', (_, params, code, message) => {
  const t = withRights();
  expectError(t.as(assumed(t), 'GetScopedCredentials', params), code, 400, message);
});

test('Y-01 policies of a whole chain that no token can hold are refused', () => {
  const t = withRights();
  const large = allow([
    'iam:*',
    'sts:*',
    ...Array.from({ length: 12 }, (_, i) => `s3:${'x'.repeat(70)}${i}`),
  ]);
  let caller = assumed(t, { Policy: large });
  for (const policy of [large, large]) caller = scoped(t, caller, { Policy: policy });
  expectError(
    t.as(caller, 'GetScopedCredentials', { Policy: large }),
    'PackedPolicyTooLarge',
    400,
    /token size of \d+ bytes exceeds/,
  );
});

test('Y-01 a token is as large as the call asks', () => {
  const t = withRights();
  const answer = expectOk(
    t.as(assumed(t), 'GetScopedCredentials', { DurationSeconds: 60, MinimumSessionTokenSize: 2048 }),
  );
  expect(answer).toMatchObject({
    SessionTokenSize: 2048,
    SessionTokenUtilization: 50,
    ScopedPoliciesCount: 0,
  });
  expect((answer['Credentials'] as { SessionToken: string }).SessionToken).toHaveLength(2048);
});

test.each([
  ['the keys of a user', bob, 'AccessDenied', 403, /with IAM user credentials$/],
  ['the root user', root, 'AccessDenied', 403, /with root credentials$/],
  ['a role without a session', dev, 'InvalidSubjectCredentials', 400, /could not be resolved/],
])('Y-01 GetScopedCredentials is not for %s', (_, caller, code, status, message) =>
  expectError(withRights().as(caller, 'GetScopedCredentials', { Policy: open }), code, status, message),
);

test('Y-01 a session of the root user cannot be scoped down', () => {
  const t = withRights();
  const caller = holderOf(expectOk(t.as(root, 'GetSessionToken')));
  expectError(t.as(caller, 'GetScopedCredentials', { Policy: open }), 'AccessDenied', 403, /with root/);
});

test('Y-01 the caller needs the permission for the call, which a scope-down policy can take away', () => {
  const t = withRights(allow('iam:*'));
  const text = /not authorized to perform: sts:GetScopedCredentials on resource: \* because no identity/;
  expectError(t.as(assumed(t), 'GetScopedCredentials', { Policy: open }), 'AccessDenied', 403, text);
  put(t, 'Role', 'Dev', open);
  const last = scoped(t, assumed(t), { Policy: allow('iam:*') });
  expectError(t.as(last, 'GetScopedCredentials', { Policy: open }), 'AccessDenied', 403, refusedBySession);
});

test('Y-01 a user scopes a session of GetSessionToken down, and its MFA stays', () => {
  const t = withRights();
  put(t, 'User', 'Bob', open);
  addMfa(t);
  const answer = expectOk(t.as(bob, 'GetSessionToken', { SerialNumber: serial, TokenCode: codeOf(t) }));
  const narrow = scoped(t, holderOf(answer), { Policy: onlyUsers });
  expectOk(t.as(narrow, 'ListUsers'));
  expectError(t.as(narrow, 'ListRoles'), 'AccessDenied', 403, refusedBySession);
  expect(expectOk(t.as(narrow, 'GetCallerIdentity'))).toMatchObject({ Arn: bob });
});

test('Y-01 a federated user scopes its credentials down', () => {
  const t = withRights();
  put(t, 'User', 'Bob', open);
  const federated = expectOk(t.as(bob, 'GetFederationToken', { Name: 'web', Policy: open }));
  const answer = expectOk(t.as(holderOf(federated), 'GetScopedCredentials', { Policy: onlyUsers }));
  expect(answer).toMatchObject({
    SessionInfo: { ScopedSessionId: `${account}:web`, Arn: `arn:aws:sts::${account}:federated-user/web` },
  });
});

test('Y-01 a role that scoped credentials assume is not limited by their policies', () => {
  const t = withRights();
  t.given(['CreateRole', { RoleName: 'Next', AssumeRolePolicyDocument: trustOf(dev) }]);
  put(t, 'Role', 'Next', allow('iam:ListRoles'));
  const narrow = scoped(t, assumed(t), { Policy: allow('sts:AssumeRole') });
  const next = holderOf(
    expectOk(
      t.as(narrow, 'AssumeRole', { RoleArn: `arn:aws:iam::${account}:role/Next`, RoleSessionName: 'n1' }),
    ),
  );
  expectOk(t.as(next, 'ListRoles'));
});
const trustOf = (arn: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' }],
  });

test('Y-01, L-02 the trail shows the policy, the description and the issued key', () => {
  const t = withRights();
  const params = { Policy: onlyUsers, ScopedSessionDescription: 'read the users' };
  const [event] = t.as(assumed(t), 'GetScopedCredentials', params).events;
  expect(event).toMatchObject({
    eventName: 'GetScopedCredentials',
    userIdentity: { type: 'AssumedRole', arn: session('s1') },
    requestParameters: { policy: onlyUsers, scopedSessionDescription: 'read the users' },
    responseElements: {
      credentials: { accessKeyId: expect.stringMatching(/^ASIA/) as string },
      sessionInfo: { arn: session('s1') },
      scopedPoliciesCount: 1,
    },
  });
});

test('Y-01 the row of a scoped session has the shape of the store, and names the session before it', () => {
  const t = withRights();
  const caller = assumed(t);
  const narrow = scoped(t, caller, { Policy: onlyUsers, ScopedSessionDescription: 'users' });
  const row = t.world.sessions.get((narrow as { accessKeyId: string }).accessKeyId);
  expect(row).toMatchObject({
    scope: { policies: [{ document: onlyUsers }], description: 'users' },
    callerSession: (caller as { accessKeyId: string }).accessKeyId,
  });
  expect(recordDamage('sessions', row?.id, row)).toBeUndefined();
  expect(recordDamage('sessions', row?.id, { ...row, scope: { policies: 'all' } })).toBeDefined();
});

test('Y-01 a question on everything is answered with the part that the scope-down policy leaves', () => {
  const t = withRights(allow(['s3:*', 'sts:*']));
  const data = 'arn:aws:s3:::corp-data/*';
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: data }],
  });
  const issued = expectOk(t.as(assumed(t), 'GetScopedCredentials', { Policy }));
  const { AccessKeyId } = issued['Credentials'] as { AccessKeyId: string };
  const object = { name: 'object', arnFormat: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}' };
  const info = {
    name: 's3:GetObject',
    accessLevel: 'Read',
    resourceTypes: [object],
    conditionKeys: [],
  } as const;
  const reference = { action: () => info };
  const question = { principal: session('s1'), session: AccessKeyId, action: 's3:GetObject', resource: '*' };
  expect(answer(t.world, question, { ...t.env, reference })).toMatchObject({
    kind: 'on-part',
    parts: { allowed: [data], except: [] },
  });
});
