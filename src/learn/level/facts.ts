/** Reads the states of an account that no answer tells: devices, keys, passwords, settings. */

import type { AccountId } from '../../core/model/ids.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import { type World, ownedBy } from '../../core/model/world/world.ts';
import type { Fact, FactCheck } from './format.ts';

interface Asked {
  readonly world: World;
  readonly account: AccountRecord;
  readonly of: string;
  readonly at: number;
}

export function factHolds({ fact, of = '', at = 0 }: FactCheck, world: World, id: AccountId): boolean {
  const account = world.accounts.get(id);
  return account !== undefined && readers[fact]({ world, account, of, at });
}

const readers: Readonly<Record<Fact, (asked: Asked) => boolean>> = {
  // A device that nobody has belongs to no one, also where `of` does not exist.
  mfa: ({ world, of }) =>
    [...world.mfaDevices.values()].some(({ owner }) => owner !== undefined && owner === ownerOf(world, of)),
  'active-key': ({ world, of }) =>
    [...world.accessKeys.values()].some(
      ({ owner, status }) => owner === ownerOf(world, of) && status === 'Active',
    ),
  'access-key': ({ world, of }) =>
    [...world.accessKeys.values()].some(({ owner }) => owner === ownerOf(world, of)),
  password: ({ world, of }) => world.loginProfiles.has(ownerOf(world, of) ?? ''),
  exists: ({ world, of }) => world.index.byArn.has(of),
  'policy-on-user': ({ world, account }) =>
    ownedBy(world, 'users', account.id).some(
      ({ inlinePolicies, attachedPolicies }) => inlinePolicies.length + attachedPolicies.length > 0,
    ),
  'linked-role': ({ world, account, of }) =>
    ownedBy(world, 'roles', account.id).some(({ path }) => path === `/aws-service-role/${of}/`),
  'password-length': ({ account, at }) => (account.passwordPolicy?.minimumPasswordLength ?? 0) >= at,
  'password-age': ({ account, at }) => {
    const days = account.passwordPolicy?.maxPasswordAge ?? 0;
    return days > 0 && days <= at;
  },
  'password-reuse': ({ account, at }) => (account.passwordPolicy?.passwordReusePrevention ?? 0) >= at,
  lockout: ({ account, at }) => (account.signInExtensions?.lockout?.attempts ?? Infinity) <= at,
};

/** Credentials name a user by its id, and the root user by the account id. */
function ownerOf(world: World, arn: string): string | undefined {
  const root = /^arn:aws:iam::(\d{12}):root$/.exec(arn);
  return root?.[1] ?? world.index.byArn.get(arn)?.id;
}
