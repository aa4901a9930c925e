/** The clock of the simulation: the same door, undoable, never behind the records unasked. */

import { beforeEach, expect, test } from 'vitest';
import { simulatedTime } from '#core/model/records/clock.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import { reverseChanges } from '#core/model/world/change.ts';
import { apply } from '#core/model/world/apply.ts';
import { describeRequest } from '#core/words/request.ts';
import { TestAccount, expectError, expectOk, noon } from '../door.ts';

let test1: TestAccount;
let wall: number;

/** Moves the real time and returns the time that `env` then shows, as the session and the bridge make it. */
const tick = (seconds = 0): string => {
  wall += seconds * 1000;
  test1.env = { ...test1.env, wallNow: wall, now: simulatedTime(test1.world, wall) };
  return isoSeconds(test1.env.now);
};
const clock = (operation: string, params = {}) => {
  tick();
  const outcome = test1.play(operation, params);
  tick();
  return outcome;
};

beforeEach(() => {
  test1 = new TestAccount();
  wall = noon;
  tick();
});

test('the clock is the real time until it is set', () => {
  expect(tick(60)).toBe('2026-01-31T12:01:00Z');
  expect(test1.world.clock.size).toBe(0);
});

test.each([
  [3_600, '2026-01-31T13:00:00Z'],
  [86_400, '2026-02-01T12:00:00Z'],
  [90 * 86_400, '2026-05-01T12:00:00Z'],
])('the clock advances by %i seconds and runs on', (Seconds, Now) => {
  expect(expectOk(clock('AdvanceClock', { Seconds }))).toEqual({ Now, Frozen: false });
  expect(tick(0)).toBe(Now);
  expect(Date.parse(tick(30)) - Date.parse(Now)).toBe(30_000);
});

test('the clock stands still when frozen, is moved by hand, and goes on from there', () => {
  expectOk(clock('FreezeClock'));
  expect(tick(500)).toBe('2026-01-31T12:00:00Z');
  expect(expectOk(clock('AdvanceClock', { Seconds: 60 }))).toEqual({
    Now: '2026-01-31T12:01:00Z',
    Frozen: true,
  });
  expect(tick(500)).toBe('2026-01-31T12:01:00Z');
  expectOk(clock('ResumeClock'));
  expect(tick(5)).toBe('2026-01-31T12:01:05Z');
});

test('freezing a frozen clock and resuming a running one change nothing', () => {
  expect(clock('ResumeClock').changes).toEqual([]);
  expectOk(clock('FreezeClock'));
  tick(60);
  expect(clock('FreezeClock').changes).toEqual([]);
});

test('SetClock without a time follows the real time again', () => {
  expectOk(clock('AdvanceClock', { Seconds: 60 }));
  expect(expectOk(clock('SetClock')).Now).toBe('2026-01-31T12:00:00Z');
  expect(test1.world.clock.size).toBe(0);
});

test('the clock goes behind recorded times only where AllowEarlier is given', () => {
  expectOk(clock('AdvanceClock', { Seconds: 86_400 }));
  expectOk(test1.call('CreateUser', { UserName: 'bob' }));
  expectError(
    clock('SetClock', { Time: '2026-01-31T12:00:00Z' }),
    'InvalidInput',
    400,
    /newest record of the account is of 2026-02-01T12:00:00Z, which is after 2026-01-31T12:00:00Z/,
  );
  expectError(clock('SetClock'), 'InvalidInput', 400, /AllowEarlier/);
  expectOk(clock('SetClock', { Time: '2026-01-31T12:00:00Z', AllowEarlier: true }));
  expect(tick()).toBe('2026-01-31T12:00:00Z');
});

test.each([
  ['AdvanceClock', {}, /'seconds' failed/],
  ['AdvanceClock', { Seconds: 0 }, /greater than or equal to 1/],
  ['AdvanceClock', { Seconds: -5 }, /greater than or equal to 1/],
  ['SetClock', { Time: 'tomorrow' }, /regular expression/],
  ['SetClock', { Time: '2026-99-01T00:00:00Z' }, /no date/],
])('the clock call %s with %o is refused', (operation, params, text) => {
  const outcome = clock(operation, params);
  expect(outcome.ok).toBe(false);
  expect(outcome.ok ? '' : outcome.error.message).toMatch(text);
  expect(test1.world.clock.size).toBe(0);
});

test('undoing a batch gives back the clock as it was', () => {
  const outcome = clock('AdvanceClock', { Seconds: 86_400 });
  apply(test1.world, reverseChanges(outcome.changes));
  expect(tick()).toBe('2026-01-31T12:00:00Z');
});

test('E-62 sessions expire by the clock of the simulation', () => {
  const issued = expectOk(test1.call('GetSessionToken', { DurationSeconds: 3600 }));
  const { AccessKeyId, SessionToken } = issued['Credentials'] as Record<string, string>;
  const holder = {
    kind: 'access-key',
    accessKeyId: AccessKeyId ?? '',
    sessionToken: SessionToken ?? '',
  } as const;
  expectOk(test1.as(holder, 'GetCallerIdentity'));
  expectOk(clock('AdvanceClock', { Seconds: 3601 }));
  expectError(test1.as(holder, 'GetCallerIdentity'), 'ExpiredToken', 403, /is expired/);
});

test.each([
  ['AdvanceClock', { Seconds: 7_776_000 }, 'Advance the clock by 90 days'],
  ['AdvanceClock', { Seconds: 3_660 }, 'Advance the clock by 1 hour 1 minute'],
  ['SetClock', { Time: '2026-02-01T00:00:00Z' }, 'Set the clock to 2026-02-01T00:00:00Z'],
  ['SetClock', {}, 'Follow the real time'],
  ['FreezeClock', {}, 'Freeze the clock'],
])('the clock call %s with %o is "%s" in history', (operation, params, label) => {
  expect(describeRequest({ service: 'playground', operation, params })).toBe(label);
});
