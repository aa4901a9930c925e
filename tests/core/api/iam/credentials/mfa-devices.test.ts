/** Devices are checked against independent packages: otplib makes the codes, pngjs and jsqr read the QR code. */

import jsQR from 'jsqr';
import { generateSync } from 'otplib';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { verifyTotp } from '#core/api/iam/credentials/totp.ts';
import { TestAccount, account, expectError, expectOk, noon } from '../../door.ts';

interface Device {
  readonly SerialNumber: string;
  readonly Base32StringSeed: string;
  readonly QRCodePNG: string;
}
const serial = `arn:aws:iam::${account}:mfa/phone`;
const text = (base64: string) => Buffer.from(base64, 'base64').toString('latin1');
const step = 30;

/** The code that a device with this seed shows `steps` away from noon. */
const code = (seed: string, steps = 0) =>
  generateSync({ secret: seed, epoch: noon / 1000 + steps * step, strategy: 'totp' });

function withDevice(): TestAccount & { readonly seed: string; readonly device: Device } {
  const t = new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
  const device = expectOk(t.call('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }))[
    'VirtualMFADevice'
  ] as Device;
  return Object.assign(t, { device, seed: text(device.Base32StringSeed) });
}

const codes = (first: string, second: string) => ({
  UserName: 'Bob',
  SerialNumber: serial,
  AuthenticationCode1: first,
  AuthenticationCode2: second,
});
const enabled = (ago = 0) => {
  const t = withDevice();
  return Object.assign(t.given(['EnableMFADevice', codes(code(t.seed, ago - 1), code(t.seed, ago))]), {
    at: (steps: number) => (t.env = { ...t.env, now: noon + steps * step * 1000 }),
  });
};

const accepts = (t: TestAccount, given: string) => {
  const device = t.world.mfaDevices.get(serial);
  return device !== undefined && verifyTotp(t.world, t.env, device, given) !== undefined;
};

test('F-01 CreateVirtualMFADevice gives a seed of 64 base32 characters and a PNG whose QR code says it', () => {
  const { device, seed } = withDevice();
  expect(device.SerialNumber).toBe(serial);
  expect(seed).toMatch(/^[A-Z2-7]{64}$/);
  const { data, width, height } = PNG.sync.read(Buffer.from(device.QRCodePNG, 'base64'));
  expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(
    `otpauth://totp/Amazon%20Web%20Services:phone%40${account}?secret=${seed}&issuer=Amazon%20Web%20Services`,
  );
});

test('CreateVirtualMFADevice keeps the seed in the table of secrets only, and out of the trail', () => {
  const t = new TestAccount();
  const outcome = t.call('CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' });
  const seed = text((expectOk(outcome)['VirtualMFADevice'] as Device).Base32StringSeed);
  expect(JSON.stringify([...t.world.mfaDevices.values()])).not.toContain(seed);
  expect(JSON.stringify(outcome.events)).toContain(serial);
  expect(JSON.stringify(outcome.events)).not.toMatch(/[Bb]ase32StringSeed|qRCodePNG/);
});

test('N-41 CreateVirtualMFADevice refuses the same path and name, ignoring case', () => {
  expectError(
    withDevice().call('CreateVirtualMFADevice', { VirtualMFADeviceName: 'PHONE' }),
    'EntityAlreadyExists',
    409,
    'MFADevice entity at the same path and name already exists.',
  );
});

test('F-02 EnableMFADevice takes two consecutive codes, and lists the device', () => {
  const t = enabled();
  expect(expectOk(t.call('ListMFADevices', { UserName: 'Bob' }))['MFADevices']).toEqual([
    { UserName: 'Bob', SerialNumber: serial, EnableDate: '2026-01-31T12:00:00Z' },
  ]);
});

test.each([
  ['the same code twice', 0, 0, /^both codes are the same/],
  ['codes in the wrong order', 0, -1, /^the codes are in the wrong order/],
  ['codes with a gap', -2, 0, /did not show these two codes/],
  ['codes of another day', -2881, -2880, /did not show these two codes/],
])('F-02 EnableMFADevice refuses %s and says why', (_, first, second, because) => {
  const t = withDevice();
  const outcome = t.call('EnableMFADevice', codes(code(t.seed, first), code(t.seed, second)));
  expect(outcome.ok ? undefined : outcome.refusedBy?.because).toMatch(because);
  expectError(outcome, 'InvalidAuthenticationCode', 403, 'Authentication code for device is not valid.');
});

