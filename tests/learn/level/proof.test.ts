/** The proof of a level names what does not hold, as a learner would meet it. */

import { expect, test } from 'vitest';
import type { Level, LevelCall } from '#learn/level/format.ts';
import { administratorCall, type LevelFinding, isWarning, proofIn } from '#learn/level/proof.ts';
import { findLevel, loadLevel } from '#learn/level/path.ts';
import { begin } from './replay.ts';

const card = findLevel('deny-wins');
if (!card) throw new Error('the level is gone');
const level = await loadLevel(card);

const proofWith = async (part: Partial<Level>): Promise<LevelFinding[]> =>
  proofIn(await begin({ ...level, ...part }));

const omar = 'arn:aws:iam::300030003000:user/omar';
const missing: LevelCall = { operation: 'DeleteUser', params: { UserName: 'nobody' } };
const group: LevelCall = { operation: 'CreateGroup', params: { GroupName: 'Operators' } };
const policy: LevelCall = {
  operation: 'PutGroupPolicy',
  params: { GroupName: 'Gone', PolicyName: 'Any', PolicyDocument: {} },
};
const omarGoals = level.goals.filter(({ id }) => id === 'omar-backup');

test('a level without a title, a text, goals or calls is not ready, and a missing hint is only a warning', async () => {
  const findings = await proofWith({
    title: ' ',
    intro: [''],
    goals: [],
    hints: ['Look at `omar`.', '', ''],
    solution: [],
  });
  expect(findings.map(({ kind }) => kind)).toEqual([
    'no-title',
    'no-text',
    'no-goal',
    'no-solution',
    'no-hint',
    'no-hint',
  ]);
  expect(findings.filter(isWarning)).toHaveLength(2);
});

test('goals that hold at the beginning are found', async () => {
  const goals = level.goals.filter(({ id }) => id === 'vera-reads');
  expect(await proofWith({ goals })).toContainEqual({ kind: 'start-solved' });
});

test('a refused call is told with its number and the words of AWS', async () => {
  const [first] = await proofWith({ solution: [group, missing] });
  expect(first).toMatchObject({
    kind: 'refused',
    answer: { part: 'solution', at: 0 },
    refused: { at: 1, code: 'NoSuchEntity', message: 'The user with name nobody cannot be found.' },
  });
});

test('a solution and an alternative that leave goals open are told with the goals', async () => {
  const [solution, alternative] = await proofWith({
    solution: [group],
    alternatives: [{ text: 'A group', calls: [group] }],
  });
  expect(solution).toMatchObject({ kind: 'open', answer: { part: 'solution', at: 0 } });
  expect(alternative).toMatchObject({ kind: 'open', answer: { part: 'alternative', at: 0 } });
  const open = alternative?.kind === 'open' ? alternative.goals : [];
  expect(open.find(({ goal }) => goal.id === 'omar-backup')).toMatchObject({ now: false, reached: false });
});

test('a wrong answer must fail at the goal that it names, and must not be refused', async () => {
  const { solution } = level;
  const wrong = [
    { text: 'It is right', calls: solution, fails: 'vera-log' },
    { text: 'It fails elsewhere', calls: [group], fails: 'vera-reads' },
    { text: 'It fails there', calls: [group], fails: 'omar-backup' },
    { text: 'It is refused', calls: [policy], fails: 'omar-backup' },
  ];
  expect(await proofWith({ wrong })).toMatchObject([
    { kind: 'passes', answer: { part: 'wrong', at: 0 } },
    { kind: 'fails-elsewhere', answer: { part: 'wrong', at: 1 } },
    { kind: 'refused', answer: { part: 'wrong', at: 3 } },
  ]);
});

test('AdministratorAccess is an error where least privilege is asked, and else a warning', async () => {
  const solution = [administratorCall(omar)];
  const unasked = await proofWith({ goals: omarGoals, hidden: [], solution, alternatives: [], wrong: [] });
  expect(unasked).toEqual([{ kind: 'administrator', after: 'start', asked: false }]);
  expect(unasked.every(isWarning)).toBe(true);

  const hidden = omarGoals.map((goal) => ({ ...goal, id: 'again' }));
  const asked = await proofWith({ goals: omarGoals, hidden, solution, alternatives: [], wrong: [] });
  expect(asked).toEqual([{ kind: 'administrator', after: 'start', asked: true }]);
  expect(asked.some(isWarning)).toBe(false);
});
