/** Arcs and steps of ways run beside names: counted over the places of shapes, the boxes of names and points of the lines. */

import { expect, test } from 'vitest';
import { waysInSteps } from '#app/long-work/ways.ts';
import { gallery } from '#content/gallery/cards.ts';
import type { DrawingRoom } from '#core/graph/layout/drawing-room.ts';
import { clippedLabel } from '#core/graph/layout/label-lines.ts';
import { accountGraph } from '#core/graph/nodes-and-edges.ts';
import { project } from '#core/graph/projection.ts';
import { type Projection, isWay, openingShapes } from '#core/graph/view.ts';
import { waysLayer } from '#core/graph/ways.ts';
import type { AccountId } from '#core/model/ids.ts';
import { runToEnd } from '#core/model/steps.ts';
import type { World } from '#core/model/world/world.ts';
import { drawnName, labelRooms, nodeLabel } from '#view/graph/scene/labels.ts';
import {
  type LineRoute,
  type NamedShape,
  type Point,
  bendsOf,
  leaveOf,
  nameBox,
  routesOf,
} from '#view/graph/scene/routes.ts';
import { account, allow, anAccount, env, role, trusts, user } from '../../core/accounts.ts';
import { generateAccount } from '../../setup/generated.ts';
import { worldOfScenario } from '../../share/gallery/replay.ts';
import { worldOf } from '#share/world-records.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { loadShipped } from '#share/scenario/file.ts';

/** Wider than the letters of most fonts at 12 px. */
const textWidth = (text: string) => text.length * 6.8;
const roomOf = (width: number, height: number): DrawingRoom => ({
  width,
  height,
  scale: 1,
  textWidth,
  labelOf: drawnName,
});
/** The drawing at 1366, 1024 and 390 px, without its headings and words. */
const boxes = [
  [828, 500],
  [542, 460],
  [364, 230],
] as const;

/** Pixels at zoom 1 that the loop of a step upon oneself reaches, on the side without the name. */
const loopReach = 34;

/** Returns shapes with their names as a drawing shows them in its frame, in pixels at zoom 1. */
function shapesIn({ nodes, frame }: Projection): Map<string, NamedShape> {
  const roomOf = labelRooms(nodes);
  const size = frame.letters / frame.zoom;
  return new Map(
    nodes.map((node) => {
      const lines = node.lines ?? [clippedLabel(nodeLabel(node), (roomOf(node) * 12) / size, textWidth)];
      const shape: NamedShape = {
        id: node.id,
        x: node.x,
        y: node.y,
        half: node.kind === 'group' ? 23 : 18,
        side: node.column === 0 ? 'left' : 'right',
        wide: (Math.max(...lines.map(textWidth)) * size) / 12,
        high: size * (1.2 * lines.length + 0.1),
      };
      return [node.id, shape];
    }),
  );
}

function extentOf(shapes: ReadonlyMap<string, NamedShape>) {
  const drawn = [...shapes.values()];
  const names = drawn.map(nameBox);
  const left = Math.min(...names.map((box) => box.left), ...drawn.map(({ x }) => x - 18));
  const right = Math.max(...names.map((box) => box.right), ...drawn.map(({ x }) => x + 18));
  const ys = drawn.map(({ y }) => y);
  return { wide: right - left, high: Math.max(...ys) - Math.min(...ys) + 36 };
}

/** Returns points on the drawn line from end to end, in pixels at zoom 1. */
function pointsOf(start: Point, end: Point, route: LineRoute | undefined): Point[] {
  const stops = [start, ...(route?.via ?? []), end];
  if (route?.kind === 'arc') return smooth(stops);
  return stops.slice(1).flatMap((stop, at) => between(stops[at] ?? stop, stop));
}

const steps = 60;

const between = (a: Point, b: Point): Point[] =>
  Array.from({ length: steps + 1 }, (_, at) => ({
    x: a.x + ((b.x - a.x) * at) / steps,
    y: a.y + ((b.y - a.y) * at) / steps,
  }));

