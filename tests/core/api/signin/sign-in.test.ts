/** Sign-in to the console: password, MFA, forced change, expiry, lockout and the root user. */

import { expect, test } from 'vitest';
import { account, allow, deny, expectError, expectOk } from '../door.ts';
import { brokenInvariants } from '../random/invariants.ts';
import { SignInAccount, email, entered, holder, password, rootPassword, wanted } from './account.ts';

const failed = 'Your authentication information is incorrect. Please try again.';
const { events } = SignInAccount;
const newPassword = 'Alice-pass-2';

/** A policy that lets alice change her password. */
const mayChange = [
  'PutUserPolicy',
  { UserName: 'alice', PolicyName: 'own', PolicyDocument: allow('iam:ChangePassword') },
] as const;

test('SI-01 root signs in with e-mail and password, ignoring case of the e-mail', () => {
  const here = new SignInAccount();
  const outcome = here.signin('SignInAsRoot', { Email: 'ROOT@example.com', Password: rootPassword });
  expect(entered(outcome).Session).toMatchObject({ Arn: `arn:aws:iam::${account}:root`, MFA: false });
  expect(events(outcome)).toEqual(['ConsoleLogin Success']);
  expect(outcome.events[0]).toMatchObject({
    eventType: 'AwsConsoleSignIn',
    userIdentity: { type: 'Root', accountId: account },
    additionalEventData: { MFAUsed: 'No', MobileVersion: 'No' },
  });
  expectOk(here.as(holder(entered(outcome)), 'ListUsers'));
});

test.each([
  ['id', account],
  ['id with hyphens', '1111-2222-3333'],
  ['alias (SI-13)', 'acme'],
])(
  'SI-01, SI-07 a user signs in with the account’s %s, a name and a password; the session lasts 12 hours',
  (_, name) => {
    const here = new SignInAccount();
    const { Session } = entered(here.enter({ Account: name }));
    expect(Session.Arn).toBe(`arn:aws:iam::${account}:user/alice`);
    expect(Date.parse(Session.Expiration) - here.env.now).toBe(12 * 3_600_000);
    const caller = holder({ Session });
    expectError(
      here.as(caller, 'ListUsers'),
      'AccessDenied',
      403,
      /alice is not authorized to perform: iam:ListUsers/,
    );
    here.wait(12 * 3600);
    expectError(here.as(caller, 'ListUsers'), 'ExpiredToken', 403, /expired/);
  },
);

test('SI-08 a sign-in moves PasswordLastUsed, and the report sees it', () => {
  const here = new SignInAccount();
  entered(here.enter());
  expect(expectOk(here.call('GetUser', { UserName: 'alice' }))).toMatchObject({
    User: { PasswordLastUsed: '2026-01-31T12:00:00Z' },
  });
});

test('F-12 a console session without MFA says false, so a policy that wants MFA refuses', () => {
  const here = new SignInAccount();
  const wantsMfa = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:ListUsers',
        Resource: '*',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    ],
  });
  here.given(['PutUserPolicy', { UserName: 'alice', PolicyName: 'p', PolicyDocument: wantsMfa }]);
  expect(here.as(holder(entered(here.enter())), 'ListUsers').ok).toBe(false);
  const serial = here.device('phone', 'alice');
  here.wait(60);
  const { SignInId } = wanted(here.enter(), 'mfa');
  const session = entered(here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial) }));
  expect(session.Session.MFA).toBe(true);
  expectOk(here.as(holder(session), 'ListUsers'));
});

test('SI-01 a sign-in cannot be undone, and leaves a sound world', () => {
  const here = new SignInAccount();
  const outcome = here.enter();
  expect(outcome.changes).toEqual([]);
  expect(outcome.marks.map(({ table }) => table)).toEqual(['sessions', 'secrets', 'usage']);
  expect(brokenInvariants(here.world)).toEqual([]);
});

test.each([
  ['wrong password', { Password: 'nonsense' }, ['ConsoleLogin Failure']],
  ['unknown user', { UserName: 'mallory' }, ['ConsoleLogin Failure']],
  ['unknown account', { Account: '999988887777' }, []],
  ['unknown alias', { Account: 'nobody' }, []],
] as const)('SI-02 a sign-in gets the neutral message: %s', (_, more, written) => {
  const outcome = new SignInAccount().enter(more);
  expectError(outcome, 'AuthenticationFailed', 403, failed);
  expect(events(outcome)).toEqual(written);
});

