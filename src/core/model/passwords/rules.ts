/**
 * The rules of an account for a new password, in the order in which AWS checks them (P-08). A form shows all
 * of them; a refusal names the first that does not hold.
 */

import type { AccountRecord } from '../records/account.ts';
import type { LoginProfileRecord } from '../records/credentials.ts';

export type PasswordRuleName =
  | 'minimum-length'
  | 'uppercase letter'
  | 'lowercase letter'
  | 'number'
  | 'symbol'
  | 'three-kinds'
  | 'not-the-account'
  | 'maximum-length';

export interface PasswordRule {
  readonly name: PasswordRuleName;
  /** Characters, for the rules about length. */
  readonly limit?: number;
  readonly holds: boolean;
}

/** AWS asks for this many characters when an account has set nothing (P-03). */
const defaultMinimumLength = 8;

const kinds = {
  'uppercase letter': /[A-Z]/,
  'lowercase letter': /[a-z]/,
  number: /[0-9]/,
  /** The symbols of P-01. */
  symbol: /[!@#$%^&*()_+\-=[\]{}|']/,
} as const;

type Rules = Pick<AccountRecord, 'name' | 'email' | 'passwordPolicy' | 'signInExtensions'>;

export function passwordRules(account: Rules, password: string): PasswordRule[] {
  const { passwordPolicy: policy, signInExtensions } = account;
  const length = [...password].length;
  const least = policy?.minimumPasswordLength ?? defaultMinimumLength;
  const has = (kind: keyof typeof kinds): PasswordRule => ({ name: kind, holds: kinds[kind].test(password) });
  const most = signInExtensions?.maximumPasswordLength;
  return [
    { name: 'minimum-length', limit: least, holds: length >= least },
    ...(policy
      ? [
          ...(policy.requireUppercaseCharacters ? [has('uppercase letter')] : []),
          ...(policy.requireLowercaseCharacters ? [has('lowercase letter')] : []),
          ...(policy.requireNumbers ? [has('number')] : []),
          ...(policy.requireSymbols ? [has('symbol')] : []),
        ]
      : [
          {
            name: 'three-kinds' as const,
            holds: Object.values(kinds).filter((kind) => kind.test(password)).length >= 3,
          },
          {
            name: 'not-the-account' as const,
            holds: password !== account.name && password !== account.email,
          },
        ]),
    ...(most === undefined ? [] : [{ name: 'maximum-length' as const, limit: most, holds: length <= most }]),
  ];
}

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
