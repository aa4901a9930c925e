/**
 * State of AWS's sign-in page: what it remembers between two steps, and failed attempts. Rows are written as
 * marks only, like console sessions, because nobody undoes a sign-in.
 */

import type { AccountId, EntityId } from '../ids.ts';

export type SignInRecord = {
  readonly id: EntityId;
  readonly account: AccountId;
} & (PendingSignIn | FailedSignIns | SigninToken);

/** The password was right, but a step is missing. The page has the id of this row. */
export interface PendingSignIn {
  readonly kind: 'pending';
  /** The user's unique id, or the account id for the root user. */
  readonly owner: EntityId;
  readonly step: 'mfa' | 'new-password';
  /** ISO 8601. After this moment the person begins again. */
  readonly expiration: string;
  /** The moment at which a code was validated; `mfaDevice` is the device that showed it. */
  readonly mfaTime?: string;
  readonly mfaDevice?: string;
  /** Wrong codes so far. After several the page offers to resynchronize the device (SI-03). */
  readonly wrongCodes: number;
}

/** Failures in a row of one user, in accounts with the lockout extension; the id is `{owner}/failures`. */
export interface FailedSignIns {
  readonly kind: 'failures';
  readonly owner: EntityId;
  readonly count: number;
  /** ISO 8601; absent: not locked out. */
  readonly lockedUntil?: string;
}

/** A token of the federation endpoint (SI-11). The token itself is in `secrets`. */
export interface SigninToken {
  readonly kind: 'token';
  /** The temporary credentials behind it. */
  readonly session: EntityId;
  readonly expiration: string;
  /** Seconds that the console session lasts; absent: as long as the credentials. */
  readonly seconds?: number;
}

export const failuresId = (owner: string): string => `${owner}/failures`;
