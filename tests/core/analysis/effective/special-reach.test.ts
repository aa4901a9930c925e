/** Regions where AWS decides single resources differently: the engine and the regions say the same. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { type AccountSpec, account, allow, anAccount, deny, env, role, user } from '../../accounts.ts';
import { regionsOf } from '../soundness/regions.ts';

const root = `arn:aws:iam::${account}:root`;
const stranger = 'arn:aws:iam::444455556666:root';

function expectBoth(
  spec: AccountSpec,
  [principal, action, resource]: readonly [string, string, string],
  verdict: 'allowed' | 'denied',
  context: RequestContext = {},
): void {
  const world = anAccount(spec);
  const id = unsafeAccountId('444455556666');
  apply(world, [created('accounts', { id, name: 'other', createDate: '2026-01-01T00:00:00Z', quotas: {} })]);
  const question = { principal, action, resource, context };
  const isIn = regionsOf({ world, env }, question)(question);
  const decided = authorize(world, question, env).verdict;
  expect([decided, isIn ? 'allowed' : 'denied']).toEqual([verdict, verdict]);
}

test('the root user tags the sessions of federated users, and assumes no role with tags', () => {
  const spec = { roles: { dev: { trust: [{ ...allow('sts:*'), Principal: '*', Resource: undefined }] } } };
  expectBoth(spec, [root, 'sts:TagSession', `arn:aws:sts::${account}:federated-user/fay`], 'allowed');
  expectBoth(spec, [root, 'sts:TagSession', role('dev')], 'denied');
  expectBoth(spec, [root, 'sts:TagSession', '*'], 'denied');
});

test('the policy of an access point does not decide about the objects behind it', () => {
  const point = `arn:aws:s3:us-east-1:${account}:accesspoint/a`;
  const spec = { users: { bob: {} }, resources: { [point]: [allow('s3:*', '*', { Principal: '*' })] } };
  expectBoth(spec, [user('bob'), 's3:GetAccessPointPolicy', point], 'allowed');
  expectBoth(spec, [user('bob'), 's3:GetObject', `${point}/object/x`], 'denied');
});

test('an action that AWS does not have is no way to assume a role', () => {
  const trust = [{ Effect: 'Allow', Principal: '*', Action: 'sts:*' }];
  const spec = { users: { bob: {} }, roles: { dev: { trust } } };
  expectBoth(spec, [user('bob'), 'sts:AssumeRole', role('dev')], 'allowed');
  expectBoth(spec, [user('bob'), 'sts:AssumeRoles', role('dev')], 'denied');
});

test('only the root user of the owner may repair the policy of a bucket that denies everybody', () => {
  const bucket = 'arn:aws:s3:::b';
  const said = [allow('s3:*', '*', { Principal: '*' }), deny('s3:*', '*', { Principal: '*' })];
  const spec = { resources: { [bucket]: said } };
  expectBoth(spec, [root, 's3:DeleteBucketPolicy', bucket], 'allowed');
  expectBoth(spec, [stranger, 's3:DeleteBucketPolicy', bucket], 'denied');
});

test('a number with a variable never matches, whatever the value of the variable is', () => {
  const Condition = { NumericEquals: { 'aws:MultiFactorAuthAge': "5${aws:PrincipalTag/none, '0'}" } };
  const spec = { users: { bob: { inline: { a: allow('s3:*', '*', { Condition }) } } } };
  expectBoth(spec, [user('bob'), 's3:ListAllMyBuckets', '*'], 'denied', { 'aws:MultiFactorAuthAge': '50' });
});
