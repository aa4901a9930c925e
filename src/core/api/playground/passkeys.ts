/** Registers a passkey or a security key (Y-11), which AWS has no call for. Its touch is simulated. */

import { passkeyArn } from '../../model/arn.ts';
import { unsafeEntityId } from '../../model/ids.ts';
import type { MfaDeviceRecord } from '../../model/records/credentials.ts';
import { created } from '../../model/world/change.ts';
import { credentialsOf } from '../../model/world/world.ts';
import { base32Alphabet, randomText } from '../base64.ts';
import { overFixedQuota } from '../errors/codes.ts';
import { checkOwner, credentialOwnerOf } from '../iam/credentials/owners.ts';
import { type Call, type ConsoleOperation, type Definition, type Operation, done } from '../operation.ts';
import { defined } from '../../model/defined.ts';

interface RegisterPasskeyInput {
  readonly UserName?: string;
  readonly DeviceName: string;
  readonly Certifications?: Readonly<Record<string, string>>;
}

/** Recorded serial numbers end in so many characters of base32. */
const suffixLength = 26;

const definition: Definition<RegisterPasskeyInput, { readonly SerialNumber: string }> = {
  /** AWS asks twice: to create the key pair, and to activate it, when it knows the authenticator's levels. */
  checks: (call) => {
    const { UserName, Certifications = {} } = call.params;
    const levels = Object.entries(Certifications).map(([name, level]) => [
      `iam:${name}-certification`,
      level,
    ]);
    const create = checkOwner(call, 'EnableMFADevice', UserName, { 'iam:RegisterSecurityKey': 'Create' });
    if ('ok' in create) return create;
    const activate = checkOwner(call, 'EnableMFADevice', UserName, {
      'iam:RegisterSecurityKey': 'Activate',
      ...(Object.fromEntries(levels) as Record<string, string>),
    });
    return 'ok' in activate ? activate : [...create, ...activate];
  },
  run: (call: Call<RegisterPasskeyInput>) => {
    const { world, account, env, now } = call;
    const { UserName, DeviceName, Certifications: certifications } = call.params;
    const owner = credentialOwnerOf(call, UserName);
    if (!owner.ok) return owner;
    const { id, user } = owner.value;
    const exceeded = overFixedQuota('MFADevicesPerUser', credentialsOf(world, 'mfaDevices', id).length + 1);
    if (exceeded) return exceeded;
    const path = user ? `/user/${user.userName}/` : '/root/';
    const name = `${DeviceName}-${randomText(env.random, suffixLength, base32Alphabet)}`;
    const device: MfaDeviceRecord = {
      id: unsafeEntityId(passkeyArn(account.id, path, name)),
      account: account.id,
      kind: 'passkey',
      path,
      name,
      createDate: now,
      tags: [],
      owner: id,
      enableDate: now,
      offset: 0,
      clock: 'simulated',
      ...(certifications && Object.keys(certifications).length > 0 ? { certifications } : {}),
    };
    return done({ SerialNumber: device.id }, [created('mfaDevices', device)]);
  },
};

export const registerPasskey: ConsoleOperation = {
  operation: {
    service: 'playground',
    name: 'RegisterPasskey',
    ...(definition as Omit<Operation, 'service' | 'name'>),
  },
  /** The name of the record is [unverified]: the permission has it. */
  recordedAs: 'EnableMFADevice',
  recordedParams: ({ UserName }, { SerialNumber }) => ({
    ...defined({ UserName, SerialNumber }),
  }),
};
