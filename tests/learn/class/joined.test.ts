/** The work of a student in a class lasts, and two copies of it merge without loss. */

import { expect, test } from 'vitest';
import {
  type ClassWork,
  type ClassMembership,
  joinedFile,
  mergedJoined,
  readJoined,
} from '#learn/class/joined.ts';
import {
  canAsk,
  levelToPlay,
  newWork,
  noted,
  classResultOf,
  waitsForQuestions,
  withClassAnswer,
  withGuess,
} from '#learn/class/work.ts';
import { pathText } from '#core/model/schema/fault.ts';
import { level, plan, tenAnswers } from './sample.ts';

const at = '2026-11-27T09:00:00.000Z';
const work: ClassWork = {
  ...newWork(plan, 'Ana'),
  levels: [level('groups', { hints: 1 })],
  before: tenAnswers(4),
};
const joined: ClassMembership = { at, work };

test.each([
  ['nothing', { at: '' }],
  ['a class that was left', { at }],
  ['a class without a name', { at, work: newWork(plan) }],
  ['a class with work in it', joined],
] as const)('what is stored is read as it was: %s', (_, one) => {
  expect(readJoined(JSON.parse(JSON.stringify(joinedFile(one))))).toEqual({ ok: true, value: one });
});

test.each([
  [{ format: 'x' }, /no joined class/],
  [{ version: 2 }, /newer version: format 2/],
  [{ at: 'now' }, /^at: /],
  [{ work: { student: '\u202e' } }, /^work\.student: /],
  [{ work: { levels: [level('tags-decide')] } }, /^work\.levels\[0\]\.id: /],
  [{ work: { before: [1] } }, /^work\.before\[0\]: /],
  [{ work: { after: [...tenAnswers(1), true] } }, /^work\.after: it holds 11 entries, and 10 is the most/],
])('a stored class with this member is refused with its place: %j', (member, words) => {
  const file = joinedFile(joined) as { readonly work: object };
  const inner = 'work' in member ? { work: { ...file.work, ...member.work } } : {};
  const read = readJoined({ ...file, ...member, ...inner });
  expect(read.ok ? 'read' : `${pathText(read.error.path)}: ${read.error.message}`).toMatch(words);
});

test('of two copies the one that was joined or left later counts', () => {
  const left: ClassMembership = { at: '2026-11-27T10:00:00.000Z' };
  for (const merged of [mergedJoined(joined, left), mergedJoined(left, joined)]) expect(merged).toBe(left);
});

test('copies of one student in one class merge, whenever they were joined; those of two students do not', () => {
  const later = (student: string | undefined, levels: ClassWork['levels'] = []): ClassMembership => ({
    at: '2026-11-27T10:00:00.000Z',
    work: { ...newWork(plan, student), levels },
  });
  const both = [joined, later('ana', [level('deny-wins')])] as const;
  const merged = mergedJoined(...both);
  expect(mergedJoined(both[1], both[0])).toEqual(merged);
  expect(merged).toEqual({
    at: '2026-11-27T10:00:00.000Z',
    work: { ...work, student: 'ana', levels: [...work.levels, level('deny-wins')] },
  });
  // A student who typed no name yet has no work.
  expect(mergedJoined(joined, later(undefined)).work).toEqual(work);
  expect(mergedJoined(later('Ben'), joined)).toEqual(later('Ben'));
  const elsewhere = { at, work: newWork({ ...plan, id: 'zzzz2222' }, 'Ana') };
  expect(mergedJoined({ ...elsewhere, at: later('Ana').at }, joined).work).toEqual(elsewhere.work);
});

test('two copies of the same join merge without loss, in any order', () => {
  const other: ClassMembership = {
    at,
    work: {
      ...newWork(plan, 'Ana'),
      levels: [
        level('first-policy'),
        level('groups', { stars: ['few-steps'], seconds: 60, guesses: [true] }),
      ],
      before: tenAnswers(1).slice(0, 3),
      after: [true],
    },
  };
  const merged = mergedJoined(joined, other);
  expect(mergedJoined(other, joined)).toEqual(merged);
  expect(merged.work).toMatchObject({
    levels: [
      level('first-policy'),
      level('groups', { stars: ['solved', 'few-steps'], seconds: 60, hints: 1 }),
    ],
    before: tenAnswers(4),
    after: [true],
  });
});

test('only the first guess and the first answer count, each in its turn', () => {
  let now = withGuess(newWork(plan, 'Ana'), 'groups', 0, false);
  now = withGuess(now, 'groups', 0, true);
  now = withGuess(now, 'groups', 2, true);
  now = withGuess(now, 'groups', 1, true);
  now = withClassAnswer(withClassAnswer(now, 'before', 0, false), 'before', 0, true);
  expect(now).toMatchObject({ levels: [level('groups', { stars: [], seconds: 0, guesses: [false, true] })] });
  expect(now.before).toEqual([false]);
  expect(noted(now, 'tags-decide', { hints: 1 })).toBe(now);
});

test('the next level is the next that is not solved, then an earlier one, then none', () => {
  let now = newWork(plan, 'Ana');
  expect(levelToPlay(now)).toBe('first-policy');
  now = noted(now, 'groups', { stars: ['solved'], seconds: 5 });
  expect(levelToPlay(now, 'first-policy')).toBe('deny-wins');
  expect(levelToPlay(now, 'deny-wins')).toBe('first-policy');
  now = noted(noted(now, 'first-policy', { stars: ['solved'] }), 'deny-wins', { stars: ['solved'] });
  expect(levelToPlay(now, 'deny-wins')).toBeUndefined();
});

test('a class with a question that this page does not know is played without its questions', () => {
  const questions = plan.questions?.with(3, 'arcade/of-another-version') ?? [];
  expect([canAsk(plan), canAsk({ questions }), canAsk({})]).toEqual([true, false, false]);
  expect(waitsForQuestions(newWork({ ...plan, questions }, 'Ana'))).toBe(false);
});

test('the levels wait for ten answers, and a result has only rounds that are whole', () => {
  const nine = { ...work, before: tenAnswers(4).slice(1) };
  expect([waitsForQuestions(nine), waitsForQuestions(work)]).toEqual([true, false]);
  expect(waitsForQuestions(newWork({ ...plan, levels: plan.levels }))).toBe(true);
  expect(classResultOf(nine, 'Ana', at)).not.toHaveProperty('before');
  expect(classResultOf(work, 'Ana', at)).toEqual({
    class: plan.id,
    student: 'Ana',
    at: '2026-11-27T09:00:00Z',
    levels: work.levels,
    before: work.before,
  });
});
