/** The lesson of a tab stays over a reload, and what a tab kept in another shape is no lesson. */

import { expect, test } from 'vitest';
import { LessonRun } from '#app/lesson/run.svelte.ts';

test('a reload keeps the part, the running timer and the ticks', () => {
  const before = new LessonRun();
  before.start();
  before.goTo(2);
  before.tick('A deny wins 1', true);
  before.tick('A deny wins 2', true);
  before.tick('A deny wins 1', false);
  const after = new LessonRun();
  expect([after.part, after.isRunning, after.isBegun]).toEqual([2, true, true]);
  expect([after.isTicked('A deny wins 1'), after.isTicked('A deny wins 2')]).toEqual([false, true]);
  after.reset();
  expect(new LessonRun().isBegun).toBe(false);
});

test.each(['', 'null', '{"timer":{"part":-1,"spent":[]},"ticked":[]}', '{"timer":{"part":0},"ticked":[]}'])(
  'a tab that kept %j has no lesson',
  (text) => {
    sessionStorage.setItem('lesson', text);
    const run = new LessonRun();
    expect([run.part, run.isBegun]).toEqual([0, false]);
  },
);
