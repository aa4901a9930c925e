/** The label of a drawn node: its name, and how many it stands for. */

import { counted } from '../../entity/names.ts';
import type { ProjectedNode, Projection } from '../../../core/graph/view.ts';

export function labelOf({ label, bucket, folded }: ProjectedNode): string {
  const name = label.length > 34 ? `${label.slice(0, 20)}…${label.slice(-12)}` : label;
  if (bucket) {
    const left = bucket.size - bucket.shown;
    const users = folded === undefined ? '' : ` (${counted(folded, 'user')})`;
    return bucket.shown > 0
      ? `${name} · ${count(left)} more${users}`
      : `${name} · ${count(bucket.size)}${users}`;
  }
  return folded === undefined ? name : `${name} · ${count(folded)}`;
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

/** Says in one line under the drawing how much of the account a projection shows. */
export function projectionWords({ nodes, edges, total, level }: Projection): string {
  const all = `${counted(total.nodes, 'node')}, ${counted(total.edges, 'relation')}`;
  if (level === 'whole') return all;
  return `${counted(nodes.length, 'shape')} and ${counted(edges.length, 'line')} stand for ${all}. Double-click a shape to open it.`;
}
