/** Two accounts, invitations between them, and the request to enable all features. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, otherAccount, root } from '../door.ts';
import { withOrganization } from './account.ts';

const stranger = `arn:aws:iam::${otherAccount}:root`;
const day = 86_400;

interface Shaken {
  readonly Handshake: { readonly Id: string; readonly State: string; readonly Arn: string };
}

function setting() {
  const t = new TestAccount();
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  const made = withOrganization(t);
  const invite = (params = {}) =>
    expectOk(
      t.org(root, 'InviteAccountToOrganization', {
        Target: { Type: 'ACCOUNT', Id: otherAccount },
        ...params,
      }),
    ) as unknown as Shaken;
  const answer = (by: string, operation: string, HandshakeId: string) =>
    t.org(by, operation, { HandshakeId });
  return { ...made, t, invite, answer };
}

test('an invited account accepts and is a member, with its tags and AWS’s policies', () => {
  const { t, ok, top, org, invite, answer } = setting();
  ok('EnablePolicyType', { RootId: top, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const { Handshake } = invite({ Notes: 'Welcome', Tags: [{ Key: 'team', Value: 'red' }] });
  expect(Handshake).toMatchObject({
    State: 'OPEN',
    Arn: `arn:aws:organizations::${account}:handshake/${org}/invite/${Handshake.Id}`,
  });
  expect(expectOk(t.org(stranger, 'ListHandshakesForAccount'))).toMatchObject({
    Handshakes: [
      { Id: Handshake.Id, Resources: [{}, { Type: 'ACCOUNT' }, { Type: 'NOTES', Value: 'Welcome' }] },
    ],
  });
  expect(expectOk(answer(stranger, 'AcceptHandshake', Handshake.Id))).toMatchObject({
    Handshake: { State: 'ACCEPTED' },
  });
  expect(ok('DescribeAccount', { AccountId: otherAccount })).toMatchObject({
    Account: { JoinedMethod: 'INVITED' },
  });
  expect(ok('ListTagsForResource', { ResourceId: otherAccount })).toEqual({
    Tags: [{ Key: 'team', Value: 'red' }],
  });
  const target = { TargetId: otherAccount, Filter: 'SERVICE_CONTROL_POLICY' };
  expect(ok('ListPoliciesForTarget', target)).toMatchObject({ Policies: [{ Id: 'p-FullAWSAccess' }] });
});

test('only the recipient answers an invitation, only the sender takes it back, and only once', () => {
  const { t, invite, answer } = setting();
  const { Id } = invite().Handshake;
  expectError(answer(root, 'AcceptHandshake', Id), 'AccessDeniedException', 400, /permissions/);
  expectError(answer(stranger, 'CancelHandshake', Id), 'AccessDeniedException', 400, /CancelHandshake/);
  expectOk(answer(stranger, 'DeclineHandshake', Id));
  expectError(answer(stranger, 'DeclineHandshake', Id), 'HandshakeAlreadyInStateException', 400, /already/);
  expectError(answer(stranger, 'AcceptHandshake', Id), 'InvalidHandshakeTransitionException', 400, /state/);
  expectOk(answer(root, 'CancelHandshake', invite().Handshake.Id));
  expectError(answer(root, 'DescribeHandshake', 'h-aaaaaaaa'), 'HandshakeNotFoundException', 400, /exist/);
  t.wait(31 * day);
  expectError(answer(root, 'DescribeHandshake', Id), 'HandshakeNotFoundException', 400, /exist/);
});

test('a user of the invited account needs the permission on the handshake', () => {
  const { t, invite, answer } = setting();
  const bob = `arn:aws:iam::${otherAccount}:user/Bob`;
  expectOk(t.as(stranger, 'CreateUser', { UserName: 'Bob' }));
  const { Id, Arn } = invite().Handshake;
  expectError(
    answer(bob, 'AcceptHandshake', Id),
    'AccessDeniedException',
    400,
    /organizations:AcceptHandshake/,
  );
  const PolicyDocument = allow('organizations:AcceptHandshake', Arn);
  expectOk(t.as(stranger, 'PutUserPolicy', { UserName: 'Bob', PolicyName: 'p', PolicyDocument }));
  expectOk(answer(bob, 'AcceptHandshake', Id));
});

test('an invitation expires after 15 days and may then be sent again', () => {
  const { t, invite, answer } = setting();
  const { Id } = invite().Handshake;
  const again = { Target: { Type: 'ACCOUNT', Id: otherAccount } };
  expectError(t.org(root, 'InviteAccountToOrganization', again), 'DuplicateHandshakeException', 400, /./);
  t.wait(15 * day);
  expect(expectOk(answer(stranger, 'DescribeHandshake', Id))).toMatchObject({
    Handshake: { State: 'EXPIRED' },
  });
  expectError(answer(stranger, 'AcceptHandshake', Id), 'InvalidHandshakeTransitionException', 400, /./);
  invite();
});

test.each([
  [
    'a member',
    { Type: 'ACCOUNT', Id: account },
    'HandshakeConstraintViolationException',
    'ALREADY_IN_AN_ORGANIZATION',
  ],
  [
    'an organization',
    { Type: 'ORGANIZATION', Id: 'o-abcdefghij' },
    'InvalidInputException',
    'INVALID_PARTY_TYPE_TARGET',
  ],
  ['no address', { Type: 'EMAIL', Id: 'somebody' }, 'InvalidInputException', 'INVALID_PATTERN'],
])('Organizations invites no target such as %s', (_what, Target, code, reason) => {
  const outcome = setting().t.org(root, 'InviteAccountToOrganization', { Target });
  expect(outcome).toMatchObject({ ok: false, error: { code, reason } });
});

/** An organization for billing with one invited member, whose management account asks for all features. */
function asked() {
  const t = new TestAccount();
  expectOk(t.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' }));
  expectOk(t.org(root, 'CreateOrganization', { FeatureSet: 'CONSOLIDATED_BILLING' }));
  const accept = (by: string, HandshakeId: string) => t.org(by, 'AcceptHandshake', { HandshakeId });
  const invited = expectOk(
    t.org(root, 'InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: otherAccount } }),
  ) as unknown as Shaken;
  expectOk(accept(stranger, invited.Handshake.Id));
  const whole = expectOk(t.org(root, 'EnableAllFeatures')) as unknown as Shaken;
  return { t, accept, whole };
}

test('all features come when every invited member has approved and the management account completes it', () => {
  const { t, accept, whole } = asked();
  expect(whole.Handshake).toMatchObject({ State: 'REQUESTED', Action: 'APPROVE_ALL_FEATURES' });
  expectError(accept(root, whole.Handshake.Id), 'InvalidHandshakeTransitionException', 400, /./);
  const Filter = { ParentHandshakeId: whole.Handshake.Id };
  const { Handshakes } = expectOk(t.org(stranger, 'ListHandshakesForAccount', { Filter })) as {
    Handshakes: { Id: string; Action: string }[];
  };
  expect(Handshakes.map(({ Action }) => Action)).toEqual(['ENABLE_ALL_FEATURES']);
  expectOk(accept(stranger, Handshakes[0]?.Id ?? ''));
  const HandshakeId = whole.Handshake.Id;
  expect(expectOk(t.org(root, 'DescribeHandshake', { HandshakeId }))).toMatchObject({
    Handshake: { State: 'OPEN' },
  });
  expectOk(accept(root, HandshakeId));
  expect(expectOk(t.org(root, 'DescribeOrganization'))).toMatchObject({
    Organization: { FeatureSet: 'ALL' },
  });
  expectError(t.org(root, 'EnableAllFeatures'), 'HandshakeConstraintViolationException', 400, /already/);
});

test('who cancels the request for all features cancels what its members were asked', () => {
  const { t, accept, whole } = asked();
  const part = () => {
    const { Handshakes } = expectOk(
      t.org(stranger, 'ListHandshakesForAccount', { Filter: { ParentHandshakeId: whole.Handshake.Id } }),
    ) as unknown as { Handshakes: Shaken['Handshake'][] };
    return Handshakes[0];
  };
  expect(part()).toMatchObject({ State: 'REQUESTED' });
  expectOk(t.org(root, 'CancelHandshake', { HandshakeId: whole.Handshake.Id }));
  expect(part()).toMatchObject({ State: 'CANCELED' });
  expectError(accept(stranger, part()?.Id ?? ''), 'InvalidHandshakeTransitionException', 400, /state/);
  expectOk(t.org(root, 'EnableAllFeatures'));
});

test('a member of one organization moves to another when it accepts; a management account does not', () => {
  const { t, org, invite, answer } = setting();
  const third = '333344445555';
  const other = `arn:aws:iam::${third}:root`;
  expectOk(t.play('CreateAccount', { AccountId: third, AccountName: 'Third' }));
  expectOk(answer(stranger, 'AcceptHandshake', invite({ Tags: [{ Key: 'a', Value: 'b' }] }).Handshake.Id));
  const { Organization } = expectOk(t.org(other, 'CreateOrganization')) as { Organization: { Id: string } };
  const call = (Id: string) =>
    (
      expectOk(
        t.org(other, 'InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id } }),
      ) as unknown as Shaken
    ).Handshake.Id;
  expectOk(answer(stranger, 'AcceptHandshake', call(otherAccount)));
  expect(t.world.accounts.get(otherAccount as never)?.membership?.organization).toBe(Organization.Id);
  expect(t.world.organizations.get(org as never)?.details?.tags).toBeUndefined();
  const { Accounts } = expectOk(t.org(root, 'ListAccounts')) as { Accounts: { Id: string }[] };
  expect(Accounts.map(({ Id }) => Id)).toEqual([account]);
  expect(answer(root, 'AcceptHandshake', call(account))).toMatchObject({
    error: { reason: 'ALREADY_IN_AN_ORGANIZATION' },
  });
});

test('an account leaves or is removed; a created one only after four days, the management account never', () => {
  const { t, invite, answer, member } = setting();
  const dev = member('Dev');
  const leave = (by: string) => t.org(by, 'LeaveOrganization');
  const remove = (AccountId: string) => t.org(root, 'RemoveAccountFromOrganization', { AccountId });
  expect(remove(dev)).toMatchObject({ error: { reason: 'WAIT_PERIOD_ACTIVE' } });
  expectError(leave(root), 'MasterCannotLeaveOrganizationException', 400, /management account/);
  expectError(remove('999999999999'), 'AccountNotFoundException', 400, /exist/);
  expectOk(answer(stranger, 'AcceptHandshake', invite().Handshake.Id));
  expectOk(leave(stranger));
  expectError(leave(stranger), 'AWSOrganizationsNotInUseException', 400, /not a member/);
  t.wait(4 * day);
  expectOk(remove(dev));
  expect(t.world.accounts.get(dev as never)?.membership).toBeUndefined();
});
