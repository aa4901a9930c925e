/** Advice for each layer that denies or stays silent: the words, and the policy to change. */

import { expect, test } from 'vitest';
import { type Question, authorize } from '#core/authz/authorize.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { findByArn } from '#core/model/world/world.ts';
import { adviceFor } from '#core/query/ask/advice.ts';
import { unsafeArn } from '#core/model/ids.ts';
import {
  account,
  allow,
  type AccountSpec,
  anAccount,
  deny,
  env,
  policy,
  role,
  trusts,
  user,
} from '../../accounts.ts';

const bucket = 'arn:aws:s3:::pay';
const object = `${bucket}/x`;
const readPay = allow('s3:GetObject', 'arn:aws:s3:::pay/*');
const everyone = { Principal: '*' };
const asked: Question = { principal: user('alice'), action: 's3:GetObject', resource: object };

const advised = (spec: AccountSpec, question: Partial<Question> = {}) => {
  const world = anAccount(spec);
  const whole = { ...asked, ...question };
  return adviceFor(world, whole, authorize(world, whole, env));
};

const reader = { alice: { attached: ['Read'] } };
const policies = { Read: [readPay], Limit: [allow('iam:*')], Guard: [readPay, deny('s3:*')] };
const text = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const named = (name: string, statement: object) => ({ name, document: text(statement) });

test.each<[string, AccountSpec, Partial<Question>, string, string | undefined]>([
  [
    'an identity policy denies',
    { users: { alice: { attached: ['Guard'] } }, policies },
    {},
    'Guard denies it. Change that statement, or take the policy away.',
    policy('Guard'),
  ],
  [
    'a resource policy denies',
    { users: reader, policies, resources: { [bucket]: [deny('s3:*', '*', everyone)] } },
    {},
    'The policy of s3://pay denies it. Change that statement: no other policy can help.',
    bucket,
  ],
  [
    'a trust policy denies',
    {
      users: { alice: { inline: { A: allow('sts:AssumeRole') } } },
      roles: { R: { trust: [{ ...trusts('*'), Effect: 'Deny' }] } },
    },
    { action: 'sts:AssumeRole', resource: role('R') },
    'The trust policy of R denies it. Change that statement: no other policy can help.',
    role('R'),
  ],
  [
    'a boundary denies',
    { users: { alice: { attached: ['Read'], boundary: 'Guard' } }, policies },
    {},
    'The permissions boundary Guard denies it. Change that statement, or set another boundary.',
    policy('Guard'),
  ],
  [
    'a policy by hand denies',
    { users: reader, policies },
    { assume: { serviceControlPolicies: [[named('SCP', deny('s3:*'))]] } },
    'A policy that you added to this question denies it. Change or remove it above.',
    undefined,
  ],
  [
    'no identity policy allows',
    { users: { alice: {} } },
    {},
    'No policy or group of this account would allow it. Write a policy, or attach one of AWS.',
    undefined,
  ],
  [
    'an identity policy allows on a condition',
    {
      users: {
        alice: {
          inline: {
            Mfa: allow('s3:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
          },
        },
      },
    },
    {},
    'Mfa of alice allows it on a condition. Meet it, or change that statement.',
    `${user('alice')}#Mfa`,
  ],
  [
    'the boundary is silent',
    { users: { alice: { attached: ['Read'], boundary: 'Limit' } }, policies },
    {},
    'The boundary has to allow it. Add it to the boundary, or set another one.',
    policy('Limit'),
  ],
  [
    'the trust policy is silent',
    {
      users: { alice: { inline: { A: allow('sts:AssumeRole') } } },
      roles: { R: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
    },
    { action: 'sts:AssumeRole', resource: role('R') },
    'Only a statement of its trust policy can allow it. Add one to the trust policy of R.',
    role('R'),
  ],
  [
    'a bucket policy must let an outsider in',
    { resources: { [bucket]: null } },
    { principal: '*' },
    'Only a statement of its resource policy can allow it. Add one to the policy of s3://pay.',
    bucket,
  ],
  [
    'an outsider asks for what has no policy of its own',
    { users: { alice: {} } },
    { principal: 'ec2.amazonaws.com', action: 'iam:GetUser', resource: user('alice') },
    'No policy there can allow this caller. Ask as a user or role of that account.',
    undefined,
  ],
  [
    'a caller without credentials asks for what takes none',
    { users: { alice: {} } },
    { principal: '*', action: 'iam:GetUser', resource: user('alice') },
    'No policy can change this.',
    undefined,
  ],
  [
    'an SCP by hand is silent',
    { users: reader, policies },
    { assume: { serviceControlPolicies: [[named('SCP', allow('iam:*'))]] } },
    'A policy that you added to this question does not allow it. Change or remove it above.',
    undefined,
  ],
  [
    'an endpoint policy by hand is silent',
    { users: reader, policies },
    { assume: { vpcEndpointPolicy: named('endpoint', allow('iam:*', '*', everyone)) } },
    'A policy that you added to this question does not allow it. Change or remove it above.',
    undefined,
  ],
  [
    'a session policy by hand is silent',
    { roles: { R: { trust: [], attached: ['Read'] } }, policies },
    { principal: role('R'), assume: { sessionPolicies: [named('session', allow('iam:*'))] } },
    'A policy that you added to this question does not allow it. Change or remove it above.',
    undefined,
  ],
  [
    'the root user wants to assume a role',
    { roles: { R: { trust: [trusts('*')] } } },
    { principal: `arn:aws:iam::${account}:root`, action: 'sts:AssumeRole', resource: role('R') },
    'No policy can change this.',
    undefined,
  ],
])('the advice names what has to change: %s', (_, spec, question, words, changed) => {
  const { text: said, policy: toChange } = advised(spec, question);
  expect([said, toChange]).toEqual([words, changed]);
});

test('a policy of AWS that denies is detached, since nobody can change it', () => {
  const world = anAccount({ users: { alice: { attached: ['Guard'] } }, policies });
  const before = findByArn(world, 'policies', policy('Guard'));
  const alice = findByArn(world, 'users', user('alice'));
  if (!before || !alice) throw new Error('the account lacks a row');
  const arn = unsafeArn('arn:aws:iam::aws:policy/Guard');
  apply(world, [
    replaced('policies', before, { ...before, arn }),
    replaced('users', alice, { ...alice, attachedPolicies: [arn] }),
  ]);
  expect(adviceFor(world, asked, authorize(world, asked, env)).text).toBe(
    'Guard denies it. AWS manages that policy, so detach it.',
  );
});

test('a condition on a key that AWS does not give to the resource cannot be met', () => {
  const Condition = { StringEquals: { 'ec2:InstanceType': 't3.micro' } };
  const world = anAccount({ users: { alice: { inline: { P: allow('ec2:*', '*', { Condition }) } } } });
  const image = { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1::image/*' };
  const asked = { principal: user('alice'), ...image };
  expect(adviceFor(world, asked, authorize(world, asked, env), ['ec2:instanceType']).text).toBe(
    'P of alice allows it on a condition. AWS gives no ec2:instanceType here, so change that statement.',
  );
});
