/**
 * Our own column layout: principals, then groups and roles, then policies, then resources. A few sweeps order
 * each column by the barycentre of its neighbours; ties keep the former order, so the same projection is
 * always laid out the same way. It is linear in the edges: 300 nodes take about a millisecond.
 */

import type { NodeKind } from '../model.ts';
import type { Frame } from '../view.ts';
import type { DrawingRoom } from './drawing-room.ts';
import { type TextWidth, lineCount, linesOf, narrowest } from './label-lines.ts';

export const columnOf: Readonly<Record<NodeKind, number>> = {
  root: 0,
  user: 0,
  outside: 0,
  group: 1,
  role: 1,
  policy: 2,
  resource: 3,
};

export function columnTitle(column: number, kinds: ReadonlySet<NodeKind>): string {
  switch (column) {
    case 0:
      return kinds.size === 1 && kinds.has('user') ? 'Users' : 'Principals';
    case 1:
      return kinds.size > 1 ? 'Groups and roles' : kinds.has('role') ? 'Roles' : 'Groups';
    case 2:
      return 'Policies';
    default:
      return 'Resources';
  }
}

export interface Placed {
  readonly column: number;
  readonly x: number;
  readonly y: number;
}

/** Pixels on the screen: around the drawing, and from row to row at least, so that lines pass between names, and at most. */
const margin = 14;
const leastRow = 21;
const mostRow = 96;
/** Pixels that a row keeps free below its shape and its name. */
const freeOfRow = 4;
const freeOfLines = 2;
/** Sizes of letters: a drawing of few shapes has larger ones. Lines of a name are 1.2 times as high. */
const [small, comfortable] = [12, 14];
const lineHeight = 1.2;
const mostLines = 3;
/** Only longer names are shortened; else columns go on outside the box, and rows where shorter names do not help. */
const leastName = 165;
const leastInParts = 130;
/** Names are a little wider on screen than measured. */
const slack = 1.03;
/** Pixels at zoom 1: the widest shape, and from its side to its name. */
const shape = 46;
const nameGap = 7;
/** Pixels between two columns, for their lines, and between two parts of a column. */
const leastLines = 30;
const mostLineRoom = 300;
const beside = 18;
const leastZoom = 0.45;
const zooms = [1.2, 1, 0.8, 0.6, leastZoom] as const;
const rowHeight = 36;
const sweeps = 6;

export interface Placement {
  readonly placed: readonly Placed[];
  /** Each name in lines, as there is room for it. */
  readonly names: readonly (readonly string[])[];
  readonly frame: Frame;
}

interface Block {
  readonly number: number;
  readonly column: readonly number[];
  readonly texts: readonly string[];
  /** Sub-columns side by side, each of so many rows, by positions in the column. */
  readonly parts: readonly (readonly number[])[];
  readonly rows: number;
  /** True: rows go on below the box. */
  readonly isLonger: boolean;
}

/**
 * Places nodes for a box, given their columns and names in the order to start from, and the edges by position in that list.
 * Names can be read there. Columns and rows for which the box has no room are whole ones outside of it, right and below.
 */
export function placeColumns(
  columns: readonly number[],
  labels: readonly string[],
  edges: readonly (readonly [number, number])[],
  room: DrawingRoom,
): Placement {
  const order = sortedColumns(columns, edges).flatMap((column, number) =>
    column.length > 0 ? [{ column, number }] : [],
  );
  const measured = { ...room, textWidth: remembered(room.textWidth) };
  // Larger letters are for shapes of full size.
  const rows = Math.max(1, ...order.map(({ column }) => column.length));
  const isAiry = room.height / room.scale / rows > rowHeight + freeOfRow;
  const large = isAiry ? fitted(order, labels, measured, comfortable) : undefined;
  const fits = large && large.zoom >= 1 && large.isWhole ? large : fitted(order, labels, measured, small);
  return placedIn(fits, columns.length, labels);
}

/** The same texts are measured at each zoom and size of letters. */
function remembered(textWidth: TextWidth): TextWidth {
  const known = new Map<string, number>();
  return (text) => {
    const width = known.get(text) ?? textWidth(text);
    known.set(text, width);
    return width;
  };
}

interface Fit {
  readonly size: Size;
  readonly zoom: number;
  readonly blocks: readonly Block[];
  /** Pixels of the names of each block, and their lines. */
  readonly names: readonly number[];
  readonly lines: readonly number[];
  /** The number of columns that are wholly in the box: one at least. */
  readonly inBox: number;
  /** True: no name is shortened, and all of it is within the box. */
  readonly isWhole: boolean;
}

type Order = readonly { readonly column: readonly number[]; readonly number: number }[];

interface Size extends DrawingRoom {
  readonly letters: number;
  /** Pixels of the box without its margins, and the rows that it shows at most. */
  readonly inside: { readonly width: number; readonly height: number; readonly rows: number };
}

