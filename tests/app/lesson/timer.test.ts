/** The timer of a lesson counts what passed, through pauses, moves between parts and a page that was away. */

import { expect, test } from 'vitest';
import { lessonTime, movedTo, notStarted, partTime, pausedAt, startedAt } from '#app/lesson/timer.ts';

test('a timer that was not started stands still', () => {
  expect(partTime(notStarted, 5_000)).toBe(0);
  expect(lessonTime(movedTo(notStarted, 3, 5_000), 9_000)).toBe(0);
});

test('each part has its own time, and the lesson has the time of all parts', () => {
  const first = startedAt(notStarted, 1_000);
  const third = movedTo(first, 2, 4_000);
  expect(partTime(third, 9_000)).toBe(5_000);
  expect(lessonTime(third, 9_000)).toBe(8_000);
  const back = movedTo(third, 0, 9_000);
  expect(partTime(back, 9_500)).toBe(3_500);
  expect(lessonTime(back, 9_500)).toBe(8_500);
});

test('a pause counts nothing, and a second start changes nothing', () => {
  const paused = pausedAt(startedAt(notStarted, 0), 2_000);
  expect(lessonTime(paused, 60_000)).toBe(2_000);
  expect(pausedAt(paused, 60_000)).toEqual(paused);
  const running = startedAt(paused, 60_000);
  expect(startedAt(running, 61_000)).toBe(running);
  expect(partTime(running, 61_000)).toBe(3_000);
});

test('a clock that was set back takes no time away', () => {
  expect(lessonTime(startedAt({ part: 0, spent: [2_000] }, 10_000), 4_000)).toBe(2_000);
});
