/**
 * Our own column layout: principals, then groups and roles, then policies, then resources. A few sweeps order
 * each column by the barycentre of its neighbours; ties keep the former order, so the same projection is
 * always laid out the same way. It is linear in the edges: 300 nodes take about a millisecond.
 */

import type { NodeKind } from '../model.ts';

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

/** Pixels at zoom 1: room for a node with its label beside it, and for the lines between two columns. */
const leastRowGap = 48;
const mostRowGap = 160;
const leastLineRoom = 120;
const mostLineRoom = 420;
/** Width divided by height of a drawing that fits a screen well: not narrower, and not wider. */
const narrow = 0.9;
const wide = 1.25;
const nodeRoom = 50;
const subColumnRoom = 40;
const characterWidth = 6.6;
const longestLabel = 38;
const rowsPerSubColumn = 40;
const sweeps = 6;

/** Returns the room for labels, which stand right of a node, but left of it in the first column. */
const labelRoom = (column: number, longest: number): number =>
  column === 0 ? 0 : Math.min(longestLabel, longest) * characterWidth;

/**
 * Places nodes, given their columns and label lengths (characters) in the order to start from, and the edges
 * by position in that list. A column of more than forty rows is broken into sub-columns side by side.
 */
export function placeColumns(
  columns: readonly number[],
  labels: readonly number[],
  edges: readonly (readonly [number, number])[],
): Placed[] {
  const order = sortedColumns(columns, edges);
  const tallest = Math.max(0, ...order.map((column) => Math.min(column.length, rowsPerSubColumn)));
  const blocks = order.map((column, number) => blockOf(column, number, labels));
  const filled = blocks.filter(({ column }) => column.length > 0);
  const fixed = filled.reduce((sum, { width }) => sum + width, 0);
  const gaps = Math.max(1, filled.length - 1);
  const spare = (tallest * leastRowGap * narrow - fixed) / gaps;
  const lineRoom = Math.max(leastLineRoom, Math.min(mostLineRoom, spare));
  // Few rows stand further apart, so that they fill the height that the columns leave them.
  const wish = (fixed + lineRoom * gaps) / wide / Math.max(1, tallest);
  const rowGap = Math.max(leastRowGap, Math.min(mostRowGap, wish));
  const placed: Placed[] = Array.from({ length: columns.length }, () => ({ column: 0, x: 0, y: 0 }));
  let x = 0;
  for (const { column, number, rows, apart, width } of filled) {
    column.forEach((node, at) => {
      const part = Math.floor(at / rows);
      const height = Math.min(rows, column.length - part * rows);
      const shift = part % 2 ? 0.5 : 0;
      placed[node] = {
        column: number,
        x: x + part * apart,
        y: ((tallest - height) / 2 + (at % rows) + shift) * rowGap,
      };
    });
    x += width + lineRoom;
  }
  return placed;
}

interface Block {
  readonly column: readonly number[];
  readonly number: number;
  readonly rows: number;
  readonly apart: number;
  readonly width: number;
}

function blockOf(column: readonly number[], number: number, labels: readonly number[]): Block {
  const parts = Math.max(1, Math.ceil(column.length / rowsPerSubColumn));
  const longest = Math.max(0, ...column.map((node) => labels[node] ?? 0));
  const apart = Math.min(longestLabel, longest) * characterWidth + nodeRoom + subColumnRoom;
  return {
    column,
    number,
    rows: Math.ceil(column.length / parts),
    apart,
    width: (parts - 1) * apart + nodeRoom + labelRoom(number, longest),
  };
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
