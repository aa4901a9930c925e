/** How old a password may be by the account's policy, and what a sign-in with it leads to (P-05, P-06, P-14). */

import type { LoginProfileRecord } from '../records/credentials.ts';
import type { AccountRecord } from '../records/tables.ts';

const dayMilliseconds = 86_400_000;

/** When the password ends by the account's policy, in milliseconds; undefined: never. Not for root (P-04). */
export function passwordExpiry(account: AccountRecord, profile: LoginProfileRecord): number | undefined {
  const days = account.passwordPolicy?.maxPasswordAge;
  if (days === undefined || profile.owner === (account.id as string)) return undefined;
  return Date.parse(profile.passwordDate) + days * dayMilliseconds;
}

export type PasswordState = 'valid' | 'reset-required' | 'expired' | 'hard-expired';

/** P-05, P-06, SI-04, SI-05: what a sign-in with the right password leads to. */
export function passwordState(
  account: AccountRecord,
  profile: LoginProfileRecord,
  now: number,
): PasswordState {
  const expiry = passwordExpiry(account, profile);
  if (expiry !== undefined && now >= expiry) {
    return account.passwordPolicy?.hardExpiry ? 'hard-expired' : 'expired';
  }
  return profile.passwordResetRequired ? 'reset-required' : 'valid';
}
