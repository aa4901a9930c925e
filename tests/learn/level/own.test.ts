/** A scenario with an exercise is a level, with its goals, hints and answers. */

import { expect, test } from 'vitest';
import { isOwnLevel, ownLevel } from '#learn/level/own.ts';
import { proofIn } from '#learn/level/proof.ts';
import { findInGallery } from '#content/gallery/cards.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { begin } from './replay.ts';

const card = findInGallery('first-minutes');
const scenario = card && (await loadShipped(card));
if (!scenario) throw new Error('the scenario is gone');

const policy = 'arn:aws:iam::111122223333:policy/ReadPayroll';
const attach = { operation: 'AttachUserPolicy', params: { UserName: 'alice', PolicyArn: policy } };
const detach = { operation: 'DetachUserPolicy', params: { UserName: 'mallory', PolicyArn: policy } };
const [first] = scenario.goals ?? [];
if (!first) throw new Error('the scenario has no goal');
const exercise = {
  id: 'payroll',
  minutes: 7,
  hints: ['Look at `alice`.'],
  solution: [attach, detach],
  alternatives: [{ text: 'The other way round', calls: [detach, attach] }],
  wrong: [{ text: 'Only Mallory', calls: [detach], fails: first.id }],
};

test('a scenario without an exercise is no level', () => {
  expect(ownLevel(scenario)).toBeUndefined();
});

test('an exercise is played and proved as a level is', async () => {
  const level = ownLevel({ ...scenario, exercise });
  if (!level) throw new Error('no level');
  expect(level).toMatchObject({ id: 'own-payroll', title: scenario.title, minutes: 7 });
  expect(isOwnLevel(level.id)).toBe(true);
  expect(level.goals.map(({ id }) => id)).toEqual(scenario.goals?.map(({ id }) => id));
  const findings = await proofIn(await begin(level));
  expect(findings.map(({ kind }) => kind)).toEqual(['no-hint', 'no-hint']);
});

test('a goal without a text is the question as a statement', () => {
  const question = {
    principal: 'arn:aws:iam::111122223333:user/alice',
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::payroll/2026.csv',
  };
  const level = ownLevel({ ...scenario, goals: [{ ...first, question, text: '' }], exercise });
  expect(level?.goals[0]?.text).toBe('`alice` can call `s3:GetObject` on `payroll/2026.csv`');
});
