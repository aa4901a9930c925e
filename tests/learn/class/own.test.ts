/** A level that the teacher made is a level of the class: it is played in its turn, and it is in code, table and CSV. */

import { expect, test } from 'vitest';
import { titleIn } from '#app/class/make.ts';
import { readCode, writeCode } from '#learn/class/code.ts';
import { tableOf, writeCsv } from '#learn/class/table.ts';
import { findOwn, readPlan, writePlan } from '#learn/class/read.ts';
import { variantOf } from '#learn/class/student.ts';
import { levelToPlay, newWork, noted, classResultOf } from '#learn/class/work.ts';
import { heldVariant } from '#learn/level/played.ts';
import { ownLevel } from '#learn/level/own.ts';
import { variantOfScenario } from '#learn/level/variant.ts';
import { begin, means } from '../level/replay.ts';
import { level } from './sample.ts';
import { ownId, ownPlan, ownScenario } from './own-sample.ts';

const at = '2026-11-27T09:00:00.000Z';

test('a level of the teacher is found by the id that its progress has, and no other way', () => {
  expect(ownLevel(ownScenario)?.id).toBe(ownId);
  expect(findOwn(ownPlan, ownId)).toBe(ownScenario);
  expect(findOwn(ownPlan, 'payroll')).toBeUndefined();
  expect(titleIn(ownPlan, ownId)).toBe(ownScenario.title);
});

test('the longest id of an exercise makes an id that a class takes', () => {
  const { exercise } = ownScenario;
  const long = { ...ownScenario, exercise: { ...exercise, id: 'p'.repeat(36) } };
  const id = ownLevel(long)?.id ?? '';
  const plan = { ...ownPlan, levels: [id], own: [long] };
  const read = readPlan(JSON.parse(writePlan(plan)));
  expect(read.ok && findOwn(read.value, id)).toMatchObject({ exercise: { id: long.exercise.id } });
});

test('a level of the teacher comes in its turn, until it is solved', () => {
  const work = newWork(ownPlan, 'Ana');
  expect(levelToPlay(work)).toBe(ownId);
  expect(levelToPlay(noted(work, ownId, { stars: ['solved'] }))).toBe('first-policy');
});

test('each student solves it with the recorded calls in their own names', async () => {
  const whole = ownLevel(ownScenario);
  for (const name of ['Ana', 'Ben', 'Chloé']) {
    const mine = ownLevel(variantOfScenario(ownScenario, variantOf(ownPlan, name)));
    if (!mine) throw new Error('no level');
    expect(mine.id).toBe(ownId);
    expect(mine.solution).not.toEqual(whole?.solution);
    const after = await (await begin(mine)).after(mine.solution);
    expect([after.solved, after.refused], name).toEqual([true, undefined]);
  }
});

test('where other names would make the solution wrong, a student gets the names of the teacher', async () => {
  const seed = variantOf(ownPlan, 'Ana');
  const policyName = 'Payroll';
  const reading = (resource: string) => ({
    ...ownScenario,
    goals: ownScenario.goals?.slice(0, 1) ?? [],
    exercise: {
      ...ownScenario.exercise,
      solution: [
        {
          operation: 'PutUserPolicy',
          params: {
            UserName: 'alice',
            PolicyName: policyName,
            PolicyDocument: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }],
            }),
          },
        },
      ],
    },
  });
  const whole = reading('arn:aws:s3:::payroll/*');
  expect(await heldVariant(whole, seed, means())).toEqual(variantOfScenario(whole, seed));
  const part = reading('arn:aws:s3:::*roll/*');
  expect(await heldVariant(part, seed, means())).toEqual({ ...part, variant: seed });
});

test('its stars, time and hints are in the code, and the table and the CSV name it by its title', () => {
  const done = level(ownId, { seconds: 90, hints: 2, guesses: [] });
  const code = writeCode(classResultOf(noted(newWork(ownPlan, 'Ana'), ownId, done), 'Ana', at), ownPlan);
  const read = readCode(code, ownPlan);
  if (read.kind !== 'ok') throw new Error(read.kind);
  expect(read.result.levels).toEqual([done]);
  const table = tableOf(ownPlan, [read.result]);
  expect(table.levels.find(({ id }) => id === ownId)).toMatchObject({ solved: 1, medianSeconds: 90 });
  expect(writeCsv(ownPlan, table, (id) => titleIn(ownPlan, id))).toContain(ownScenario.title);
});
