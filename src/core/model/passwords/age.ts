/** Age of passwords under the account's policy, and the states that a sign-in finds (P-05, P-06, P-14). */

import type { LoginProfileRecord } from '../records/credentials.ts';
import type { AccountRecord } from '../records/account.ts';

const dayMilliseconds = 86_400_000;

/** Returns milliseconds since the epoch; `undefined` when it never expires, as for the root user (P-04). */
export function passwordExpiry(account: AccountRecord, profile: LoginProfileRecord): number | undefined {
  const days = account.passwordPolicy?.maxPasswordAge;
  if (days === undefined || profile.owner === (account.id as string)) return undefined;
  return Date.parse(profile.passwordDate) + days * dayMilliseconds;
}

export type PasswordState = 'valid' | 'reset-required' | 'expired' | 'hard-expired';

/** Returns the state that a sign-in with the right password finds (P-05, P-06, SI-04, SI-05). */
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
