/**
 * Places ways that are drawn alone, in the room of their drawing: from left to right who begins, then what each step gains.
 * A layer with many rows is broken into sub-columns, as many as let names be read at the largest zoom. Those who only
 * strengthen themselves stand left in their layer, so that the lines of the others have a free way.
 */

import { type Placed, sortedColumns } from './column-layout.ts';
import type { Frame } from '../view.ts';
import type { DrawingRoom } from './drawing-room.ts';
import { trustLayers } from './trust-layout.ts';

type Pair = readonly [from: number, to: number];

/** Pixels on the screen: around the drawing, of a letter, and between sub-columns. */
const margin = 28;
const letter = 6.8;
const beside = 32;
/** Pixels from row to row at which names can be read, and at which lines pass between them. */
const readableRow = 15.5;
const passableRow = 24;
/** Pixels that lines have between two layers: a share of the width, within these. */
const lines = { share: 0.09, least: 36, most: 84 } as const;
/** Letters of a name that are drawn, the most first. */
const lengths = [26, 20, 16, 12, 10, 8] as const;
/** Pixels at zoom 1: a shape, and the distance of two rows at least and at most. */
const shape = 36;
const leastRow = 44;
const mostRow = 96;
const mostZoom = 1.2;

/** `labels`: letters of each name. `pairs`: all lines that are drawn; `ways`: those of the ways. */
export function placeWays(
  labels: readonly number[],
  ways: readonly Pair[],
  pairs: readonly Pair[],
  { width, height, scale }: DrawingRoom,
): { readonly placed: readonly Placed[]; readonly frame: Frame } {
  const order = layersOf(labels.length, ways, pairs);
  const room = { width: width / scale - 2 * margin, height: height / scale - 2 * margin };
  const tallest = Math.max(1, ...order.flatMap(({ alone, joined }) => [alone.length, joined.length]));
  const best = lengths
    .flatMap((letters) =>
      Array.from({ length: tallest }, (_, at) => fitted(order, labels, { rows: at + 1, letters, room })),
    )
    .reduce((one, other) => (other.worth > one.worth ? other : one));
  const { zoom, parts, needed, widths } = best;
  const gaps = Math.max(1, order.length - 1);
  const line = leastLine(room) + Math.max(0, room.width - needed) / gaps;
  const high = Math.max(...parts.flatMap((layer) => layer.map((part, at) => part.length + (at % 2) / 2)), 1);
  // A drawing that is too wide is fitted at a smaller zoom, so that rows have more room.
  const shown = zoom * Math.min(1, room.width / needed);
  const rowGap = Math.max(leastRow, Math.min(mostRow, room.height / high / shown));
  const placed: Placed[] = labels.map(() => ({ column: 0, x: 0, y: 0 }));
  const top = Math.max(0, room.height / shown / rowGap - high) / 2 + 0.5;
  let x = (margin * zoom) / shown;
  for (const [column, layer] of parts.entries()) {
    const apart = widths[column] ?? 0;
    for (const [at, part] of layer.entries()) {
      const shift = at % 2 ? 0.5 : 0;
      const left = column === 0 ? x + apart - (shape * zoom) / 2 : x + (shape * zoom) / 2;
      part.forEach((node, position) => {
        const y = margin / shown + (top + (high - part.length) / 2 + position + shift) * rowGap;
        placed[node] = { column, x: left / zoom, y };
      });
      x += apart;
    }
    x += line;
  }
  return { placed, frame: { width, height, zoom: shown * scale, letters: 12 } };
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

interface Fitted {
  /** Its worth to a reader: the zoom, less where rows are too near or the width does not do. */
  readonly worth: number;
  readonly zoom: number;
  /** The sub-columns of each layer. */
  readonly parts: readonly (readonly (readonly number[])[])[];
  /** Pixels of the width that names, shapes and the shortest lines take; of a sub-column in each layer. */
  readonly needed: number;
  readonly widths: readonly number[];
}

interface Room {
  readonly width: number;
  readonly height: number;
}

const leastLine = ({ width }: Room): number =>
  Math.max(lines.least, Math.min(lines.most, width * lines.share));

/** Breaks layers after so many rows, and finds the zoom at which that fits with so many letters of each name. */
function fitted(
  order: readonly Layer[],
  labels: readonly number[],
  { rows, letters, room }: { readonly rows: number; readonly letters: number; readonly room: Room },
): Fitted {
  const parts = order.map(({ alone, joined }) => [...broken(alone, rows), ...broken(joined, rows)]);
  const zoom = Math.min(mostZoom, room.height / (rows * leastRow));
  const widths = parts.map((layer) => {
    const longest = Math.max(0, ...layer.flat().map((node) => labels[node] ?? 0));
    return Math.min(letters, longest) * letter + shape * zoom + beside;
  });
  const needed = parts.reduce(
    (sum, layer, at) => sum + layer.length * (widths[at] ?? 0),
    leastLine(room) * Math.max(0, order.length - 1),
  );
  const passes = order.length > 2 || order.some(({ joined }) => joined.length > rows);
  const pitch = Math.min(room.height / rows, mostRow * zoom);
  const readable = Math.min(1, pitch / (passes ? passableRow : readableRow));
  const whole = labels.filter((length) => length <= letters).length / Math.max(1, labels.length);
  const worth = zoom * readable ** 3 * Math.min(1, room.width / needed) ** 4 * (0.5 + 0.5 * whole);
  return { worth, zoom, parts, needed, widths };
}

function broken(nodes: readonly number[], rows: number): number[][] {
  const count = Math.ceil(nodes.length / rows);
  const each = Math.ceil(nodes.length / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => nodes.slice(at * each, (at + 1) * each));
}
