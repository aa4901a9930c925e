/**
 * Remembers the positions to which a person dragged nodes, for each workspace, account and layout, in this
 * browser only. Without storage they are forgotten. Unreadable ones are dropped. A position is kept with the size of the
 * drawing (`[x, y, width, height]` at zoom 1), so that a node stands at the same place of a window of another size; earlier
 * releases kept `[x, y]`.
 */

import type { Frame, Layout } from '#core/graph/view.ts';
import { rememberInBrowser, rememberedInBrowser } from '#platform/browser-memory.ts';
import type { Positions } from './elements.ts';

const mostKept = 500;
const keyOf = (scope: string, layout: Layout): string => `graph/${scope}/${layout}`;

export function rememberedPositions(scope: string, layout: Layout, frame: Frame): Positions {
  const { width, height } = sizeOf(frame);
  return Object.fromEntries(
    Object.entries(kept(scope, layout)).map(([id, [x, y, w = width, h = height]]) => [
      id,
      { x: x * (width / w), y: y * (height / h) },
    ]),
  );
}

export function rememberPosition(
  scope: string,
  layout: Layout,
  id: string,
  { x, y }: { x: number; y: number },
  frame: Frame,
): void {
  const { [id]: _before, ...others } = kept(scope, layout);
  const { width, height } = sizeOf(frame);
  const all = [...Object.entries(others), [id, [Math.round(x), Math.round(y), width, height]] as const];
  rememberInBrowser(keyOf(scope, layout), JSON.stringify(Object.fromEntries(all.slice(-mostKept))));
}

/** Returns the pixels of the box at zoom 1. */
const sizeOf = ({ width, height, zoom }: Frame) => ({ width: width / zoom, height: height / zoom });

type Kept = readonly [x: number, y: number, width?: number, height?: number];

function kept(scope: string, layout: Layout): Record<string, Kept> {
  try {
    const read: unknown = JSON.parse(rememberedInBrowser(keyOf(scope, layout)) ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).filter((entry): entry is [string, Kept & unknown[]] => isKept(entry[1])),
    );
  } catch {
    return {};
  }
}

const isKept = (value: unknown): value is Kept =>
  Array.isArray(value) &&
  (value.length === 2 || (value.length === 4 && value[2] > 0 && value[3] > 0)) &&
  value.every((part) => typeof part === 'number');

export const forgetPositions = (scope: string, layout: Layout): void =>
  rememberInBrowser(keyOf(scope, layout), undefined);
