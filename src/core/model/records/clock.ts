/**
 * The simulation's clock, one row of the World for all its accounts. Without the row, simulated time is real
 * time. Everything that has an age (sessions, passwords, keys, one-time codes, reports) reads `env.now`, so
 * this row moves all of them.
 */

import { type EntityId, unsafeEntityId } from '../ids.ts';
import type { ClockRecord } from './tables.ts';

export const clockId: EntityId = unsafeEntityId('clock');

type Clocks = { readonly clock: ReadonlyMap<string, ClockRecord> };

/** Returns simulated time for the real time `wall`, both in milliseconds since the epoch. */
export function simulatedTime({ clock }: Clocks, wall: number): number {
  const row = clock.get(clockId);
  return row ? (row.frozenAt ?? wall + row.offset) : wall;
}
