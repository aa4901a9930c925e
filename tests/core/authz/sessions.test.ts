/** Sessions as principals of a decision: what they froze, what they read anew, and the keys they carry. */

import { expect, test } from 'vitest';
import { authorize, inputFor } from '#core/authz/authorize.ts';
import { authenticateCaller, principalOfSession } from '#core/authz/credentials.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import type { Caller } from '#core/model/request/request.ts';
import { TestAccount, account, allow, deny, expectOk, holderOf, root } from '../api/door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const federated = `arn:aws:sts::${account}:federated-user/web`;
const s3 = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };

function withBob(policy = allow(['sts:*', 's3:*'])): TestAccount {
  return new TestAccount().given(
    ['CreateUser', { UserName: 'Bob', Tags: [{ Key: 'Team', Value: 'own' }] }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: policy }],
  );
}

function inputOf(t: TestAccount, caller: Caller, question = s3) {
  const authenticated = authenticateCaller(t.world, caller, t.env.now);
  if (!authenticated.ok) expect.fail(authenticated.error.message);
  return inputFor(t.world, authenticated.value, question, { now: t.env.now });
}
const verdictOf = (t: TestAccount, caller: Caller) => {
  const { verdict, layer } = evaluate(inputOf(t, caller));
  return [verdict, layer];
};

const federate = (t: TestAccount, params: Record<string, unknown> = {}, as = bob): Caller =>
  holderOf(expectOk(t.as(as, 'GetFederationToken', { Name: 'web', ...params })));

const shareBucket = (t: TestAccount, AWS: string) =>
  expectOk(
    t.play('PutResource', {
      Arn: 'arn:aws:s3:::b',
      Account: account,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 's3:*', Resource: 'arn:aws:s3:::b/*' }],
      }),
    }),
  );

test.each([
  ['S-20 what user and policy both allow', undefined, { Policy: allow('s3:*') }, ['allowed', 'identity']],
  ['S-20 not what only the policy allows', allow('sts:*'), { Policy: allow('*') }, ['denied', 'identity']],
  ['S-20 not what only the user may', undefined, { Policy: allow('sqs:*') }, ['denied', 'session']],
  ['S-25 nothing without a policy', undefined, {}, ['denied', 'session']],
  ['S-21 not what the policy denies', undefined, { Policy: deny('s3:*') }, ['denied', 'session']],
])('%s: a federated user gets the decision of its row', (_, policy, params, expected) => {
  const t = withBob(policy);
  expect(verdictOf(t, federate(t, params))).toEqual(expected);
});

test('a federated user of the root user may do what its policy says', () => {
  const t = withBob();
  expect(verdictOf(t, federate(t, { Policy: allow('s3:*') }, root))).toEqual(['allowed', 'identity']);
  expect(verdictOf(t, federate(t, {}, root))).toEqual(['denied', 'session']);
});

test('E-24 a federated user whom a bucket policy names needs nothing else', () => {
  const t = withBob(allow('sts:*'));
  shareBucket(t, federated);
  expect(verdictOf(t, federate(t))).toEqual(['allowed', 'resource']);
});

test('E-23 the session policy still limits a federated user where its user is named', () => {
  const t = withBob(allow('sts:*'));
  shareBucket(t, bob);
  expect(verdictOf(t, federate(t))).toEqual(['denied', 'session']);
  expect(verdictOf(t, federate(t, { Policy: allow('s3:*') }))).toEqual(['allowed', 'resource']);
});

test('the boundary of its user limits a federated user, as it is now', () => {
  const t = withBob();
  const holder = federate(t, { Policy: allow('s3:*') });
  t.given(
    ['CreatePolicy', { PolicyName: 'Bound', PolicyDocument: allow('sqs:*') }],
    [
      'PutUserPermissionsBoundary',
      { UserName: 'Bob', PermissionsBoundary: `arn:aws:iam::${account}:policy/Bound` },
    ],
  );
  expect(verdictOf(t, holder)).toEqual(['denied', 'permissions-boundary']);
});

