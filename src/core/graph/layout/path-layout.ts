/**
 * Places the path of a request in a box of a known size, for the drawing beside a question: one straight row from the
 * caller to the resource, names below their shapes and never smaller than they can be read. Around it stands what
 * else the account has, nearest first, as far as there is room.
 */

import { labelLines } from './label-lines.ts';
import type { DrawingRoom } from './drawing-room.ts';
import type { Frame, ProjectedEdge, ProjectedNode, Projection } from '../view.ts';

/** Pixels on the screen. */
const shape = 36;
const lineHeight = 15;
const labelGap = 6;
const rowGap = 12;
const margin = 10;
const columnGap = 12;
const widestOfPath = 150;
const widestOfOthers = 84;
const narrowestColumn = 58;
const mostPitch = 116;
/** A name is that much wider where it is bold, which it is where the request stopped. */
const bold = 1.12;
const linesOfOthers = 2;
const leastZoom = 0.5;
const mostOthers = 12;
/** Long names keep their lines while the shapes are at least that large. */
const comfortableZoom = 0.75;
/** A line that passes nearer than this to the centre of a shape bows around it. */
const clearance = 26;

const rowHeight = (lines: number, zoom: number): number =>
  shape * zoom + labelGap + lines * lineHeight + rowGap;

/** `path` are the ids of the lit nodes. All of them are drawn, whatever the room is. */
export function placePath(projection: Projection, path: readonly string[], room: DrawingRoom): Projection {
  const { width, height, scale } = room;
  const placed = placedAt(projection, path, { ...room, width: width / scale, height: height / scale });
  return { ...placed, frame: { ...placed.frame, width, height, zoom: placed.frame.zoom * scale } };
}

function placedAt(projection: Projection, path: readonly string[], room: DrawingRoom): Projection {
  const lit = new Set(path);
  const near = distances(projection, path);
  const columns = columnsOf(projection.nodes, lit, near);
  const widths = columnWidths(columns, lit, room);
  const high = room.height - 2 * margin;
  const tallest = Math.max(...columns.map((column) => column.filter(({ id }) => lit.has(id)).length));
  const linesOfPath = [3, 2].find((lines) => tallest * rowHeight(lines, comfortableZoom) <= high) ?? 1;
  const linesOf = new Map(
    columns.flatMap((column, at) =>
      column.map((node) => {
        const lines = lit.has(node.id) ? linesOfPath : Math.min(linesOfPath, linesOfOthers);
        const width = ((widths[at] ?? 0) - columnGap) / (lit.has(node.id) ? bold : 1);
        return [node.id, labelLines(room.labelOf(node), { width, lines }, room.textWidth)] as const;
      }),
    ),
  );
  const lines = Math.max(1, ...[...linesOf.values()].map(({ length }) => length));
  const pitch = rowHeight(lines, 1);
  const most = Math.max(1, Math.floor((high + rowGap) / pitch));
  const rows = columns.map((column) => rowsOf(column, lit, near, most));
  const used = rows.flatMap((column) => [...column.values()]);
  const [first, last] = [Math.min(0, ...used), Math.max(0, ...used)];
  const count = last - first + 1;
  const zoom = Math.max(leastZoom, Math.min(1, ((high + rowGap) / count - (pitch - shape)) / shape));
  const apart = Math.min(mostPitch, Math.max(rowHeight(lines, zoom), (high + rowGap) / count));
  const top = (room.height - lines * lineHeight - labelGap) / 2;
  const placed = columns.flatMap((column, at) => {
    const x = widths.slice(0, at).reduce((sum, width) => sum + width, margin) + (widths[at] ?? 0) / 2;
    return column.flatMap((node): ProjectedNode[] => {
      const row = rows[at]?.get(node.id);
      if (row === undefined) return [];
      const y = top + (row - (first + last) / 2) * apart;
      return [{ ...node, x: x / zoom, y: y / zoom, lines: linesOf.get(node.id) ?? [], isBelow: true }];
    });
  });
  const frame: Frame = { width: room.width, height: room.height, zoom, letters: 12 };
  return {
    ...projection,
    nodes: placed,
    edges: edgesOf(projection.edges, placed, lit, apart / zoom),
    headings: [],
    frame,
  };
}

/** The number of edges to the path, by the node's id. */
type Distances = ReadonlyMap<string, number>;

