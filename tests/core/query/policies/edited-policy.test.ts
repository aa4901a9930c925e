/** A policy that is being written: what saving it changes, whether anybody has it, and what the text alone means. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import type { World } from '#core/model/world/world.ts';
import { compareAlone, compareForOthers } from '#core/query/policies/compare-alone.ts';
import { type EditedPolicy, changeBy, isHeld, savedDocument } from '#core/query/policies/edited-policy.ts';
import { runToEnd } from '#core/model/steps.ts';
import { allow, anAccount, deny, env, group, policy, role, trusts, user } from '../../accounts.ts';

const queue = 'arn:aws:sqs:us-east-1:111122223333:jobs';
const text = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const world = anAccount({
  policies: { P: [allow('s3:GetObject')], Idle: [allow('s3:GetObject')], Limit: [allow('s3:*')] },
  groups: { team: { inline: { Own: allow('sqs:*') } }, empty: { attached: ['Idle'] } },
  users: {
    alice: { attached: ['P'], groups: ['team'] },
    bob: { inline: { Notes: allow('sqs:ListQueues') }, boundary: 'Limit' },
  },
  roles: { Deploy: { trust: [trusts({ AWS: user('bob') })] } },
  resources: { [queue]: null },
});
const verdict = (after: World, principal: string, action: string, resource: string) =>
  authorize(after, { principal, action, resource }, env).verdict;

test.each<[string, EditedPolicy, string, [string, string, string]]>([
  [
    'managed policy',
    { kind: 'managed', arn: policy('P') },
    text(allow('s3:PutObject')),
    [user('alice'), 's3:PutObject', 'arn:aws:s3:::b/k'],
  ],
  [
    'inline policy',
    { kind: 'inline', arn: user('bob'), name: 'Notes' },
    text(allow('s3:PutObject')),
    [user('bob'), 's3:PutObject', 'arn:aws:s3:::b/k'],
  ],
  [
    'new inline policy',
    { kind: 'inline', arn: user('bob'), name: '' },
    text(allow('s3:PutObject')),
    [user('bob'), 's3:PutObject', 'arn:aws:s3:::b/k'],
  ],
  [
    'inline policy of a group',
    { kind: 'inline', arn: group('team'), name: 'Own' },
    text(allow('s3:PutObject')),
    [user('alice'), 's3:PutObject', 'arn:aws:s3:::b/k'],
  ],
  [
    'trust policy',
    { kind: 'trust', arn: role('Deploy') },
    text(trusts({ AWS: user('alice') })),
    [user('alice'), 'sts:AssumeRole', role('Deploy')],
  ],
  [
    'resource policy',
    { kind: 'resource', arn: queue },
    text({ ...allow('sqs:SendMessage', queue), Principal: { AWS: role('Deploy') } }),
    [role('Deploy'), 'sqs:SendMessage', queue],
  ],
])(
  'a %s counts once it is laid over the world, and the world stays as it is',
  (_, edited, document, question) => {
    expect(isHeld(world, edited)).toBe(true);
    const change = changeBy(world, edited, document);
    if (!change) throw new Error('no change');
    expect(verdict(world, ...question)).toBe('denied');
    const after = overlayWorld(world, [change]);
    expect(verdict(after, ...question)).toBe('allowed');
    expect(savedDocument(after, edited)).toBe(document);
  },
);

test('a policy that only a group without members has is held by nobody, a boundary is held', () => {
  expect(isHeld(world, { kind: 'managed', arn: policy('Idle') })).toBe(false);
  expect(isHeld(world, { kind: 'managed', arn: policy('Limit') })).toBe(true);
  expect(isHeld(world, { kind: 'inline', arn: group('empty'), name: 'New' })).toBe(false);
  expect(changeBy(world, { kind: 'managed', arn: policy('Gone') }, text())).toBeUndefined();
});

test('a saved trust policy names entities by their ids, so a role made anew is not trusted', () => {
  const change = changeBy(
    world,
    { kind: 'trust', arn: role('Deploy') },
    text(trusts({ AWS: user('alice') })),
  );
  expect(change?.after).toMatchObject({ trustedIds: { [user('alice')]: 'AIDA-alice' } });
});

const options = { actions: ['s3:GetObject'] };
const alone = (before: string | undefined, after: string, as: Parameters<typeof compareAlone>[2]) =>
  runToEnd(compareAlone(before, after, as, options));

test('two documents are compared both ways, and no policy allows nothing or, as a limit, everything', () => {
  const wider = alone(
    text(allow('s3:GetObject')),
    text(allow('s3:*'), deny('s3:GetObject', 'arn:aws:s3:::b/*')),
    'identity',
  );
  expect(wider).toMatchObject({ gained: { answer: 'yes' }, lost: { answer: 'yes' } });
  const made = alone(undefined, text(allow('s3:GetObject')), 'identity');
  expect(made).toMatchObject({
    gained: { answer: 'yes', witness: { action: 's3:GetObject' } },
    lost: { answer: 'no' },
  });
  expect(alone(undefined, text(deny('s3:*')), 'scp')).toMatchObject({
    gained: { answer: 'no' },
    lost: { answer: 'yes' },
  });
  expect(alone('{', text(allow('s3:*')), 'identity')).toBeUndefined();
});

test('an SCP that only allows closes nothing beside FullAWSAccess, and is told apart from itself alone', () => {
  const [no, yes] = [{ answer: 'no' }, { answer: 'yes' }];
  expect(alone(undefined, text(allow('s3:*')), 'scp')).toMatchObject({
    gained: no,
    lost: no,
    withoutFullAccess: { gained: no, lost: yes },
  });
  expect(alone(text(deny('s3:*')), text(deny('sqs:*')), 'scp')).not.toHaveProperty('withoutFullAccess');
});

test.each<[string, object, object, string, string]>([
  [
    'another account',
    { AWS: user('alice') },
    { AWS: 'arn:aws:iam::999999999999:root' },
    'yes',
    'arn:aws:iam::999999999999:user/w',
  ],
  ['anybody', { AWS: user('alice') }, { AWS: '*' }, 'yes', 'arn:aws:iam::999900001111:user/w'],
  ['a service', { AWS: user('alice') }, { Service: 'lambda.amazonaws.com' }, 'yes', 'lambda.amazonaws.com'],
  ['identities of the account', { AWS: user('alice') }, { AWS: [user('bob'), user('alice')] }, 'no', ''],
])('a trust policy is compared for principals outside: %s', (_, before, after, answer, principal) => {
  const found = runToEnd(
    compareForOthers(world, text(trusts(before)), text(trusts(after)), 'trust', options),
  );
  expect(found).toMatchObject({
    isOfOthers: true,
    gained: answer === 'yes' ? { answer, witness: { principal } } : { answer },
    lost: { answer: 'no' },
  });
});