test('K-30, K-31 a federated user carries its own name, its user’s tags and the passed ones, and no user name', () => {
  const t = withBob();
  const { context = {} } = inputOf(
    t,
    federate(t, {
      Tags: [
        { Key: 'team', Value: 'web' },
        { Key: 'x', Value: '1' },
      ],
    }),
  );
  expect(context).toMatchObject({
    'aws:PrincipalArn': federated,
    'aws:PrincipalType': 'FederatedUser',
    'aws:userid': `${account}:web`,
    'aws:PrincipalTag/team': 'web',
    'aws:PrincipalTag/x': '1',
    'aws:TokenIssueTime': '2026-01-31T12:00:00Z',
  });
  expect(Object.keys(context)).not.toContain('aws:username');
  expect(Object.keys(context)).not.toContain('aws:PrincipalTag/Team');
});

test('a federated user ends with its user', () => {
  const t = withBob();
  const holder = federate(t, { Policy: allow('s3:*') });
  t.given(['DeleteUserPolicy', { UserName: 'Bob', PolicyName: 'p' }], ['DeleteUser', { UserName: 'Bob' }]);
  const [session] = t.world.sessions.values();
  expect(session && principalOfSession(t.world, session)).toBeUndefined();
  expect(authenticateCaller(t.world, holder, t.env.now)).toMatchObject({
    ok: false,
    error: { code: 'InvalidClientTokenId' },
  });
});

const keysOf = (t: TestAccount, caller: Caller) => {
  const { context = {} } = inputOf(t, caller);
  return Object.fromEntries(
    Object.entries(context).filter(([key]) => /MultiFactor|TokenIssue|username|PrincipalType/.test(key)),
  );
};

test('T-44 long-term credentials carry no key of MFA or issue time', () => {
  const t = withBob();
  expect(keysOf(t, { kind: 'principal', arn: bob })).toEqual({
    'aws:PrincipalType': 'User',
    'aws:username': 'Bob',
  });
});

test('K-31 a session of GetSessionToken is the user, and says that it is without MFA', () => {
  const t = withBob();
  const holder = holderOf(expectOk(t.as(bob, 'GetSessionToken')));
  expect(keysOf(t.wait(60), holder)).toEqual({
    'aws:PrincipalType': 'User',
    'aws:username': 'Bob',
    'aws:MultiFactorAuthPresent': 'false',
    'aws:TokenIssueTime': '2026-01-31T12:00:00Z',
  });
});

test('K-32 a session of root says that it is without MFA', () => {
  const t = withBob();
  const holder = holderOf(expectOk(t.as(root, 'GetSessionToken')));
  expect(keysOf(t, holder)).toMatchObject({
    'aws:PrincipalType': 'Account',
    'aws:MultiFactorAuthPresent': 'false',
  });
  expect(verdictOf(t, holder)).toEqual(['allowed', 'root-user']);
});

const ask = (t: TestAccount, principal: string, session?: string) =>
  authorize(t.world, { principal, ...s3, ...(session === undefined ? {} : { session }) }, { now: t.env.now })
    .verdict;

test('E-63 a question as temporary credentials counts what they froze', () => {
  const t = withBob();
  federate(t, { Policy: allow('s3:*') });
  const [credentials] = t.world.sessions.values();
  expect(ask(t, federated, credentials?.id)).toBe('allowed');
});

test('a question as credentials of another or of nobody asks the identity alone', () => {
  const t = withBob();
  federate(t, { Policy: allow('sqs:*') });
  const [credentials] = t.world.sessions.values();
  expect(ask(t, federated, credentials?.id)).toBe('denied');
  expect(ask(t, bob, credentials?.id)).toBe('allowed');
  expect(ask(t, bob, 'ASIAUNKNOWN')).toBe('allowed');
});
