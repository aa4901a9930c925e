/** Ways that say more than another one, and gain nothing by it, are left out. */

import { expect, test } from 'vitest';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../../accounts.ts';

const dev = user('dev');
const root = `arn:aws:iam::${account}:root`;
const all = allow('*');

const methodsOf = (world: World, to?: string): string[] =>
  new WaySearch(world, env, to === undefined ? {} : { to })
    .all(dev)
    .map(({ steps }) => steps.map(({ method }) => method.id).join(' '));

/** A user who may do everything with the role `Boss`, and one call beside. */
const withBoss = (more: object, ...calls: string[]): World =>
  anAccount({
    users: { dev: { inline: { Work: allow(calls, role('Boss')) } } },
    roles: { Boss: { trust: [trusts({ AWS: root })], ...more } },
  });

const strong = { inline: { All: all } };
const weak = { inline: { Read: allow('s3:GetObject') } };

test.each([
  ['iam:AttachRolePolicy', 'iam-014', 'iam-019'],
  ['iam:PutRolePolicy', 'iam-017', 'iam-021'],
])('%s on a role that is strong already is no way of its own', (call, withAssume, withTrust) => {
  const calls = ['sts:AssumeRole', 'iam:UpdateAssumeRolePolicy', call];
  expect(methodsOf(withBoss(strong, ...calls))).toEqual(['sts-001', 'iam-012']);
  expect(methodsOf(withBoss(weak, ...calls))).toEqual([withAssume]);
  expect(methodsOf(withBoss(weak, 'iam:UpdateAssumeRolePolicy', call))).toEqual([withTrust]);
  expect(methodsOf(withBoss(weak, ...calls), role('Boss'))).toEqual(['sts-001', 'iam-012']);
});

test('a role that only one of two ways strengthens keeps both, because they end elsewhere', () => {
  const world = anAccount({
    users: { dev: { inline: { Work: allow(['sts:AssumeRole', 'iam:AttachRolePolicy'], role('Mid')) } } },
    roles: {
      Mid: { trust: [trusts({ AWS: root })] },
      Boss: { trust: [trusts({ AWS: role('Mid') })], ...strong },
    },
  });
  expect(methodsOf(world)).toEqual(['iam-014', 'sts-001 sts-001']);
});

test('assuming a role that trusts everybody has one name', () => {
  expect(methodsOf(withBoss({ ...strong, trust: [trusts('*')] }, 'sts:AssumeRole'))).toEqual(['sts-001']);
});