/** A curve of quadratic pieces, whose inner ends are the middles between its bends. */
function smooth([start, ...rest]: readonly Point[]): Point[] {
  const end = rest.at(-1);
  if (!start || !end) return [];
  const bends = rest.slice(0, -1);
  return bends.flatMap((bend, at) => {
    const before = bends[at - 1];
    const next = bends[at + 1];
    const a = before ? middle(before, bend) : start;
    const b = next ? middle(bend, next) : end;
    return Array.from({ length: steps + 1 }, (_, step) => {
      const t = step / steps;
      const mix = (p: number, q: number, r: number) => (1 - t) ** 2 * p + 2 * t * (1 - t) * q + t ** 2 * r;
      return { x: mix(a.x, bend.x, b.x), y: mix(a.y, bend.y, b.y) };
    });
  });
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Returns the number of arcs and steps of ways, or of all lines, and those that run over a name. */
function crossings(projection: Projection, all = false) {
  const shapes = shapesIn(projection);
  const routes = routesOf(projection.edges, shapes);
  const lines = projection.edges.filter(
    ({ id, from, to, kind }) => from !== to && (all || isWay(kind) || routes.get(id)?.kind === 'arc'),
  );
  const names = new Set<string>();
  const over = lines.flatMap(({ id, from, to }) => {
    const [start, end] = [shapes.get(from), shapes.get(to)];
    if (!start || !end) return [];
    const points = pointsOf(leaveOf(start, end.x - start.x > 60), end, routes.get(id));
    return [...shapes.values()].flatMap((shape) => {
      const box = nameBox(shape);
      // A line leaves behind its own name.
      const isOver =
        shape !== start &&
        shape.wide > 0 &&
        points.some(({ x, y }) => x > box.left && x < box.right && y > box.top + 1 && y < box.bottom - 1);
      if (isOver) names.add(shape.id);
      return isOver ? [`${id} over ${shape.id}`] : [];
    });
  });
  const loops = projection.edges.filter(({ from, to, kind }) => from === to && isWay(kind));
  const overLoops = loops.flatMap(({ id, from }) => {
    const shape = shapes.get(from);
    if (!shape) return [];
    const away = shape.side === 'left' ? 1 : -1;
    const [near, far] = [shape.x + away * 18, shape.x + away * loopReach].sort((a, b) => a - b) as [
      number,
      number,
    ];
    return [...shapes.values()].flatMap((other) => {
      const box = nameBox(other);
      const isOver =
        other.wide > 0 &&
        box.left < far - 1 &&
        box.right > near + 1 &&
        box.top < shape.y - 6 &&
        box.bottom > shape.y - 44;
      return isOver ? [`${id} over ${other.id}`] : [];
    });
  });
  return { lines: lines.length + loops.length, over: [...over, ...overLoops], names };
}

/** Returns the drawings of an account: its columns, its trust, and everybody's ways over it and alone. */
function drawingsOf(world: World, of: AccountId, room: DrawingRoom): Projection[] {
  const graph = accountGraph(world, of, env);
  const asked = { to: 'administrator', conditional: true, outsiders: true };
  const { ways } = runToEnd(waysInSteps({ world, env: { now: env.now } } as never, asked as never));
  const layer = waysLayer(graph, ways);
  const shown = { pinned: layer.nodes, extraNodes: layer.extraNodes, extraEdges: layer.extraEdges };
  return [
    project(graph, { layout: 'columns', room }),
    project(graph, { layout: 'trust', room }),
    project(graph, { layout: 'columns', room, ...shown }),
    project(graph, { layout: 'columns', room, ...shown, only: layer.nodes, waysAlone: true }),
  ];
}

test.each(gallery)('no arc and no step of a way runs over a name in the scenario $id', async (card) => {
  const world = worldOfScenario(await loadShipped(card));
  for (const of of world.accounts.keys() as Iterable<AccountId>)
    for (const [width, height] of boxes)
      for (const drawing of drawingsOf(world, of, roomOf(width, height)))
        expect(crossings(drawing).over, `${of} ${width}`).toEqual([]);
});

test.each(gallery)('names of the scenario $id are whole in its drawing at each size', async (card) => {
  const world = worldOfScenario(await loadShipped(card));
  for (const of of world.accounts.keys() as Iterable<AccountId>)
    for (const [width, height] of boxes) {
      const drawn = project(accountGraph(world, of, env), { layout: 'columns', room: roomOf(width, height) });
      const cut = unreadable(drawn).faults.filter((fault) => !fault.endsWith('crossed'));
      expect(cut, `${of} at ${width}`).toEqual([]);
    }
});

/** Four rights that lead up, by turns; each person has a role or policies of others beside it. */
function accountWithWays(count: number): World {
  const names = Array.from({ length: count }, (_, at) => `person-${String(at + 1).padStart(2, '0')}`);
  const right = (at: number, name: string): object => {
    if (at % 4 === 0) return allow('iam:PutUserPolicy', user(name));
    if (at % 4 === 1) return allow(['iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], user('admin'));
    if (at % 4 === 2) return allow('sts:AssumeRole', role('Deploy'));
    return allow(['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'], role(at % 8 === 3 ? 'Batch' : 'Deploy'));
  };
  const root = { AWS: `arn:aws:iam::${account}:root` };
  return anAccount({
    users: {
      admin: { inline: { Own: allow('*') } },
      ...Object.fromEntries(names.map((name, at) => [name, { inline: { Own: right(at, name) } }])),
    },
    roles: {
      Deploy: { trust: [trusts(root)], inline: { Own: allow('iam:AttachRolePolicy', role('Deploy')) } },
      Batch: { trust: [trusts({ Service: 'lambda.amazonaws.com' })], inline: { Own: allow('*') } },
    },
  });
}

test('of forty ways together under two of a hundred lines run over a name, at each size', () => {
  const world = accountWithWays(40);
  for (const [width, height] of boxes) {
    const drawings = drawingsOf(world, account, roomOf(width, height));
    for (const drawing of drawings.slice(2)) {
      const { lines, over } = crossings(drawing);
      expect(lines).toBeGreaterThan(20);
      expect(over.length / lines, `${width}: ${over.join('; ')}`).toBeLessThan(0.02);
    }
  }
});

test('forty ways alone use the width and the height of their room, with names that are whole', () => {
  const world = accountWithWays(40);
  for (const [width, height] of boxes.slice(0, 2)) {
    const alone = drawingsOf(world, account, roomOf(width, height))[3];
    if (!alone) throw new Error('nothing is drawn');
    const { wide, high } = extentOf(shapesIn(alone));
    const { zoom } = alone.frame;
    const used = [(wide * zoom) / width, (high * zoom) / height].map((share) => Math.round(share * 100));
    expect(Math.min(...used), `percent of ${width}: ${used.join(', ')}`).toBeGreaterThan(60);
  }
  for (const [width, height] of boxes) {
    const alone = drawingsOf(world, account, roomOf(width, height))[3];
    if (!alone) throw new Error('nothing is drawn');
    const { faults } = unreadable(alone);
    expect(faults, `at ${width}`).toEqual([]);
  }
});

test('bends are told along the line between the ends, and across it', () => {
  expect(bendsOf({ x: 0, y: 0 }, { x: 100, y: 0 }, [{ x: 25, y: 10 }])).toEqual({
    weights: [0.25],
    distances: [10],
  });
  expect(bendsOf({ x: 0, y: 0 }, { x: 0, y: 200 }, [{ x: -40, y: 50 }])).toEqual({
    weights: [0.25],
    distances: [40],
  });
});

/** Returns the names in the box that are shortened, cut by its edge, or crossed by a line, and the number of all in it. */
function unreadable(projection: Projection) {
  const { width, height, zoom } = projection.frame;
  const shapes = [...shapesIn(projection).values()];
  const inBox = shapes.filter(({ x, y }) => x * zoom < width && y * zoom < height);
  const ids = new Set(inBox.map(({ id }) => id));
  const crossed = new Set(crossings(projection, true).names);
  const nodes = new Map(projection.nodes.map((node) => [node.id, node]));
  const faults = inBox.flatMap((shape) => {
    const { left, right, top, bottom } = nameBox(shape);
    const node = nodes.get(shape.id);
    const isCut = left * zoom < 0 || right * zoom > width || top * zoom < 0 || bottom * zoom > height;
    return [
      ...(isCut ? [`${node?.label} at the edge`] : []),
      ...(node?.lines?.join('').includes('…') ? [`${node.label} shortened to ${node.lines.join(' ')}`] : []),
      ...(crossed.has(shape.id) ? [`${node?.label} crossed`] : []),
    ];
  });
  return { names: ids.size, faults };
}

test.each([
  ['60', { users: 45, groups: 8, roles: 15, policies: 15 }, 0],
  ['150', { users: 110, groups: 12, roles: 40, policies: 30 }, 0.02],
] as const)(
  'an account of %s users and roles opens with few shapes and names that can be read',
  (_, size, most) => {
    for (const seed of ['look', 'a', 'b']) {
      const world = worldOf(generateAccount({ ...size, seed, reference: emptyReference }));
      const graph = accountGraph(world, [...world.accounts.keys()][0] as AccountId, env);
      for (const [width, height] of boxes) {
        const drawn = project(graph, { layout: 'columns', room: roomOf(width, height) });
        expect(drawn.nodes.length).toBeLessThanOrEqual(openingShapes.all);
        expect(drawn.frame.letters).toBeGreaterThanOrEqual(12);
        const { names, faults } = unreadable(drawn);
        expect(names).toBeGreaterThan(8);
        expect(faults.length / names, `${seed} at ${width}: ${faults.join('; ')}`).toBeLessThanOrEqual(most);
      }
    }
  },
);