function distances({ edges }: Projection, path: readonly string[]): Distances {
  const near = new Map(path.map((id) => [id, 0]));
  for (let reached = [...path], hops = 1; reached.length > 0; hops += 1) {
    const now = new Set(reached);
    reached = edges
      .flatMap(({ from, to }) => (now.has(from) ? [to] : now.has(to) ? [from] : []))
      .filter((id) => !near.has(id));
    for (const id of reached) near.set(id, hops);
  }
  return near;
}

/** Column after column, from top to bottom, without empty ones; a box has room for a few of hundreds. */
function columnsOf(
  nodes: readonly ProjectedNode[],
  lit: ReadonlySet<string>,
  near: Distances,
): ProjectedNode[][] {
  const columns: ProjectedNode[][] = [];
  for (const node of nodes) (columns[node.column] ??= []).push(node);
  return columns
    .filter((column) => column.length > 0)
    .map((column) => {
      const others = nearest(
        column.filter(({ id }) => !lit.has(id)),
        near,
        mostOthers,
      );
      return [...column.filter(({ id }) => lit.has(id)), ...others].sort((a, b) => a.y - b.y);
    });
}

const nearest = (nodes: readonly ProjectedNode[], near: Distances, count: number): ProjectedNode[] =>
  nodes
    .toSorted((a, b) => (near.get(a.id) ?? Infinity) - (near.get(b.id) ?? Infinity) || a.y - b.y)
    .slice(0, Math.max(0, count));

function columnWidths(
  columns: readonly ProjectedNode[][],
  lit: ReadonlySet<string>,
  room: DrawingRoom,
): number[] {
  const wide = room.width - 2 * margin;
  const wanted = columns.map((column) => {
    const needs = column.map((node) =>
      Math.min(lit.has(node.id) ? widestOfPath : widestOfOthers, room.textWidth(room.labelOf(node))),
    );
    return Math.max(narrowestColumn, ...needs.map((width) => width + columnGap));
  });
  const sum = wanted.reduce((total, width) => total + width, 0);
  if (sum <= wide) return wanted.map((width) => width + (wide - sum) / columns.length);
  const spare = Math.max(0, wide - narrowestColumn * columns.length);
  const more = Math.max(1, sum - narrowestColumn * columns.length);
  return wanted.map((width) => narrowestColumn + ((width - narrowestColumn) * spare) / more);
}

/** The path is around row 0; a column that it passes over leaves row 0 free for its line. */
function rowsOf(
  column: readonly ProjectedNode[],
  lit: ReadonlySet<string>,
  near: Distances,
  most: number,
): ReadonlyMap<string, number> {
  const path = column.filter(({ id }) => lit.has(id));
  const held = Math.max(1, path.length);
  const others = nearest(
    column.filter(({ id }) => !lit.has(id)),
    near,
    most - held,
  ).sort((a, b) => a.y - b.y);
  const start = -Math.floor((held - 1) / 2);
  const roomAbove = Math.max(0, Math.floor((most - 1) / 2) + start);
  const roomBelow = Math.max(0, most - held - roomAbove);
  const middle = path.length > 0 ? (path[0]?.y ?? 0) : median(others);
  const wish = others.filter(({ y }) => y < middle).length;
  const above = Math.min(roomAbove, Math.max(wish, others.length - roomBelow));
  const rows = new Map<string, number>();
  path.forEach(({ id }, at) => rows.set(id, start + at));
  others.slice(0, above).forEach(({ id }, at) => rows.set(id, start - above + at));
  others.slice(above).forEach(({ id }, at) => rows.set(id, start + held + at));
  return rows;
}

const median = (nodes: readonly ProjectedNode[]): number => nodes[Math.floor(nodes.length / 2)]?.y ?? 0;

/** Returns the edges between nodes that are drawn. An edge of the path bows around a shape that is in its way. */
function edgesOf(
  edges: readonly ProjectedEdge[],
  nodes: readonly ProjectedNode[],
  lit: ReadonlySet<string>,
  apart: number,
): ProjectedEdge[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return edges.flatMap((edge): ProjectedEdge[] => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    if (!from || !to) return [];
    const isOfPath = lit.has(edge.from) && lit.has(edge.to);
    const blocked = isOfPath && nodes.some((node) => node !== from && node !== to && isOn(node, from, to));
    return [blocked ? { ...edge, bow: apart } : edge];
  });
}

function isOn({ x, y }: ProjectedNode, from: ProjectedNode, to: ProjectedNode): boolean {
  const along = (x - from.x) / (to.x - from.x);
  if (!(along > 0 && along < 1)) return false;
  return Math.abs(from.y + along * (to.y - from.y) - y) < clearance;
}
