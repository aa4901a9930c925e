/** The graph of an account: which nodes and edges its records give. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { EntityId } from '#core/model/ids.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { hasEdge, incoming, nodeOf, outgoing } from '#core/graph/model.ts';
import { nodeRows, relationWords, relationsOf } from '#core/graph/table.ts';
import { project } from '#core/graph/projection.ts';
import { resourceLabel } from '#core/model/labels.ts';
import { containerPattern } from '#core/graph/resource-nodes.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  deny,
  env,
  group,
  policy,
  role,
  trusts,
  user,
} from '../accounts.ts';

const graphOf = (spec: AccountSpec) => accountGraph(anAccount(spec), account, env);

/** The edges of the whole account as `label kind label`, sorted. */
function expectEdges(spec: AccountSpec, ...wanted: string[]): void {
  const graph = graphOf(spec);
  const label = (id: string) => nodeOf(graph, id)?.label ?? id;
  const edges = graph.nodes.flatMap(({ id }) =>
    outgoing(graph, id).map(({ from, kind, to }) => `${label(from)} ${kind} ${label(to)}`),
  );
  expect(edges.sort()).toEqual(wanted.sort());
}

test('the graph has edges for membership, attachment, inline policies and boundaries', () => {
  expectEdges(
    {
      users: { alice: { groups: ['readers'], boundary: 'Limit', inline: { Own: allow('s3:*') } } },
      groups: { readers: { attached: ['Read'] } },
      policies: { Read: [allow('s3:GetObject', 'arn:aws:s3:::logs/*')], Limit: [allow('*')] },
    },
    'alice member-of readers',
    'alice inline alice · Own',
    'alice boundary Limit',
    'alice · Own grants everything',
    'Limit grants everything',
    'readers attached Read',
    'Read grants s3://logs',
  );
});
test('an inline policy is called by its owner, and by what it allows where its own name tells nothing', () => {
  const read = allow('s3:GetObject', 'arn:aws:s3:::payroll/*');
  const nodes = graphOf({
    users: { alice: { inline: { p: read } }, bob: { inline: { Payroll: read } } },
    groups: { readers: { inline: { Shared: read } } },
    roles: { Deploy: { trust: [], inline: { Shared: deny('s3:*', '*') } } },
  }).nodes.filter(({ flavour }) => flavour === 'inline');
  expect(nodes.map(({ label, about }) => [label, about])).toEqual([
    ['alice: s3:GetObject on s3://payroll', 'inline policy p, allows s3:GetObject on s3://payroll'],
    ['bob · Payroll', 'inline policy Payroll, allows s3:GetObject on s3://payroll'],
    ['readers: s3:GetObject on s3://payroll', 'inline policy Shared, allows s3:GetObject on s3://payroll'],
    ['Deploy: denies s3:* on everything', 'inline policy Shared, denies s3:* on everything'],
  ]);
});
test('a policy that names a resource in several statements has one edge of a kind to it', () => {
  const logs = 'arn:aws:s3:::logs';
  expectEdges(
    {
      policies: {
        P: [allow('s3:GetObject', `${logs}/*`), allow('s3:ListBucket', logs), deny('s3:Put*', logs)],
      },
    },
    'P grants s3://logs',
    'P denies s3://logs',
  );
});
test('a pattern that matches known resources leads to those', () => {
  expectEdges(
    {
      resources: {
        'arn:aws:s3:::pay-2025': null,
        'arn:aws:s3:::pay-2026': null,
        'arn:aws:s3:::other': null,
      },
      policies: { P: [allow('s3:GetObject', 'arn:aws:s3:::pay-*/*')] },
    },
    'P grants s3://pay-2025',
    'P grants s3://pay-2026',
  );
});
test('a policy that names a role leads to that role', () => {
  expectEdges(
    {
      roles: { Deploy: { trust: [trusts({ AWS: '111122223333' })] } },
      policies: { P: [allow('sts:AssumeRole', role('Deploy'))] },
    },
    'P grants Deploy',
    'root named-by Deploy',
  );
});
test('the graph draws an edge from each principal that a trust policy names, inside and outside', () => {
  expectEdges(
    {
      users: { alice: {} },
      roles: {
        R: {
          trust: [
            trusts({ AWS: [user('alice'), 'arn:aws:iam::444455556666:root', '*'] }),
            trusts({ Service: 'ec2.amazonaws.com' }),
            trusts({ Federated: 'arn:aws:iam::111122223333:saml-provider/Corp' }),
          ],
        },
      },
    },
    'alice can-assume R',
    'account 444455556666 can-assume R',
    'everyone can-assume R',
    'ec2.amazonaws.com can-assume R',
    'Corp can-assume R',
  );
});
test('a user can assume a role only if the engine says so, and is named by its policy otherwise', () => {
  const named = { trust: [trusts({ AWS: user('alice') })] };
  const mayAssume = allow('sts:AssumeRole', role('R'));
  // The boundary limits what the account's delegation gives, not what the trust policy gives by name.
  expectEdges({ users: { alice: {} }, roles: { R: named } }, 'alice can-assume R');
  expectEdges(
    {
      users: { alice: { inline: { Notes: deny('sts:*') } } },
      roles: { R: named },
    },
    'alice inline alice · Notes',
    'alice · Notes denies everything',
    'alice named-by R',
  );
  const delegated = { trust: [trusts({ AWS: `arn:aws:iam::${account}:root` })] };
  expectEdges(
    {
      users: {
        alice: { inline: { Notes: mayAssume } },
        bob: {},
        carol: { inline: { Limited: mayAssume }, boundary: 'Limit' },
      },
      policies: { Limit: [allow('s3:*', 'arn:aws:s3:::a')] },
      roles: { R: delegated },
    },
    'alice inline alice · Notes',
    'alice · Notes grants R',
    'carol inline carol · Limited',
    'carol · Limited grants R',
    'carol boundary Limit',
    'Limit grants s3://a',
    'root named-by R',
    'alice can-assume R',
  );
});
test('who can assume a role only with MFA is marked', () => {
  const condition = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  const graph = graphOf({
    users: { alice: {}, bob: {} },
    roles: {
      R: {
        trust: [
          { ...trusts({ AWS: user('alice') }), ...condition },
          trusts({ AWS: user('bob') }),
          { ...trusts({ AWS: role('Q') }), ...condition },
        ],
      },
      Q: { trust: [] },
    },
  });
  expect([...graph.notes]).toEqual([[`${user('alice')} can-assume ${role('R')}`, 'with MFA']]);
  expect(hasEdge(graph, user('bob'), 'can-assume', role('R'))).toBe(true);
  expect(hasEdge(graph, role('Q'), 'can-assume', role('R'))).toBe(false);
  expect(relationsOf(graph, user('alice'))).toEqual([['can assume with MFA', [role('R')]]]);
});
test('an account with too many pairs of principals and roles is drawn by its trust policies, and says so', () => {
  const names = Array.from({ length: 400 }, (_, at) => `u${at}`);
  const graph = graphOf({
    users: Object.fromEntries(names.map((name) => [name, {}])),
    roles: { R: { trust: [trusts({ AWS: names.map(user) })] } },
  });
  expect(graph.isUndecided).toBe(true);
  expect(hasEdge(graph, user('u7'), 'named-by', role('R'))).toBe(true);
  expect(hasEdge(graph, user('u7'), 'can-assume', role('R'))).toBe(false);
});
test('a Deny in a trust policy lets nobody in', () => {
  const denied = { Effect: 'Deny', Principal: { AWS: user('alice') }, Action: 'sts:AssumeRole' };
  expectEdges({ users: { alice: {} }, roles: { R: { trust: [denied] } } });
});
test('a line from a policy says what the policy does, from anybody else what the resource policy does to them', () => {
  const bucket = 'arn:aws:s3:::pay';
  const denied = { Effect: 'Deny', Principal: { AWS: user('carol') }, Action: 's3:*', Resource: '*' };
  const graph = graphOf({
    users: { carol: { attached: ['Lock'] } },
    policies: { Lock: [deny('s3:DeleteObject', bucket)] },
    resources: { [bucket]: [denied] },
  });
  expect(relationsOf(graph, user('carol'))).toEqual([
    ['has attached', [policy('Lock')]],
    ['is denied access to', [bucket]],
  ]);
  expect(relationsOf(graph, policy('Lock'))).toContainEqual(['denies access to', [bucket]]);
  expect(new Map(relationsOf(graph, bucket))).toEqual(
    new Map([
      ['denies access to', [user('carol')]],
      ['access denied by', [policy('Lock')]],
    ]),
  );
  const rows = nodeRows(project(graph, { layout: 'columns' }));
  const words = rows.flatMap(({ node, relations }) =>
    relations.map((one) => `${node.label} ${one.words} ${one.other.label}`),
  );
  expect(words).toEqual(
    expect.arrayContaining([
      'carol is denied access to s3://pay',
      's3://pay denies access to carol',
      'Lock denies access to s3://pay',
      's3://pay access denied by Lock',
    ]),
  );
  expect(relationWords('grants', 'root')).toEqual(['is granted access to', 'grants access to']);
  expect(relationWords('grants', 'policy')).toEqual(['grants access to', 'access granted by']);
});
test('the graph draws an edge to each principal that a resource policy names', () => {
  const statement = { Effect: 'Allow', Principal: { AWS: user('alice') }, Action: 's3:*', Resource: '*' };
  expectEdges(
    { users: { alice: {} }, resources: { 'arn:aws:s3:::pay': [statement] } },
    'alice named-by s3://pay',
  );
});

