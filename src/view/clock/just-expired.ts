/** Finds what expired when the clock was last moved. The history knows the time before that. */

import type { Session } from '../../app/session/session.svelte.ts';
import { type Deadline, passedBetween } from '../../core/query/account/deadlines.ts';

export interface JustExpired {
  /** The time before the clock was moved (ISO 8601). */
  readonly since: string;
  readonly deadlines: readonly Deadline[];
}

const moves = new Set(['AdvanceClock', 'SetClock']);

/** `now` is in milliseconds. Returns `undefined` when the clock was never moved, or when that was undone. */
export function justExpired(session: Session, now: number): JustExpired | undefined {
  const { entries, undoable } = session.history;
  const move = entries.findLast(
    ({ operation, position }) => moves.has(operation) && position <= (undoable?.position ?? 0),
  );
  if (!move) return undefined;
  const span = { from: Date.parse(move.at), to: now };
  return { since: move.at, deadlines: passedBetween(session.state.world, session.account, span) };
}
