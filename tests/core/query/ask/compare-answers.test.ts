/** Two worlds side by side: whose answers to pinned questions differ. */

import { expect, test } from 'vitest';
import { compareAnswers } from '#core/query/ask/compare-answers.ts';
import type { World } from '#core/model/world/world.ts';
import { aWorld, allow, policyOf } from '../../../setup/world.ts';

const alice = 'arn:aws:iam::123456789012:user/alice';
const question = { principal: alice, action: 's3:GetObject', resource: 'arn:aws:s3:::payroll/2026.csv' };
const before = () =>
  aWorld().policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*')).user('alice').user('bob');
const side = (world: World) => ({ world, env: { now: 0 } });
const answers = (a: World, b: World, pinned: Parameters<typeof compareAnswers>[2]) =>
  compareAnswers(side(a), side(b), pinned);

test('the comparison lists pinned answers that changed, and asks the same question once', () => {
  const after = aWorld()
    .policy('Read', allow('s3:GetObject', 'arn:aws:s3:::payroll/*'))
    .user('alice', { attach: ['Read'] })
    .user('bob')
    .world();
  const other = { ...question, principal: alice.replace('alice', 'bob') };
  expect(answers(before().world(), after, [question, other, question])).toEqual({
    asked: 2,
    differences: [{ question, before: 'denied', after: 'allowed' }],
  });
});

test('a user who is not in the other world is absent there, not refused', () => {
  const after = aWorld().user('bob').world();
  const { differences } = answers(before().world(), after, [question]);
  expect(differences).toEqual([{ question, before: 'denied', after: 'absent' }]);
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
  const asked = { principal: alice, action: 'kms:Decrypt', resource: key };
  expect(answers(made().world(), made().resource(key, policy).world(), [asked]).differences[0]).toMatchObject(
    {
      before: 'depends',
      after: 'allowed',
    },
  );
});
