/** The ticks of the time slider: one for each change while there is room, never more than fit. */

import { expect, test } from 'vitest';
import { pathOf, positionAt, ticksOf } from '#view/places/activity/ticks.ts';

test('each change has a tick at its place, and the undone ones are marked', () => {
  expect(ticksOf({ from: 0, to: 4, now: 3 }, 400)).toEqual([
    { at: 0.25, changes: 1, isUndone: false },
    { at: 0.5, changes: 1, isUndone: false },
    { at: 0.75, changes: 1, isUndone: false },
    { at: 1, changes: 1, isUndone: true },
  ]);
});

test.each([
  [1_000, 200],
  [5_000, 300],
  [100_000, 1_100],
  [7, 0],
])('%i changes on %i pixels stand at least four pixels apart, and none is lost', (changes, width) => {
  const ticks = ticksOf({ from: 20, to: 20 + changes, now: 20 + changes }, width);
  expect(ticks.length).toBeLessThanOrEqual(Math.max(Math.ceil(width / 4), 1));
  expect(ticks.reduce((sum, tick) => sum + tick.changes, 0)).toBe(changes);
  expect(ticks.at(-1)?.at).toBe(1);
});

test('changes that were undone do not share a tick with those in effect', () => {
  const ticks = ticksOf({ from: 0, to: 1_000, now: 501 }, 100);
  const undone = ticks.filter(({ isUndone }) => isUndone).reduce((sum, { changes }) => sum + changes, 0);
  expect(undone).toBe(499);
});

test('without a change there is no tick, and a place outside the slider is its end', () => {
  expect(ticksOf({ from: 3, to: 3, now: 3 }, 500)).toEqual([]);
  const span = { from: 10, to: 20, now: 20 };
  expect([-1, 0, 0.52, 1, 7].map((place) => positionAt(span, place))).toEqual([10, 10, 15, 20, 20]);
});

test('a tick for several changes is twice as tall', () => {
  const ticks = [
    { at: 0, changes: 1, isUndone: false },
    { at: 0.5, changes: 9, isUndone: false },
  ];
  expect(pathOf(ticks, 100, 16)).toBe('M0.0 4v8M50.0 0v16');
});
