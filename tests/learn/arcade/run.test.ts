/** A run goes from question to question, follows the person, and asks wrong guesses again. */

import { expect, test } from 'vitest';
import { dueKeys, guessed } from '#learn/arcade/due.ts';
import {
  difficultyOf,
  keyOfTemplate,
  newWord,
  readSeed,
  skillAfter,
  sourceOf,
  templates,
} from '#learn/arcade/keys.ts';
import {
  type Run,
  isOver,
  itemNow,
  rightOf,
  runLength,
  seedOf,
  startRun,
  streakOf,
  withArcadeAnswer,
  withoutItem,
  wrongOf,
} from '#learn/arcade/run.ts';
import { ok } from '#core/model/result.ts';
import { readProgress, type Guesses, type Progress } from '#learn/progress/file.ts';
import { mergedProgress, writeProgress } from '#learn/progress/merge.ts';
import { noProgress } from '#learn/progress/none.ts';
import { levelCards } from '#learn/level/path.ts';
import { seededRandom } from '#share/random.ts';

const start = Date.UTC(2026, 10, 27, 12);
const minute = 60_000;
const day = 1440 * minute;

/** Answers the whole run; `isRight` says how. */
function played(run: Run, isRight: (at: number) => boolean, progress: Progress = noProgress) {
  let now = { run, progress };
  for (let at = 0; !isOver(now.run); at += 1) {
    const next = withArcadeAnswer(now.run, isRight(at), now.progress, start + at * 10_000);
    now = { run: next.run, progress: mergedProgress(now.progress, next.part) };
  }
  return now;
}

const own = (word: string, progress: Progress = noProgress) => startRun({ word, progress, now: start });
const fromLink = (link: string, progress: Progress = noProgress) =>
  startRun({ link, word: 'unused', progress, now: start });
const keys = ({ items }: Run) => items.map(({ key }) => key);
const skilled = (skill: number): Progress => ({
  ...noProgress,
  arcade: { at: '2026-11-01T00:00:00.000Z', skill, best: 4, runs: 2 },
});

test('a run has ten questions of ten templates', () => {
  for (let at = 0; at < 30; at += 1) {
    const { run } = played(own(`word${at}`), (n) => n % 3 !== 0);
    expect(new Set(keys(run)).size).toBe(runLength);
    expect(itemNow(run)).toBeUndefined();
  }
});

test('the questions of a link are the same for everybody, whatever they know and answer', () => {
  const one = fromLink('k3f9x2');
  const other = fromLink('k3f9x2', skilled(90));
  expect(one.items).toEqual(other.items);
  expect(played(one, () => true).run.items).toEqual(played(other, () => false).run.items);
  expect(fromLink('k3f9x3').items).not.toEqual(one.items);
  expect(new Set(keys(one)).size).toBe(runLength);
});

test('the link of a run that followed a person has exactly its ten questions', () => {
  const level = levelCards[0]?.id ?? '';
  const wrong: Guesses = { wrong: '2026-11-20T00:00:00.000Z', streak: 0 };
  const { run } = played(own('w4', { ...noProgress, guesses: { [`${level}/1`]: wrong } }), (at) => at !== 4);
  expect(keys(run)).toContain(`${level}/1`);
  const again = fromLink(seedOf(run));
  expect(again.items).toEqual(run.items);
  expect(again.replaced).toBe(0);
});

test('any text is a seed, and a question that is not known here gives its place to another', () => {
  for (const link of ['', '~', '~~~', 'ä ö/ü?#', 'x'.repeat(5000), 'a~deny-wins~deny-wins~../..~<b>'])
    expect(new Set(keys(fromLink(link))).size).toBe(runLength);
  const run = fromLink('w~deny-wins~a-template-of-tomorrow~scp');
  expect(keys(run)[0]).toBe('arcade/deny-wins');
  expect(keys(run)[2]).toBe('arcade/scp');
  expect(run.replaced).toBe(1);
});

test('a word for a new run can stand in an address and is read back', () => {
  const word = newWord(seededRandom(1));
  expect(word).toMatch(/^[a-z0-9]{6}$/);
  expect(readSeed(word)).toEqual({ word });
});

test('questions grow more difficult with right answers and easier with wrong ones', () => {
  const average = (isRight: () => boolean) => {
    const last = Array.from({ length: 20 }, (_, at) =>
      played(own(`s${at}`, skilled(40)), isRight).run.items.at(-1),
    );
    return last.reduce((sum, item) => sum + difficultyOf(item?.key ?? ''), 0) / last.length;
  };
  expect(average(() => true)).toBeGreaterThan(average(() => false) + 1);
});

test('the first question fits the skill', () => {
  const average = (skill: number) => {
    const first = Array.from({ length: 20 }, (_, at) => own(`s${at}`, skilled(skill)).items[0]);
    return first.reduce((sum, item) => sum + difficultyOf(item?.key ?? ''), 0) / first.length;
  };
  expect(average(0)).toBeLessThan(2);
  expect(average(100)).toBeGreaterThan(4);
});

test('skill stays between 0 and 100, and a surprising answer moves it more', () => {
  expect(skillAfter(100, 5, true)).toBe(100);
  expect(skillAfter(0, 1, false)).toBe(0);
  expect(skillAfter(20, 5, true) - 20).toBeGreaterThan(skillAfter(20, 1, true) - 20);
  expect(20 - skillAfter(20, 1, false)).toBeGreaterThan(20 - skillAfter(20, 5, false));
});

