/** The label of a drawn node: its name, how many it stands for, and how much of that there is room for. */

import { clippedLabel } from '#core/graph/layout/label-lines.ts';
import { counted } from '../../entity/names.ts';
import { type ProjectedNode, type Projection, isWay } from '#core/graph/view.ts';

type Named = Pick<ProjectedNode, 'label' | 'bucket' | 'folded'>;

export function nodeLabel(node: Named): string {
  const { label } = node;
  return fullLabelOf({
    ...node,
    label: label.length > 34 ? `${label.slice(0, 20)}…${label.slice(-12)}` : label,
  });
}

export function fullLabelOf({ label: name, bucket, folded }: Named): string {
  if (bucket) {
    const left = bucket.size - bucket.shown;
    if (bucket.alike) return left === 1 ? name : `${name} + ${count(left - 1)}`;
    const users = folded === undefined ? '' : ` (${counted(folded, 'user')})`;
    return bucket.shown > 0
      ? `${name} · ${count(left)} more${users}`
      : `${name} · ${count(bucket.size)}${users}`;
  }
  return folded === undefined ? name : `${name} +${counted(folded, 'user')}`;
}

/** Returns the name as it is drawn beside a shape. Its number stays on the line of its last word. */
export function drawnName({ label: name, bucket, folded }: Named): string {
  if (!bucket) return folded === undefined ? name : `${name}\u00a0+${count(folded)}`;
  const left = bucket.size - bucket.shown;
  if (bucket.alike) return left === 1 ? name : `${name}\u00a0+\u00a0${count(left - 1)}`;
  return `${name}\u00a0·\u00a0${count(left)}${bucket.shown > 0 ? '\u00a0more' : ''}`;
}

const count = (number: number): string => number.toLocaleString('en');

let context: CanvasRenderingContext2D | null | undefined;

/** Returns the width of a label in pixels, in the font in which the canvas draws it. */
export function labelWidth(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  context.font = `12px ${font}`;
  return context.measureText(text).width;
}

/** Pixels at zoom 1 for a label in the first and in the last column, beside which nothing stands. */
const outerRoom = 600;
/** Pixels of a line that stay between a label and the next shape, and those of the shapes themselves. */
const between = 70;
/** The same where the next shape is of the same column, between which fewer lines run. */
const besideShape = 62;

/** Returns how wide a label beside its node may be, in pixels at zoom 1, so that it ends before the next column. */
export function labelRooms(nodes: readonly ProjectedNode[]): (node: ProjectedNode) => number {
  const columns = new Map(nodes.map(({ x, column }) => [x, column]));
  const xs = [...columns.keys()].sort((a, b) => a - b);
  const rooms = new Map(xs.map((x, at) => [x, { left: xs[at - 1], right: xs[at + 1] }]));
  return ({ x, column }) => {
    const next = rooms.get(x)?.[column === 0 ? 'left' : 'right'];
    if (next === undefined) return outerRoom;
    const kept = columns.get(next) === column ? besideShape : between;
    return Math.max(kept, Math.abs(x - next) - kept);
  };
}

/** Returns the width (pixels at 12 px) of the widest line of a drawn name. */
export const nameWidth = (text: string, font: string): number =>
  Math.max(...text.split('\n').map((line) => labelWidth(line, font)));

/** Returns what is drawn of a label at that size of letters (pixels at zoom 1). */
export const drawnLabel = (label: string, room: number, family: string, size: number): string =>
  clippedLabel(label, (room * 12) / size, (text) => labelWidth(text, family));

export function drawingWords({ nodes, edges, total, level }: Projection): string {
  if (level === 'whole' || level === 'focus')
    return `Drawing of ${counted(nodes.length, 'node')} and ${counted(edges.length, 'relation')}`;
  const drawn = `${counted(nodes.length, 'shape')} and ${counted(edges.length, 'line')}`;
  return `Drawing of ${drawn} for ${counted(total.nodes, 'node')} and ${counted(total.edges, 'relation')}`;
}

/** Says in one line under the drawing how much of the account a projection shows. */
export function projectionWords({ nodes, edges, total, level, headings, frame }: Projection): string {
  const outside = headings.filter(({ left }) => left * frame.zoom >= frame.width);
  const titles = outside.map(({ title }) => title).join(', ');
  const isBeyond = nodes.some(({ x, y }) => x * frame.zoom > frame.width || y * frame.zoom > frame.height);
  const beyond = isBeyond ? ` Drag the drawing to see ${titles || 'the rest'}.` : '';
  const isOwn = nodes.every(({ bucket }) => !bucket);
  // Ways draw steps and things that the account does not hold.
  const all =
    isOwn && edges.some(({ kind }) => isWay(kind))
      ? `${counted(nodes.length, 'node')}, ${counted(edges.length, 'line')}`
      : `${counted(total.nodes, 'node')}, ${counted(total.edges, 'relation')}`;
  if (level === 'whole' || isOwn) return isBeyond ? `${all}.${beyond}` : all;
  return `${counted(nodes.length, 'shape')} for ${all}.${beyond} Double-click unfolds a shape.`;
}
