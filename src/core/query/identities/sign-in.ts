/** Facts that the sign-in page tells a learner and AWS never does; the sign-in service decides. */

import type { AccountRecord } from '../../model/records/account.ts';
import type { UserRecord } from '../../model/records/identities.ts';
import { failuresId } from '../../model/world/row-ids.ts';
import { type World, findByName, ownedBy } from '../../model/world/world.ts';
import { defined } from '../../model/defined.ts';

export interface SignInFacts {
  readonly users: readonly string[];
  /** The first user without one, when nobody can sign in. */
  readonly candidate?: string;
  readonly rootEmail?: string;
  readonly rootHasPassword: boolean;
  readonly passwordsUnknown: boolean;
}

export function signInFacts(world: World, account: AccountRecord): SignInFacts {
  const users = ownedBy(world, 'loginProfiles', account.id).flatMap(
    ({ owner }) => world.users.get(owner)?.userName ?? [],
  );
  const rootHasPassword = world.loginProfiles.has(account.id);
  const [candidate] = users.length > 0 || rootHasPassword ? [] : ownedBy(world, 'users', account.id);
  return {
    users: users.sort((a, b) => a.localeCompare(b)),
    ...(candidate ? { candidate: candidate.userName } : {}),
    ...defined({ rootEmail: account.email }),
    rootHasPassword,
    passwordsUnknown: account.unknown?.includes('passwords') ?? false,
  };
}

/** Returns the account that was typed: its id, with or without hyphens, or its alias (SI-13). */
export function accountTyped(world: World, text: string): AccountRecord | undefined {
  const wanted = text.trim();
  return [...world.accounts.values()].find(
    ({ id, alias }) => id === wanted.replaceAll('-', '') || alias === wanted,
  );
}

export type Typed = { readonly kind: 'root' | 'user'; readonly account: string; readonly name: string };

function userTyped(world: World, { account, name }: Typed): UserRecord | undefined {
  const row = accountTyped(world, account);
  return row && findByName(world, 'users', row.id, name.trim());
}

export type WhyRefused = 'no-account' | 'no-user' | 'no-email' | 'no-password' | 'wrong-password';

/** Returns the reason behind AWS's one neutral sentence (SI-06). */
export function whyRefused(world: World, typed: Typed): WhyRefused {
  if (typed.kind === 'root') {
    const wanted = typed.name.trim().toLowerCase();
    const account = [...world.accounts.values()].find(({ email }) => email?.toLowerCase() === wanted);
    if (!account) return 'no-email';
    return world.loginProfiles.has(account.id) ? 'wrong-password' : 'no-password';
  }
  if (!accountTyped(world, typed.account)) return 'no-account';
  const user = userTyped(world, typed);
  if (!user) return 'no-user';
  return world.loginProfiles.has(user.id) ? 'wrong-password' : 'no-password';
}

/** Returns the time until which the typed user is locked out (extension), ISO 8601, while the rule is on. */
export function lockedUntil(world: World, typed: Typed): string | undefined {
  const user = typed.kind === 'user' ? userTyped(world, typed) : undefined;
  if (!user || !world.accounts.get(user.account)?.signInExtensions?.lockout) return undefined;
  const row = world.signIns.get(failuresId(user.id));
  return row?.kind === 'failures' ? row.lockedUntil : undefined;
}

/** Returns the id of the typed user, or of the account for root, as MFA devices name their owner. */
export function ownerTyped(world: World, typed: Typed): string | undefined {
  if (typed.kind === 'user') return userTyped(world, typed)?.id;
  const wanted = typed.name.trim().toLowerCase();
  return [...world.accounts.values()].find(({ email }) => email?.toLowerCase() === wanted)?.id;
}
