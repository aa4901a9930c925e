/** The trail names a principal for the calls that issue credentials, and for the calls made with them. */

import { expect, test } from 'vitest';
import type { Caller } from '#core/model/request/request.ts';
import { TestAccount, account, allow, expectOk, holderOf, otherAccount, root, trusts } from './door.ts';

const bob = `arn:aws:iam::${account}:user/Bob`;
const dev = `arn:aws:iam::${account}:role/Dev`;

const setting = () =>
  new TestAccount().given(
    ['CreateUser', { UserName: 'Bob' }],
    ['PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument: allow('sts:*') }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trusts({ AWS: bob }) }],
  );
const session = { RoleArn: dev, RoleSessionName: 's1' };
const typeOf = (t: TestAccount, caller: string | Caller) =>
  t.as(caller, 'GetCallerIdentity').events[0]?.userIdentity;

test.each([
  ['root', 'GetSessionToken', root, {}, 'Root', 'Root'],
  ['a user', 'GetSessionToken', bob, {}, 'IAMUser', 'IAMUser'],
  ['a user', 'GetFederationToken', bob, { Name: 'fred' }, 'IAMUser', 'FederatedUser'],
  ['a user', 'AssumeRole', bob, session, 'IAMUser', 'AssumedRole'],
])(
  'L-07, L-09 the trail names the caller when %s calls %s',
  (_, operation, caller, params, issuing, later) => {
    const t = setting();
    const outcome = t.as(caller, operation, params);
    expect(outcome.events.map(({ userIdentity }) => userIdentity['type'])).toEqual([issuing]);
    expect(typeOf(t, holderOf(expectOk(outcome)))).toMatchObject({
      type: later,
      accessKeyId: expect.stringMatching(/^ASIA/) as string,
      sessionContext: { attributes: { creationDate: '2026-01-31T12:00:00Z', mfaAuthenticated: 'false' } },
    });
  },
);

test('L-07 a federated user stands in the trail with the user who asked for its token', () => {
  const t = setting();
  const fred = holderOf(expectOk(t.as(bob, 'GetFederationToken', { Name: 'fred' })));
  expect(typeOf(t, fred)).toMatchObject({
    principalId: `${account}:fred`,
    arn: `arn:aws:sts::${account}:federated-user/fred`,
    sessionContext: { sessionIssuer: { type: 'IAMUser', arn: bob, userName: 'Bob' } },
  });
});

test('L-07, L-09 the account of the role sees a caller from elsewhere as AWSAccount', () => {
  const t = setting();
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  const other = `arn:aws:iam::${otherAccount}:root`;
  expectOk(t.as(other, 'CreateRole', { RoleName: 'Ops', AssumeRolePolicyDocument: trusts({ AWS: bob }) }));
  const { events } = t.as(bob, 'AssumeRole', {
    ...session,
    RoleArn: `arn:aws:iam::${otherAccount}:role/Ops`,
  });
  expect(
    events.map(({ recipientAccountId, userIdentity }) => [recipientAccountId, userIdentity['type']]),
  ).toEqual([
    [account, 'IAMUser'],
    [otherAccount, 'AWSAccount'],
  ]);
  const shown = events[1]?.userIdentity ?? {};
  expect(Object.keys(shown).sort()).toEqual(['accountId', 'principalId', 'type']);
});

test('L-07 the root user carries the alias of its account in the trail', () => {
  const t = setting().given(['CreateAccountAlias', { AccountAlias: 'acme' }]);
  expect(typeOf(t, root)).toEqual({
    type: 'Root',
    principalId: account,
    arn: root,
    accountId: account,
    userName: 'acme',
  });
});
