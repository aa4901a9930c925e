/** Nodes are drawn as one shape only if they are alike in all but names, ids and dates. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { nodeSummary } from '#core/graph/table.ts';
import { project } from '#core/graph/projection.ts';
import type { World } from '#core/model/world/world.ts';
import type { TableName } from '#core/model/records/lists.ts';
import type { TableRecords } from '#core/model/records/tables.ts';
import { replaced } from '#core/model/world/change.ts';
import { randomFromSeed } from '#platform/random.ts';
import { countOf } from '../../setup/counts.ts';
import { type AccountSpec, account, allow, anAccount, env, trusts, user } from '../accounts.ts';

const bucket = (name: string) => `arn:aws:s3:::${name}`;
const org = { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } };
const github = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const sub = {
  Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:a/b:ref:refs/heads/main' } },
};
const others = <V>(count: number, name: string, make: (path: string) => V): Record<string, V> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, make(`/${at}/`)]));
/** Two of each kind that differ only in names, and so many others that the drawing folds what is alike, and no more. */
const pairs: AccountSpec = {
  groups: { g: { attached: ['Own'] }, ...others(17, 'g', (path) => ({ path })) },
  users: {
    'pair-1': { groups: ['g'], attached: ['Own'] },
    'pair-2': { groups: ['g'], attached: ['Own'] },
    ...others(17, 'u', (path) => ({ path })),
  },
  roles: { 'pair-1': { trust: [trusts({ AWS: '*' })] }, 'pair-2': { trust: [trusts({ AWS: '*' })] } },
  policies: { Own: [allow('s3:GetObject', [bucket('pair-1'), bucket('pair-2')])], Bound: [allow('s3:*')] },
  resources: {
    [bucket('pair-1')]: [{ ...allow('s3:GetObject', bucket('pair-1')), Principal: '*' }],
    [bucket('pair-2')]: [{ ...allow('s3:GetObject', bucket('pair-2')), Principal: '*' }],
  },
};
const folded = (world: World, kind: string, hide = false) =>
  project(accountGraph(world, account, env), {
    layout: 'columns',
    ...(hide ? { hiddenRelations: ['attached', 'boundary', 'can-assume', 'grants', 'inline'] as const } : {}),
  }).nodes.some((node) => node.kind === kind && node.bucket?.alike && node.id.endsWith('pair-1'));

function changed<T extends TableName>(table: T, change: (row: TableRecords[T]) => Partial<TableRecords[T]>) {
  const world = anAccount(pairs);
  const rows = [...(world[table] as ReadonlyMap<string, TableRecords[T]>).values()];
  const row = rows.find((one) => 'arn' in one && one.arn.endsWith('pair-2'));
  if (!row) throw new Error('no row');
  apply(world, [replaced(table, row, { ...row, ...change(row) })]);
  return world;
}
const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

test('nodes of each kind that differ in names alone are one shape', () => {
  const world = anAccount(pairs);
  for (const kind of ['user', 'role', 'resource']) expect([kind, folded(world, kind)]).toEqual([kind, true]);
});

const tags = [{ key: 'team', value: 'red' }];
test.for([
  ['a tag', 'user', changed('users', () => ({ tags }))],
  [
    'a boundary',
    'user',
    changed('users', () => ({ permissionsBoundary: 'arn:aws:iam::aws:policy/X' as never })),
  ],
  ['a policy', 'user', changed('users', () => ({ attachedPolicies: [] }))],
  [
    'an inline policy',
    'user',
    changed('users', () => ({ inlinePolicies: [{ policyName: 'p', document: text(allow('s3:*')) }] })),
  ],
  ['a path', 'user', changed('users', () => ({ path: '/x/' }))],
  [
    'a condition on the organization',
    'role',
    changed('roles', () => ({ assumeRolePolicyDocument: text({ ...trusts({ AWS: '*' }), ...org }) })),
  ],
  [
    'the action of the trust',
    'role',
    changed('roles', () => ({
      assumeRolePolicyDocument: text({ ...trusts({ AWS: '*' }), Action: 'sts:*' }),
    })),
  ],
  ['a tag of the role', 'role', changed('roles', () => ({ tags }))],
  ['the length of sessions', 'role', changed('roles', () => ({ maxSessionDuration: 7200 }))],
  [
    'a policy of the role',
    'role',
    changed('roles', () => ({ inlinePolicies: [{ policyName: 'p', document: text(allow('s3:*')) }] })),
  ],
  [
    'the policy of the bucket',
    'resource',
    changed('resources', () => ({
      policy: text({ ...allow('s3:GetObject', bucket('pair-2')), Principal: '*', ...org }),
    })),
  ],
  ['a tag of the bucket', 'resource', changed('resources', () => ({ tags }))],
  ['a setting of the bucket', 'resource', changed('resources', () => ({ details: { encryption: 'none' } }))],
] as const)(
  'two that differ in %s are drawn apart, also when the relations are hidden',
  ([, kind, world]) => {
    expect([folded(world, kind), folded(world, kind, true)]).toEqual([false, false]);
  },
);

const trusting = (...roles: object[]) =>
  anAccount({
    ...pairs,
    roles: Object.fromEntries(roles.map((trust, at) => [`pair-${at + 1}`, { trust: [trust] }])),
  });
