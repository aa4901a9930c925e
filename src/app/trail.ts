import type { TrailEvent } from '../core/model/trail.ts';
import { keptEvents } from '../store/rows.ts';
import type { TrailQuery } from '../store/store.ts';

/** The rule of keeping, as Settings shows it: the newest so many events. */
export const trailLimit = keptEvents;

/** What Activity asks of the trail. */
export interface TrailOptions {
  /** Events to skip, from the newest; default 0. */
  readonly offset?: number;
  /** Default 50. */
  readonly limit?: number;
  /** Only events of this operation (`CreateUser`). */
  readonly eventName?: string;
  /** Only refused calls. */
  readonly refusedOnly?: boolean;
  /** Only calls of this user, or of sessions of this role, by unique id. */
  readonly principalId?: string;
}

/** The store's query: without a filter it skips rows instead of reading them. */
export function trailQuery(options: TrailOptions): TrailQuery {
  const { offset = 0, limit = 50, eventName, refusedOnly, principalId } = options;
  if (eventName === undefined && !refusedOnly && principalId === undefined) return { offset, limit };
  const matches = (event: TrailEvent) =>
    (eventName === undefined || event.eventName === eventName) &&
    (!refusedOnly || event.errorCode !== undefined) &&
    (principalId === undefined || isBy(event, principalId));
  return { offset, limit, matches };
}

/** `AIDA…` of a user; a session's principal id is `AROA…:session`. */
function isBy({ userIdentity }: TrailEvent, id: string): boolean {
  const { principalId } = userIdentity;
  return typeof principalId === 'string' && (principalId === id || principalId.startsWith(`${id}:`));
}
