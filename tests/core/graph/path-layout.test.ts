/** The path of a request in a box: in sight, apart, and with names that can be read, in every scenario and size. */

import { expect, test } from 'vitest';
import { authorize } from '#core/authz/authorize.ts';
import { clippedLabel, labelLines } from '#core/graph/layout/label-lines.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { placePath } from '#core/graph/layout/path-layout.ts';
import { project } from '#core/graph/projection.ts';
import { requestPath } from '#core/graph/request-path.ts';
import type { ProjectedNode, Projection } from '#core/graph/view.ts';
import type { World } from '#core/model/world/world.ts';
import { gallery } from '#content/gallery/cards.ts';
import { worldOf } from '#share/world-records.ts';
import { generateAccount } from '../../setup/generated.ts';
import { worldOfScenario } from '../../share/gallery/replay.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { loadShipped } from '#share/scenario/file.ts';
import { account, allow, anAccount, env, user } from '../accounts.ts';

/** Wider than the letters of most fonts at 12 px. */
const textWidth = (text: string) => text.length * 6.8;
const labelOf = ({ label }: Pick<ProjectedNode, 'label'>) => label;
/** The boxes of the card at 1440, 1280 with and without the guide, 1024 and 390 px. */
const boxes = [
  [693, 413],
  [495, 413],
  [350, 340],
  [528, 347],
  [364, 330],
] as const;

function pathIn(world: World, of: string, question: Parameters<typeof authorize>[1], reach: boolean) {
  const graph = accountGraph(world, of as Parameters<typeof accountGraph>[1], env);
  const path = requestPath(world, question, authorize(world, question, env), graph);
  const { nodes: pinned, extraNodes, extraEdges, principal } = path;
  const focus = { id: principal, hops: 3, direction: 'out' } as const;
  const projection = project(graph, {
    layout: 'columns',
    pinned,
    extraNodes,
    extraEdges,
    ...(reach && graph.indexOf.has(principal) ? { focus } : {}),
  });
  return { path, projection };
}

/** Returns what is wrong with a placed path, in words. */
function faults(placed: Projection, path: readonly string[], width: number, height: number): string[] {
  const { nodes, frame } = placed;
  const zoom = frame?.zoom ?? 0;
  const found: string[] = [];
  const boxOf = ({ x, y, lines = [] }: ProjectedNode) => {
    const half = Math.max(18 * zoom, ...lines.map((line) => textWidth(line) / 2));
    return {
      left: x * zoom - half,
      right: x * zoom + half,
      top: (y - 18) * zoom,
      bottom: (y + 18) * zoom + 5 + lines.length * 15,
    };
  };
  for (const id of path) if (!nodes.some((node) => node.id === id)) found.push(`${id} is not drawn`);
  for (const node of nodes) {
    const { left, right, top, bottom } = boxOf(node);
    if (left < 0 || right > width || top < 0 || bottom > height) found.push(`${node.label} leaves the box`);
    if (!node.lines?.length) found.push(`${node.label} has no name`);
    for (const other of nodes) {
      if (other.id <= node.id) continue;
      const box = boxOf(other);
      if (left < box.right && box.left < right && top < box.bottom && box.top < bottom)
        found.push(`${node.label} lies on ${other.label}`);
    }
  }
  return found;
}

test.each(gallery)('the path of each question of $id is in its box, apart and named', async (card) => {
  const scenario = await loadShipped(card);
  const world = worldOfScenario(scenario);
  const of = scenario.start?.account ?? scenario.accounts[0]?.id ?? '';
  const asked = [
    ...(scenario.start?.question ? [scenario.start.question] : []),
    ...[...(scenario.goals ?? []), ...scenario.questions].map(({ question }) => question),
  ];
  expect(asked.length).toBeGreaterThan(0);
  for (const question of asked) {
    const { path, projection } = pathIn(world, of, question, false);
    for (const [width, height] of boxes) {
      const placed = placePath(projection, path.nodes, { width, height, scale: 1, textWidth, labelOf });
      expect(faults(placed, path.nodes, width, height), `${question.action} ${width}`).toEqual([]);
      expect(placed.frame?.zoom).toBeGreaterThanOrEqual(0.5);
    }
  }
});

