/**
 * Switching roles in the console, and the federation endpoint that makes a console session from credentials.
 */

import { expect, test } from 'vitest';
import type { SessionView } from '#core/api/signin/console-session.ts';
import type { Outcome } from '#core/api/door.ts';
import type { Caller } from '#core/model/request/request.ts';
import { account, allow, expectError, expectOk, holderOf, otherAccount, trusts } from '../door.ts';
import { brokenInvariants } from '../random/invariants.ts';
import { SignInAccount, email, entered, holder, rootPassword } from './account.ts';

const { events } = SignInAccount;
const alice = `arn:aws:iam::${account}:user/alice`;
const refusedText = /^Invalid information in one or more fields/;

/** Makes an account in which alice may assume Auditor (with a path), and is signed in. */
function withRole(more: Record<string, unknown> = {}) {
  const here = new SignInAccount().given(
    [
      'CreateRole',
      { RoleName: 'Auditor', Path: '/team/', AssumeRolePolicyDocument: trusts({ AWS: alice }), ...more },
    ],
    ['CreateRole', { RoleName: 'Editor', AssumeRolePolicyDocument: trusts({ AWS: alice }) }],
    ['PutRolePolicy', { RoleName: 'Auditor', PolicyName: 'read', PolicyDocument: allow('iam:List*') }],
    ['PutRolePolicy', { RoleName: 'Editor', PolicyName: 'edit', PolicyDocument: allow('iam:CreateUser') }],
  );
  const caller = holder(entered(here.enter()));
  const to = (RoleName: string, from: Caller = caller, Account: string = account) =>
    here.signin('SwitchRole', { Account, RoleName }, from);
  return { here, caller, to };
}

const switched = (outcome: Outcome): { Session: SessionView; caller: Caller } => {
  const { Session } = expectOk(outcome) as unknown as { Session: SessionView };
  return { Session, caller: { kind: 'session', id: Session.Id } };
};

test('SI-09 a user switches role by account id or alias, path and name; the session is named after the user', () => {
  const { here, to } = withRole();
  const { Session, caller } = switched(to('team/Auditor'));
  expect(Session.Arn).toBe(`arn:aws:sts::${account}:assumed-role/Auditor/alice`);
  expectOk(here.as(caller, 'ListUsers'));
  switched(to('/team/Auditor', undefined, 'acme'));
  expect(brokenInvariants(here.world)).toEqual([]);
});

