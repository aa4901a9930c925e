/**
 * Makes a hardware token, and chooses the clock that shows a device's codes: the simulation's, or the real
 * time for a real authenticator app. AWS has no such calls.
 */

import { type Change, created, replaced } from '../../model/world/change.ts';
import type { MfaDeviceRecord, SecretRecord } from '../../model/records/credentials.ts';
import { unsafeAccountId, unsafeEntityId } from '../../model/ids.ts';
import { base32Alphabet, randomText } from '../base64.ts';
import { fail } from '../errors/codes.ts';
import { type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { unverifiedTexts } from '../errors/texts.ts';

interface CreateHardwareDeviceInput {
  readonly Account?: string;
  readonly SerialNumber?: string;
}

const createHardwareDevice = playgroundOperation<CreateHardwareDeviceInput>(
  'CreateHardwareDevice',
  ({ world, env, caller, params, now }) => {
    const account = unsafeAccountId(params.Account ?? caller?.account ?? '');
    if (!world.accounts.has(account)) return fail('NoSuchEntity', `account \`${account}\` does not exist`);
    const serial = unsafeEntityId(params.SerialNumber ?? `GAHT${randomText(env.random, 8, '0123456789')}`);
    if (world.mfaDevices.has(serial))
      return fail('EntityAlreadyExists', `device \`${serial}\` exists already`);
    const device: MfaDeviceRecord = {
      id: serial,
      account,
      kind: 'hardware',
      path: '/',
      name: serial,
      createDate: now,
      tags: [],
      offset: 0,
      clock: 'simulated',
    };
    const base32 = randomText(env.random, 32, base32Alphabet);
    const seed: SecretRecord = { id: serial, account, kind: 'totp', base32 };
    const changes: Change[] = [created('mfaDevices', device), created('secrets', seed)];
    return done({ SerialNumber: serial, Base32StringSeed: base32 }, changes);
  },
);

interface SetClockInput {
  readonly SerialNumber: string;
  readonly Clock: MfaDeviceRecord['clock'];
}

const setMfaDeviceClock = playgroundOperation<SetClockInput>('SetMFADeviceClock', ({ world, params }) => {
  const device = world.mfaDevices.get(params.SerialNumber);
  if (!device) return fail('NoSuchEntity', unverifiedTexts.deviceMissing(params.SerialNumber));
  return done({}, [replaced('mfaDevices', device, { ...device, clock: params.Clock })]);
});

export const playgroundMfaDeviceOperations: PlaygroundOperation[] = [createHardwareDevice, setMfaDeviceClock];