function fitted(order: Order, labels: readonly string[], room: DrawingRoom, letters: number): Fit {
  const width = room.width / room.scale - 2 * margin;
  const height = room.height / room.scale - 2 * margin;
  const size = {
    ...room,
    letters,
    inside: { width, height, rows: Math.max(1, Math.floor(height / leastRow)) },
  };
  const blocks = (inParts: boolean) =>
    order.map((one): Block => {
      const count = inParts ? Math.ceil(one.column.length / size.inside.rows) : 1;
      const rows = Math.ceil(one.column.length / count);
      const texts = one.column.map((node) => labels[node] ?? '');
      const positions = [...one.column.keys()];
      const parts = Array.from({ length: count }, (_, at) => positions.slice(at * rows, (at + 1) * rows));
      return { ...one, texts, parts, rows, isLonger: rows > size.inside.rows };
    });
  const side = blocks(true);
  const first = fittedBlocks(side, size, leastName);
  if (!first.overflows || side.every(({ parts }) => parts.length === 1)) return first;
  // A column in parts has more rows instead, which go on below the box, where parts leave no room for other columns.
  const shorter = fittedBlocks(side, size, leastInParts);
  return shorter.overflows ? fittedBlocks(blocks(false), size, leastName) : shorter;
}

/** Returns the columns with the largest shapes with which the most of them are wholly in the box. */
function fittedBlocks(blocks: readonly Block[], size: Size, least: number): Fit & { overflows: boolean } {
  const pitch = Math.min(...blocks.map(({ rows }) => rowPitch(rows, size)));
  const tried: (Fit & { overflows: boolean })[] = [];
  for (const zoom of zooms) {
    if (zoom !== leastZoom && zoom * rowHeight + freeOfRow > pitch) continue;
    const fit = fittedAt(zoom, blocks, size, least);
    if (!fit.overflows) return fit;
    tried.push(fit);
  }
  const [largest] = tried;
  if (!largest) throw new Error('no zoom is left');
  return tried.reduce((best, one) => (one.inBox > best.inBox ? one : best), largest);
}

/** Pixels from row to row where all are alike. The box shows a whole number of rows: the next one begins at its edge. */
const rowPitch = (rows: number, { inside }: Size): number =>
  rows > inside.rows ? (inside.height + margin) / inside.rows : Math.min(mostRow, inside.height / rows);

/** Pixels that a row takes at least, with a name in so many lines. */
const rowOf = (lines: number, zoom: number, { letters }: Size): number =>
  Math.max(leastRow, zoom * rowHeight + freeOfRow, lines * letters * lineHeight + freeOfLines);

/** Returns the least width of the names of a column with so many lines at most, for which its rows have room. */
function narrowestNames(block: Block, lines: number, zoom: number, size: Size): number {
  const { textWidth, letters, inside } = size;
  const scaled = letters / small;
  const hasRoom = (width: number) =>
    block.parts.every(
      (part) =>
        part.reduce(
          (sum, at) => sum + rowOf(lineCount(block.texts[at] ?? '', width, textWidth), zoom, size),
          0,
        ) <= inside.height,
    );
  return Math.ceil(narrowest(block.texts, lines, textWidth, hasRoom) * scaled * slack);
}

function fittedAt(zoom: number, blocks: readonly Block[], size: Size, least: number) {
  const { width } = size.inside;
  const scaled = size.letters / small;
  const lines = blocks.map(() => 1);
  const found = new Map<string, number>();
  const nameOf = (block: Block, at: number, count: number): number => {
    // Rows that go on below the box are alike.
    if (count > (block.isLonger ? 1 : mostLines)) return Infinity;
    const key = `${at} ${count}`;
    const known = found.get(key) ?? narrowestNames(block, count, zoom, size);
    found.set(key, known);
    return known;
  };
  const total = (names: readonly number[]) => widthOf(blocks, names, zoom);
  const namesNow = () => blocks.map((block, at) => nameOf(block, at, lines[at] ?? 1));
  let names = namesNow();
  while (total(names) > width) {
    const gains = blocks.map(
      (block, at) => ((names[at] ?? 0) - nameOf(block, at, (lines[at] ?? 1) + 1)) * block.parts.length,
    );
    const best = gains.indexOf(Math.max(...gains));
    if (!((gains[best] ?? 0) > 0)) break;
    lines[best] = (lines[best] ?? 1) + 1;
    names = namesNow();
  }
  const wanted = names;
  for (let cap = Math.max(...names); cap > least * scaled && total(names) > width; cap -= 4)
    names = wanted.map((one) => Math.min(one, cap));
  const overflows = total(names) > width;
  if (overflows) names = wanted.map((one) => Math.min(one, width - 2 * shape));
  const isWhole = !overflows && names.every((one, at) => one === wanted[at]);
  const inBox = firstThatFit(blocks, names, zoom, width);
  return { zoom, blocks, names, lines, isWhole, overflows, inBox, size };
}