test('L-08, SI-09 the trail has AssumeRole and SwitchRole, who came and who went', () => {
  const { to } = withRole();
  const outcome = to('team/Auditor');
  expect(outcome.events.map(({ eventName }) => eventName)).toEqual(['AssumeRole', 'SwitchRole']);
  expect(outcome.events[1]).toMatchObject({
    userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${account}:assumed-role/Auditor/alice` },
    additionalEventData: { SwitchFrom: alice },
  });
  expect(outcome.changes).toEqual([]);
});

test('SI-09 a switch from another role asks the original identity, which stays signed in', () => {
  const { here, caller, to } = withRole();
  const auditor = switched(to('team/Auditor')).caller;
  const editor = switched(to('Editor', auditor)).caller;
  expectOk(here.as(editor, 'CreateUser', { UserName: 'bob' }));
  expect(here.as(editor, 'ListUsers').ok).toBe(false);
  const back = here.signin('ExitRole', {}, editor);
  expect(events(back)).toEqual(['ExitRole Success']);
  expect(expectOk(back)).toMatchObject({ Session: { Id: caller.kind === 'session' ? caller.id : '' } });
  expectError(here.as(editor, 'ListUsers'), 'InvalidClientTokenId', 403, /invalid/);
});

test('S-03, SI-09 a switched role lasts as long as the role allows and the signed-in session lasts', () => {
  const { here, to } = withRole({ MaxSessionDuration: 43_200 });
  const lasts = ({ Session }: { Session: SessionView }) =>
    (Date.parse(Session.Expiration) - here.env.now) / 60_000;
  expect(lasts(switched(to('Editor')))).toBe(60);
  expect(lasts(switched(to('team/Auditor')))).toBe(720);
  here.wait(11 * 3600);
  expect(lasts(switched(to('team/Auditor')))).toBe(60);
  here.wait(55 * 60);
  expect(lasts(switched(to('team/Auditor')))).toBe(5);
  here.wait(5 * 60);
  expectError(to('Editor'), 'ExpiredToken', 403, /expired/);
});

test.each([
  ['a role that does not trust alice', 'Closed', account],
  ['no such role', 'Nothing', account],
  ['without its path', 'Auditor', account],
  ['no such account', 'Editor', 'nobody'],
  ['a role of an unknown account', 'Editor', otherAccount],
])('SI-09 switching gets one neutral sentence: %s', (_, name, where) => {
  const { here, to } = withRole();
  here.given([
    'CreateRole',
    { RoleName: 'Closed', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }) },
  ]);
  const outcome = to(name, undefined, where);
  expectError(outcome, 'SwitchRoleFailed', 403, refusedText);
  expect(events(outcome)).toEqual(['SwitchRole Failure']);
});

test('S-43, SI-09 the console cannot reach a role that wants an external id, or MFA that was not given', () => {
  const { here, caller } = withRole();
  const wants = (Condition: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: alice }, Action: 'sts:AssumeRole', Condition }],
    });
  here.given(
    [
      'CreateRole',
      {
        RoleName: 'External',
        AssumeRolePolicyDocument: wants({ StringEquals: { 'sts:ExternalId': 'x1' } }),
      },
    ],
    [
      'CreateRole',
      {
        RoleName: 'WithMfa',
        AssumeRolePolicyDocument: wants({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
      },
    ],
  );
  for (const RoleName of ['External', 'WithMfa'])
    expectError(
      here.signin('SwitchRole', { Account: account, RoleName }, caller),
      'SwitchRoleFailed',
      403,
      refusedText,
    );
});

test('SI-09 root cannot switch role', () => {
  const { here } = withRole();
  const root = holder(entered(here.signin('SignInAsRoot', { Email: email, Password: rootPassword })));
  expectError(
    here.signin('SwitchRole', { Account: account, RoleName: 'Editor' }, root),
    'SwitchRoleFailed',
    403,
    /root user/,
  );
});

test('SI-09 a switch across accounts leaves its events in the role’s account too', () => {
  const { here, caller } = withRole();
  here.play('CreateAccount', { AccountId: otherAccount, AccountName: 'Other' });
  const there = `arn:aws:iam::${otherAccount}:root`;
  expectOk(
    here.as(there, 'CreateRole', { RoleName: 'Guest', AssumeRolePolicyDocument: trusts({ AWS: account }) }),
  );
  here.given([
    'PutUserPolicy',
    { UserName: 'alice', PolicyName: 'go', PolicyDocument: allow('sts:AssumeRole') },
  ]);
  const outcome = here.signin('SwitchRole', { Account: otherAccount, RoleName: 'Guest' }, caller);
  switched(outcome);
  expect(outcome.events.map(({ eventName, recipientAccountId }) => [eventName, recipientAccountId])).toEqual([
    ['AssumeRole', account],
    ['AssumeRole', otherAccount],
    ['SwitchRole', otherAccount],
  ]);
});

test('SI-09 signing out ends the session and all roles of it, and only them', () => {
  const { here, to } = withRole();
  const other = holder(entered(here.enter()));
  const auditor = switched(to('team/Auditor')).caller;
  const editor = switched(to('Editor', auditor)).caller;
  expectOk(here.signin('SignOut', {}, editor));
  for (const caller of [auditor, editor])
    expectError(here.as(caller, 'ListUsers'), 'InvalidClientTokenId', 403, /invalid/);
  expect([...here.world.sessions.keys()]).toEqual([other.kind === 'session' ? other.id : '']);
  expectError(here.signin('SignOut', {}, editor), 'InvalidSession', 403, /not signed in/);
  expect(brokenInvariants(here.world)).toEqual([]);
});

test('E-62 the console sessions of a deleted user end, and permission changes act at once', () => {
  const { here, caller, to } = withRole();
  const auditor = switched(to('team/Auditor')).caller;
  here.given(['DeleteRolePolicy', { RoleName: 'Auditor', PolicyName: 'read' }]);
  expect(here.as(auditor, 'ListUsers').ok).toBe(false);
  here.given(['DeleteLoginProfile', { UserName: 'alice' }], ['DeleteUser', { UserName: 'alice' }]);
  expectError(here.as(caller, 'ListUsers'), 'InvalidClientTokenId', 403, /invalid/);
});

test('SI-09 a session long over is removed by the next sign-in, never by a call that can be undone', () => {
  const { here, caller } = withRole();
  here.wait(37 * 3600);
  const assumed = here.as(alice, 'AssumeRole', {
    RoleArn: `arn:aws:iam::${account}:role/Editor`,
    RoleSessionName: 'api',
  });
  expect(assumed.changes.every(({ before }) => before === undefined)).toBe(true);
  expect(here.world.sessions.has(caller.kind === 'session' ? caller.id : '')).toBe(true);
  entered(here.enter());
  expect(here.world.sessions.has(caller.kind === 'session' ? caller.id : '')).toBe(false);
});

const credentials = (outcome: Outcome) => {
  const { Credentials } = expectOk(outcome) as { Credentials: Record<string, string> };
  const { AccessKeyId: SessionId, SecretAccessKey: SessionKey, SessionToken } = Credentials;
  return { SessionId, SessionKey, SessionToken };
};
const assume = (here: SignInAccount, more: object = {}) =>
  here.as(alice, 'AssumeRole', {
    RoleArn: `arn:aws:iam::${account}:role/Editor`,
    RoleSessionName: 'link',
    ...more,
  });
const token = (here: SignInAccount, params: object) =>
  expectOk(here.signin('GetSigninToken', { ...params }))['SigninToken'] as string;

test('SI-11 the federation endpoint turns credentials of a role into a console session', () => {
  const { here } = withRole();
  const issued = here.signin('GetSigninToken', credentials(assume(here)));
  expect(events(issued)).toEqual(['GetSigninToken Success']);
  const outcome = here.signin('Login', {
    SigninToken: expectOk(issued)['SigninToken'],
    Issuer: 'https://portal.example.com',
  });
  expect(outcome.events[0]).toMatchObject({
    eventName: 'ConsoleLogin',
    additionalEventData: { Issuer: 'https://portal.example.com' },
  });
  const session = entered(outcome);
  expectOk(here.as(holder(session), 'CreateUser', { UserName: 'bob' }));
  expect(Date.parse(session.Session.Expiration) - here.env.now).toBe(3_600_000);
  expect(brokenInvariants(here.world)).toEqual([]);
});

test('SI-11, SI-12 SessionDuration lengthens the console session only of a caller with long-term credentials', () => {
  const { here } = withRole();
  const SessionDuration = 43_200;
  const long = token(here, { ...credentials(assume(here)), SessionDuration });
  const { Session } = entered(here.signin('Login', { SigninToken: long }));
  expect(Date.parse(Session.Expiration) - here.env.now).toBe(43_200_000);
  here.given(['PutUserPolicy', { UserName: 'alice', PolicyName: 'f', PolicyDocument: allow('sts:*') }]);
  const federated = credentials(here.as(alice, 'GetFederationToken', { Name: 'guest' }));
  expectError(
    here.signin('GetSigninToken', { ...federated, SessionDuration }),
    'InvalidSession',
    403,
    /SessionDuration/,
  );
  token(here, federated);
  const user = holderOf(expectOk(here.as(alice, 'GetSessionToken')));
  const chained = credentials(
    here.as(user, 'AssumeRole', { RoleArn: `arn:aws:iam::${account}:role/Editor`, RoleSessionName: 'x2' }),
  );
  expectError(
    here.signin('GetSigninToken', { ...chained, SessionDuration }),
    'InvalidSession',
    403,
    /SessionDuration/,
  );
});

test('S-05, SI-12 the console lets a federated user call IAM, which the API refuses', () => {
  const { here } = withRole();
  here.given([
    'PutUserPolicy',
    {
      UserName: 'alice',
      PolicyName: 'f',
      PolicyDocument: allow(['sts:GetFederationToken', 'iam:ListUsers']),
    },
  ]);
  const outcome = here.as(alice, 'GetFederationToken', { Name: 'guest', Policy: allow('iam:*') });
  expectError(here.as(holderOf(expectOk(outcome)), 'ListUsers'), 'InvalidClientTokenId', 403, /invalid/);
  const opened = entered(here.signin('Login', { SigninToken: token(here, credentials(outcome)) }));
  expectOk(here.as(holder(opened), 'ListUsers'));
  expect(here.as(holder(opened), 'CreateUser', { UserName: 'x' }).ok).toBe(false);
});

test.each([
  ['of GetSessionToken', (here: SignInAccount) => credentials(here.as(alice, 'GetSessionToken'))],
  ['with another token', (here: SignInAccount) => ({ ...credentials(assume(here)), SessionToken: 'x' })],
  ['with another key', (here: SignInAccount) => ({ ...credentials(assume(here)), SessionKey: 'x' })],
  ['of nobody', () => ({ SessionId: 'ASIA', SessionKey: 'x', SessionToken: 'x' })],
])('SI-12 the federation endpoint refuses credentials %s', (_, of) => {
  const { here } = withRole();
  expectError(here.signin('GetSigninToken', of(here)), 'InvalidSession', 403, /federation endpoint/);
});

test('SI-12 a sign-in link is valid for 15 minutes, and a made-up one never', () => {
  const { here } = withRole();
  const SigninToken = token(here, credentials(assume(here)));
  here.wait(15 * 60);
  expectError(here.signin('Login', { SigninToken }), 'InvalidSigninToken', 403, /expired/);
  for (const made of ['x', '.', `${SigninToken}x`])
    expectError(here.signin('Login', { SigninToken: made }), 'InvalidSigninToken', 403, /not valid/);
});

test('the sign-in service refuses an operation and a member that do not exist', () => {
  const here = new SignInAccount();
  expectError(here.signin('Nothing'), 'InvalidAction', 400, /Nothing/);
  expectError(
    here.signin('SignInAsRoot', { Email: 'a', Password: 'b', More: 1 }),
    'MalformedInput',
    400,
    /More/,
  );
  expectError(here.signin('SignInAsRoot', { Email: 'a' }), 'ValidationError', 400, /'password' failed/);
});
