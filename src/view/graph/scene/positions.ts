/**
 * Remembers the positions to which a person dragged nodes, for each workspace, account and layout, in this
 * browser only. Without storage they are forgotten. Unreadable ones are dropped.
 */

import type { Layout } from '#core/graph/view.ts';
import { rememberInBrowser, rememberedInBrowser } from '#platform/browser-memory.ts';
import type { Positions } from './elements.ts';

const mostKept = 500;
const keyOf = (scope: string, layout: Layout): string => `graph/${scope}/${layout}`;

export function rememberedPositions(scope: string, layout: Layout): Positions {
  try {
    const kept: unknown = JSON.parse(rememberedInBrowser(keyOf(scope, layout)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept as Record<string, unknown>).flatMap(([id, value]) => {
        const [x, y] = Array.isArray(value) ? (value as unknown[]) : [];
        return typeof x === 'number' && typeof y === 'number' ? [[id, { x, y }]] : [];
      }),
    );
  } catch {
    return {};
  }
}

export function rememberPosition(
  scope: string,
  layout: Layout,
  id: string,
  { x, y }: { x: number; y: number },
): Positions {
  const { [id]: _before, ...others } = rememberedPositions(scope, layout);
  const kept = [...Object.entries(others), [id, { x, y }] as const].slice(-mostKept);
  const plain = Object.fromEntries(kept.map(([node, at]) => [node, [Math.round(at.x), Math.round(at.y)]]));
  rememberInBrowser(keyOf(scope, layout), JSON.stringify(plain));
  return Object.fromEntries(kept);
}

export const forgetPositions = (scope: string, layout: Layout): void =>
  rememberInBrowser(keyOf(scope, layout), undefined);