test('the path in an account of 500 records is in its box, apart and named', () => {
  const size = { users: 240, groups: 40, roles: 100, policies: 120 };
  const world = worldOf(generateAccount({ ...size, seed: 'path', reference: emptyReference }));
  const of = [...world.accounts.keys()][0] ?? '';
  for (const { arn } of [...world.users.values()].slice(0, 24)) {
    const question = {
      principal: arn,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::a-bucket/a/long/key.csv',
    };
    const { path, projection } = pathIn(world, of, question, true);
    const placed = placePath(projection, path.nodes, {
      width: 495,
      height: 413,
      scale: 1,
      textWidth,
      labelOf,
    });
    expect(faults(placed, path.nodes, 495, 413), arn).toEqual([]);
  }
});

test('a straight line of the path meets no other shape, and bows where it would', () => {
  const world = anAccount({
    users: { alice: { groups: ['readers'], attached: ['Read'] } },
    groups: { readers: { attached: ['Read'] } },
    policies: { Read: [allow('s3:GetObject')], Other: [allow('s3:PutObject', 'arn:aws:s3:::other/*')] },
  });
  const question = { principal: user('alice'), action: 's3:GetObject', resource: 'arn:aws:s3:::pay/x' };
  const { path, projection } = pathIn(world, account, question, false);
  const { edges } = placePath(projection, path.nodes, {
    width: 693,
    height: 413,
    scale: 1,
    textWidth,
    labelOf,
  });
  const bowed = edges.filter(({ bow }) => bow !== undefined);
  expect(bowed.map(({ from, kind }) => [from, kind])).toEqual([[user('alice'), 'attached']]);
});

test('a path of more shapes than the box is high keeps them all, smaller', () => {
  const names = Array.from({ length: 9 }, (_, at) => `P${at}`);
  const world = anAccount({
    users: { alice: { attached: names } },
    policies: Object.fromEntries(names.map((name) => [name, [allow('s3:GetObject')]])),
  });
  const question = { principal: user('alice'), action: 's3:GetObject', resource: 'arn:aws:s3:::pay/x' };
  const { path, projection } = pathIn(world, account, question, false);
  expect(path.nodes.length).toBeGreaterThan(8);
  const { nodes, frame } = placePath(projection, path.nodes, {
    width: 693,
    height: 413,
    scale: 1,
    textWidth,
    labelOf,
  });
  expect(path.nodes.filter((id) => !nodes.some((node) => node.id === id))).toEqual([]);
  expect(frame?.zoom).toBeLessThan(1);
});

test.each([
  ['alice', 100, 2, ['alice']],
  ['s3://payroll/2026.csv', 80, 3, ['s3://', 'payroll/', '2026.csv']],
  ['AmazonS3ReadOnlyAccess', 75, 3, ['AmazonS3', 'ReadOnly', 'Access']],
  ['thumbnails', 48, 2, ['thumbna', 'ils']],
])('the label %j in %d px and %d lines is %j', (label, width, lines, wanted) =>
  expect(labelLines(label, { width, lines }, textWidth)).toEqual(wanted),
);
test('a label that is too long for its lines loses its middle, and nothing where it fits', () => {
  const label = 'kms:0f9d2c34-6b1e-4a55-8e21-7d3c9b8a6f10';
  const lines = labelLines(label, { width: 100, lines: 2 }, textWidth);
  expect(lines).toHaveLength(2);
  expect(lines.join('')).toMatch(/^kms:0f9d.*….*6f10$/);
  expect(clippedLabel(label, 100, textWidth)).toMatch(/^kms:0f.*….*10$/);
  expect(textWidth(clippedLabel(label, 100, textWidth))).toBeLessThanOrEqual(100);
  expect(clippedLabel(label, 1_000, textWidth)).toBe(label);
});
