/** The part of the graph that is drawn, and its layout. */

import { expect, test } from 'vitest';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { type GraphView, budget } from '#core/graph/view.ts';
import { project } from '#core/graph/projection.ts';
import { trustLayers } from '#core/graph/layout/trust-layout.ts';
import {
  type AccountSpec,
  account,
  allow,
  anAccount,
  env,
  group,
  policy,
  role,
  trusts,
  user,
} from '../accounts.ts';

const graphOf = (spec: AccountSpec) => accountGraph(anAccount(spec), account, env);
const columns: GraphView = { layout: 'columns' };
const many = <V>(count: number, name: string, make: (i: number) => V): Record<string, V> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${name}${String(i).padStart(4, '0')}`, make(i)]),
  );

const small = graphOf({
  users: { alice: { groups: ['readers'] }, bob: { attached: ['Read'] } },
  groups: { readers: { attached: ['Read'] } },
  roles: { Deploy: { trust: [trusts({ AWS: user('bob') })] } },
  policies: { Read: [allow('s3:GetObject', 'arn:aws:s3:::logs/*')] },
});
/** 900 users in 30 groups, 200 of them with a policy of their own, 400 policies, 100 roles. */
const large = graphOf({
  groups: many(30, 'g', (i) => ({ path: `/team${i % 3}/`, attached: [`P${String(i).padStart(4, '0')}`] })),
  users: many(900, 'u', (i) => ({
    path: `/team${i % 3}/`,
    groups: [`g${String(i % 30).padStart(4, '0')}`],
    ...(i < 200 ? { attached: [`P${String(i).padStart(4, '0')}`] } : {}),
  })),
  policies: many(400, 'P', (i) => [allow('s3:GetObject', `arn:aws:s3:::bucket-${i}/*`)]),
  roles: many(100, 'r', (i) => ({
    trust: [trusts({ Service: i % 2 ? 'ec2.amazonaws.com' : 'lambda.amazonaws.com' })],
  })),
});

test('a small account is shown whole', () => {
  const { level, nodes, edges, total } = project(small, columns);
  expect(level).toBe('whole');
  // All but root, which nothing names.
  expect(nodes).toHaveLength(small.nodes.length - 1);
  expect(edges).toHaveLength(small.edges.count);
  expect(total).toEqual({ nodes: small.nodes.length - 1, edges: small.edges.count });
});
test('a large account keeps to the budget, and nothing is lost in its buckets', () => {
  const { level, nodes, edges } = project(large, columns);
  expect(level).toBe('overview');
  expect(nodes.length).toBeLessThanOrEqual(budget.nodes);
  expect(edges.length).toBeLessThanOrEqual(budget.edges);
  const users = nodes
    .filter(({ kind }) => kind === 'user')
    .reduce((sum, { bucket }) => sum + (bucket?.size ?? 1), 0);
  const folded = nodes
    .filter(({ kind }) => kind === 'group')
    .reduce((sum, node) => sum + (node.folded ?? 0), 0);
  expect([users, folded]).toEqual([200, 700]);
});
test('users of whom only memberships are known fold into their groups before anything else', () => {
  const graph = graphOf({ users: many(400, 'u', () => ({ groups: ['all'] })), groups: { all: {} } });
  const { level, nodes } = project(graph, columns);
  expect(level).toBe('groups');
  expect(nodes.map(({ id, folded }) => [id, folded])).toEqual([[group('all'), 400]]);
});
test('a group opens in pages of fifty', () => {
  const graph = graphOf({ users: many(400, 'u', () => ({ groups: ['all'] })), groups: { all: {} } });
  const { nodes, edges } = project(graph, { ...columns, open: { [group('all')]: 2 } });
  expect(nodes.filter(({ kind }) => kind === 'user')).toHaveLength(100);
  expect(edges.filter(({ kind }) => kind === 'member-of')).toHaveLength(100);
  expect(nodes.find(({ kind }) => kind === 'group')?.folded).toBe(300);
});
test('a bucket opens in pages of fifty and says how many it shows', () => {
  const bucket = project(large, columns).nodes.find(({ kind, bucket: one }) => kind === 'policy' && one);
  const { nodes } = project(large, { ...columns, open: { [bucket?.id ?? '']: 1 } });
  expect(nodes.find(({ id }) => id === bucket?.id)?.bucket?.shown).toBe(50);
  expect(nodes.filter(({ kind, bucket: one }) => kind === 'policy' && !one)).toHaveLength(50);
});
test('the projection never shows more than 1,100 nodes, whatever is opened, and then says so', () => {
  const graph = graphOf({ users: many(3000, 'u', () => ({ groups: ['all'] })), groups: { all: {} } });
  const { nodes, notice } = project(graph, { ...columns, open: { [group('all')]: 60 } });
  expect(nodes.length).toBeLessThanOrEqual(budget.maxNodes);
  expect(notice).toBe('full');
});
test('a pinned node is shown on its own', () =>
  expect(
    project(large, { ...columns, pinned: [user('u0555').replace('user/', 'user/team0/')] }).nodes,
  ).toContainEqual(expect.objectContaining({ label: 'u0555' })));

const labels = (view: GraphView) =>
  project(small, view)
    .nodes.map(({ label }) => label)
    .sort();
test('a focus of one hop shows the neighbours', () =>
  expect(labels({ ...columns, focus: { id: user('alice'), hops: 1 } })).toEqual(['alice', 'readers']));
test('a focus of two hops shows the neighbours of neighbours', () =>
  expect(labels({ ...columns, focus: { id: user('alice'), hops: 2 } })).toEqual([
    'Read',
    'alice',
    'readers',
  ]));
test('a kind that is hidden takes its edges along', () => {
  const { nodes, edges } = project(small, { ...columns, hiddenKinds: ['policy'] });
  expect(nodes.some(({ kind }) => kind === 'policy')).toBe(false);
  expect(edges.map(({ kind }) => kind).sort()).toEqual(['can-assume', 'member-of']);
});
test('a relation that is hidden leaves its nodes', () =>
  expect(
    project(small, { ...columns, hiddenRelations: ['attached'] }).edges.map(({ kind }) => kind),
  ).not.toContain('attached'));
test('the trust view shows roles and the principals that may assume them', () => {
  const { nodes, edges } = project(small, { layout: 'trust' });
  expect(nodes.map(({ id }) => id)).toEqual([user('bob'), role('Deploy')]);
  expect(edges.map(({ kind }) => kind)).toEqual(['can-assume']);
});

/** Two users differ in nothing, two share two groups, one has a badge; pages of policies and buckets for them. */
const company = graphOf({
  groups: { g1: { attached: ['A', 'B', 'Deny'] }, g2: { attached: ['C'] }, g3: {} },
  users: {
    ann: { groups: ['g1'] },
    ben: { groups: ['g1'] },
    cat: { groups: ['g1', 'g2'] },
    dan: { groups: ['g1', 'g2'] },
    eve: { groups: ['g1'], boundary: 'Limit' },
    fay: {},
    ...many(12, 'own', (i) => ({
      attached: [`P${String(i).padStart(4, '0')}`],
      groups: i < 2 ? ['g3'] : [],
    })),
  },
  policies: {
    A: [allow('s3:GetObject', ['arn:aws:s3:::a1', 'arn:aws:s3:::a2'])],
    B: [allow('s3:GetObject', 'arn:aws:s3:::b')],
    C: [allow('s3:GetObject', 'arn:aws:s3:::c')],
    Deny: [{ Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::a1' }],
    Limit: [allow('s3:*')],
    ...many(12, 'P', (i) => [allow('s3:GetObject', `arn:aws:s3:::p${i}`)]),
  },
});
const folded = (view: GraphView) =>
  project(company, view).nodes.flatMap(({ label, bucket, folded: users }) =>
    bucket ? [`${label} of ${bucket.size}`] : users === undefined ? [] : [`${users} in ${label}`],
  );
test('users who differ in nothing fold into their group, or into one shape when they have more than a group', () => {
  const { level } = project(company, columns);
  expect(level).toBe('alike');
  expect(folded(columns)).toContain('2 in g1');
  expect(folded(columns)).toContain('cat of 2');
});
test('who differs from all others is drawn alone', () => {
  const drawn = project(company, columns).nodes.filter(({ bucket }) => !bucket);
  expect(drawn.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['eve', 'fay', 'own0000', 'own0001']),
  );
});
test('policies of the same owners fold, and so do resources that the same statements name, but not a policy that denies', () => {
  expect(folded(columns)).toContain('A of 2');
  // The denied bucket is another one.
  expect(folded(columns)).toContain('s3://a2 of 2');
  expect(
    project(company, columns)
      .nodes.filter(({ bucket }) => !bucket)
      .map(({ label }) => label),
  ).toEqual(expect.arrayContaining(['Deny', 's3://a1', 's3://c']));
});
test('a fold opens to its nodes, keeps a pinned one apart, and a person can have each node', () => {
  const open = project(company, { ...columns, open: { [`alike ${user('cat')}`]: 1 } });
  expect(open.nodes.filter(({ label }) => label === 'cat' || label === 'dan')).toHaveLength(2);
  expect(open.nodes.some(({ bucket, kind }) => bucket && kind === 'user')).toBe(false);
  expect(folded({ ...columns, pinned: [user('cat')] })).not.toContain('cat of 2');
  expect(folded({ ...columns, pinned: [user('ann')] })).not.toContain('2 in g1');
  expect(folded({ ...columns, each: true })).toEqual([]);
});
test('a fold has every relation of its nodes, once', () => {
  const { nodes, edges } = project(company, columns);
  const of = nodes.find(({ label }) => label === 'cat')?.id;
  const ends = edges.filter(({ from }) => from === of);
  expect(ends.map(({ to, count }) => [to, count])).toEqual([
    [group('g1'), 2],
    [group('g2'), 2],
  ]);
});
test('a small account is drawn node by node, whatever is alike in it', () => {
  const graph = graphOf({ groups: { all: {} }, users: many(12, 'u', () => ({ groups: ['all'] })) });
  expect(project(graph, columns).nodes).toHaveLength(13);
});

test('the layout has columns: principals, groups and roles, policies, resources from left to right', () => {
  const { nodes } = project(small, columns);
  const x = (id: string) => nodes.find((node) => node.id === id)?.x ?? NaN;
  expect(x(user('alice'))).toBeLessThan(x(group('readers')));
  expect(x(group('readers'))).toBe(x(role('Deploy')));
  expect(x(role('Deploy'))).toBeLessThan(x(policy('Read')));
  expect(x(policy('Read'))).toBeLessThan(x('arn:aws:s3:::logs'));
});
test('each column has a heading with the number of its nodes, drawn or folded', () => {
  const headings = (graph: typeof small, view: GraphView) =>
    project(graph, view).headings.map(({ title, count }) => `${title} ${count}`);
  expect(headings(small, columns)).toEqual(['Users 2', 'Groups and roles 2', 'Policies 1', 'Resources 1']);
  expect(headings(large, columns)).toEqual([
    'Principals 902',
    'Groups and roles 130',
    'Policies 400',
    'Resources 400',
  ]);
  expect(headings(small, { ...columns, hiddenKinds: ['group'] })).toContain('Roles 1');
  expect(headings(small, { layout: 'trust' })).toEqual([]);
});
test('a heading stands where the shapes of its column stand', () => {
  const { headings, nodes } = project(large, columns);
  for (const [column, { left, right }] of headings.entries()) {
    const xs = nodes.filter((node) => node.column === column).map(({ x }) => x);
    expect([left, right]).toEqual([Math.min(...xs), Math.max(...xs)]);
  }
});
test('few rows stand further apart than many, and no row is nearer than its name can be read', () => {
  const gap = (graph: typeof small) => {
    const { nodes, frame } = project(graph, { ...columns, each: true });
    const ys = nodes.filter(({ kind }) => kind === 'user').map(({ y }) => y * frame.zoom);
    return Math.round(Math.abs((ys[1] ?? 0) - (ys[0] ?? 0)));
  };
  expect(gap(small)).toBeGreaterThan(90);
  expect(gap(graphOf({ users: many(200, 'u', () => ({})) }))).toBe(22);
});
test('no two nodes stand in the same place', () => {
  const places = project(large, columns).nodes.map(({ x, y }) => `${x} ${y}`);
  expect(new Set(places).size).toBe(places.length);
});
test('the same account is laid out the same way again', () =>
  expect(project(large, columns)).toEqual(project(large, columns)));
test('the layout orders crossing edges away', () => {
  const graph = graphOf({
    users: { a: { groups: ['z'] }, b: { groups: ['y'] }, c: { groups: ['x'] } },
    groups: { x: {}, y: {}, z: {} },
  });
  const { nodes } = project(graph, { ...columns, hiddenKinds: ['root'] });
  const order = (kind: string) =>
    nodes
      .filter((node) => node.kind === kind)
      .sort((p, q) => p.y - q.y)
      .map(({ label }) => label)
      .join('');
  const pairs: Record<string, string> = { a: 'z', b: 'y', c: 'x' };
  expect(order('group')).toBe([...order('user')].map((name) => pairs[name]).join(''));
});
test('the trust layers hold a chain, a circle in one layer, and what follows it', () =>
  expect(
    trustLayers(5, [
      [0, 1],
      [1, 2],
      [2, 1],
      [2, 3],
      [4, 3],
    ]),
  ).toEqual([0, 1, 1, 2, 0]));

test('the object asked for and the question are drawn beside an account that lacks them', () => {
  const asked = 'arn:aws:s3:::elsewhere';
  const { nodes, edges } = project(small, {
    ...columns,
    extraNodes: [
      { id: asked, kind: 'resource', label: 's3://elsewhere', path: 's3', known: false, badges: [] },
    ],
    extraEdges: [{ id: 'x', kind: 'asked', from: user('alice'), to: asked }],
  });
  expect(nodes.some(({ id }) => id === asked)).toBe(true);
  expect(edges.find(({ id }) => id === 'x')).toMatchObject({ kind: 'asked', from: user('alice'), to: asked });
});
