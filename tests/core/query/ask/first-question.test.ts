/** The first question of an account: made of what its own policies name, and decided before it is asked. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { firstQuestion } from '#core/query/ask/question-options.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const admin = { boss: { attached: ['All'] } };
const All = [allow('*')];

test.each<[string, AccountSpec, readonly [string, string, string], 'allowed' | 'denied']>([
  [
    'a user who is no administrator, and the resource that its policy names',
    {
      users: { ...admin, alice: {}, bob: { groups: ['g'] } },
      groups: { g: { inline: { Send: allow(['sqs:SendMessage'], queue) } } },
      policies: { All },
    },
    [user('bob'), 'sqs:SendMessage', queue],
    'allowed',
  ],
  [
    'a resource that exists, where a policy has a pattern',
    {
      users: { alice: { inline: { Read: allow('s3:Get*', 'arn:aws:s3:::books/*') } } },
      resources: { 'arn:aws:s3:::books': null, 'arn:aws:s3:::books/one.txt': null },
    },
    [user('alice'), 's3:GetObject', 'arn:aws:s3:::books/one.txt'],
    'allowed',
  ],
  [
    'a role, where no user may do anything',
    { users: { alice: {} }, roles: { R: { trust: [], inline: { Send: allow('sqs:SendMessage', queue) } } } },
    [role('R'), 'sqs:SendMessage', queue],
    'allowed',
  ],
  [
    'a role that may be assumed',
    {
      users: { alice: { inline: { A: allow('sts:AssumeRole', role('R')) } } },
      roles: { R: { trust: [trusts({ AWS: account })] } },
    },
    [user('alice'), 'sts:AssumeRole', role('R')],
    'allowed',
  ],
  [
    'a denial that a policy names, where nothing is allowed by name',
    { users: { alice: { inline: { No: deny('sqs:SendMessage', queue) } } } },
    [user('alice'), 'sqs:SendMessage', queue],
    'denied',
  ],
  [
    'the pattern itself, where nothing that exists fits it',
    { users: { alice: { inline: { Read: allow('s3:GetObject', 'arn:aws:s3:::logs/*') } } } },
    [user('alice'), 's3:GetObject', 'arn:aws:s3:::logs/*'],
    'allowed',
  ],
  [
    'what a policy that nobody has names, where nobody may do anything',
    { users: { zoe: {} }, policies: { P: [allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:1:key/*')] } },
    [user('zoe'), 'kms:Decrypt', 'arn:aws:kms:eu-west-1:1:key/*'],
    'denied',
  ],
  ['root, where there is nobody', {}, [`arn:aws:iam::${account}:root`, 'iam:ListUsers', '*'], 'allowed'],
])('the first question is about %s', (_, spec, [principal, action, resource], verdict) => {
  const world = anAccount(spec);
  const question = firstQuestion(world, account, env);
  expect(question).toEqual({ principal, action, resource });
  expect(authorize(world, question, env).verdict).toBe(verdict);
});

test('the first question is not about a grant that a boundary takes away', () => {
  const world = anAccount({
    users: {
      alice: { inline: { Send: allow('sqs:SendMessage', queue) }, boundary: 'Limit' },
      bob: { inline: { Get: allow('sqs:ReceiveMessage', queue) } },
    },
    policies: { Limit: [allow('iam:*')] },
  });
  expect(firstQuestion(world, account, env)).toEqual({
    principal: user('bob'),
    action: 'sqs:ReceiveMessage',
    resource: queue,
  });
});

test('the first question about one principal is about what its own policies say', () => {
  const world = anAccount({
    users: {
      alice: { inline: { Send: allow('sqs:SendMessage', queue) } },
      bob: { inline: { Get: allow('sqs:ReceiveMessage', queue) } },
    },
  });
  expect(firstQuestion(world, account, env, user('bob'))).toEqual({
    principal: user('bob'),
    action: 'sqs:ReceiveMessage',
    resource: queue,
  });
});