const partWidth = (name: number, zoom: number): number => name + (shape + nameGap) * zoom + beside;

/** Returns the pixels that columns take with the least room for their lines. */
const widthOf = (blocks: readonly Block[], names: readonly number[], zoom: number): number =>
  blocks.reduce((sum, one, at) => sum + blockWidth(one, names[at] ?? 0, zoom), 0) +
  leastLines * Math.max(0, blocks.length - 1);

const blockWidth = ({ parts }: Block, name: number, zoom: number): number =>
  parts.length * partWidth(name, zoom) - beside;

function placedIn(fit: Fit, count: number, labels: readonly string[]): Placement {
  const { size, zoom, blocks, names, lines, inBox } = fit;
  const { letters, scale, textWidth } = size;
  const { width, height } = size.inside;
  const placed: Placed[] = Array.from({ length: count }, () => ({ column: 0, x: 0, y: 0 }));
  const inLines: (readonly string[])[] = Array.from({ length: count }, () => []);
  const needed = widthOf(blocks.slice(0, inBox), names, zoom);
  const gaps = Math.max(1, inBox - 1);
  const lineRoom = Math.min(mostLineRoom, leastLines + Math.max(0, width - needed) / gaps);
  const used = needed + (lineRoom - leastLines) * (inBox - 1);
  let left = margin + (inBox < blocks.length ? 0 : Math.max(0, (width - used) / 2));
  for (const [at, block] of blocks.entries()) {
    // The first column outside of the box begins behind its edge, so that none of its names is cut there.
    if (at === inBox) left = Math.max(left, width + 3 * margin);
    const name = names[at] ?? 0;
    const nameRoom = { width: (name * small) / letters, lines: lines[at] ?? 1 };
    for (const node of block.column) inLines[node] = linesOf(labels[node] ?? '', nameRoom, textWidth);
    for (const [number, part] of block.parts.entries()) {
      const nodes = part.map((position) => block.column[position] ?? 0);
      const from = left + number * partWidth(name, zoom);
      const x = block.number === 0 ? from + name + (nameGap + shape / 2) * zoom : from + (shape / 2) * zoom;
      const rows = nodes.map((node) => rowOf(inLines[node]?.length ?? 1, zoom, size));
      for (const [row, y] of middles(rows, block, height, rowPitch(block.rows, size)).entries())
        placed[nodes[row] ?? 0] = { column: block.number, x: x / zoom, y: y / zoom };
    }
    left += blockWidth(block, name, zoom) + (at < inBox ? lineRoom : leastLines);
  }
  return {
    placed,
    names: inLines,
    frame: { width: size.width, height: size.height, zoom: zoom * scale, letters },
  };
}

/** Returns the middle of each row, in pixels from the top of the box: rows share what is free, within the most from row to row. */
function middles(rows: readonly number[], { isLonger }: Block, height: number, pitch: number): number[] {
  if (isLonger) return rows.map((_, at) => margin + (at + 0.5) * pitch);
  const used = rows.reduce((sum, row) => sum + row, 0);
  const free = Math.max(0, Math.min((height - used) / rows.length, mostRow - Math.max(...rows)));
  let top = margin + Math.max(0, (height - used - free * rows.length) / 2);
  return rows.map((row) => {
    top += row + free;
    return top - (row + free) / 2;
  });
}

/** Returns the number of columns that are wholly in the box: one at least. */
function firstThatFit(
  blocks: readonly Block[],
  names: readonly number[],
  zoom: number,
  width: number,
): number {
  let count = blocks.length;
  while (count > 1 && widthOf(blocks.slice(0, count), names, zoom) > width) count -= 1;
  return count;
}

/** Returns the nodes of each column from top to bottom, each near its neighbours in other columns. */
export function sortedColumns(
  columns: readonly number[],
  edges: readonly (readonly [number, number])[],
): number[][] {
  const order: number[][] = Array.from({ length: Math.max(0, ...columns) + 1 }, () => []);
  columns.forEach((column, node) => order[column]?.push(node));
  const neighbours: number[][] = columns.map(() => []);
  for (const [a, b] of edges) {
    if (columns[a] === columns[b]) continue;
    neighbours[a]?.push(b);
    neighbours[b]?.push(a);
  }
  const rank = new Float64Array(columns.length);
  const rerank = (column: readonly number[]) =>
    column.forEach((node, at) => (rank[node] = column.length < 2 ? 0.5 : at / (column.length - 1)));
  order.forEach(rerank);
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    for (const column of sweep % 2 ? order.toReversed() : order) {
      const wish = new Map(
        column.map((node) => [node, barycentre(neighbours[node] ?? [], rank, rank[node])]),
      );
      column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
      rerank(column);
    }
  }
  return order;
}

function barycentre(neighbours: readonly number[], rank: Float64Array, own = 0): number {
  if (neighbours.length === 0) return own;
  let sum = 0;
  for (const node of neighbours) sum += rank[node] ?? 0;
  return sum / neighbours.length;
}
