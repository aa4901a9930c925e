/**
 * A note that a person looked at something and found it in order. AWS has no such mark, but regular reviews
 * of users, keys, roles, groups and policies need one. The id is the reviewed row's: an entity's unique id or
 * an access key's.
 */

import { optional, row } from '../schema/members.ts';
import { accountId, date, entityId, type Stated, text } from '../schema/words.ts';

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
