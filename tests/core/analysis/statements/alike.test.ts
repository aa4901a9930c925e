/** Principals that a question cannot tell apart are decided once, and each as the engine decides it alone. */

import { expect, test } from 'vitest';
import { AlikePrincipals } from '#core/analysis/statements/alike.ts';
import { authorize } from '#core/authz/authorize.ts';
import { type AccountId, unsafeAccountId } from '#core/model/ids.ts';
import { answer } from '#core/query/ask/answer.ts';
import { principalsOf } from '#core/query/ask/principals.ts';
import { whoCan } from '#core/query/ask/who-can.ts';
import { createReference } from '#reference/reference.ts';
import { noon } from '../../api/door.ts';
import { Dice } from '../../property/random/dice.ts';
import { aWorld, allow, deny, testAccount } from '../../../setup/world.ts';
import { account, allow as allowed, anAccount, deny as denied } from '../../accounts.ts';
import { Company, askedActions } from '../company.ts';

const env = { now: noon };

test('who can decides every principal of a random company as the engine decides it alone', () => {
  for (let seed = 1; seed <= 3; seed++) {
    const dice = new Dice(seed);
    const company = new Company(dice);
    const { world } = company.t;
    for (const action of askedActions)
      for (const resource of company.resources()) {
        const context = dice.pick([{}, { 's3:prefix': 'home' }, { 'aws:MultiFactorAuthPresent': 'true' }]);
        const question = { action, resource, context };
        const rows = whoCan(world, unsafeAccountId(company.account), question, env);
        const alone = rows.map(({ arn, verdict }) =>
          verdict === 'depends' ? verdict : authorize(world, { ...question, principal: arn }, env).verdict,
        );
        const found = rows.map(({ verdict }) => verdict);
        expect([seed, action, resource, ...found]).toEqual([seed, action, resource, ...alone]);
      }
    for (let edit = 0; edit < 20; edit++) company.edit();
  }
});

test('after every edit who can decides every principal as the engine decides it alone', () => {
  const company = new Company(new Dice(4));
  const { world } = company.t;
  const asked = [
    { action: 's3:GetObject', resource: 'arn:aws:s3:::logs/2026/a' },
    { action: 'sqs:SendMessage', resource: company.arn('sqs', 'jobs') },
    { action: 'iam:PassRole', resource: company.arn('iam', 'role/app') },
  ];
  for (let edit = 0; edit < 60; edit++) {
    company.edit();
    for (const question of asked) {
      const rows = whoCan(world, unsafeAccountId(company.account), question, env);
      const alone = rows.map(({ arn }) => authorize(world, { ...question, principal: arn }, env).verdict);
      expect([edit, question.action, ...rows.map(({ verdict }) => verdict)]).toEqual([
        edit,
        question.action,
        ...alone,
      ]);
    }
  }
});

test('who can answers patterns for every principal as the question alone is answered', async () => {
  const reference = createReference();
  await reference.loadCommonActions();
  const company = new Company(new Dice(9));
  const { world } = company.t;
  for (const action of ['s3:GetObject', 'sqs:SendMessage', 'iam:PassRole', 'sts:AssumeRole'])
    for (const resource of company.resources()) {
      const asked = { action, resource };
      const rows = whoCan(world, unsafeAccountId(company.account), asked, { ...env, reference });
      const alone = rows.map(({ arn }) => {
        const found = answer(world, { ...asked, principal: arn }, { ...env, reference });
        return found.kind === 'on-part' || found.kind === 'resource-policy'
          ? 'depends'
          : found.decision.verdict;
      });
      expect([action, resource, ...rows.map(({ verdict }) => verdict)]).toEqual([action, resource, ...alone]);
    }
});

const world = aWorld()
  .policy('Home', allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*'))
  .policy('Logs', allow('s3:GetObject', 'arn:aws:s3:::logs/*'))
  .policy('More', allow('s3:Get*', 'arn:aws:s3:::l*'))
  .policy('NoDelete', deny('s3:DeleteObject'))
  .user('alice', { attach: ['Home', 'Logs'] })
  .user('bob', { attach: ['Home', 'More', 'NoDelete'] })
  .user('carol', { attach: ['Home'] })
  .user('dave', { attach: ['Logs'], boundary: 'More' })
  .world();

function classes(resource: string) {
  const question = { action: 's3:GetObject', resource };
  const alike = new AlikePrincipals(world, testAccount as AccountId, question, env);
  return principalsOf(world, testAccount as AccountId).map(({ arn }) => alike.classOf(arn));
}

test('principals with different policies are alike where these say the same of the resource', () => {
  const [root, alice, bob, carol, dave] = classes('arn:aws:s3:::logs/a');
  expect(root).toBeUndefined();
  expect(alice).toBe(bob);
  expect(new Set([alice, carol, dave]).size).toBe(3);
});

test('a variable of the user tells users apart only where it can matter', () => {
  const [, alice, bob, carol] = classes('arn:aws:s3:::home/alice/x');
  expect(new Set([alice, bob, carol]).size).toBe(3);
});

test('only those whose policies ask for an organization that nobody knows wait for it', () => {
  const inOne = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  const outside = { Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } };
  const imported = anAccount({
    unknown: ['organization'],
    users: {
      alice: { inline: { Own: allowed('s3:GetObject', '*', inOne) } },
      bob: {},
      carol: { inline: { Own: allowed('s3:GetObject'), No: denied('s3:GetObject', '*', outside) } },
      dave: { inline: { Own: allowed('s3:GetObject'), No: denied('s3:GetObject') } },
      erin: { inline: { Own: allowed('s3:GetObject') } },
    },
  });
  const question = { action: 's3:GetObject', resource: 'arn:aws:s3:::logs/a' };
  const rows = whoCan(imported, account, question, env);
  expect(rows.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'root allowed',
    'alice depends',
    'bob denied',
    'carol depends',
    'dave denied',
    'erin allowed',
  ]);
});