test('an answer comes out as a part of progress, and the last one counts the run', () => {
  const { run, progress } = played(own('word'), (at) => at < 7, skilled(50));
  expect(readProgress(JSON.parse(writeProgress(progress)))).toEqual(ok(progress));
  expect(rightOf(run)).toBe(7);
  expect(progress.arcade).toMatchObject({ best: 7, runs: 3, skill: run.skill });
  expect(Object.keys(progress.guesses)).toHaveLength(runLength);
  expect(wrongOf(run)).toHaveLength(3);
  const [first] = keys(run);
  expect(progress.guesses[first ?? '']).toEqual({ right: new Date(start).toISOString(), streak: 1 });
});

test('the streak counts right answers since the last wrong one', () => {
  const at = (pattern: string) =>
    streakOf({ ...own('w'), answers: [...pattern].map((one) => ({ key: 'k', isRight: one === '+' })) });
  expect(['', '+', '-', '+-', '-++', '+++'].map(at)).toEqual([0, 1, 0, 0, 2, 3]);
});

test('a wrong guess comes back after a minute, then after 1, 3 and 10 days, and then no more', () => {
  let guesses = guessed(undefined, false, new Date(start).toISOString());
  let now = start;
  const due = () => dueKeys({ guesses: { 'arcade/scp': guesses } }, now).length === 1;
  for (const wait of [minute, day, 3 * day, 10 * day]) {
    now += wait - 1;
    expect(due()).toBe(false);
    now += 1;
    expect(due()).toBe(true);
    guesses = guessed(guesses, true, new Date(now).toISOString());
  }
  now += 1000 * day;
  expect(due()).toBe(false);
  expect(dueKeys({ guesses: { a: guessed(undefined, true, new Date(start).toISOString()) } }, now)).toEqual(
    [],
  );
});

test('a run takes up to three guesses that are due, never as its first question', () => {
  const wrong = (hour: number): Guesses => ({ wrong: `2026-11-20T0${hour}:00:00.000Z`, streak: 0 });
  const guesses = {
    'arcade/deny-wins': wrong(4),
    'arcade/gone': wrong(0),
    'no-such-level/0': wrong(0),
    'arcade/scp': wrong(1),
    'arcade/rcp': wrong(3),
    'arcade/mfa': wrong(2),
  };
  const { run } = played(own('w', { ...noProgress, guesses }), () => true);
  expect([1, 4, 7].map((at) => run.items[at]?.key)).toEqual(['arcade/scp', 'arcade/mfa', 'arcade/rcp']);
  expect(new Set(keys(run)).size).toBe(runLength);
});

test('a question that cannot be asked gives its place to a template', () => {
  const run = own('w');
  const other = withoutItem(run);
  expect(other.items).toHaveLength(1);
  expect(keys(other)).not.toEqual(keys(run));
  expect(withoutItem(fromLink('w')).replaced).toBe(1);
});

/** Guesses that are due in this order. */
const dueInOrder = (order: readonly string[]): Pick<Progress, 'guesses'> => ({
  guesses: Object.fromEntries(
    order.map((key, at): [string, Guesses] => [key, { wrong: `2026-11-20T0${at}:00:00.000Z`, streak: 0 }]),
  ),
});

test('a due question that a level does not have any more leaves its place to the next due one', () => {
  const level = levelCards[0]?.id ?? '';
  const order = [`${level}/77`, `${level}/78`, 'arcade/scp', 'arcade/mfa', 'arcade/rcp'];
  const progress = { ...noProgress, ...dueInOrder(order) };
  const second = withArcadeAnswer(own('w', progress), true, progress, start).run;
  const { run } = played(withoutItem(withoutItem(second)), () => true, progress);
  expect([1, 4, 7].map((at) => run.items[at]?.key)).toEqual(['arcade/scp', 'arcade/mfa', 'arcade/rcp']);
  expect(new Set(keys(run)).size).toBe(runLength);
  expect(run.replaced).toBe(0);
});

test('a substitute is never a question that is due later in the run', () => {
  const easy = templates.filter(({ difficulty }) => difficulty === 1).map((one) => keyOfTemplate(one));
  const progress = { ...skilled(0), ...dueInOrder(easy.slice(0, 3)) };
  for (let at = 0; at < 30; at += 1) {
    const { run } = played(withoutItem(own(`w${at}`, progress)), () => false, progress);
    expect(new Set(keys(run)).size).toBe(runLength);
  }
});

test('keys name a template or a prediction of a level, and nothing else', () => {
  const level = levelCards[0]?.id ?? '';
  expect(sourceOf('arcade/scp')).toMatchObject({ kind: 'template', template: { id: 'scp' } });
  expect(sourceOf(`${level}/2`)).toEqual({ kind: 'prediction', level, at: 2 });
  for (const key of ['arcade/gone', 'scp', `${level}/x`, `${level}/`, 'gone/1', '', '/'])
    expect(sourceOf(key)).toBeUndefined();
});

test('ids of templates can stand in links', () => {
  for (const { id } of templates) expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
});