test('L-08, SI-06 the trail hides an unknown name, and names the user of a wrong password', () => {
  const here = new SignInAccount();
  expect(here.enter({ UserName: 'mallory' }).events[0]).toMatchObject({
    errorMessage: 'No username found in supplied account',
    userIdentity: { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS', accessKeyId: '' },
  });
  expect(here.enter({ Password: 'x' }).events[0]).toMatchObject({
    errorMessage: 'Failed authentication',
    userIdentity: { userName: 'alice', accessKeyId: '' },
  });
});

test('SI-02, SI-06 a user without console access cannot sign in; inactive keys do not matter', () => {
  const here = new SignInAccount().given(
    ['DeleteLoginProfile', { UserName: 'alice' }],
    ['CreateAccessKey', { UserName: 'alice' }],
  );
  expectError(here.enter(), 'AuthenticationFailed', 403, failed);
});

test('SI-02, SI-06 root with an unknown e-mail or a wrong password gets the neutral message', () => {
  const here = new SignInAccount();
  expectError(
    here.signin('SignInAsRoot', { Email: 'x@example.com', Password: rootPassword }),
    'AuthenticationFailed',
    403,
    failed,
  );
  const outcome = here.signin('SignInAsRoot', { Email: email, Password: 'no' });
  expectError(outcome, 'AuthenticationFailed', 403, failed);
  expect(events(outcome)).toEqual(['ConsoleLogin Failure']);
});

test('SI-06 no trail holds a password or what stands for a session', () => {
  const here = new SignInAccount();
  const outcome = here.enter();
  const { Session } = entered(outcome);
  const secret = here.world.secrets.get(Session.Id);
  if (secret?.kind !== 'session') expect.fail('no secret');
  const text = JSON.stringify([outcome.events, here.enter({ Password: 'hunter2!' }).events]);
  for (const hidden of [password, 'hunter2!', secret.secretAccessKey, secret.sessionToken])
    expect(text).not.toContain(hidden);
});

test('the console refuses a key id and a secret with a hint, before anything is counted or logged (curriculum row 13)', () => {
  const here = new SignInAccount();
  const { AccessKey } = expectOk(here.call('CreateAccessKey', { UserName: 'alice' })) as {
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  };
  for (const more of [
    { UserName: AccessKey.AccessKeyId, Password: AccessKey.SecretAccessKey },
    { Password: AccessKey.SecretAccessKey },
  ]) {
    const outcome = here.enter(more);
    expectError(outcome, 'AccessKeyPasted', 403, /An access key is for the command line/);
    expect([outcome.events, outcome.marks]).toEqual([[], []]);
  }
});

const withPhone = () => {
  const here = new SignInAccount();
  const serial = here.device('phone', 'alice');
  here.wait(60);
  return { here, serial };
};

test('SI-03 the code of the device opens the console, and the trail names the device', () => {
  const { here, serial } = withPhone();
  const asked = here.enter();
  expect(events(asked)).toEqual(['CheckMfa Success']);
  const { SignInId, Devices } = wanted(asked, 'mfa');
  expect(Devices).toEqual([{ SerialNumber: serial, Kind: 'virtual' }]);
  const outcome = here.signin('VerifyMFA', { SignInId, SerialNumber: serial, MFACode: here.code(serial) });
  entered(outcome);
  expect(outcome.events[0]).toMatchObject({
    additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: serial },
  });
  expect(here.world.signIns.size).toBe(0);
});

test('F-06, SI-03 the console takes an MFA code once', () => {
  const { here, serial } = withPhone();
  const code = here.code(serial);
  entered(here.signin('VerifyMFA', { SignInId: wanted(here.enter(), 'mfa').SignInId, MFACode: code }));
  const again = wanted(here.enter(), 'mfa').SignInId;
  expectError(
    here.signin('VerifyMFA', { SignInId: again, MFACode: code }),
    'InvalidMFACode',
    403,
    /incorrect/,
  );
});

test('SI-03 a wrong MFA code may be tried again, and the failures are counted', () => {
  const { here, serial } = withPhone();
  const { SignInId } = wanted(here.enter(), 'mfa');
  const outcome = here.signin('VerifyMFA', { SignInId, MFACode: '000000' });
  expectError(outcome, 'InvalidMFACode', 403, /incorrect/);
  expect(events(outcome)).toEqual(['ConsoleLogin Failure']);
  expect(here.world.signIns.get(SignInId)).toMatchObject({ wrongCodes: 1 });
  entered(here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial) }));
});

