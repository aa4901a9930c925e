/**
 * The clock of the simulation: the real time, maybe with an offset, or standing still. It moves back behind
 * recorded events only when the call says so, because the trail is then no longer in order.
 */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import type { ClockRecord } from '../../model/records/tables.ts';
import { clockId, simulatedTime } from '../../model/records/clock.ts';
import { isoSeconds } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import { newestRecorded } from '../../model/world/dates.ts';
import { deliveries } from '../../reports/deliveries.ts';
import { fail } from '../errors/codes.ts';
import { type PlaygroundCall, type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';

type AnyCall = PlaygroundCall<unknown>;

const wallOf = ({ env }: AnyCall): number => env.wallNow ?? env.now;

/** Returns the change to `after` (`undefined` is the real time); no change when the clock is already so. */
function clockChange(world: World, after: ClockRecord | undefined): Change[] {
  const before = world.clock.get(clockId);
  if (before?.offset === after?.offset && before?.frozenAt === after?.frozenAt) return [];
  if (!after) return before ? [deleted('clock', before)] : [];
  return [before ? replaced('clock', before, after) : created('clock', after)];
}

/** Returns a clock that shows `time` at this moment and goes on as it does now: standing still or running. */
function showing(call: AnyCall, time: number): ClockRecord {
  const frozen = call.world.clock.get(clockId)?.frozenAt !== undefined;
  return frozen ? { id: clockId, offset: 0, frozenAt: time } : { id: clockId, offset: time - wallOf(call) };
}

const shown = (time: number, frozen: boolean) => ({ Now: isoSeconds(time), Frozen: frozen });

const answer = (call: AnyCall, after: ClockRecord | undefined) => {
  const time = after ? (after.frozenAt ?? wallOf(call) + after.offset) : wallOf(call);
  const changes = clockChange(call.world, after);
  return done(shown(time, after?.frozenAt !== undefined), changes, deliveries(call.world, time));
};

const timeOf = (call: AnyCall): number => simulatedTime(call.world, wallOf(call));

const advanceClock = playgroundOperation<{ readonly Seconds: number }>('AdvanceClock', (call) =>
  answer(call, showing(call, timeOf(call) + call.params.Seconds * 1000)),
);

interface SetClockInput {
  /** If absent, the clock runs on the real time again. */
  readonly Time?: string;
  /** Allows a time before recorded events. */
  readonly AllowEarlier?: boolean;
}

const setClock = playgroundOperation<SetClockInput>('SetClock', (call) => {
  const { Time, AllowEarlier = false } = call.params;
  const time = Time === undefined ? wallOf(call) : Date.parse(Time);
  if (Number.isNaN(time)) return fail('InvalidInput', `\`${Time ?? ''}\` is no date.`);
  const newest = newestRecorded(call.world);
  if (!AllowEarlier && newest !== undefined && time < Date.parse(newest)) {
    const text = `The newest record of the account is of ${newest}, which is after ${isoSeconds(time)}. AllowEarlier lets the clock go back before it.`;
    return fail('InvalidInput', text);
  }
  return answer(call, Time === undefined ? undefined : showing(call, time));
});

const freezeClock = playgroundOperation('FreezeClock', (call) =>
  answer(call, { id: clockId, offset: 0, frozenAt: timeOf(call) }),
);

const resumeClock = playgroundOperation('ResumeClock', (call) => {
  const offset = timeOf(call) - wallOf(call);
  return answer(call, offset === 0 ? undefined : { id: clockId, offset });
});

export const clockOperations: PlaygroundOperation[] = [advanceClock, setClock, freezeClock, resumeClock];