test('F-02 EnableMFADevice refuses an assigned device, an unknown one and a ninth', () => {
  const t = enabled();
  const given = codes(code(t.seed, -1), code(t.seed));
  expectError(t.call('EnableMFADevice', given), 'EntityAlreadyExists', 409, /in use/);
  expectError(
    t.call('EnableMFADevice', { ...given, SerialNumber: `${serial}s` }),
    'NoSuchEntity',
    404,
    /doesn't exist/,
  );
  for (let i = 2; i <= 9; i += 1) {
    const made = expectOk(t.call('CreateVirtualMFADevice', { VirtualMFADeviceName: `phone${i}` }));
    const seed = text((made['VirtualMFADevice'] as Device).Base32StringSeed);
    const call = () =>
      t.call('EnableMFADevice', {
        ...codes(code(seed, -1), code(seed)),
        SerialNumber: `${serial}${i}`,
      });
    if (i < 9) expectOk(call());
    else expectError(call(), 'LimitExceeded', 409, 'Cannot exceed quota for MFADevicesPerUser: 8');
  }
});

test('root enables its own MFA device by account id', () => {
  const t = withDevice();
  expectOk(t.call('EnableMFADevice', { ...codes(code(t.seed, -1), code(t.seed)), UserName: account }));
  expect(expectOk(t.call('GetAccountSummary'))['SummaryMap']).toMatchObject({
    AccountMFAEnabled: 1,
    MFADevices: 1,
    MFADevicesInUse: 1,
  });
});

test('F-06 a code is valid once, and those of enabling are used up', () => {
  const t = enabled();
  expect(accepts(t, code(t.seed))).toBe(false);
  t.at(1);
  const device = t.world.mfaDevices.get(serial);
  if (!device) expect.fail('no device');
  const marks = verifyTotp(t.world, t.env, device, code(t.seed, 1));
  expect(marks).toHaveLength(1);
});

test.each([
  [0, 2, false],
  [1, 2, true],
  [3, 2, true],
  [4, 2, false],
  [-1, 2, false],
])('F-03 the code of step %i is taken at step %i: %s', (of, at, taken) => {
  const t = enabled(-5);
  // Codes five steps old: the device counts as five behind.
  t.at(at + 5);
  expect(accepts(t, code(t.seed, of))).toBe(taken);
});

test('F-04 ResyncMFADevice finds the device again', () => {
  const t = enabled(-40);
  t.at(2);
  expect(accepts(t, code(t.seed, 2))).toBe(false);
  t.given(['ResyncMFADevice', codes(code(t.seed, 1), code(t.seed, 2))]);
  t.at(3);
  expect(accepts(t, code(t.seed, 3))).toBe(true);
});

test('a real authenticator app goes by the real time', () => {
  const t = withDevice();
  expectOk(t.play('SetMFADeviceClock', { SerialNumber: serial, Clock: 'wall' }));
  t.env = { ...t.env, now: noon - 86_400_000, wallNow: noon };
  expectOk(t.call('EnableMFADevice', codes(code(t.seed, -1), code(t.seed))));
  t.env = { ...t.env, wallNow: noon + step * 1000 };
  expect(accepts(t, code(t.seed, 1))).toBe(true);
});

test('F-15, N-36 a hardware token has the vendor’s serial number, a virtual device an ARN', () => {
  const t = new TestAccount().given(['CreateUser', { UserName: 'Bob' }]);
  const made = expectOk(t.play('CreateHardwareDevice', { SerialNumber: 'GAHT12345678' }));
  const seed = made['Base32StringSeed'] as string;
  t.given(['EnableMFADevice', { ...codes(code(seed, -1), code(seed)), SerialNumber: 'GAHT12345678' }]);
  const virtual = () => expectOk(t.call('ListVirtualMFADevices'))['VirtualMFADevices'];
  expect(virtual()).toEqual([]);
  t.given(['CreateVirtualMFADevice', { VirtualMFADeviceName: 'phone' }]);
  expect(virtual()).toEqual([{ SerialNumber: serial }]);
});

test('F-05 DeactivateMFADevice leaves a virtual device unassigned until it is deleted', () => {
  const t = enabled();
  const listed = (AssignmentStatus: string) =>
    (expectOk(t.call('ListVirtualMFADevices', { AssignmentStatus }))['VirtualMFADevices'] as Device[]).length;
  expect([listed('Assigned'), listed('Unassigned'), listed('Any')]).toEqual([1, 0, 1]);
  expectError(
    t.call('DeleteVirtualMFADevice', { SerialNumber: serial }),
    'DeleteConflict',
    409,
    'MFA VirtualDevice in use. Must deactivate first.',
  );
  t.given(['DeactivateMFADevice', { UserName: 'Bob', SerialNumber: serial }]);
  expect([listed('Assigned'), listed('Unassigned'), listed('Any')]).toEqual([0, 1, 1]);
  t.given(['DeleteVirtualMFADevice', { SerialNumber: serial }]);
  expect([t.world.mfaDevices.size, t.world.secrets.size]).toEqual([0, 0]);
});
