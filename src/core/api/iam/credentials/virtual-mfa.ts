/** Virtual MFA devices, made with a seed that is shown once, as text and as a QR code (F-01, F-05). */

import { mfaArn } from '#core/model/arn.ts';
import { created, deleted } from '#core/model/world/change.ts';
import { unsafeEntityId } from '#core/model/ids.ts';
import type { MfaDeviceRecord, SecretRecord } from '#core/model/records/credentials.ts';
import { mergedRows } from '#core/model/world/row-set.ts';
import { countDevices, devicesKey, nameKey } from '#core/model/world/world.ts';
import { base32Alphabet, base64, bytesOfText, randomText } from '../../base64.ts';
import { fail, overFixedQuota } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type PermissionCheck, type Operation, done, iamOperation } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import { accountOperation } from '../entities.ts';
import { findDevice } from './mfa-devices.ts';
import { ownerByKey, rootId } from './owners.ts';
import { qrPng } from './qr-png.ts';
import { apiTags, creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { userItem } from '../views.ts';
import { defined } from '#core/model/defined.ts';

const tagRules = { ignoreCase: false };
const seedLength = 64;

/** Returns the check of a call on a device. Its serial number is its ARN. */
const checkDevice = (
  action: string,
  serial: string,
  context?: PermissionCheck['context'],
): PermissionCheck => ({
  action: `iam:${action}`,
  resource: serial,
  printed: serial,
  ...defined({ context }),
});

const createVirtualMfaDevice = iamOperation('CreateVirtualMFADevice', {
  checks: ({ account, params }) => {
    const { Path = '/', VirtualMFADeviceName: name, Tags } = params;
    return [checkDevice('CreateVirtualMFADevice', mfaArn(account.id, Path, name), creationTagKeys(Tags))];
  },
  run: (call) => {
    const { world, account, env } = call;
    const { Path: path = '/', VirtualMFADeviceName: name, Tags = [] } = call.params;
    const refused = refuseTags(Tags, tagRules);
    if (refused) return refused;
    if (world.index.byName.has(nameKey('mfaDevices', account.id, path + name)))
      return fail('EntityAlreadyExists', errorTexts.deviceExists);
    const count =
      countDevices(world, account.id, 'virtual', true) +
      countDevices(world, account.id, 'virtual', false) +
      1;
    const exceeded = overFixedQuota('VirtualMFADevicesPerAccount', count);
    if (exceeded) return exceeded;
    const merged = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (!merged.ok) return merged;
    const tags = merged.value;
    const serial = mfaArn(account.id, path, name);
    const device: MfaDeviceRecord = {
      id: unsafeEntityId(serial),
      account: account.id,
      kind: 'virtual',
      path,
      name,
      createDate: call.now,
      tags,
      offset: 0,
      clock: 'simulated',
    };
    const base32 = randomText(env.random, seedLength, base32Alphabet);
    const seed: SecretRecord = { id: device.id, account: account.id, kind: 'totp', base32 };
    return done(
      {
        VirtualMFADevice: {
          SerialNumber: serial,
          Base32StringSeed: base64(bytesOfText(base32)),
          QRCodePNG: base64(qrPng(otpauth(call, name, base32))),
          ...(tags.length > 0 ? { Tags: apiTags(tags) } : {}),
        },
      },
      [created('mfaDevices', device), created('secrets', seed)],
    );
  },
});

/** Returns the address that an authenticator app reads (F-01). */
function otpauth({ account }: Pick<Call<unknown>, 'account'>, name: string, base32: string): string {
  const label = encodeURIComponent(`${name}@${account.alias ?? account.id}`);
  return `otpauth://totp/Amazon%20Web%20Services:${label}?secret=${base32}&issuer=Amazon%20Web%20Services`;
}

const listVirtualMfaDevices = accountOperation('ListVirtualMFADevices', (call) => {
  const { AssignmentStatus = 'Any' } = call.params;
  const { world, account } = call;
  const lists = [
    ...(AssignmentStatus === 'Unassigned' ? [] : [devicesKey(account.id, 'virtual', true)]),
    ...(AssignmentStatus === 'Assigned' ? [] : [devicesKey(account.id, 'virtual', false)]),
  ].map((key) => world.index.owned.get(key));
  const page = pageFrom(
    (after) => mergedRows(lists.map((list) => list?.from(after) ?? [])),
    (id) => world.mfaDevices.get(id),
    call.params,
  );
  if (!page.ok) return page;
  return done({
    VirtualMFADevices: page.value.items.map((device) => view(call, device)),
    ...page.value.more,
  });
});

function view(call: Call<unknown>, device: MfaDeviceRecord): Api.VirtualMFADevice {
  const { owner, enableDate } = device;
  const user = owner === undefined ? undefined : userOf(call, owner);
  return {
    SerialNumber: device.id,
    ...defined({ User: user, EnableDate: enableDate }),
  };
}

function userOf(call: Call<unknown>, key: string): Api.User | undefined {
  const owner = ownerByKey(call, key);
  if (!owner) return undefined;
  if (owner.user) return userItem(call.world, owner.user);
  return {
    Path: '/',
    UserName: owner.name,
    UserId: rootId(call),
    Arn: owner.arn,
    CreateDate: call.account.createDate,
  };
}

const deleteVirtualMfaDevice = iamOperation('DeleteVirtualMFADevice', {
  checks: ({ params }) => [checkDevice('DeleteVirtualMFADevice', params.SerialNumber)],
  run: (call) => {
    const { SerialNumber } = call.params;
    const found = findDevice(call, SerialNumber);
    if (!found.ok) return found;
    const device = found.value;
    if (device.kind !== 'virtual') return fail('NoSuchEntity', unverifiedTexts.deviceMissing(SerialNumber));
    if (device.owner !== undefined) return fail('DeleteConflict', unverifiedTexts.deviceInUse);
    const seed = call.world.secrets.get(device.id);
    return done({}, [deleted('mfaDevices', device), ...(seed ? [deleted('secrets', seed)] : [])]);
  },
});

export const virtualMfaOperations: Operation[] = [
  createVirtualMfaDevice,
  listVirtualMfaDevices,
  deleteVirtualMfaDevice,
];
