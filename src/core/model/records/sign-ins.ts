/**
 * What AWS's sign-in page remembers between two of its steps, and of failed attempts. Rows are written as
 * marks only, like console sessions: nobody undoes a sign-in.
 */

import type { AccountId, EntityId } from '../ids.ts';

export type SignInRecord = {
  readonly id: EntityId;
  readonly account: AccountId;
} & (PendingSignIn | FailedSignIns | SigninToken);

/** The password was right; something is still wanted. Its id is what the page holds. */
export interface PendingSignIn {
  readonly kind: 'pending';
  /** The user's unique id, or the account id for the root user. */
  readonly owner: EntityId;
  readonly step: 'mfa' | 'new-password';
  /** ISO 8601; after it the person begins again. */
  readonly expiration: string;
  /** When a code was validated, and of which device. */
  readonly mfaTime?: string;
  readonly mfaDevice?: string;
  /** Wrong codes so far: after several the page offers to bring the device back in step (SI-03). */
  readonly wrongCodes: number;
}

/** Failures in a row of one user, where the account has the lockout extension; id `{owner}/failures`. */
export interface FailedSignIns {
  readonly kind: 'failures';
  readonly owner: EntityId;
  readonly count: number;
  /** ISO 8601; absent: not locked out. */
  readonly lockedUntil?: string;
}

/** A token of the federation endpoint (SI-11); what proves it is in `secrets`. */
export interface SigninToken {
  readonly kind: 'token';
  /** The temporary credentials that it stands for. */
  readonly session: EntityId;
  readonly expiration: string;
  /** Seconds that the console session lasts; absent: as long as the credentials. */
  readonly seconds?: number;
}

export const failuresId = (owner: string): string => `${owner}/failures`;
