/** The graph is exported as SVG, GraphML and JSON, keeps its positions, and labels its nodes. */

import { beforeEach, expect, test } from 'vitest';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { type AccountGraph, type Badge, badges } from '#core/graph/model.ts';
import type { Projection } from '#core/graph/view.ts';
import { project } from '#core/graph/projection.ts';
import { once } from '#core/model/once.ts';
import { facesOf } from '#view/graph/scene/node-pictures.ts';
import { graphJson, graphML } from '#view/graph/export/files.ts';
import { graphSvg } from '#view/graph/export/svg.ts';
import { readTokens } from '#view/graph/scene/tokens.ts';
import { nodeLabel, labelWidth } from '#view/graph/scene/labels.ts';
import { forgetPositions, rememberPosition, rememberedPositions } from '#view/graph/scene/positions.ts';
import { exampleSession } from '../mounted.ts';

let graph: AccountGraph;
let projection: Projection;

const load = once(async () => {
  const { state, account, env } = await exampleSession('hospital');
  graph = accountGraph(state.world, account, env);
  projection = project(graph, { layout: 'columns' });
});
beforeEach(load);

const parsed = (text: string, type: 'image/svg+xml' | 'application/xml'): Document => {
  const document = new DOMParser().parseFromString(text, type);
  expect(document.querySelector('parsererror')?.textContent ?? '').toBe('');
  return document;
};

test('the SVG export is well-formed, has every node and edge, fetches nothing and holds no script', () => {
  const svg = graphSvg(projection, readTokens(document.documentElement));
  const drawn = parsed(svg, 'image/svg+xml');
  expect(drawn.querySelectorAll('title').length).toBe(projection.nodes.length);
  expect(drawn.querySelectorAll('g[fill="none"][stroke]').length).toBe(projection.edges.length);
  expect(svg).not.toMatch(/<script|href=|url\(|NaN|undefined/);
});
test('the GraphML export is well-formed and has every node and edge with its kind', () => {
  const read = parsed(graphML(graph, projection), 'application/xml');
  expect(read.querySelectorAll('node').length).toBe(projection.nodes.length);
  expect([...read.querySelectorAll('edge')].map((edge) => edge.getAttribute('source'))).toEqual(
    projection.edges.map(({ from }) => from),
  );
});
test('the JSON export reads back with its format and version', () => {
  const read = JSON.parse(graphJson(graph, projection)) as {
    format: string;
    version: number;
    nodes: unknown[];
  };
  expect([read.format, read.version, read.nodes.length]).toEqual([
    'iam-playground/graph',
    1,
    projection.nodes.length,
  ]);
});
test('a name with markup in it stays text in an export', () => {
  const [node] = projection.nodes;
  if (!node) throw new Error('nothing drawn');
  const odd = { ...projection, nodes: [{ ...node, label: '<b>&"x"' }], edges: [] };
  expect(
    parsed(graphSvg(odd, readTokens(document.documentElement)), 'image/svg+xml').querySelector('text')
      ?.textContent,
  ).toBe('<b>&"x"');
});

const frame = { width: 800, height: 600, zoom: 1, letters: 12 } as const;

test('every badge has a shape of its own, in the SVG export as in the drawing', () => {
  const tokens = readTokens(document.documentElement);
  const node = { id: 'x', kind: 'user', label: 'x', known: true, column: 0, x: 0, y: 0 } as const;
  const drawnWith = (...worn: Badge[]) =>
    graphSvg(
      {
        level: 'whole',
        layout: 'columns',
        nodes: [{ ...node, badges: worn }],
        edges: [],
        headings: [],
        total: { nodes: 1, edges: 0 },
        frame,
      },
      tokens,
    );
  const pictures = badges.map((badge) => drawnWith(badge));
  expect(new Set([drawnWith(), ...pictures]).size).toBe(badges.length + 1);
  for (const picture of [...pictures, drawnWith(...badges)]) parsed(picture, 'image/svg+xml');
  const faces = facesOf(tokens);
  const images = [[], ...badges.map((badge) => [badge])].map((worn) => faces({ ...node, badges: worn }));
  expect(new Set(images).size).toBe(badges.length + 1);
});

test('positions in the graph are kept by scope and layout, and can be forgotten', () => {
  rememberPosition('w1 a', 'columns', 'n', { x: 1.4, y: 2 }, frame);
  rememberPosition('w1 a', 'columns', 'm', { x: 3, y: 4 }, frame);
  expect(rememberedPositions('w1 a', 'columns', frame)).toEqual({ n: { x: 1, y: 2 }, m: { x: 3, y: 4 } });
  expect(rememberedPositions('w1 a', 'trust', frame)).toEqual({});
  forgetPositions('w1 a', 'columns');
  expect(rememberedPositions('w1 a', 'columns', frame)).toEqual({});
});
test('a saved position is at the same place of a drawing of another size, and one without a size is as it was', () => {
  localStorage.setItem('iam-playground/graph/w3/columns', '{"a":[100,200,800,600],"b":[100,200]}');
  expect(rememberedPositions('w3', 'columns', { ...frame, width: 400, height: 900 })).toEqual({
    a: { x: 50, y: 300 },
    b: { x: 100, y: 200 },
  });
});
test('saved positions that are not readable are dropped', () => {
  localStorage.setItem('iam-playground/graph/w2/columns', '{"a":[1,2],"b":"x","c":[1]}');
  expect(rememberedPositions('w2', 'columns', frame)).toEqual({ a: { x: 1, y: 2 } });
  localStorage.setItem('iam-playground/graph/w2/columns', 'not json');
  expect(rememberedPositions('w2', 'columns', frame)).toEqual({});
});

const node = { id: 'x', kind: 'user', known: true, badges: [], column: 0, x: 0, y: 0 } as const;
test.each([
  [{ label: 'alice' }, 'alice'],
  [{ label: 'readers', folded: 12 }, 'readers +12 users'],
  [{ label: 'dr.hart', bucket: { size: 3, shown: 0, alike: 'names' as const } }, 'dr.hart + 2'],
  [{ label: '/ops/', bucket: { size: 1200, shown: 0 } }, '/ops/ · 1,200'],
  [{ label: '/ops/', bucket: { size: 120, shown: 50 } }, '/ops/ · 70 more'],
  [
    { label: 'a-very-long-name-that-nobody-could-ever-read-at-a-glance' },
    'a-very-long-name-tha…-at-a-glance',
  ],
])('the node %j is labelled %j', (more, label) => expect(nodeLabel({ ...node, ...more })).toBe(label));
test('a wider text is measured wider', () =>
  expect(labelWidth('wwww', 'sans-serif')).toBeGreaterThan(labelWidth('ii', 'sans-serif')));
