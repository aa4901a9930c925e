/**
 * Places ways that are drawn alone, in the room of their drawing: from left to right who begins, then what each step gains.
 * A layer with many rows is broken into sub-columns, as many as let names be read at the largest zoom. Those who only
 * strengthen themselves stand left in their layer, so that the lines of the others have a free way.
 */

import { type Placement, type Placed, sortedColumns } from './column-layout.ts';
import type { DrawingRoom } from './drawing-room.ts';
import { linesOf, narrowest } from './label-lines.ts';
import { trustLayers } from './trust-layout.ts';

type Pair = readonly [from: number, to: number];

/** Pixels on the screen: around the drawing, and between sub-columns. Names are a little wider on screen than measured. */
const margin = 28;
const beside = 32;
const slack = 1.03;
/** Pixels of a line of a name, and what a row keeps free where lines pass between names. */
const lineOfName = 14.5;
const passable = 12;
const mostLines = 3;
/** Pixels that lines have between two layers: a share of the width, within these. */
const lines = { share: 0.09, least: 36, most: 84 } as const;
/** Pixels of a name that is never shortened; longer ones are where the width does not do. */
const leastName = 120;
/** Pixels at zoom 1: a shape, and the distance of two rows at least and at most. */
const shape = 36;
const leastRow = 44;
const mostRow = 96;
const leastZoom = 0.45;
const zooms = [1.2, 0.8, 0.6, leastZoom] as const;
/** The worth of what is wholly in the box, beside that of what goes on outside. */
const inBox = 3;

/** `labels`: the whole names. `pairs`: all lines that are drawn; `ways`: those of the ways. */
export function placeWays(
  labels: readonly string[],
  ways: readonly Pair[],
  pairs: readonly Pair[],
  { width, height, scale, textWidth }: DrawingRoom,
): Placement {
  const order = layersOf(labels.length, ways, pairs);
  const room = { width: width / scale - 2 * margin, height: height / scale - 2 * margin };
  const tallest = Math.max(1, ...order.flatMap(({ alone, joined }) => [alone.length, joined.length]));
  const names = labels.map((label) =>
    Array.from({ length: mostLines }, (_, at) => narrowest([label], at + 1, textWidth) * slack),
  );
  const rows = Math.min(tallest, Math.max(1, Math.floor(room.height / (leastRow * leastZoom) - 0.5)));
  const best = Array.from({ length: rows }, (_, at) => at + 1)
    .flatMap((count) => zooms.map((most) => fitted(order, names, { rows: count, most }, room)))
    .reduce((one, other) => (other.worth > one.worth ? other : one));
  const { zoom, parts, needed } = best;
  const gaps = Math.max(1, order.length - 1);
  const line = leastLine(room) + Math.max(0, room.width - needed) / gaps;
  const high = rowsOf(parts);
  const rowGap = Math.max(leastRow, Math.min(mostRow, room.height / high / zoom));
  const placed: Placed[] = labels.map(() => ({ column: 0, x: 0, y: 0 }));
  const inLines: (readonly string[])[] = labels.map(() => []);
  const top = Math.max(0, room.height / zoom / rowGap - high) / 2 + 0.5;
  const edge = width / scale;
  let x = margin;
  for (const [position, { layer: column, nodes, isShifted, lines, name }] of parts.entries()) {
    if (position > 0 && column !== parts[position - 1]?.layer) x += line;
    const apart = name + shape * zoom + beside;
    // The first sub-column outside of the box begins behind its edge, so that none of its names is cut there.
    if (x < edge && x + apart - beside > edge) x = edge + margin;
    const left = column === 0 ? x + apart - (shape * zoom) / 2 : x + (shape * zoom) / 2;
    const first = top + (high - nodes.length) / 2 + (isShifted ? 0.5 : 0);
    nodes.forEach((node, row) => {
      placed[node] = { column, x: left / zoom, y: margin / zoom + (first + row) * rowGap };
      inLines[node] = linesOf(labels[node] ?? '', { width: name, lines }, textWidth);
    });
    x += apart;
  }
  return { placed, names: inLines, frame: { width, height, zoom: zoom * scale, letters: 12 } };
}

/** The nodes of a layer: those without a line to another, and those with one, which stand nearer to it. */
interface Layer {
  readonly alone: readonly number[];
  readonly joined: readonly number[];
}

