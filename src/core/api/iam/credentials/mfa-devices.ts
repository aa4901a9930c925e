/** MFA devices of users and the root user: assign, take away, bring back in step, list (F-15). */

import { deleted, replaced } from '#core/model/world/change.ts';
import type { MfaDeviceRecord } from '#core/model/records/credentials.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import { credentialsOf } from '#core/model/world/world.ts';
import { type ApiFailure, fail, overFixedQuota, refusedBy } from '../../errors/codes.ts';
import { type Call, type Operation, type Answer, done } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { ownerOperation, type Owner, ownRow, credentialOwnerOf } from './owners.ts';
import { clockOffsetOf } from './totp.ts';
import { defined } from '#core/model/defined.ts';

interface Codes {
  readonly AuthenticationCode1: string;
  readonly AuthenticationCode2: string;
}

const codesOf = ({ AuthenticationCode1, AuthenticationCode2 }: Codes) =>
  [AuthenticationCode1, AuthenticationCode2] as const;

/** AWS says one sentence for all faults of two codes; `because` says which one it was. */
function wrongCodes({ world, env, params }: Call<Codes>, device: MfaDeviceRecord): ApiFailure {
  const [first, second] = codesOf(params);
  const swapped = first !== second && clockOffsetOf(world, env, device, [second, first]) !== undefined;
  const because = swapped
    ? 'the codes are in the wrong order: type the older code first'
    : first === second
      ? 'both codes are the same: wait until the device shows its next code'
      : 'the device did not show these two codes one after the other';
  return refusedBy('F-02', fail('InvalidAuthenticationCode', errorTexts.invalidDeviceCode), because);
}

/** Returns the account's device of that serial number. Another account's device counts as missing. */
export function findDevice(
  { world, account }: Call<unknown>,
  serial: string,
): Result<MfaDeviceRecord, AwsError> {
  const device = world.mfaDevices.get(serial);
  return device?.account === account.id
    ? ok(device)
    : fail('NoSuchEntity', unverifiedTexts.deviceMissing(serial));
}

/** F-02: assigns a device; two consecutive codes prove it. */
const enableMfaDevice = ownerOperation('EnableMFADevice', (call) => {
  const { UserName, SerialNumber } = call.params;
  const owner = credentialOwnerOf(call, UserName);
  if (!owner.ok) return owner;
  const found = findDevice(call, SerialNumber);
  if (!found.ok) return found;
  const device = found.value;
  if (device.owner !== undefined)
    return fail('EntityAlreadyExists', unverifiedTexts.deviceAssigned(SerialNumber));
  const count = credentialsOf(call.world, 'mfaDevices', owner.value.id).length + 1;
  const exceeded = overFixedQuota('MFADevicesPerUser', count);
  if (exceeded) return exceeded;
  const synced = clockOffsetOf(call.world, call.env, device, codesOf(call.params));
  if (!synced) return wrongCodes(call, device);
  const { offset, marks } = synced;
  const after = { ...device, owner: owner.value.id, enableDate: call.now, offset };
  return done({}, [replaced('mfaDevices', device, after)], marks);
});

function ownDevice(
  call: Call<{ readonly UserName?: string; readonly SerialNumber: string }>,
): Result<MfaDeviceRecord, AwsError> {
  const { UserName, SerialNumber } = call.params;
  const owner = credentialOwnerOf(call, UserName);
  if (!owner.ok) return owner;
  const device = ownRow(call.world.mfaDevices.get(SerialNumber), owner.value);
  return device
    ? ok(device)
    : fail('NoSuchEntity', unverifiedTexts.deviceNotOf(SerialNumber, owner.value.name));
}

/** F-04: brings a device back in step by two consecutive codes. */
const resyncMfaDevice = ownerOperation('ResyncMFADevice', (call) => {
  const found = ownDevice(call);
  if (!found.ok) return found;
  const device = found.value;
  const synced = clockOffsetOf(call.world, call.env, device, codesOf(call.params));
  if (!synced) return wrongCodes(call, device);
  const { offset, marks } = synced;
  const changes = offset === device.offset ? [] : [replaced('mfaDevices', device, { ...device, offset })];
  return done({}, changes, marks);
});

/** F-05: the owner loses the device, but a virtual device still exists. A passkey is gone then (Y-11). */
const deactivateMfaDevice = ownerOperation('DeactivateMFADevice', (call): Answer<Record<string, never>> => {
  const device = ownDevice(call);
  if (!device.ok) return device;
  if (device.value.kind === 'passkey') return done({}, [deleted('mfaDevices', device.value)]);
  const { owner: _, enableDate: __, ...rest } = device.value;
  return done({}, [replaced('mfaDevices', device.value, { ...rest, offset: 0 })]);
});

const view = (owner: Owner, { id, enableDate, createDate }: MfaDeviceRecord) => ({
  UserName: owner.name,
  SerialNumber: id,
  EnableDate: enableDate ?? createDate,
});

const listMfaDevices = ownerOperation('ListMFADevices', (call) => {
  const owner = credentialOwnerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const page = pageOf(credentialsOf(call.world, 'mfaDevices', owner.value.id), ({ id }) => id, call.params);
  if (!page.ok) return page;
  return done({
    MFADevices: page.value.items.map((device) => view(owner.value, device)),
    ...page.value.more,
  });
});

/** Y-11: takes passkeys only. Another device of the user counts as missing [unverified]. */
const getMfaDevice = ownerOperation('GetMFADevice', (call) => {
  const owner = credentialOwnerOf(call, call.params.UserName);
  if (!owner.ok) return owner;
  const found = ownDevice(call);
  if (!found.ok) return found;
  const device = found.value;
  if (device.kind !== 'passkey')
    return fail('NoSuchEntity', unverifiedTexts.deviceNotOf(device.id, owner.value.name));
  const { certifications } = device;
  return done({
    ...view(owner.value, device),
    ...defined({ Certifications: certifications }),
  });
});

export const mfaDeviceOperations: Operation[] = [
  enableMfaDevice,
  resyncMfaDevice,
  deactivateMfaDevice,
  listMfaDevices,
  getMfaDevice,
];
