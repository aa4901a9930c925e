/** What came due since the clock was last moved: history knows at what time that was. */

import type { Session } from '../../app/session/session.svelte.ts';
import { type Deadline, passedBetween } from '../../core/query/account/deadlines.ts';

export interface JustExpired {
  /** ISO; what the clock showed before it was moved. */
  readonly since: string;
  readonly deadlines: readonly Deadline[];
}

const moves = new Set(['AdvanceClock', 'SetClock']);

/** `now` in milliseconds; undefined where the clock was never moved, or that was undone. */
export function justExpired(session: Session, now: number): JustExpired | undefined {
  const { entries, undoable } = session.history;
  const move = entries.findLast(
    ({ operation, position }) => moves.has(operation) && position <= (undoable?.position ?? 0),
  );
  if (!move) return undefined;
  const span = { from: Date.parse(move.at), to: now };
  return { since: move.at, deadlines: passedBetween(session.state.world, session.account, span) };
}
