/** Ways as a layer over the graph: shared hops, what depends, who is not in the account, and the room for them. */

import { expect, test } from 'vitest';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { project } from '#core/graph/projection.ts';
import { nodeRows, waysText } from '#core/graph/table.ts';
import {
  type DrawableStep,
  type DrawableWay,
  edgeOfStep,
  pathOfWay,
  waysLayer,
  withBadge,
  withWay,
} from '#core/graph/ways.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../accounts.ts';

const graph = accountGraph(
  anAccount({
    users: { alice: {}, bob: {}, carol: {} },
    roles: { Admin: { trust: [trusts({ Service: 'lambda.amazonaws.com' })] } },
    policies: { Read: [allow('s3:GetObject', 'arn:aws:s3:::logs/*')] },
  }),
  account,
  env,
);
const byFunction = { id: 'lambda-001', name: 'Function with a passed role' };
const step = (from: string, to: string, more: Partial<DrawableStep> = {}): DrawableStep => ({
  method: byFunction,
  from,
  to,
  assumes: [],
  ...more,
});
const way = (...steps: DrawableStep[]): DrawableWay => ({
  from: steps[0]?.from ?? '',
  to: steps.at(-1)?.to ?? '',
  steps,
});
const strengthens = { id: 'iam-001', name: 'Policy attached to another user' };

test('a hop that two ways share is one line, with the name of its method', () => {
  const shared = step(user('bob'), role('Admin'));
  const layer = waysLayer(graph, [
    way(shared),
    way(step(user('alice'), user('bob'), { method: strengthens }), shared),
  ]);
  expect(layer.extraEdges.map(({ words }) => words)).toEqual([
    'Function with a passed role',
    'Policy attached to another user',
  ]);
  expect(layer.extraNodes).toEqual([]);
});

test('a hop depends only while no way has it without anything unknown', () => {
  const sure = step(user('alice'), role('Admin'));
  const unsure = { ...sure, assumes: ['A function exists.'] };
  const kinds = (...ways: DrawableWay[]) => waysLayer(graph, ways).extraEdges.map(({ kind }) => kind);
  expect(kinds(way(unsure))).toEqual(['way-if']);
  expect(kinds(way(unsure), way(sure))).toEqual(['way']);
  expect(kinds(way(sure), way(unsure))).toEqual(['way']);
});

test('the layer stops at the first way for which there is no room, and tells how many are left', () => {
  const ways = ['alice', 'bob', 'carol'].map((name) => way(step(user(name), role('Admin'))));
  const layer = waysLayer(graph, [...ways, { from: user('x'), to: user('x'), steps: [] }], {
    room: { nodes: 3, edges: 9 },
  });
  expect(layer.nodes).toEqual([user('alice'), role('Admin'), user('bob')]);
  expect(layer.left).toBe(1);
  const [first, , third] = ways;
  if (!first || !third) throw new Error('expected three ways');
  expect(withWay(graph, layer, first)).toBe(layer);
  expect(withWay(graph, layer, third).nodes).toEqual([...layer.nodes, user('carol')]);
});

test('whoever is not in the account has a shape: an outsider, another account’s role, a role to be made', () => {
  const made = role('new');
  const foreign = 'arn:aws:iam::444455556666:role/Deploy';
  const provider = `arn:aws:iam::${account}:saml-provider/Corp`;
  const froms = ['repo:org/app:ref:refs/heads/main', `${provider}#admins`, foreign];
  const layer = waysLayer(graph, [...froms.map((from) => way(step(from, made)))]);
  expect(layer.extraNodes.map(({ id, kind, label, known }) => ({ id, kind, label, known }))).toEqual([
    { id: froms[0], kind: 'outside', label: froms[0], known: true },
    { id: made, kind: 'role', label: 'new', known: false },
    { id: froms[1], kind: 'outside', label: 'admins', known: true },
    { id: foreign, kind: 'outside', label: 'Deploy of 444455556666', known: true },
  ]);
});

test('only what a way makes is said not to exist yet, for others were deleted since the search', () => {
  const makes = { id: 'own-create-role', name: 'New role', gain: 'new' } as const;
  const { extraNodes } = waysLayer(graph, [
    way(step(user('alice'), role('new'), { method: makes })),
    way(step(user('gone'), role('Admin'))),
  ]);
  expect(extraNodes.map(({ label, about }) => `${label} ${about}`)).toEqual([
    'new does not exist yet',
    'gone not in this account',
  ]);
});

test('a way whose end holds only under a condition depends in its last hop', () => {
  const [first, last] = [step(user('alice'), user('bob')), step(user('bob'), role('Admin'))];
  const { extraEdges } = waysLayer(graph, [{ ...way(first, last), onlyWith: 'mfa' }]);
  expect(extraEdges.map(({ kind }) => kind)).toEqual(['way', 'way-if']);
});

test('a way to a resource ends at the resource, and that of a resource begins there', () => {
  const [bucket, machine] = ['arn:aws:s3:::payroll', `arn:aws:ec2:eu-west-1:${account}:instance/i-1`];
  const { nodes, edges } = pathOfWay({
    from: machine,
    to: bucket,
    steps: [step(role('Admin'), user('alice'))],
  });
  expect(nodes).toEqual([machine, role('Admin'), user('alice'), bucket]);
  expect(edges).toHaveLength(3);
});

test('drawing, table and tree say the method and what depends, and somebody who strengthens itself is told once', () => {
  const self = step(user('carol'), user('carol'), {
    method: { id: 'iam-002', name: 'Policy attached to itself' },
  });
  const unsure = step(user('alice'), role('Admin'), { assumes: ['A function exists.'] });
  const { extraEdges, extraNodes, nodes } = waysLayer(graph, [way(self), way(unsure)]);
  const projection = project(graph, { layout: 'columns', extraEdges, extraNodes, pinned: nodes });
  expect(projection.edges.map(({ id }) => id)).toEqual(expect.arrayContaining([edgeOfStep(self)]));
  const relations = (id: string) =>
    nodeRows(projection)
      .find(({ node }) => node.id === id)
      ?.relations.map(({ words, other }) => `${words} ${other.label}`);
  expect(relations(user('carol'))).toEqual(['way (Policy attached to itself) to carol']);
  expect(relations(user('alice'))).toEqual(['way that depends (Function with a passed role) to Admin']);
  expect(relations(role('Admin'))).toContain('way that depends (Function with a passed role) from alice');
  const cell = (id: string) =>
    nodeRows(projection)
      .filter(({ node }) => node.id === id)
      .map(waysText);
  expect(cell(role('Admin'))).toEqual(['way that depends (Function with a passed role) from alice']);
  expect(cell(user('bob'))).toEqual(['']);
});

test('alone, only what the ways need is drawn', () => {
  const layer = waysLayer(graph, [way(step(user('alice'), role('Admin')))]);
  const { nodes } = project(graph, {
    layout: 'columns',
    pinned: layer.nodes,
    extraEdges: layer.extraEdges,
    only: layer.nodes,
  });
  expect(nodes.map(({ label }) => label)).toEqual(['alice', 'Admin']);
});

test('a badge stands in the drawing and in the words of whoever has it', () => {
  const marked = withBadge(graph, 'ways', new Set([user('bob')]));
  const { nodes } = project(marked, { layout: 'columns' });
  expect(nodes.filter(({ badges }) => badges.includes('ways')).map(({ label }) => label)).toEqual(['bob']);
});
