/**
 * The account as it was. A copy of the World is led back batch by batch, each reversed, and forward again; the
 * World itself is not touched. Marks (last uses, console sessions, delivered reports) are no part of history:
 * of them what is dated later is left out, and an older date that a later one replaced is not known any more.
 */

import { apply } from './apply.ts';
import { type Change, reverseChanges } from './change.ts';
import type { ClockRecord } from '../records/clock.ts';
import { clockId } from '../records/clock.ts';
import type { World } from './world.ts';

export function stepBack(copy: World, changes: readonly Change[]): void {
  apply(copy, reverseChanges(changes));
}

export function stepForward(copy: World, changes: readonly Change[]): void {
  apply(copy, changes);
}

/**
 * What is shown of a copy that was led to the moment `at` (ISO 8601): without later marks, its clock standing
 * there, so that ages and sessions read as they did. Shares all else with the copy and its indexes, whose
 * entries of rows that are left out lead nowhere.
 */
export function asOf(copy: World, at: string): World {
  const frozen: ClockRecord = { id: clockId, offset: 0, frozenAt: Date.parse(at) };
  return { ...withoutLater(copy, at), clock: new Map([[clockId, frozen]]) };
}

/** The same with the clock as it ran then: what a branch goes on from. */
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
