/** Credentials of sessions, and the calls that give and read them. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { encodeAuthorizationMessage } from '#core/api/sts/authorization-message.ts';
import { authorize } from '#core/authz/authorize.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import type { Caller } from '#core/model/request/request.ts';
import { TestAccount, account, allow, deny, expectError, expectOk, holderOf, root, trusts } from '../door.ts';
import { addMfa, assumed, bob, codeOf, dev, put, serial, session, withDev } from './account.ts';

const token = 'The security token included in the request is invalid.';
const readable = () => {
  const t = withDev();
  put(t, 'Role', 'Dev', allow('iam:ListUsers'));
  return t;
};

test('E-77 the credentials of a session are the session', () => {
  const t = readable();
  const holder = assumed(t);
  expect(expectOk(t.as(holder, 'GetCallerIdentity'))).toEqual({
    UserId: expect.stringMatching(/^AROA\w+:s1$/) as string,
    Account: account,
    Arn: session('s1'),
  });
  expectOk(t.as({ kind: 'session', id: (holder as { accessKeyId: string }).accessKeyId }, 'ListUsers'));
});

test.each([
  ['the token missing', ({ accessKeyId }: Key): Caller => ({ kind: 'access-key', accessKeyId })],
  ['another token', (key: Key): Caller => ({ ...key, sessionToken: `${key.sessionToken}x` })],
  ['an unknown id', (key: Key): Caller => ({ ...key, accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' })],
  ['an unknown session', (): Caller => ({ kind: 'session', id: 'ASIAAAAAAAAAAAAAAAAA' })],
])('E-77 a call with %s is InvalidClientTokenId', (_, caller) => {
  const t = readable();
  expectError(t.as(caller(assumed(t) as Key), 'ListUsers'), 'InvalidClientTokenId', 403, token);
});

test('E-77 the credentials of a session end: first ExpiredToken, and after a day, when the account is given another, nobody’s', () => {
  const t = readable();
  const holder = assumed(t);
  expectOk(t.wait(3599).as(holder, 'ListUsers'));
  expectError(
    t.wait(1).as(holder, 'ListUsers'),
    'ExpiredToken',
    403,
    'The security token included in the request is expired',
  );
  t.wait(86_399);
  assumed(t);
  expect(t.world.sessions.size).toBe(2);
  t.wait(1);
  assumed(t);
  expect([t.world.sessions.size, t.world.secrets.size]).toEqual([2, 2]);
  expectError(t.as(holder, 'ListUsers'), 'InvalidClientTokenId', 403, token);
});

test('E-62, T-36 a deleted role ends its sessions, also when a namesake comes', () => {
  const t = readable();
  const holder = assumed(t);
  t.given(
    ['DeleteRolePolicy', { RoleName: 'Dev', PolicyName: 'p' }],
    ['DeleteRole', { RoleName: 'Dev' }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trusts({ AWS: bob }) }],
  );
  expectError(t.as(holder, 'GetCallerIdentity'), 'InvalidClientTokenId', 403, token);
});

test('E-64 a changed trust policy does not end a session', () => {
  const t = readable();
  const holder = assumed(t);
  t.given([
    'UpdateAssumeRolePolicy',
    { RoleName: 'Dev', PolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) },
  ]);
  expectOk(t.as(holder, 'ListUsers'));
});

test('E-65, D-23 AWSRevokeOlderSessions ends the older sessions only', () => {
  const t = readable();
  const old = assumed(t);
  t.wait(60);
  const revoke = deny('*').replace(
    '"Resource":"*"',
    `"Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"${new Date(t.env.now).toISOString()}"}}`,
  );
  t.given([
    'PutRolePolicy',
    { RoleName: 'Dev', PolicyName: 'AWSRevokeOlderSessions', PolicyDocument: revoke },
  ]);
  expectError(t.as(old, 'ListUsers'), 'AccessDenied', 403, /explicit deny/);
  expectOk(t.as(assumed(t), 'ListUsers'));
});

test('E-77 an active long-term key signs calls, inactive and deleted ones do not', () => {
  const t = readable();
  put(t, 'User', 'Bob', allow('iam:ListUsers'));
  const { AccessKey } = expectOk(t.call('CreateAccessKey', { UserName: 'Bob' }));
  const { AccessKeyId: accessKeyId } = AccessKey as { AccessKeyId: string };
  const caller: Caller = { kind: 'access-key', accessKeyId };
  const outcome = t.as(caller, 'ListUsers');
  expectOk(outcome);
  expect(outcome.events[0]?.userIdentity).toMatchObject({ type: 'IAMUser', arn: bob, accessKeyId });
  expectError(t.as({ ...caller, sessionToken: 'x' }, 'ListUsers'), 'InvalidClientTokenId', 403, token);
  t.given(['UpdateAccessKey', { UserName: 'Bob', AccessKeyId: accessKeyId, Status: 'Inactive' }]);
  expectError(t.as(caller, 'ListUsers'), 'InvalidClientTokenId', 403, token);
});

test('L-07 the trail tells of the session that called', () => {
  const t = readable();
  expect(t.as(assumed(t), 'ListUsers').events[0]?.userIdentity).toMatchObject({
    type: 'AssumedRole',
    arn: session('s1'),
    accessKeyId: expect.stringMatching(/^ASIA/) as string,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: dev, userName: 'Dev' },
      attributes: { creationDate: '2026-01-31T12:00:00Z', mfaAuthenticated: 'false' },
    },
  });
});

type Key = Extract<Caller, { kind: 'access-key' }>;

const withKeys = () => {
  const t = readable();
  put(t, 'User', 'Bob', allow(['iam:ListUsers', 'sts:GetAccessKeyInfo', 'sts:AssumeRole']));
  addMfa(t);
  return t;
};
const mfaOf = (t: TestAccount) => ({ SerialNumber: serial, TokenCode: codeOf(t) });

test('E-80 no policy can refuse GetSessionToken, and its session is the user', () => {
  const t = withKeys();
  put(t, 'User', 'Bob', deny('*'));
  const holder = holderOf(expectOk(t.as(bob, 'GetSessionToken')));
  expect(expectOk(t.as(holder, 'GetCallerIdentity'))).toMatchObject({ Arn: bob });
});

test('S-05 IAM takes a session of GetSessionToken only with MFA', () => {
  const t = withKeys();
  const plain = holderOf(expectOk(t.as(bob, 'GetSessionToken')));
  expectError(t.as(plain, 'ListUsers'), 'InvalidClientTokenId', 403, token);
  expectOk(t.as(holderOf(expectOk(t.as(bob, 'GetSessionToken', mfaOf(t)))), 'ListUsers'));
});

test('S-05 a session of GetSessionToken calls only AssumeRole and GetCallerIdentity of STS', () => {
  const t = withKeys();
  const holder = holderOf(expectOk(t.as(bob, 'GetSessionToken')));
  expectOk(t.as(holder, 'AssumeRole', { RoleArn: dev, RoleSessionName: 's2' }));
  expectError(
    t.as(holder, 'GetSessionToken'),
    'AccessDenied',
    403,
    'Cannot call GetSessionToken with session credentials',
  );
  expectError(
    t.as(holder, 'GetAccessKeyInfo', { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }),
    'AccessDenied',
    403,
    /session credentials/,
  );
});

test('F-11 the MFA of a GetSessionToken session goes into the role that it assumes', () => {
  const t = withKeys();
  const holder = holderOf(expectOk(t.as(bob, 'GetSessionToken', mfaOf(t))));
  const role = assumed(t, {}, holder);
  expect(t.as(role, 'ListUsers').events[0]?.userIdentity).toMatchObject({
    sessionContext: { attributes: { mfaAuthenticated: 'true' } },
  });
});

test('T-35 GetSessionToken takes an MFA code once', () => {
  const t = withKeys();
  const mfa = mfaOf(t);
  expectOk(t.as(bob, 'GetSessionToken', mfa));
  expectError(t.as(bob, 'GetSessionToken', mfa), 'AccessDenied', 403, /invalid MFA one time pass code\. $/);
});

test.each([
  [bob, undefined, '2026-02-01T00:00:00Z'],
  [root, undefined, '2026-01-31T13:00:00Z'],
  [root, 129_600, '2026-01-31T13:00:00Z'],
  [bob, 129_600, '2026-02-02T00:00:00Z'],
])('S-01 the session of %s that asks for %s seconds lasts until %s', (caller, DurationSeconds, expected) => {
  const params = DurationSeconds === undefined ? {} : { DurationSeconds };
  const { Credentials } = expectOk(withKeys().as(caller, 'GetSessionToken', params));
  expect((Credentials as { Expiration: string }).Expiration).toBe(expected);
});

test('S-05 GetSessionToken is not for sessions of roles', () => {
  const t = withKeys();
  expectError(t.as(assumed(t), 'GetSessionToken'), 'AccessDenied', 403, /^Cannot call GetSessionToken/);
  expectError(t.as(assumed(t), 'GetFederationToken', { Name: 'x' }), 'AccessDenied', 403, /^Cannot call/);
});

const s3 = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
const federated = `arn:aws:sts::${account}:federated-user/web`;
const withFederator = (policy = allow(['sts:*', 's3:*'])) => {
  const t = readable();
  put(t, 'User', 'Bob', policy);
  return t;
};
const callerOf = (t: TestAccount, params: Record<string, unknown> = {}) =>
  holderOf(expectOk(t.as(bob, 'GetFederationToken', { Name: 'web', ...params })));

test('E-80 GetFederationToken needs a permission', () =>
  expectError(
    withFederator(allow('s3:*')).as(bob, 'GetFederationToken', { Name: 'web' }),
    'AccessDenied',
    403,
    `User: ${bob} is not authorized to perform: sts:GetFederationToken on resource: ${federated} because no identity-based policy allows the sts:GetFederationToken action`,
  ));

test('K-31 GetFederationToken names the federated user, who may call GetCallerIdentity and no IAM', () => {
  const t = withFederator(allow('*'));
  const holder = callerOf(t, { Policy: allow('*') });
  expect(expectOk(t.as(holder, 'GetCallerIdentity'))).toEqual({
    UserId: `${account}:web`,
    Account: account,
    Arn: federated,
  });
  expectError(t.as(holder, 'ListUsers'), 'InvalidClientTokenId', 403, token);
  expectError(
    t.as(holder, 'AssumeRole', { RoleArn: dev, RoleSessionName: 'ss' }),
    'AccessDenied',
    403,
    `User: ${federated} is not authorized to perform: sts:AssumeRole on resource: ${dev}`,
  );
});

test('S-30 the tags of GetFederationToken need sts:TagSession', () => {
  const Tags = [{ Key: 'a', Value: 'b' }];
  expectOk(withFederator().as(bob, 'GetFederationToken', { Name: 'web', Tags }));
  expectError(
    withFederator(allow('sts:GetFederationToken')).as(bob, 'GetFederationToken', { Name: 'web', Tags }),
    'AccessDenied',
    403,
    /sts:TagSession/,
  );
});

test('S-25, E-07 a federated user without a policy may do nothing, and a question that only supposes it says the same', () => {
  const decision = authorize(withFederator().world, { principal: federated, ...s3 }, { now: 0 });
  expect([decision.verdict, decision.layer]).toEqual(['denied', 'identity']);
});

test('GetAccessKeyInfo names the account of any key', () => {
  const t = readable();
  const { accessKeyId } = assumed(t) as Key;
  expect(expectOk(t.as(root, 'GetAccessKeyInfo', { AccessKeyId: accessKeyId }))).toEqual({
    Account: account,
  });
  expectError(
    t.as(root, 'GetAccessKeyInfo', { AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }),
    'ValidationError',
    400,
    /AKIAAAAAAAAAAAAAAAAA/,
  );
  expectError(t.as(bob, 'GetAccessKeyInfo', { AccessKeyId: accessKeyId }), 'AccessDenied', 403, /./);
});

const sealedBy = (t: TestAccount) => {
  const record = t.world.accounts.get(unsafeAccountId(account));
  if (!record) throw new Error('no account');
  const action = 'ec2:RunInstances';
  const resource = `arn:aws:ec2:us-east-1:${account}:instance/*`;
  const decision = authorize(t.world, { principal: bob, action, resource }, { now: t.env.now });
  return encodeAuthorizationMessage(record, {
    decision,
    principal: { id: 'x', arn: bob },
    action,
    resource,
  });
};
const decode = (t: TestAccount, EncodedMessage: string) =>
  handle(
    t.world,
    {
      service: 'sts',
      operation: 'DecodeAuthorizationMessage',
      params: { EncodedMessage },
      caller: { kind: 'principal', arn: root },
    },
    t.env,
  );

test('DecodeAuthorizationMessage opens what was sealed for the account', () => {
  const t = readable();
  const sealed = sealedBy(t);
  expect(sealed).not.toContain('RunInstances');
  const { DecodedMessage } = expectOk(decode(t, sealed));
  expect(JSON.parse(String(DecodedMessage))).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: { principal: { arn: bob }, action: 'ec2:RunInstances' },
  });
});

test('DecodeAuthorizationMessage refuses an altered message, and another account’s', () => {
  const t = readable();
  const sealed = sealedBy(t);
  const altered = (at: number) =>
    sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  for (const at of [0, 40, 60, sealed.length - 8]) {
    expectError(decode(t, altered(at)), 'InvalidAuthorizationMessageException', 400, /./);
  }
  const other = new TestAccount();
  other.play('CreateAccount', { AccountId: '999988887777', AccountName: 'x' });
  const foreign = other.send({
    service: 'sts',
    operation: 'DecodeAuthorizationMessage',
    params: { EncodedMessage: sealed },
    caller: { kind: 'principal', arn: 'arn:aws:iam::999988887777:root' },
  });
  expectError(foreign, 'InvalidAuthorizationMessageException', 400, /./);
});
