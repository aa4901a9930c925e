/**
 * A note that a person looked at something and found it in order. AWS has no such mark, but regular reviews
 * of users, keys, roles, groups and policies need one. The id is the reviewed row's: an entity's unique id or
 * an access key's.
 */

import type { AccountId, EntityId } from '../ids.ts';

export interface ReviewRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  /** ISO 8601 in UTC seconds, simulated time. */
  readonly date: string;
  /** ARN of the reviewer. */
  readonly by: string;
  readonly note?: string;
}

export interface ReviewRecords {
  reviews: ReviewRecord;
}
