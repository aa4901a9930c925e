/**
 * The simulation's clock, one row of the World for all its accounts. Without the row, simulated time is real
 * time. Everything that has an age (sessions, passwords, keys, one-time codes, reports) reads `env.now`, so
 * this row moves all of them.
 */

import { type EntityId, unsafeEntityId } from '../ids.ts';

export interface ClockRecord {
  readonly id: EntityId;
  /** Milliseconds by which simulated time is ahead of the real time while it runs; 0 while it stands. */
  readonly offset: number;
  /** Milliseconds since the epoch at which the clock stands still; absent: it runs. */
  readonly frozenAt?: number;
}

export const clockId: EntityId = unsafeEntityId('clock');

export interface ClockRecords {
  clock: ClockRecord;
}

type Clocks = { readonly clock: ReadonlyMap<string, ClockRecord> };

/** Returns simulated time for the real time `wall`, both in milliseconds since the epoch. */
export function simulatedTime({ clock }: Clocks, wall: number): number {
  const row = clock.get(clockId);
  return row ? (row.frozenAt ?? wall + row.offset) : wall;
}
