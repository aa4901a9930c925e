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
}

/** The store's query: without a filter it skips rows instead of reading them. */
export function trailQuery({ offset = 0, limit = 50, eventName, refusedOnly }: TrailOptions): TrailQuery {
  if (eventName === undefined && !refusedOnly) return { offset, limit };
  const matches = (event: TrailEvent) =>
    (eventName === undefined || event.eventName === eventName) &&
    (!refusedOnly || event.errorCode !== undefined);
  return { offset, limit, matches };
}
