/** Ways to a resource: its own policy decides, is written by the actor, or is not known to anybody. */

import { expect, test } from 'vitest';
import { attackPathsOf } from '#headless/attack-paths.ts';
import type { UnknownPart } from '#core/model/records/lists.ts';
import { account, allow, anAccount, deny, env, trusts, user } from '../../../accounts.ts';

const dev = user('dev');
const root = { AWS: `arn:aws:iam::${account}:root` };
const key = `arn:aws:kms:us-east-1:${account}:key/1`;
const bucket = 'arn:aws:s3:::data';
const objects = `${bucket}/*`;
const theirs = 'arn:aws:secretsmanager:us-east-1:999988887777:secret:db-1';
const granting = (Principal: object | string, Action: string, Resource = '*') => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource,
});
const refusing = (Action: string) => ({ Effect: 'Deny', Principal: '*', Action, Resource: '*' });

interface Given {
  /** The policy of the resource; absent: nobody knows it. */
  readonly policy?: readonly object[];
  readonly own: readonly object[];
  readonly boundary?: readonly object[];
}

function worldWith(to: string, { policy, own, boundary }: Given) {
  return anAccount({
    users: { dev: { attached: ['Own'], ...(boundary && { boundary: 'Edge' }) } },
    policies: { Own: own, ...(boundary && { Edge: boundary }) },
    ...(policy && { resources: { [to]: policy } }),
    unknown: ['resource-policies'] satisfies UnknownPart[],
  });
}

const ways = (to: string, given: Given, conditional = false) =>
  attackPathsOf(worldWith(to, given), { from: dev, to, conditional }, env).map(({ steps, onlyWith }) =>
    [...steps.map(({ method }) => method), ...(onlyWith ? [`only with ${onlyWith}`] : [])].join(' '),
  );

const stepsTo = (to: string, given: Given) =>
  attackPathsOf(worldWith(to, given), { from: dev, to, conditional: true }, env).flatMap(
    ({ steps }) => steps,
  );

const shortestTo = (to: string, given: Given) => (conditional: boolean) =>
  attackPathsOf(worldWith(to, given), { to, conditional }, env)
    .find(({ from }) => from === dev)
    ?.steps.map(({ assumes }) => assumes);

test('a key whose policy nobody knows is reached only where that policy lets the account in', () => {
  const decrypt = { own: [allow('kms:Decrypt', key)] };
  expect(ways(key, decrypt)).toEqual([]);
  expect(ways(key, decrypt, true)).toEqual(['only with policy']);
  expect(ways(key, { own: [allow('kms:DescribeKey', key)] }, true)).toEqual([]);
  expect(ways(key, { own: [allow('kms:Decrypt', `${key}2`)] }, true)).toEqual([]);
  expect(ways(key, { own: [allow('kms:*'), deny('kms:Decrypt')] }, true)).toEqual([]);
  expect(ways(key, { ...decrypt, policy: [granting(root, 'kms:*')] }, true)).toEqual(['']);
  expect(ways(key, { ...decrypt, policy: [granting({ AWS: user('boss') }, 'kms:*')] }, true)).toEqual([]);
});

test('a secret of another account is reached only where its policy lets the account in', () => {
  const read = 'secretsmanager:GetSecretValue';
  expect(ways(theirs, { own: [allow(read)] })).toEqual([]);
  expect(ways(theirs, { own: [allow(read)] }, true)).toEqual(['only with policy']);
  expect(ways(theirs, { own: [allow('secretsmanager:ListSecrets')] }, true)).toEqual([]);
});

const arnOf = (rest: string) => `arn:aws:${rest.replace('::', `:us-east-1:${account}:`)}`;

test.each([
  ['s3:PutBucketPolicy', bucket, 'own-put-bucket-policy'],
  ['secretsmanager:PutResourcePolicy', arnOf('secretsmanager::secret:db-1'), 'own-put-secret-policy'],
  ['dynamodb:PutResourcePolicy', arnOf('dynamodb::table/t'), 'own-put-table-policy'],
  ['sqs:SetQueueAttributes', arnOf('sqs::q'), 'own-set-queue-policy'],
  ['sqs:AddPermission', arnOf('sqs::q'), 'own-add-queue-permission'],
  ['lambda:AddPermission', arnOf('lambda::function:f'), 'own-add-function-permission'],
])('who may call %s lets itself in', (action, to, method) => {
  expect(ways(to, { own: [allow(action, to)] })).toEqual([method]);
  expect(ways(to, { own: [allow(action, `${to}2`)] })).toEqual([]);
  expect(ways(to, { own: [allow(action), deny(action, to)] })).toEqual([]);
  expect(ways(to, { own: [allow(action)], boundary: [allow('iam:GetUser')] })).toEqual([]);
});