function layersOf(count: number, ways: readonly Pair[], pairs: readonly Pair[]): Layer[] {
  const layers = trustLayers(count, ways);
  const joined = new Set(ways.flatMap(([from, to]) => (from === to ? [] : [from, to])));
  return sortedColumns(layers, [...ways, ...pairs])
    .filter((layer) => layer.length > 0)
    .map((layer) => ({
      alone: layer.filter((node) => !joined.has(node)),
      joined: layer.filter((node) => joined.has(node)),
    }));
}

/** A sub-column of a layer. */
interface Part {
  readonly layer: number;
  readonly nodes: readonly number[];
  /** Every other one stands half a row lower. */
  readonly isShifted: boolean;
  /** Lines and pixels of a name at most. */
  readonly lines: number;
  readonly name: number;
}

interface Fitted {
  /** Its worth to a reader: the zoom, less where rows are too near, names are shortened, or the width does not do. */
  readonly worth: number;
  readonly zoom: number;
  readonly parts: readonly Part[];
  /** Pixels of the width that names, shapes and the shortest lines take. */
  readonly needed: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
}

const leastLine = ({ width }: Room): number =>
  Math.max(lines.least, Math.min(lines.most, width * lines.share));

/** Breaks layers after so many rows, and finds the zoom at which that fits with names that are whole as far as they can be. */
function fitted(
  order: readonly Layer[],
  names: readonly (readonly number[])[],
  { rows, most }: { readonly rows: number; readonly most: number },
  room: Room,
): Fitted {
  const nameOf = (node: number, lines: number) => names[node]?.[lines - 1] ?? 0;
  const withLines = (part: Omit<Part, 'name'>, lines: number): Part => ({
    ...part,
    lines,
    name: Math.max(0, ...part.nodes.map((node) => nameOf(node, lines))),
  });
  let parts = order.flatMap(({ alone, joined }, layer) =>
    [...broken(alone, rows), ...broken(joined, rows)].map((nodes, at) =>
      withLines({ layer, nodes, isShifted: at % 2 === 1, lines: 1 }, 1),
    ),
  );
  const high = rowsOf(parts);
  const zoom = Math.min(most, room.height / (high * leastRow));
  const passes = order.length > 2 || order.some(({ joined }) => joined.length > rows);
  const free = Math.min(room.height / high, mostRow * zoom) - (passes ? passable : 1);
  const mostOfName = Math.max(1, Math.min(mostLines, Math.floor(free / lineOfName)));
  const least = parts.length * (shape * zoom + beside) + leastLine(room) * Math.max(0, order.length - 1);
  const needed = () => parts.reduce((sum, { name }) => sum + name, least);
  while (needed() > room.width) {
    const inMore = parts.map((part) => (part.lines < mostOfName ? withLines(part, part.lines + 1) : part));
    const gains = parts.map(({ name }, at) => name - (inMore[at]?.name ?? name));
    const best = gains.indexOf(Math.max(...gains));
    if (!((gains[best] ?? 0) > 0)) break;
    parts = parts.map((part, at) => (at === best ? (inMore[at] ?? part) : part));
  }
  const longest = Math.max(0, ...parts.map(({ name }) => name));
  for (let cap = longest; cap > leastName && needed() > room.width; cap -= 4)
    parts = parts.map((part) => ({ ...part, name: Math.min(part.name, Math.max(cap, leastName)) }));
  const isWhole = (part: Part) => (node: number) =>
    Math.min(leastName, nameOf(node, part.lines)) <= part.name;
  const whole = parts.reduce((sum, part) => sum + part.nodes.filter(isWhole(part)).length, 0);
  const share = whole / Math.max(1, names.length);
  const readable = Math.min(1, free / lineOfName);
  const fits = Math.min(1, room.width / needed());
  const inOneLine = parts.reduce((sum, { nodes, lines }) => sum + (lines === 1 ? nodes.length : 0), 0);
  const calm = 0.7 + (0.3 * inOneLine) / Math.max(1, names.length);
  const worth = zoom ** 0.75 * calm * readable ** 3 * (fits < 1 ? fits ** 4 : inBox) * share ** 3;
  return { worth, zoom, parts, needed: needed() };
}

const rowsOf = (parts: readonly Part[]): number =>
  Math.max(1, ...parts.map(({ nodes, isShifted }) => nodes.length + (isShifted ? 0.5 : 0)));

function broken(nodes: readonly number[], rows: number): number[][] {
  const count = Math.ceil(nodes.length / rows);
  const each = Math.ceil(nodes.length / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => nodes.slice(at * each, (at + 1) * each));
}
