/** The table of a class counts what its results say. */

import { expect, test } from 'vitest';
import { tableOf, writeCsv } from '#learn/class/table.ts';
import { level, plan, result, tenAnswers } from './sample.ts';

const ben = result('Ben', {
  levels: [level('deny-wins', { seconds: 300, hints: 2, guesses: [false, false, true] })],
  before: tenAnswers(4),
  after: tenAnswers(8),
});
const ana = result('Ana', { before: tenAnswers(6), after: tenAnswers(8) });

test('each student is one row, and rows stand by name', () => {
  const { students } = tableOf(plan, [ben, ana]);
  expect(students.map(({ student }) => student)).toEqual(['Ana', 'Ben']);
  expect(students[0]).toMatchObject({
    solved: 2,
    stars: 4,
    right: 4,
    guesses: 6,
    hints: 0,
    seconds: 240,
    before: 6,
    after: 8,
  });
});

test('of two codes of a student the best of each level counts, the first answers before and the last after', () => {
  const later = result('ANA', {
    at: '2026-11-27T10:00:00Z',
    levels: [
      level('first-policy', { stars: [], seconds: 0, guesses: [true, true, true] }),
      level('groups', { guesses: [true] }),
    ],
    before: tenAnswers(10),
    after: tenAnswers(9),
  });
  for (const codes of [
    [ana, later],
    [later, ana, later],
  ]) {
    const { students } = tableOf(plan, codes);
    expect(students).toHaveLength(1);
    expect(students[0]).toMatchObject({
      student: 'ANA',
      solved: 3,
      right: 5,
      guesses: 7,
      before: 6,
      after: 9,
    });
    expect(students[0]?.levels.get('first-policy')).toEqual(level('first-policy'));
  }
});

test('two students of one name are told where first answers or first guesses differ', () => {
  const { before: _, ...early } = ana;
  const more = { ...early, levels: ana.levels.map((one) => ({ ...one, guesses: [...one.guesses, false] })) };
  expect(tableOf(plan, [early, ana, more, ben]).shared).toEqual([]);
  const other = result('ana', { at: '2026-11-27T10:00:00Z', before: tenAnswers(5) });
  expect(tableOf(plan, [ana, other, ben]).shared).toEqual(['ana']);
  const guessed = result('Ana', { levels: [level('deny-wins', { guesses: [false] })] });
  expect(tableOf(plan, [ana, guessed, ben]).shared).toEqual(['Ana']);
});

test('a level counts who opened and who solved it, and its median time', () => {
  const slow = result('Cem', {
    levels: [level('deny-wins', { seconds: 900 }), level('groups', { stars: [] })],
  });
  const { levels } = tableOf(plan, [ana, ben, slow]);
  expect(levels.map(({ id, opened, solved }) => [id, opened, solved])).toEqual([
    ['first-policy', 1, 1],
    ['groups', 1, 0],
    ['deny-wins', 3, 3],
  ]);
  expect(levels[2]).toMatchObject({ stars: 5, hints: 2, medianSeconds: 300 });
  expect(levels[1]).not.toHaveProperty('medianSeconds');
});

test('the question that was most often wrong stands first', () => {
  const { guesses } = tableOf(plan, [ana, ben]);
  expect(guesses.slice(0, 3)).toEqual([
    { level: 'deny-wins', at: 1, wrong: 2, of: 2 },
    { level: 'first-policy', at: 1, wrong: 1, of: 1 },
    { level: 'deny-wins', at: 0, wrong: 1, of: 2 },
  ]);
});

test('the difference counts the students who answered both times', () => {
  const { difference, questions } = tableOf(plan, [ana, ben, result('Cem', { before: tenAnswers(0) })]);
  expect(difference).toEqual({ students: 2, before: 5, after: 8 });
  expect(questions[4]).toEqual({
    key: 'arcade/deny-wins',
    before: { right: 1, of: 2 },
    after: { right: 2, of: 2 },
  });
  const early = tableOf(plan, [result('Cem', { before: tenAnswers(5) })]);
  expect(early.questions[4]?.before).toEqual({ right: 1, of: 1 });
  expect(tableOf(plan, [result('Cem')])).not.toHaveProperty('difference');
});

test('a class without results is a table without rows', () => {
  const { questions: _, ...without } = plan;
  const table = tableOf(without, []);
  expect(table).toMatchObject({ students: [], guesses: [], questions: [] });
  expect(table.levels).toHaveLength(3);
});

test('the CSV has a line per student, and no cell that a spreadsheet runs', () => {
  const evil = result('=HYPERLINK("x","y")');
  const csv = writeCsv(plan, tableOf(plan, [evil, ben]), (id) => `Level, ${id}`);
  const [head, first, second] = csv.replace(/^\ufeff/, '').split('\r\n');
  expect(head).toMatch(/^Student,.*"Stars: Level, groups"/);
  expect(first).toMatch(/^"'=HYPERLINK\(""x"",""y""\)",2,4,/);
  expect(second).toBe('Ben,1,1,1,3,2,0,5,4,8,,,1,2026-11-27T09:30:00Z');
});