const graph = graphOf({
  users: { alice: { attached: ['Admin', 'arn:aws:iam::aws:policy/Gone'] } },
  policies: { Admin: [allow('*')], Read: [allow('s3:GetObject', 'arn:aws:s3:::logs/*')] },
  resources: { 'arn:aws:s3:::known': null },
});
test('a resource that only a policy names is not known', () =>
  expect(nodeOf(graph, 'arn:aws:s3:::logs')).toMatchObject({ kind: 'resource', known: false }));
test('a resource with a row is known', () =>
  expect(nodeOf(graph, 'arn:aws:s3:::known')).toMatchObject({ known: true }));
test('an attached policy that the world lacks is drawn, as not known', () =>
  expect(nodeOf(graph, 'arn:aws:iam::aws:policy/Gone')).toMatchObject({ kind: 'policy', known: false }));
test('a principal that can do everything has a badge', () => {
  expect(nodeOf(graph, policy('Admin'))?.badges).toEqual(['admin']);
  expect(nodeOf(graph, user('alice'))?.badges).toEqual(['admin']);
  expect(nodeOf(graph, policy('Read'))?.badges).toEqual([]);
});
test('only who signs in to the console with a password alone has the badge for no MFA', () => {
  const proven = (spec: AccountSpec) => {
    const world = anAccount(spec);
    const owner = (name: string) =>
      [...world.users.values()].find(({ userName }) => userName === name)?.id as EntityId;
    const common = { account, createDate: '2026-01-01T00:00:00Z' };
    const device = {
      ...common,
      kind: 'virtual',
      path: '/',
      tags: [],
      offset: 0,
      clock: 'simulated',
    } as const;
    const key = { ...common, statusDate: common.createDate, status: 'Active' } as const;
    const password = { ...common, passwordResetRequired: false, passwordDate: common.createDate };
    apply(world, [
      created('accessKeys', { ...key, id: 'AKIA1' as EntityId, owner: owner('bot') }),
      created('accessKeys', { ...key, id: 'AKIA2' as EntityId, owner: owner('old'), status: 'Inactive' }),
      created('accessKeys', { ...key, id: 'AKIA3' as EntityId, owner: owner('safe') }),
      created('mfaDevices', {
        ...device,
        id: 'arn:mfa/safe' as EntityId,
        name: 'safe',
        owner: owner('safe'),
      }),
      created('loginProfiles', { ...password, id: owner('clerk'), owner: owner('clerk') }),
    ]);
    const graph = accountGraph(world, account, env);
    const names = ['root', 'bot', 'old', 'safe', 'clerk', 'idle'];
    return Object.fromEntries(
      names.map((name) => [name, graph.nodes.find(({ label }) => label === name)?.badges.join(' ')]),
    );
  };
  const users = { bot: {}, old: {}, safe: {}, clerk: {}, idle: {} };
  expect(proven({ users })).toEqual({
    root: 'no-mfa',
    bot: 'access-key',
    old: '',
    safe: 'access-key',
    clerk: 'no-mfa',
    idle: '',
  });
  const unknown = ['passwords', 'access-keys', 'mfa-devices'] as const;
  expect(graphOf({ users, unknown }).unknown).toEqual(unknown);
  // An account from a file is known only by what was made here since.
  expect(proven({ users, unknown })).toEqual({
    root: '',
    bot: 'access-key',
    old: '',
    safe: 'access-key',
    clerk: '',
    idle: '',
  });
});
test('an account imported without passwords has no badge for no MFA where no password is known', () => {
  const { nodes, unknown } = graphOf({ users: { clerk: {} }, unknown: ['passwords'] });
  expect(unknown).toEqual(['passwords']);
  expect(nodes.filter(({ badges }) => badges.includes('no-mfa')).map(({ label }) => label)).toEqual(['root']);
});
test('G-52 a trusted user who was deleted and made again is not the trusted one', () => {
  const world = anAccount({
    users: { alice: {} },
    roles: { R: { trust: [trusts({ AWS: user('alice') })] } },
  });
  const before = [...world.roles.values()][0];
  const roles = new Map([[before?.id ?? '', { ...before, trustedIds: { [user('alice')]: 'AIDA-old' } }]]);
  const after = accountGraph({ ...world, roles: roles as never }, account, env);
  expect(hasEdge(after, user('alice'), 'can-assume', role('R'))).toBe(false);
  expect(incoming(after, role('R')).map(({ from }) => nodeOf(after, from)?.flavour)).toEqual(['deleted']);
});
test('the edges that arrive at a group are those of its members', () => {
  const big = graphOf({
    users: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`u${i}`, { groups: [`g${i % 7}`] }])),
    groups: Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`g${i}`, {}])),
  });
  expect(incoming(big, group('g3')).map(({ from }) => from)).toEqual(
    [3, 10, 17, 24, 31, 38].map((i) => user(`u${i}`)),
  );
});

test.each([
  ['arn:aws:s3:::b/key/deep', 'arn:aws:s3:::b'],
  ['arn:aws:s3:::b', 'arn:aws:s3:::b'],
  [
    'arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i',
    'arn:aws:dynamodb:eu-west-1:111122223333:table/t',
  ],
  ['arn:aws:sqs:eu-west-1:111122223333:q', 'arn:aws:sqs:eu-west-1:111122223333:q'],
])('containerOf finds the whole to which %s belongs', (pattern, container) =>
  expect(containerPattern(pattern)).toBe(container),
);

test.each([
  ['*', 'everything'],
  ['arn:aws:s3:::logs/*', 's3://logs/*'],
  ['arn:aws:dynamodb:eu-west-1:111122223333:table/orders', 'dynamodb:orders'],
  ['arn:aws:iam::111122223333:role/ops/*', 'iam:role/ops/*'],
])('resourceLabel makes a short text for %s', (arn, label) => expect(resourceLabel(arn)).toBe(label));
