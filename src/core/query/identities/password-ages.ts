/**
 * The effect of a password policy on the existing passwords: expiry applies at once, the rules for length and
 * characters only at the next change (P-05). `policy` may be one that is only being considered.
 */

import type { AccountId } from '../../model/ids.ts';
import { type PasswordState, passwordExpiry, passwordState } from '../../model/passwords/rules.ts';
import type { PasswordPolicy } from '../../model/records/account.ts';
import type { UserRecord } from '../../model/records/identities.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { defined } from '../../model/defined.ts';

export interface PasswordAge {
  readonly user: UserRecord;
  readonly state: PasswordState;
  /** When the password was set, ISO 8601. */
  readonly since: string;
  /** Milliseconds since the epoch; absent: it does not expire. */
  readonly expires?: number;
}

/** Days before expiry at which AWS's console begins to warn (P-05). */
export const warningDays = 15;

/** Returns users with a console password; those whose password ends first come first. */
export function passwordAges(
  world: World,
  account: AccountId,
  policy: PasswordPolicy | undefined,
  now: number,
): PasswordAge[] {
  const record = world.accounts.get(account);
  if (!record) return [];
  const { passwordPolicy: _, ...plain } = record;
  const wanted = policy ? { ...plain, passwordPolicy: policy } : plain;
  return ownedBy(world, 'loginProfiles', account)
    .flatMap((profile) => {
      const user = world.users.get(profile.owner);
      if (!user) return [];
      const expires = passwordExpiry(wanted, profile);
      return {
        user,
        state: passwordState(wanted, profile, now),
        since: profile.passwordDate,
        ...defined({ expires }),
      };
    })
    .sort((a, b) => (a.expires ?? Infinity) - (b.expires ?? Infinity) || (a.since < b.since ? -1 : 1));
}