test.for([
  ['external id', { AWS: '999988887777' }, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }],
  ['GitHub subject', { Federated: github }, sub],
  ['organization', { AWS: '*' }, org],
] as const)('roles with and without the condition on %s are drawn apart', ([, party, condition]) => {
  expect(folded(trusting(trusts(party), trusts(party)), 'role')).toBe(true);
  expect(folded(trusting(trusts(party), { ...trusts(party), ...condition }), 'role')).toBe(false);
});

test('strangers and users that a trust policy names under different conditions are drawn apart', () => {
  const drawn = (principals: readonly string[], condition: object) => {
    const world = anAccount({
      ...pairs,
      roles: {
        app: {
          trust: principals.map((AWS, at) => ({ ...trusts({ AWS }), ...(at === 1 ? condition : {}) })),
        },
      },
    });
    return project(accountGraph(world, account, env), { layout: 'columns' }).nodes.filter(
      ({ bucket: one, id }) => one?.alike && principals.some((name) => id.includes(name)),
    ).length;
  };
  const strangers = ['999988887777', '999988886666'];
  const external = { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } };
  expect(drawn(strangers, {})).toBe(1);
  expect(drawn(strangers, external)).toBe(0);
  const users = [user('pair-1'), user('pair-2')];
  expect(drawn(users, {})).toBe(1);
  expect(drawn(users, { Condition: { StringLike: { 'sts:RoleSessionName': 'x' } } })).toBe(0);
});

test('resources that one policy names in different statements are drawn apart', () => {
  const world = (action: string) =>
    anAccount({
      ...pairs,
      resources: {},
      policies: {
        Own: [allow('s3:GetObject', bucket('pair-1')), allow(action, bucket('pair-2'))],
      },
    });
  expect(folded(world('s3:PutObject'), 'resource')).toBe(false);
});

test('a shape of policies says that they have the same holders, and never more unless their texts are the same', () => {
  const said = (second: string) => {
    const world = anAccount({
      ...pairs,
      groups: { ...pairs.groups, g: { attached: ['P1', 'P2'] } },
      users: { ...pairs.users, 'pair-1': {}, 'pair-2': {} },
      policies: { P1: [allow('s3:GetObject')], P2: [allow(second)] },
    });
    const { nodes } = project(accountGraph(world, account, env), { layout: 'columns' });
    const [set] = nodes.filter(({ kind, bucket: one }) => kind === 'policy' && one?.alike);
    return set && nodeSummary(set);
  };
  expect(said('s3:GetObject')).toContain('2 that differ only in names, ids and dates');
  expect(said('s3:PutObject')).toContain('2 with the same users, groups and roles');
});

const places = ['trust', 'policy', 'boundary', 'tag', 'condition'] as const;
type Place = (typeof places)[number];

/** Two roles from the same dice, of which the second differs in one place; without a place, only in its name. */
function generatedPair(seed: number, place: Place | undefined): World {
  const random = randomFromSeed([seed, 5, 6, 7]);
  for (let warm = 0; warm < 20; warm += 1) random();
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  /** Draws two that differ, so that the dice fall alike for every place. */
  const two = <T>(list: readonly T[]): [T, T] => {
    const at = Math.floor(random() * list.length);
    return [list[at] as T, list[(at + 1 + Math.floor(random() * (list.length - 1))) % list.length] as T];
  };
  const drawn = {
    trust: two(['ec2.amazonaws.com', 'lambda.amazonaws.com', 'ecs-tasks.amazonaws.com']),
    policy: two(['Own', 'Bound', 'Read']),
    boundary: two([undefined, 'Bound', 'Own']),
    tag: two([undefined, 'red', 'blue']),
    condition: two([undefined, 'o-1111111111', 'o-2222222222']),
  };
  const key = one(['team', 'env']);
  const roleOf = (isSecond: boolean) => {
    const of = <P extends Place>(name: P): (typeof drawn)[P][number] =>
      drawn[name][isSecond && name === place ? 1 : 0];
    const org = of('condition');
    const asked = org === undefined ? {} : { Condition: { StringEquals: { 'aws:PrincipalOrgID': org } } };
    const boundary = of('boundary');
    return {
      trust: [{ ...trusts({ Service: of('trust') }), ...asked }],
      attached: [of('policy')],
      ...(boundary !== undefined && { boundary }),
    };
  };
  const policies = { ...pairs.policies, Read: [allow('s3:List*')] };
  const roles = { 'pair-1': roleOf(false), 'pair-2': roleOf(true) };
  const world = anAccount({ ...pairs, policies, roles });
  for (const row of world.roles.values()) {
    const value = drawn.tag[row.roleName === 'pair-2' && place === 'tag' ? 1 : 0];
    if (value !== undefined) apply(world, [replaced('roles', row, { ...row, tags: [{ key, value }] })]);
  }
  return world;
}

test('generated roles are one shape if they differ in their names, and never if they differ in one more place', () => {
  const count = countOf({ sample: 5, full: 40, most: 500 });
  const wrong: string[] = [];
  for (let seed = 1; seed <= count; seed += 1)
    for (const place of [undefined, ...places])
      for (const hide of [false, true])
        if (folded(generatedPair(seed, place), 'role', hide) !== (place === undefined))
          wrong.push(`${String(seed)} ${place ?? 'name'}${hide ? ', relations hidden' : ''}`);
  expect(wrong).toEqual([]);
});
