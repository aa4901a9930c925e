/** Two worlds side by side: which records differ, by name, and whose answers. */

import { expect, test } from 'vitest';
import { compareAnswers } from '../../../../src/core/query/ask/compare-answers.ts';
import { compareWorlds } from '../../../../src/core/query/account/compare-worlds.ts';
import type { World } from '../../../../src/core/model/world/world.ts';
import { aWorld, allow, policyOf } from '../../../setup/world.ts';

const alice = 'arn:aws:iam::123456789012:user/alice';
const before = () =>
  aWorld().policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*')).user('alice').user('bob');
const side = (world: World) => ({ world, env: { now: 0 } });

function answers(a: World, b: World, pinned: Parameters<typeof compareAnswers>[2] = []) {
  const steps = compareAnswers(side(a), side(b), pinned);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

test('the comparison names added, removed and changed records, whatever their unique ids', () => {
  const after = aWorld()
    .policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*'))
    .user('alice', { attach: ['Read'], tags: { team: 'red' } })
    .user('carol')
    .world();
  expect(
    compareWorlds(before().world(), after).map(({ kind, table, name, members }) => [
      kind,
      table,
      name,
      members,
    ]),
  ).toEqual([
    ['changed', 'users', 'alice', ['attached policies', 'tags']],
    ['removed', 'users', 'bob', []],
    ['added', 'users', 'carol', []],
  ]);
});

test('a world is the same as itself and as one made alike', () => {
  const world = before().world();
  expect([compareWorlds(world, world), compareWorlds(world, before().world())]).toEqual([[], []]);
  expect(answers(world, before().world())).toMatchObject({ differences: [] });
});

test('the comparison lists changed answers, pinned ones first, each a question that can be asked', () => {
  const after = aWorld()
    .policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*'))
    .resource('arn:aws:s3:::payroll')
    .user('alice', { attach: ['Read'] })
    .user('bob')
    .world();
  const question = { principal: alice, action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv' };
  const { differences, asked, possible } = answers(before().world(), after, [question, question]);
  expect(differences[0]).toEqual({ question, before: 'denied', after: 'allowed', pinned: true });
  expect(differences.slice(1).map(({ question: one }) => one)).toContainEqual({
    ...{ principal: alice, action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/example' },
  });
  expect(differences.every(({ question: one }) => one.principal === alice)).toBe(true);
  expect(asked).toBe(possible);
});

test('the comparison asks an even sample of very many questions', () => {
  let builder = aWorld();
  for (let at = 0; at < 300; at += 1) builder = builder.user(`u${at}`);
  const world = builder.world();
  const { asked, possible } = answers(world, world);
  expect(possible).toBeGreaterThan(asked);
  expect(asked).toBeGreaterThan(3_000);
  expect(asked).toBeLessThanOrEqual(4_001);
});

test('a user who is not in the other world is absent there, not refused', () => {
  const question = { principal: alice, action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv' };
  const after = aWorld().user('bob').world();
  const { differences } = answers(before().world(), after, [question]);
  expect(differences).toEqual([{ question, before: 'denied', after: 'absent', pinned: true }]);
});

test('E-52 a key policy that only one of the worlds holds is a difference, and no plain No', () => {
  const key = 'arn:aws:kms:us-east-1:123456789012:key/1234abcd';
  const policy = policyOf({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
    Action: 'kms:*',
    Resource: '*',
  });
  const made = () =>
    aWorld()
      .policy('Keys', allow('kms:*', '*'))
      .user('alice', { attach: ['Keys'] });
  const question = { principal: alice, action: 'kms:Decrypt', resource: key };
  expect(
    answers(made().world(), made().resource(key, policy).world(), [question]).differences[0],
  ).toMatchObject({
    before: 'depends',
    after: 'allowed',
  });
});
