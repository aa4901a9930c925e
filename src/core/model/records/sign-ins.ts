/**
 * State of AWS's sign-in page: what it remembers between two steps, and failed attempts. Rows are written as
 * marks only, like console sessions, because nobody undoes a sign-in.
 */

import * as v from 'valibot';
import { optional, row } from '../schema/members.ts';
import { accountId, byKind, date, entityId, number, oneOf, type Stated, text } from '../schema/words.ts';

const kept = { id: entityId, account: accountId };

/** The password was right, but a step is missing. The page has the id of this row. */
const pending = row({
  kind: v.literal('pending'),
  ...kept,
  /** The user's unique id, or the account id for the root user. */
  owner: entityId,
  step: oneOf(['mfa', 'new-password']),
  /** ISO 8601. After this moment the person begins again. */
  expiration: date,
  /** The moment at which a code was validated; `mfaDevice` is the device that showed it. */
  mfaTime: optional(date),
  mfaDevice: optional(text),
  /** Wrong codes so far. After several the page offers to resynchronize the device (SI-03). */
  wrongCodes: number,
});

/** Failures in a row of one user, in accounts with the lockout extension; the id is `{owner}/failures`. */
const failures = row({
  kind: v.literal('failures'),
  ...kept,
  owner: entityId,
  count: number,
  /** ISO 8601; absent: not locked out. */
  lockedUntil: optional(date),
});

/** A token of the federation endpoint (SI-11). The token itself is in `secrets`. */
const token = row({
  kind: v.literal('token'),
  ...kept,
  /** The temporary credentials behind it. */
  session: entityId,
  expiration: date,
  /** Seconds that the console session lasts; absent: as long as the credentials. */
  seconds: optional(number),
});

export const signIn = byKind([pending, failures, token]);
export type SignInRecord = Stated<typeof signIn>;
