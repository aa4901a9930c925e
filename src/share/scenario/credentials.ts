/**
 * Credentials in a scenario: console access, access keys and MFA devices. Secrets are only wishes here;
 * secrets.ts makes those that the file does not give.
 */

import { unless } from '../../core/model/schema/members.ts';
import { mfaArn, passkeyArn } from '../../core/model/arn.ts';
import type { KeyStatus } from '../../core/model/records/lists.ts';
import type { LoginProfileRecord, MfaDeviceRecord } from '../../core/model/records/credentials.ts';
import {
  type AccountId,
  type EntityId,
  idPrefixes,
  newUniqueId,
  unsafeEntityId,
} from '../../core/model/ids.ts';
import { credentialsOf, ownedBy, type World } from '../../core/model/world/world.ts';
import { seededRandom } from '../random.ts';
import type { ScenarioAccessKey, ScenarioCredentials, ScenarioMfaDevice } from './format/credentials.ts';
import type { MutableRecords } from '../world-records.ts';
import { defined } from '../../core/model/defined.ts';

/** A secret that must exist when the scenario is opened; `given` when the file holds it. */
export interface SecretWish {
  readonly kind: 'password' | 'access-key' | 'totp';
  readonly id: EntityId;
  readonly account: AccountId;
  readonly given?: string;
}

interface Owner {
  readonly id: EntityId;
  readonly account: AccountId;
  /** The date when the file has none. */
  readonly date: string;
}

/** Adds the rows of one owner's credentials. What cannot be a row becomes a wish. */
export function credentialRecords(
  credentials: ScenarioCredentials,
  owner: Owner,
  records: MutableRecords,
  wishes: SecretWish[],
  once: (table: string, id: string) => void,
): void {
  const { account, date: usual } = owner;
  const wish = (kind: SecretWish['kind'], id: EntityId, value: string | undefined) =>
    wishes.push({ kind, id, account, ...defined({ given: value }) });
  const { console: access } = credentials;
  if (access) {
    const createDate = access.createDate ?? usual;
    records.loginProfiles.push({
      id: owner.id,
      account,
      owner: owner.id,
      createDate,
      passwordResetRequired: access.passwordResetRequired ?? false,
      passwordDate: access.passwordDate ?? createDate,
    });
    wish('password', owner.id, access.password);
  }
  credentials.accessKeys.forEach((key, at) => {
    const id = unsafeEntityId(key.id ?? derivedKeyId(owner.id, at));
    once('accessKeys', id);
    const createDate = key.createDate ?? usual;
    records.accessKeys.push({
      id,
      account,
      owner: owner.id,
      status: key.status ?? 'Active',
      createDate,
      statusDate: key.statusDate ?? createDate,
    });
    wish('access-key', id, key.secretAccessKey);
  });
  for (const device of credentials.mfaDevices) {
    const row = mfaRecord(device, owner);
    once('mfaDevices', row.id);
    records.mfaDevices.push(row);
    if (row.kind !== 'passkey') wish('totp', row.id, device.seed);
  }
}

const derivedKeyId = (owner: EntityId, at: number): string =>
  newUniqueId(idPrefixes.accessKey, seededRandom(`${owner}/key ${at}`), 20);

export function spareDeviceRecords(
  devices: readonly ScenarioMfaDevice[],
  account: AccountId,
  usual: string,
  records: MutableRecords,
  wishes: SecretWish[],
  once: (table: string, id: string) => void,
): void {
  for (const device of devices) {
    const {
      owner: _,
      enableDate: __,
      ...row
    } = mfaRecord(device, { id: unsafeEntityId(''), account, date: usual });
    once('mfaDevices', row.id);
    records.mfaDevices.push(row);
    wishes.push({
      kind: 'totp',
      id: row.id,
      account,
      ...defined({ given: device.seed }),
    });
  }
}

function mfaRecord(device: ScenarioMfaDevice, owner: Owner): MfaDeviceRecord {
  const path = device.path ?? '/';
  const enableDate = device.enableDate ?? owner.date;
  return {
    id: unsafeEntityId(serialOf(device, owner.account, path)),
    account: owner.account,
    kind: device.passkey ? 'passkey' : device.hardware ? 'hardware' : 'virtual',
    path,
    name: device.name,
    createDate: device.createDate ?? enableDate,
    tags: device.tags,
    owner: owner.id,
    enableDate,
    offset: device.offset ?? 0,
    clock: 'simulated',
    ...defined({ certifications: device.certifications }),
  };
}

function serialOf({ passkey, hardware, name }: ScenarioMfaDevice, account: AccountId, path: string): string {
  if (passkey) return passkeyArn(account, path, name);
  return hardware ? name : mfaArn(account, path, name);
}

/** Secrets that may go into the file, by credential id. Absent means none. */
export type SecretsGiven = ReadonlyMap<string, string>;

/** Returns the credentials of one owner for the file, without what reading would fill in. */
export function writtenCredentials(
  world: World,
  owner: EntityId,
  usual: string,
  secrets: SecretsGiven,
): ScenarioCredentials {
  const [profile] = credentialsOf(world, 'loginProfiles', owner);
  return {
    ...(profile ? { console: writtenConsole(profile, usual, secrets.get(owner)) } : {}),
    accessKeys: credentialsOf(world, 'accessKeys', owner).map((key, at): ScenarioAccessKey => {
      const secret = secrets.get(key.id);
      return {
        ...unless<'id', string>(key.id, derivedKeyId(owner, at), 'id'),
        ...defined({ secretAccessKey: secret }),
        ...unless<'status', KeyStatus>(key.status, 'Active', 'status'),
        ...unless(key.createDate, usual, 'createDate'),
        ...unless(key.statusDate, key.createDate, 'statusDate'),
      };
    }),
    mfaDevices: credentialsOf(world, 'mfaDevices', owner).map((device) =>
      writtenDevice(device, usual, secrets),
    ),
  };
}

export const writtenSpareDevices = (
  world: World,
  account: AccountId,
  usual: string,
  secrets: SecretsGiven,
): ScenarioMfaDevice[] =>
  ownedBy(world, 'mfaDevices', account)
    .filter(({ owner }) => owner === undefined)
    .map((device) => writtenDevice(device, usual, secrets));

function writtenDevice(device: MfaDeviceRecord, usual: string, secrets: SecretsGiven): ScenarioMfaDevice {
  const seed = secrets.get(device.id);
  const enableDate = device.enableDate ?? usual;
  return {
    name: device.name,
    ...(device.kind === 'hardware' ? { hardware: true } : {}),
    ...(device.kind === 'passkey' ? { passkey: true } : {}),
    ...defined({ certifications: device.certifications }),
    ...unless(device.path, '/', 'path'),
    ...defined({ seed }),
    ...unless(enableDate, usual, 'enableDate'),
    ...unless(device.createDate, enableDate, 'createDate'),
    ...unless(device.offset, 0, 'offset'),
    tags: device.tags,
  };
}

const writtenConsole = (profile: LoginProfileRecord, usual: string, password: string | undefined) => ({
  ...defined({ password }),
  ...unless(profile.passwordResetRequired, false, 'passwordResetRequired'),
  ...unless(profile.createDate, usual, 'createDate'),
  ...unless(profile.passwordDate, profile.createDate, 'passwordDate'),
});