test('F-07, SI-03 any device is enough at sign-in, a hardware fob too; a named device must be the right one', () => {
  const { here, serial } = withPhone();
  const { SerialNumber: fob } = expectOk(here.play('CreateHardwareDevice', {})) as { SerialNumber: string };
  here.given([
    'EnableMFADevice',
    {
      UserName: 'alice',
      SerialNumber: fob,
      AuthenticationCode1: here.code(fob, -1),
      AuthenticationCode2: here.code(fob),
    },
  ]);
  here.wait(60);
  const asked = here.enter();
  expect(asked.events[0]).toMatchObject({ additionalEventData: { MfaType: 'Multiple MFA Devices' } });
  const { SignInId } = wanted(asked, 'mfa');
  expect(here.signin('VerifyMFA', { SignInId, SerialNumber: serial, MFACode: here.code(fob) }).ok).toBe(
    false,
  );
  entered(here.signin('VerifyMFA', { SignInId, MFACode: here.code(fob) }));
});

test('F-04, SI-03 two codes bring back a device that is out of step, and count as the factor', () => {
  const { here, serial } = withPhone();
  const late = 40;
  const { SignInId } = wanted(here.enter(), 'mfa');
  expect(here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial, late) }).ok).toBe(false);
  const codes = { MFACode1: here.code(serial, late - 1), MFACode2: here.code(serial, late) };
  const outcome = here.signin('ResyncMFA', { SignInId, SerialNumber: serial, ...codes });
  expect(entered(outcome).Session.MFA).toBe(true);
  expect(here.world.mfaDevices.get(serial)?.offset).toBe(late);
});

test('SI-03 a sign-in page left open for a quarter of an hour begins again', () => {
  const { here, serial } = withPhone();
  const { SignInId } = wanted(here.enter(), 'mfa');
  here.wait(15 * 60);
  const late = here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial) });
  expectError(late, 'SignInExpired', 403, /sign in again/);
  wanted(here.enter(), 'mfa');
  expect(here.world.signIns.size).toBe(1);
});

test('SI-03 root with a device signs in with its code', () => {
  const here = new SignInAccount();
  const serial = here.device('root-phone');
  here.wait(60);
  const { SignInId } = wanted(here.signin('SignInAsRoot', { Email: email, Password: rootPassword }), 'mfa');
  expect(entered(here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial) })).Session.MFA).toBe(true);
});

const forced = (...more: readonly (readonly [string, Record<string, unknown>])[]) =>
  new SignInAccount().given(
    ['UpdateLoginProfile', { UserName: 'alice', PasswordResetRequired: true }],
    ...more,
  );
const changeForced = (here: SignInAccount, more: Record<string, string> = {}) => {
  const { SignInId } = wanted(here.enter(), 'new-password');
  return here.signin('SetNewPassword', {
    SignInId,
    OldPassword: password,
    NewPassword: newPassword,
    ...more,
  });
};

test('SI-04 the new password holds after the first sign-in, the old one does not, and the change can be undone', () => {
  const here = forced(mayChange);
  expect(wanted(here.enter(), 'new-password').Reason).toBe('first-sign-in');
  const outcome = changeForced(here);
  entered(outcome);
  expect(outcome.changes.map(({ table }) => table)).toEqual(['loginProfiles', 'secrets']);
  expect(outcome.events.map(({ eventName }) => eventName)).toEqual(['ChangePassword', 'ConsoleLogin']);
  expect(here.enter().ok).toBe(false);
  entered(here.enter({ Password: newPassword }));
  expect(brokenInvariants(here.world)).toEqual([]);
});

test('SI-04 the forced change needs iam:ChangePassword, from a policy or from the account’s password policy', () => {
  const outcome = changeForced(forced());
  expectError(
    outcome,
    'AccessDenied',
    403,
    /not authorized to perform: iam:ChangePassword .* because no identity-based policy allows/,
  );
  expect(outcome.events[0]).toMatchObject({ eventName: 'ChangePassword', errorCode: 'AccessDenied' });
  entered(changeForced(forced(['UpdateAccountPasswordPolicy', { AllowUsersToChangePassword: true }])));
  expectError(
    changeForced(
      forced(mayChange, [
        'PutUserPolicy',
        { UserName: 'alice', PolicyName: 'no', PolicyDocument: deny('iam:ChangePassword') },
      ]),
    ),
    'AccessDenied',
    403,
    /explicit deny/,
  );
});

