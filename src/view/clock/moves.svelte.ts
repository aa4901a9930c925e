/**
 * Moves the clock for the panel and for Settings. A time before the newest record is never sent at once: the
 * person is told first what lies after it, and may go back all the same. Finds what expired at the last move.
 */

import type { Session } from '../../app/session/session.svelte.ts';
import { newestRecorded } from '../../core/model/world/dates.ts';
import { momentOf } from '../entity/names.ts';
import type { Acting, ShownRefusal } from '../requests/act.svelte.ts';
import { type Deadline, passedBetween } from '../../core/query/account/deadlines.ts';
import { defined } from '../../core/model/defined.ts';

export interface Earlier {
  /** Absent: the real time. */
  readonly time?: string;
  /** The newest record, ISO 8601. */
  readonly newest: string;
}

export class ClockMoves {
  refusal = $state.raw<ShownRefusal | undefined>();
  earlier = $state.raw<Earlier | undefined>();
  readonly #session: Session;
  readonly #acting: Acting;
  #turn = Promise.resolve();

  constructor(session: Session, acting: Acting) {
    this.#session = session;
    this.#acting = acting;
  }

  act(operation: string, params: Readonly<Record<string, unknown>>, done: string): Promise<void> {
    this.earlier = undefined;
    const call = { service: 'playground', operation, params } as const;
    const work = async () => {
      ({ refusal: this.refusal } = await this.#acting.ask([call], done));
    };
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Sets the clock to `time` (ISO 8601), or back to the real time. Asks first when records lie after it. */
  async set(time?: string): Promise<void> {
    const { env, state, now } = this.#session;
    const wanted = time === undefined ? (env.wallNow ?? now) : Date.parse(time);
    const newest = newestRecorded(state.world);
    if (newest !== undefined && wanted < Date.parse(newest)) {
      this.refusal = undefined;
      this.earlier = { newest, ...defined({ time }) };
      return;
    }
    await this.act('SetClock', timed(time), doneWords(time));
  }

  async goBack(): Promise<void> {
    if (!this.earlier) return;
    const { time } = this.earlier;
    await this.act('SetClock', { ...timed(time), AllowEarlier: true }, doneWords(time));
  }

  stay(): void {
    this.earlier = undefined;
  }
}

const timed = (time: string | undefined) => (time === undefined ? {} : { Time: time });
const doneWords = (time: string | undefined): string =>
  time === undefined ? 'The clock follows the real time' : `The clock shows ${momentOf(time)} UTC`;

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
