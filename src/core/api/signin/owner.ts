/** The identity that a sign-in form means (SI-01): the root user by e-mail, a user by account and name. */

import type { KnownPrincipal } from '../../authz/principal.ts';
import { rootArn } from '../../model/arn.ts';
import type { MfaDeviceRecord } from '../../model/records/credentials.ts';
import { type Arn, type EntityId, unsafeEntityId } from '../../model/ids.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { UserRecord } from '../../model/records/identities.ts';
import { type World, credentialsOf, findByName } from '../../model/world/world.ts';

export type SignInOwner = {
  readonly account: AccountRecord;
  /** The user's unique id, or the account id. */
  readonly id: EntityId;
  readonly arn: Arn;
} & ({ readonly kind: 'root' } | { readonly kind: 'user'; readonly user: UserRecord });

export const isRoot = (owner: SignInOwner): owner is Extract<SignInOwner, { readonly kind: 'root' }> =>
  owner.kind === 'root';

export const rootOwner = (account: AccountRecord): SignInOwner => ({
  kind: 'root',
  account,
  id: unsafeEntityId(account.id),
  arn: rootArn(account.id),
});

const userOwner = (account: AccountRecord, user: UserRecord): SignInOwner => ({
  kind: 'user',
  account,
  id: user.id,
  arn: user.arn,
  user,
});

/** Finds the root user. E-mail addresses are compared ignoring case. */
export function rootByEmail(world: World, email: string): SignInOwner | undefined {
  const wanted = email.trim().toLowerCase();
  const account = [...world.accounts.values()].find((row) => row.email?.toLowerCase() === wanted);
  return account && rootOwner(account);
}

/** SI-13: finds an account by id, with or without hyphens, or by alias. */
export function accountByName(world: World, text: string): AccountRecord | undefined {
  const wanted = text.trim();
  const id = wanted.replaceAll('-', '');
  return (
    world.accounts.get(/^\d{12}$/.test(id) ? id : wanted) ??
    [...world.accounts.values()].find(({ alias }) => alias === wanted)
  );
}

export function userByName(world: World, account: AccountRecord, name: string): SignInOwner | undefined {
  const user = findByName(world, 'users', account.id, name.trim());
  return user && userOwner(account, user);
}

/** Returns the owner of a pending sign-in; `undefined` when the user was deleted in the meantime. */
export function signInOwnerByKey(world: World, account: string, key: string): SignInOwner | undefined {
  const row = world.accounts.get(account);
  if (!row) return undefined;
  if (key === account) return rootOwner(row);
  const user = world.users.get(key);
  return user && userOwner(row, user);
}

export const devicesOf = (world: World, owner: SignInOwner): MfaDeviceRecord[] =>
  credentialsOf(world, 'mfaDevices', owner.id);

export const principalOf = (owner: SignInOwner): KnownPrincipal =>
  isRoot(owner)
    ? { kind: 'root', arn: rootArn(owner.account.id), account: owner.account.id }
    : { kind: 'user', arn: owner.user.arn, account: owner.account.id, user: owner.user };