test.each([
  ['against the policy', { NewPassword: 'short' }, 'PasswordPolicyViolation', 400, /minimum length/],
  ['with another old password', { OldPassword: 'x' }, 'AccessDenied', 403, /old password was incorrect/],
] as const)('SI-04 a new password is refused %s, and may be tried again', (_, more, code, status, text) => {
  const here = forced(mayChange);
  const { SignInId } = wanted(here.enter(), 'new-password');
  const input = { SignInId, OldPassword: password, NewPassword: newPassword };
  expectError(here.signin('SetNewPassword', { ...input, ...more }), code, status, text);
  entered(here.signin('SetNewPassword', input));
});

test('SI-04 the forced change with MFA asks for the code first, and the session knows of the code', () => {
  const here = forced(mayChange);
  const serial = here.device('phone', 'alice');
  here.wait(60);
  const first = wanted(here.enter(), 'mfa');
  const { SignInId } = wanted(
    here.signin('VerifyMFA', { SignInId: first.SignInId, MFACode: here.code(serial) }),
    'new-password',
  );
  const outcome = here.signin('SetNewPassword', {
    SignInId,
    OldPassword: password,
    NewPassword: newPassword,
  });
  expect(entered(outcome).Session.MFA).toBe(true);
  expect(outcome.events[1]).toMatchObject({ additionalEventData: { MFAIdentifier: serial } });
});

test('SI-04 nobody skips a step of the sign-in', () => {
  const here = forced(mayChange);
  const serial = here.device('phone', 'alice');
  here.wait(60);
  const { SignInId } = wanted(here.enter(), 'mfa');
  const jump = here.signin('SetNewPassword', { SignInId, OldPassword: password, NewPassword: newPassword });
  expectError(jump, 'SignInExpired', 403, /sign in again/);
  wanted(here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial) }), 'new-password');
  expectError(
    here.signin('VerifyMFA', { SignInId, MFACode: here.code(serial) }),
    'SignInExpired',
    403,
    /again/,
  );
});

const aged = (HardExpiry: boolean) =>
  new SignInAccount().given([
    'UpdateAccountPasswordPolicy',
    { MaxPasswordAge: 90, HardExpiry, AllowUsersToChangePassword: true },
  ]);

test('P-05, P-06, SI-05 an expired password must be changed, and its age begins anew', () => {
  const here = aged(false);
  here.wait(90 * 86_400);
  const { SignInId, Reason } = wanted(here.enter(), 'new-password');
  expect(Reason).toBe('expired');
  entered(here.signin('SetNewPassword', { SignInId, OldPassword: password, NewPassword: newPassword }));
  here.wait(89 * 86_400);
  expect(entered(here.enter({ Password: newPassword })).PasswordExpiresInDays).toBe(1);
});

test('P-05, P-06, SI-05 hard expiry refuses the sign-in until an administrator resets the password', () => {
  const here = aged(true);
  here.wait(90 * 86_400);
  expectError(here.enter(), 'PasswordExpired', 403, /contact your administrator/);
  here.given(['UpdateLoginProfile', { UserName: 'alice', Password: newPassword }]);
  entered(here.enter({ Password: newPassword }));
});

test('P-05, SI-05 the warning of expiry shows in the last 15 days', () => {
  const here = aged(false);
  here.wait(74 * 86_400);
  expect(entered(here.enter()).PasswordExpiresInDays).toBeUndefined();
  here.wait(86_400);
  expect(entered(here.enter()).PasswordExpiresInDays).toBe(15);
});

const locking = () => {
  const here = new SignInAccount();
  expectOk(here.play('SetSignInExtensions', { LockoutAttempts: 3, LockoutMinutes: 10 }));
  return here;
};
const wrong = { Password: 'wrong' };

