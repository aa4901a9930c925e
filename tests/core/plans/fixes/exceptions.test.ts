/** An exception takes exactly the asked request out of a Deny: whatever else it denies stays denied. */

import { expect, test } from 'vitest';
import { attemptBy } from '#app/dispatch/attempt.ts';
import { handle } from '#core/api/door.ts';
import { authorize } from '#core/authz/authorize.ts';
import { rootArn } from '#core/model/arn.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { fixes } from '#core/plans/fixes/search.ts';
import { createReference } from '#reference/reference.ts';
import { aWorld, allow, policyOf, testAccount } from '../../../setup/world.ts';
import { worldAfterFix } from '#core/plans/fixes/consequence.ts';

const reference = createReference();
await reference.loadAllActions();
const env = { now: Date.UTC(2026, 0, 31), reference };
const root = rootArn(unsafeAccountId(testAccount));
const attempt = attemptBy(handle, { kind: 'principal', arn: root }, { ...env, random: () => 0.5 });
const arn = (name: string) => `arn:aws:iam::${testAccount}:user/${name}`;
const everything = { all: allow('*') };

/** Denies as `statement` says, and returns the first fix with a function that asks after it. */
function afterFix(statement: object, action: string, resource: string) {
  const world = aWorld()
    .policy('Guard', policyOf({ Effect: 'Deny', ...statement }))
    .user('alice', { inline: everything, attach: ['Guard'] })
    .user('bob', { inline: everything, attach: ['Guard'] })
    .world();
  const [first] = fixes(world, { principal: arn('alice'), action, resource }, env, attempt).found;
  const after = first && worldAfterFix(world, first, attempt);
  const verdict = (of: typeof world, name: string, asked: string, on: string) =>
    authorize(of, { principal: arn(name), action: asked, resource: on }, env).verdict;
  /** Asks before and after; they are equal but for the exception. */
  const asks = (name: string, asked: string, on: string) =>
    after && [verdict(world, name, asked, on), verdict(after, name, asked, on)];
  return { title: first?.title, wider: first?.edits[0]?.wider, asks };
}

const same = ['denied', 'denied'];
const opened = ['denied', 'allowed'];
const free = ['allowed', 'allowed'];

test('from all actions on all resources', () => {
  const { title, asks } = afterFix({ Action: '*', Resource: '*' }, 's3:GetObject', 'arn:aws:s3:::pay/x');
  expect(title).toBe('Take s3:GetObject on s3://pay/x out of what Guard denies');
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(opened);
  expect(asks('bob', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(same);
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/y')).toEqual(same);
  expect(asks('alice', 's3:PutObject', 'arn:aws:s3:::pay/x')).toEqual(same);
});

test('from all actions of a service, whose other actions are named by their first letters', () => {
  const on = arn('carol');
  const { asks } = afterFix({ Action: 'iam:*', Resource: '*' }, 'iam:GetUser', on);
  expect(asks('alice', 'iam:GetUser', on)).toEqual(opened);
  for (const action of ['iam:GetUserPolicy', 'iam:GetRole', 'iam:CreateUser', 'iam:ListUsers', 'iam:TagUser'])
    expect([action, asks('alice', action, on)]).toEqual([action, same]);
  expect(asks('alice', 'iam:GetUser', arn('dave'))).toEqual(same);
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(free);
});

test('from everything but some actions and resources', () => {
  const { asks } = afterFix(
    { NotAction: 'sqs:*', NotResource: 'arn:aws:s3:::logs/*' },
    's3:GetObject',
    'arn:aws:s3:::pay/x',
  );
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(opened);
  expect(asks('alice', 's3:PutObject', 'arn:aws:s3:::pay/x')).toEqual(same);
  expect(asks('alice', 's3:PutObject', 'arn:aws:s3:::logs/x')).toEqual(free);
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/y')).toEqual(same);
});

test('where a pattern names the resource, the action is taken out for all of it, and the title says so', () => {
  const { title, asks } = afterFix(
    { Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::pay/*' },
    's3:GetObject',
    'arn:aws:s3:::pay/x',
  );
  expect(title).toBe('Take s3:GetObject on s3://pay/* out of what Guard denies');
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/y')).toEqual(opened);
  expect(asks('alice', 's3:PutObject', 'arn:aws:s3:::pay/x')).toEqual(same);
  expect(asks('bob', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(same);
});

test('only the patterns that name the resource are let through, and the others stay denied', () => {
  const { title, wider, asks } = afterFix(
    { Action: 's3:GetObject', Resource: ['arn:aws:s3:::pay/*', 'arn:aws:s3:::imaging/*'] },
    's3:GetObject',
    'arn:aws:s3:::pay/x',
  );
  expect(title).toBe('Take s3:GetObject on s3://pay/* out of what Guard denies');
  expect(wider).toEqual(['arn:aws:s3:::pay/*']);
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(opened);
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::imaging/x')).toEqual(same);
  expect(asks('bob', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(same);
});

test('in the policy of a bucket, one object is taken out of all its objects', () => {
  const bucket = 'arn:aws:s3:::pay';
  const all = [bucket, `${bucket}/*`];
  const denied = { Effect: 'Deny', Principal: '*', Action: ['s3:GetObject', 's3:PutObject'], Resource: all };
  const world = aWorld()
    .user('alice', { inline: everything })
    .user('bob', { inline: everything })
    .resource(bucket, policyOf(denied))
    .world();
  const [first] = fixes(
    world,
    { principal: arn('alice'), action: 's3:GetObject', resource: `${bucket}/x` },
    env,
    attempt,
  ).found;
  const after = first && worldAfterFix(world, first, attempt);
  const asks = (name: string, action: string, resource: string) =>
    after && authorize(after, { principal: arn(name), action, resource }, env).verdict;
  expect(first?.title).toBe('Take s3:GetObject on s3://pay/x out of what the policy of s3://pay denies');
  expect(asks('alice', 's3:GetObject', `${bucket}/x`)).toBe('allowed');
  for (const [name, action, resource] of [
    ['alice', 's3:GetObject', `${bucket}/y`],
    ['alice', 's3:PutObject', `${bucket}/x`],
    ['alice', 's3:PutObject', `${bucket}/y`],
    ['bob', 's3:GetObject', `${bucket}/x`],
  ] as const)
    expect([name, action, resource, asks(name, action, resource)]).toEqual([
      name,
      action,
      resource,
      'denied',
    ]);
});

test('who is excepted already stays so', () => {
  const { asks } = afterFix(
    {
      Action: 's3:GetObject',
      Resource: '*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': arn('bob') } },
    },
    's3:GetObject',
    'arn:aws:s3:::pay/x',
  );
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(opened);
  expect(asks('bob', 's3:GetObject', 'arn:aws:s3:::pay/x')).toEqual(free);
  expect(asks('alice', 's3:GetObject', 'arn:aws:s3:::pay/y')).toEqual(same);
});
