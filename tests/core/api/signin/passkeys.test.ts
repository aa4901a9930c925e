/** Passkeys as the second factor of a sign-in (Y-11). */

import { expect, test } from 'vitest';
import { account, expectOk } from '../door.ts';
import { SignInAccount, email, entered, holder, rootPassword, wanted } from './account.ts';

const touch = (here: SignInAccount, SignInId: string, SerialNumber: string) =>
  here.signin('VerifyPasskey', { SignInId, SerialNumber });

test('Y-11 the passkey opens the console with MFA, and the trail names it', () => {
  const here = new SignInAccount();
  const serial = here.passkey('alice');
  const asked = here.enter();
  expect(asked.events).toMatchObject([
    { eventName: 'CheckMfa', additionalEventData: { MfaType: 'U2F MFA' } },
  ]);
  const outcome = touch(here, wanted(asked, 'mfa').SignInId, serial);
  const { Session } = entered(outcome);
  expect(Session.MFA).toBe(true);
  expect(outcome.events).toMatchObject([
    { eventName: 'ConsoleLogin', additionalEventData: { MFAUsed: 'Yes', MFAIdentifier: serial } },
  ]);
});

test('Y-11 a condition on aws:MultiFactorAuthPresent holds in a console session with a passkey', () => {
  const here = new SignInAccount();
  const serial = here.passkey('alice');
  const PolicyDocument = JSON.stringify({
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
  here.given(['PutUserPolicy', { UserName: 'alice', PolicyName: 'mfa', PolicyDocument }]);
  const { SignInId } = wanted(here.enter(), 'mfa');
  expectOk(here.as(holder(entered(touch(here, SignInId, serial))), 'ListUsers'));
  expect(here.as(`arn:aws:iam::${account}:user/alice`, 'ListUsers')).toMatchObject({ ok: false });
});

test('Y-11 root signs in with its passkey', () => {
  const here = new SignInAccount();
  const serial = here.passkey(account);
  const { SignInId } = wanted(here.signin('SignInAsRoot', { Email: email, Password: rootPassword }), 'mfa');
  expect(entered(touch(here, SignInId, serial)).Session.MFA).toBe(true);
});

test('Y-11 neither the passkey of another user nor a phone answers a touch, and no code stands for a passkey', () => {
  const here = new SignInAccount();
  const [own, ofRoot] = [here.passkey('alice'), here.passkey(account)];
  const phone = here.device('phone', 'alice');
  here.wait(60);
  const { SignInId, Devices } = wanted(here.enter(), 'mfa');
  expect(new Set(Devices.map(({ Kind }) => Kind))).toEqual(new Set(['passkey', 'virtual']));
  for (const serial of [ofRoot, phone])
    expect(touch(here, SignInId, serial)).toMatchObject({ error: { code: 'InvalidMFACode' } });
  const code = here.code(phone);
  expect(here.signin('VerifyMFA', { SignInId, SerialNumber: own, MFACode: code })).toMatchObject({
    ok: false,
  });
  expect(entered(here.signin('VerifyMFA', { SignInId, MFACode: code })).Session.MFA).toBe(true);
});

test('Y-11 a touch comes too late after a quarter of an hour', () => {
  const here = new SignInAccount();
  const serial = here.passkey('alice');
  const { SignInId } = wanted(here.enter(), 'mfa');
  here.wait(15 * 60);
  expect(touch(here, SignInId, serial)).toMatchObject({ error: { code: 'SignInExpired' } });
});