test('P-12 the third failure locks the user for ten minutes, also with the right password (curriculum row 9)', () => {
  const here = locking();
  expectError(here.enter(wrong), 'AuthenticationFailed', 403, failed);
  expectError(here.enter(wrong), 'AuthenticationFailed', 403, failed);
  const text =
    /^Sign-in is locked for 10 minutes after 3 failed attempts \(simulator extension: AWS has no such setting\)\.$/;
  expectError(here.enter(wrong), 'SignInLocked', 403, text);
  expectError(here.enter(), 'SignInLocked', 403, text);
  here.wait(10 * 60);
  entered(here.enter());
  expect(here.world.signIns.size).toBe(0);
});

test('P-12 counting begins anew after a lockout; a success forgets failures, and a wrong code counts', () => {
  const here = locking();
  for (let i = 0; i < 3; i += 1) here.enter(wrong);
  here.wait(10 * 60);
  expectError(here.enter(wrong), 'AuthenticationFailed', 403, failed);
  entered(here.enter());
  here.device('phone', 'alice');
  here.wait(60);
  const { SignInId } = wanted(here.enter(), 'mfa');
  const bad = () => here.signin('VerifyMFA', { SignInId, MFACode: '000000' });
  expectError(bad(), 'InvalidMFACode', 403, /incorrect/);
  expectError(bad(), 'InvalidMFACode', 403, /incorrect/);
  expectError(bad(), 'SignInLocked', 403, /locked/);
});

test('P-12 any number of failures is allowed as in AWS where the lockout is off; root is never locked out', () => {
  const here = new SignInAccount();
  for (let i = 0; i < 20; i += 1) expect(here.enter(wrong).ok).toBe(false);
  entered(here.enter());
  const other = locking();
  for (let i = 0; i < 5; i += 1) other.signin('SignInAsRoot', { Email: email, Password: 'x' });
  entered(other.signin('SignInAsRoot', { Email: email, Password: rootPassword }));
});

test('P-12 the maximum length counts wherever a password is set, and not for root', () => {
  const here = new SignInAccount();
  expectOk(here.play('SetSignInExtensions', { MaximumPasswordLength: 12 }));
  const long = 'Alice-pass-123';
  expectError(
    here.call('UpdateLoginProfile', { UserName: 'alice', Password: long }),
    'PasswordPolicyViolation',
    400,
    'Password should have a maximum length of 12 (simulator extension: AWS has no such setting)',
  );
  expectOk(
    here.signin(
      'UpdateRootPassword',
      { CurrentPassword: rootPassword, NewPassword: long },
      { kind: 'principal', arn: `arn:aws:iam::${account}:root` },
    ),
  );
});

test.each([
  [{ LockoutAttempts: 3 }, 'ValidationError', /needs both/],
  [{ MaximumPasswordLength: 7 }, 'InvalidInput', /below the minimum length of 8/],
  [{ LockoutAttempts: 0, LockoutMinutes: 1 }, 'ValidationError', /greater than or equal to 1/],
] as const)('P-12 the extension %o is refused', (params, code, text) => {
  expectError(new SignInAccount().play('SetSignInExtensions', params), code, 400, text);
});

test('P-12 SetSignInExtensions without a value turns all off', () => {
  const here = locking();
  expectOk(here.play('SetSignInExtensions', {}));
  expect(here.world.accounts.get(account as never)).not.toHaveProperty('signInExtensions');
});

const changeRoot = (here: SignInAccount, arn: string, CurrentPassword?: string) =>
  here.signin(
    'UpdateRootPassword',
    { ...(CurrentPassword === undefined ? {} : { CurrentPassword }), NewPassword: 'Root-pass-2' },
    { kind: 'principal', arn },
  );
const root = `arn:aws:iam::${account}:root`;

test('N-43 root changes its password with the current one', () => {
  const here = new SignInAccount();
  expectError(changeRoot(here, root, 'x'), 'AuthenticationFailed', 403, /old password/);
  const outcome = changeRoot(here, root, rootPassword);
  expectOk(outcome);
  expect(events(outcome)).toEqual(['PasswordUpdated Success']);
  entered(here.signin('SignInAsRoot', { Email: email, Password: 'Root-pass-2' }));
});

test('N-43 nobody else changes the root password, whatever they may', () => {
  const here = new SignInAccount().given([
    'PutUserPolicy',
    { UserName: 'alice', PolicyName: 'all', PolicyDocument: allow('*') },
  ]);
  expectError(
    changeRoot(here, `arn:aws:iam::${account}:user/alice`, rootPassword),
    'InvalidSession',
    403,
    /Only the root user/,
  );
});
