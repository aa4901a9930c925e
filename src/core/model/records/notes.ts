/**
 * Notes that people make about what they looked at, an extension: reviews and silences. A review says that something is
 * in order; its id is the reviewed row's: an entity's unique id or an access key's.
 */

import { optional, row } from '../schema/members.ts';
import { type Stated, accountId, date, entityId, number, text } from '../schema/words.ts';

// A silence says that a person knows a finding of one policy and accepts it, with a reason. AWS's policy validation
// has no such mark. It holds while the flagged part of the document is as it was; an edit elsewhere changes nothing.

const place = row({
  /** Counted from 1. */
  at: number,
  of: number,
});
export interface SilencedPlace extends Stated<typeof place> {}

export const silence = row({
  /** `silenceId`. */
  id: entityId,
  /** The policy's owner; for a policy of AWS, the account in which it was silenced. */
  account: accountId,
  /** A `PolicyKey`. */
  policy: text,
  /** Id of the check (`core/lint/catalogue.ts`). One that is not known any more is kept. */
  check: text,
  /** The characters of the policy that the finding points at, as `flaggedText` gives them. */
  text,
  /** The finding is the n-th of several of this check with the same text; absent: it is the only one. */
  place: optional(place),
  /** 1–500 characters. */
  reason: text,
  /** ISO 8601 in UTC seconds, simulated time. */
  date,
  /** ARN of the person. */
  by: text,
  /** The finding is shown again after this moment. */
  until: optional(date),
});
export interface SilenceRecord extends Stated<typeof silence> {}

export const review = row({
  id: entityId,
  account: accountId,
  /** ISO 8601 in UTC seconds, simulated time. */
  date,
  /** ARN of the reviewer. */
  by: text,
  note: optional(text),
});
export interface ReviewRecord extends Stated<typeof review> {}
