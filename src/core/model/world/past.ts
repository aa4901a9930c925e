/**
 * The account as it was earlier. A copy of the World goes back and forward batch by batch; the World itself
 * is not touched. Marks (last uses, console sessions, delivered reports) are no part of history: a mark with
 * a later date is left out, and an older date that a later one replaced is not known any more.
 */

import { apply } from './apply.ts';
import { type Change, reverseChanges } from './change.ts';
import type { ClockRecord } from '../records/tables.ts';
import { clockId } from '../records/clock.ts';
import type { World } from './world.ts';

export function stepBack(copy: World, changes: readonly Change[]): void {
  apply(copy, reverseChanges(changes));
}

export function stepForward(copy: World, changes: readonly Change[]): void {
  apply(copy, changes);
}

/**
 * Returns the copy as it was at the moment `at` (ISO 8601), for showing: without later marks, and with its
 * clock frozen there, so that ages and sessions read as they did. The result shares its indexes with the
 * copy; their entries may name rows that are left out.
 */
export function asOf(copy: World, at: string): World {
  const frozen: ClockRecord = { id: clockId, offset: 0, frozenAt: Date.parse(at) };
  return { ...withoutLater(copy, at), clock: new Map([[clockId, frozen]]) };
}

/** Returns the same with the clock as it ran then. A branch begins from it. */
export function withoutLater(copy: World, at: string): World {
  return {
    ...copy,
    usage: kept(copy.usage, ({ lastUsed }) => lastUsed <= at),
    sessions: kept(copy.sessions, ({ console, issueTime }) => console !== true || issueTime <= at),
    reportDeliveries: kept(copy.reportDeliveries, ({ date }) => date <= at),
  };
}

const kept = <Row>(rows: ReadonlyMap<string, Row>, stays: (row: Row) => boolean): ReadonlyMap<string, Row> =>
  new Map([...rows].filter(([, row]) => stays(row)));
