/** All that one could become or reach: who is on the list, by how many steps, and what an administrator has beyond it. */

import { expect, test } from 'vitest';
import { searchEnv } from '#core/analysis/ways/search-env.ts';
import { reachInSteps } from '#core/analysis/ways/search/from-one/reach.ts';
import { outsidersIn } from '#core/analysis/ways/search/outsiders.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { runToEnd } from '#core/model/steps.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../../accounts.ts';

const bucket = 'arn:aws:s3:::payroll';
const other = 'arn:aws:s3:::other';
const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:db-AbCdEf`;

/** The number of steps to each aim, by its name. */
function reachOf(world: World, from: string, conditional = false): Record<string, number> {
  const { aims, isComplete } = runToEnd(reachInSteps(world, from, searchEnv(env), conditional));
  expect(isComplete).toBe(true);
  return Object.fromEntries(aims.map(({ aim, way }) => [aim.split(/[/:]/).at(-1) ?? '', way.steps.length]));
}

const chain = (last: object) =>
  anAccount({
    users: {
      dev: { inline: { May: allow('sts:AssumeRole', role('Mid')) } },
      eve: { inline: { Reads: allow('iam:GetRole') } },
    },
    roles: {
      Mid: { trust: [trusts({ AWS: account })], inline: { Go: allow('sts:AssumeRole', role('End')) } },
      End: { trust: [trusts({ AWS: role('Mid') })], inline: { May: last } },
    },
    resources: { [bucket]: null, [other]: null, [secret]: null },
  });

test('a key leads to the roles of its user and to what they may read, and not to the rest', () => {
  const world = chain(allow('s3:GetObject', `${bucket}/*`));
  expect(reachOf(world, user('dev'))).toEqual({ Mid: 1, End: 2, payroll: 2 });
  expect(reachOf(world, user('eve'))).toEqual({});
});

test('each aim that is reached has as few steps as the search that asks for it alone', () => {
  const world = chain(allow(['s3:PutBucketPolicy', 'iam:PutRolePolicy', 'secretsmanager:GetSecretValue']));
  const { aims } = runToEnd(reachInSteps(world, user('dev'), searchEnv(env), false));
  expect(aims.length).toBeGreaterThan(4);
  for (const { aim, way } of aims) {
    const [alone] = new WaySearch(world, env, { to: aim }).all(user('dev'));
    expect(way.steps.length, aim).toBe(alone?.steps.length);
  }
});

test('a bucket whose policy can be written is opened on the way', () => {
  const world = chain(allow('s3:PutBucketPolicy', bucket));
  expect(reachOf(world, user('dev'))).toEqual({ Mid: 1, End: 2, payroll: 3 });
});

test('an administrator reaches every thing of the account, and roles of other accounts that trust it', () => {
  const far = unsafeAccountId('444455556666');
  const world = chain(allow('*'));
  apply(world, [
    created('accounts', { id: far, name: 'far', createDate: '2026-01-01T00:00:00Z', quotas: {} }),
    created('roles', {
      id: unsafeEntityId('AROA-Far'),
      account: far,
      path: '/',
      roleName: 'Far',
      arn: unsafeArn(`arn:aws:iam::${far}:role/Far`),
      createDate: '2026-01-01T00:00:00Z',
      assumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [trusts({ AWS: `arn:aws:iam::${account}:root` })],
      }),
      attachedPolicies: [],
      inlinePolicies: [],
      trustedIds: {},
      tags: [],
      maxSessionDuration: 3600,
    }),
  ]);
  const reach = reachOf(world, user('dev'));
  expect(reach).toMatchObject({
    administrator: 2,
    Mid: 1,
    End: 2,
    payroll: 2,
    other: 2,
    'db-AbCdEf': 2,
    Far: 3,
  });
});

const host = 'token.actions.githubusercontent.com';
const oidc = `arn:aws:iam::${account}:oidc-provider/${host}`;
const saml = `arn:aws:iam::${account}:saml-provider/corp`;

test('outsiders are those whom trust policies name, and each gets in by the text of the policy', () => {
  const web = (operator: string, sub: string) => ({
    Effect: 'Allow',
    Principal: { Federated: oidc },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { [operator]: { [`${host}:sub`]: sub } },
  });
  const world = anAccount({
    roles: {
      Exact: {
        trust: [web('StringEquals', 'repo:octo/app:ref:refs/heads/main')],
        inline: { All: allow('*') },
      },
      Any: { trust: [web('StringLike', 'repo:octo/*')], inline: { All: allow('*') } },
      Never: { trust: [web('StringEquals', 'repo:nobody/*')], inline: { All: allow('*') } },
      Open: { trust: [{ ...web('Null', 'false') }], inline: { Reads: allow('iam:GetRole') } },
      Group: {
        trust: [
          {
            Effect: 'Allow',
            Principal: { Federated: saml },
            Action: 'sts:AssumeRoleWithSAML',
            Condition: { 'ForAnyValue:StringEquals': { 'saml:groups': 'admins' } },
          },
        ],
        inline: { All: allow('*') },
      },
    },
  });
  const names = outsidersIn(world).map(({ from }) => from);
  expect(names.toSorted()).toEqual([
    `${oidc}#anybody`,
    `${oidc}#repo:octo/*`,
    `${oidc}#repo:octo/app:ref:refs/heads/main`,
    `${saml}#admins`,
  ]);
  const search = new WaySearch(world, env);
  for (const name of names) expect(search.all(name).length > 0, name).toBe(!name.endsWith('anybody'));
  expect(reachOf(world, `${oidc}#anybody`)).toEqual({ Open: 1 });
  expect(reachOf(world, `${oidc}#repo:octo/*`)).toEqual({ Any: 1, Open: 1, administrator: 1 });
});