test.each([
  ['kms:PutKeyPolicy', 'own-put-key-policy'],
  ['kms:CreateGrant', 'own-create-grant'],
])('who may call %s on a key can decrypt', (action, method) => {
  const policy = [granting(root, 'kms:*')];
  expect(ways(key, { own: [allow(action, key)], policy })).toEqual([method]);
  expect(
    ways(key, { own: [allow(action, key)], policy: [granting({ AWS: user('boss') }, 'kms:*')] }),
  ).toEqual([]);
  expect(ways(key, { own: [allow(action, key), deny('kms:Decrypt')], policy })).toEqual([]);
});

test.each([
  ['kms:PutKeyPolicy', 'own-put-key-policy'],
  ['kms:CreateGrant', 'own-create-grant'],
])('%s on a key whose policy nobody knows is assumed to be allowed', (action, method) => {
  const own = [allow(action, key)];
  expect(ways(key, { own })).toEqual([]);
  expect(ways(key, { own }, true)).toEqual([method]);
  const assumes = ['The policy of key/1 lets the policies of the caller’s account decide.'];
  expect(stepsTo(key, { own }).map((one) => one.assumes)).toEqual([assumes]);
  const everybody = shortestTo(key, { own });
  expect([everybody(false), everybody(true)]).toEqual([undefined, [assumes]]);
  expect(ways(key, { own: [allow('kms:DescribeKey', key)] }, true)).toEqual([]);
  expect(ways(key, { own: [allow(action, `${key}2`)] }, true)).toEqual([]);
  expect(ways(key, { own: [allow(action), deny(action, key)] }, true)).toEqual([]);
  expect(ways(key, { own: [allow(action), deny('kms:Decrypt')] }, true)).toEqual([]);
  expect(ways(key, { own, boundary: [allow('iam:GetUser')] }, true)).toEqual([]);
  expect(ways(key, { own, policy: [granting({ AWS: user('boss') }, 'kms:*')] }, true)).toEqual([]);
  expect(ways(key, { own, policy: [granting(root, 'kms:*')] }, true)).toEqual([method]);
  expect(stepsTo(key, { own, policy: [granting(root, 'kms:*')] }).map((one) => one.assumes)).toEqual([
    undefined,
  ]);
});

test('a grant for services of AWS alone is none for the actor', () => {
  const forAws = { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } };
  const policy = [granting(root, 'kms:*')];
  expect(ways(key, { own: [allow('kms:CreateGrant', key, forAws)], policy })).toEqual([]);
});

test('a Deny of a bucket policy goes with the policy', () => {
  const own = (...actions: string[]) => [allow(actions, [bucket, objects])];
  const policy = [refusing('s3:GetObject')];
  expect(ways(bucket, { own: own('s3:GetObject'), policy })).toEqual([]);
  expect(ways(bucket, { own: own('s3:GetObject', 's3:DeleteBucketPolicy'), policy })).toEqual([
    'own-delete-bucket-policy',
  ]);
  expect(ways(bucket, { own: own('s3:DeleteBucketPolicy'), policy })).toEqual([]);
  expect(ways(bucket, { own: own('s3:PutBucketPolicy'), policy })).toEqual(['own-put-bucket-policy']);
  expect(ways(bucket, { own: own('s3:PutBucketPolicy'), policy: [refusing('s3:*')] })).toEqual([]);
});

test('a role that may write the policy is a way, and without the aim it is none', () => {
  const spec = (aim?: string) => {
    const world = anAccount({
      users: { dev: { inline: { Work: allow('sts:AssumeRole') } } },
      roles: { Ops: { inline: { Work: allow('s3:PutBucketPolicy') }, trust: [trusts(root)] } },
    });
    return attackPathsOf(world, { from: dev, ...(aim !== undefined && { to: aim }) }, env).map(({ steps }) =>
      steps.map(({ method }) => method),
    );
  };
  expect(spec(bucket)).toEqual([['sts-001', 'own-put-bucket-policy']]);
  expect(spec()).toEqual([]);
});
