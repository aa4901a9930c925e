/** Passkeys and security keys in IAM and STS (Y-11): the console registers them, and no call takes their codes. */

import { expect, test } from 'vitest';
import { TestAccount, account, allow, expectError, expectOk, root } from '../../door.ts';

const ofBob = new RegExp(`^arn:aws:iam::${account}:u2f/user/Bob/key-[A-Z2-7]{26}$`);

const bob = `arn:aws:iam::${account}:user/Bob`;
const withBob = () => new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);

function register(t: TestAccount, caller: string, params: Readonly<Record<string, unknown>> = {}) {
  return t.send({
    service: 'playground',
    operation: 'RegisterPasskey',
    params: { DeviceName: 'key', ...params },
    caller: { kind: 'principal', arn: caller },
  });
}
const serialOf = (outcome: ReturnType<typeof register>) => String(expectOk(outcome)['SerialNumber']);

function withKey() {
  const t = withBob();
  const serial = serialOf(register(t, root, { UserName: 'Bob', Certifications: { FIDO: 'L1' } }));
  return { t, serial };
}

test('Y-11 a registered key has a serial number of u2f and stands in lists, summary and credential report', () => {
  const { t, serial } = withKey();
  expect(serial).toMatch(ofBob);
  const listed = { UserName: 'Bob', SerialNumber: serial, EnableDate: '2026-01-31T12:00:00Z' };
  expect(expectOk(t.call('ListMFADevices', { UserName: 'Bob' }))['MFADevices']).toEqual([listed]);
  expect(expectOk(t.call('GetMFADevice', { UserName: 'Bob', SerialNumber: serial }))).toEqual({
    ...listed,
    Certifications: { FIDO: 'L1' },
  });
  expect(expectOk(t.call('ListVirtualMFADevices'))['VirtualMFADevices']).toEqual([]);
  expect(expectOk(t.call('GetAccountSummary'))['SummaryMap']).toMatchObject({
    MFADevices: 1,
    MFADevicesInUse: 1,
  });
  expectOk(t.call('GenerateCredentialReport'));
  t.env = { ...t.env, now: t.env.now + 60_000 };
  expectOk(t.call('GenerateCredentialReport'));
  const report = Buffer.from(String(expectOk(t.call('GetCredentialReport'))['Content']), 'base64').toString();
  const [head = '', ...rows] = report.split('\n').map((line) => line);
  const at = head.split(',').indexOf('mfa_active');
  expect(rows.find((row) => row.startsWith('Bob,'))?.split(',')[at]).toBe('true');
});

test('Y-11 the root user registers a key of its own, whose serial number names no user', () => {
  const t = withBob();
  expect(serialOf(register(t, root))).toMatch(new RegExp(`:u2f/root/key-[A-Z2-7]{26}$`));
  expect(expectOk(t.call('GetAccountSummary'))['SummaryMap']).toMatchObject({ AccountMFAEnabled: 1 });
});

test('Y-11 eight devices are the most, whatever their kinds', () => {
  const { t } = withKey();
  for (let more = 0; more < 7; more += 1) expectOk(register(t, root, { UserName: 'Bob' }));
  expectError(
    register(t, root, { UserName: 'Bob' }),
    'LimitExceeded',
    409,
    'Cannot exceed quota for MFADevicesPerUser: 8',
  );
});

test('Y-11 registering needs iam:EnableMFADevice, and a policy can ask for certified keys', () => {
  const t = withBob();
  expect(register(t, bob)).toMatchObject({ ok: false, error: { code: 'AccessDenied' } });
  const certified = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'iam:EnableMFADevice',
        Resource: '*',
        Condition: { StringEquals: { 'iam:RegisterSecurityKey': 'Create' } },
      },
      {
        Effect: 'Allow',
        Action: 'iam:EnableMFADevice',
        Resource: '*',
        Condition: {
          StringEquals: { 'iam:RegisterSecurityKey': 'Activate', 'iam:FIDO-certification': 'L1' },
        },
      },
    ],
  });
  t.given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'keys', PolicyDocument: certified }]);
  expect(register(t, bob)).toMatchObject({ ok: false, error: { code: 'AccessDenied' } });
  expect(serialOf(register(t, bob, { Certifications: { FIDO: 'L1' } }))).toMatch(ofBob);
});

test('Y-11 the trail shows the registration as EnableMFADevice, refused or not', () => {
  const t = withBob();
  const [refused] = register(t, bob, { UserName: 'Bob' }).events;
  expect(refused).toMatchObject({ eventName: 'EnableMFADevice', errorCode: 'AccessDenied' });
  const outcome = register(t, root, { UserName: 'Bob' });
  const requestParameters = { userName: 'Bob', serialNumber: serialOf(outcome) };
  expect(outcome.events).toMatchObject([
    { eventName: 'EnableMFADevice', eventSource: 'iam.amazonaws.com', requestParameters },
  ]);
});

test('Y-11 no IAM call takes codes for a key, and none deletes or tags it', () => {
  const { t, serial: SerialNumber } = withKey();
  const codes = {
    UserName: 'Bob',
    SerialNumber,
    AuthenticationCode1: '123456',
    AuthenticationCode2: '654321',
  };
  expect(t.call('EnableMFADevice', codes)).toMatchObject({ error: { code: 'EntityAlreadyExists' } });
  expect(t.call('ResyncMFADevice', codes)).toMatchObject({ error: { code: 'InvalidAuthenticationCode' } });
  expect(t.call('DeleteVirtualMFADevice', { SerialNumber })).toMatchObject({
    error: { code: 'NoSuchEntity' },
  });
  expect(t.call('TagMFADevice', { SerialNumber, Tags: [{ Key: 'a', Value: 'b' }] })).toMatchObject({
    error: { code: 'InvalidInput' },
  });
});

test('Y-11 a user with a key cannot be deleted, and a deactivated key is gone', () => {
  const { t, serial: SerialNumber } = withKey();
  expect(t.call('DeleteUser', { UserName: 'Bob' })).toMatchObject({ error: { code: 'DeleteConflict' } });
  expectOk(t.call('DeactivateMFADevice', { UserName: 'Bob', SerialNumber }));
  expect(t.world.mfaDevices.size).toBe(0);
  expectOk(t.call('DeleteUser', { UserName: 'Bob' }));
});

test.each(['GetSessionToken', 'AssumeRole'])('Y-11 %s takes no code for a key', (operation) => {
  const { t, serial: SerialNumber } = withKey();
  t.given(['PutUserPolicy', { UserName: 'Bob', PolicyName: 'sts', PolicyDocument: allow('sts:*') }]);
  const role = { RoleArn: `arn:aws:iam::${account}:role/any`, RoleSessionName: 'one' };
  expectError(
    t.as(bob, operation, {
      ...(operation === 'AssumeRole' ? role : {}),
      SerialNumber,
      TokenCode: '123456',
    }),
    'AccessDenied',
    403,
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );
});

test('Y-11 GetMFADevice takes the serial number of a key only', () => {
  const t = withBob();
  expectOk(t.call('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }));
  const virtual = [...t.world.mfaDevices.values()][0];
  expect(t.call('GetMFADevice', { UserName: 'Bob', SerialNumber: virtual?.id })).toMatchObject({
    error: { code: 'NoSuchEntity' },
  });
});
