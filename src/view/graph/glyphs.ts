import type { NodeKind } from '../../core/query/graph-model.ts';

/**
 * The glyphs inside the nodes and the badges at their fixed corners, as SVG data for canvas and SVG export.
 * The same drawings as KindIcon; dark on the light colours (orange, pink, sky, yellow), white on the others.
 */
const white = '#ffffff';
const dark = '#1c1d22';

export interface Glyph {
  readonly fill: string;
  /** Path data in a 20 × 20 box. */
  readonly path: string;
}

export const glyphs: Readonly<Record<NodeKind, Glyph>> = {
  root: { fill: white, path: 'm5.4 12.8-.8-6 3 2.3L10 5.7l2.4 3.4 3-2.3-.8 6Z' },
  user: {
    fill: white,
    path: 'M10 5a2.6 2.6 0 1 0 0 5.2A2.6 2.6 0 0 0 10 5ZM5.2 15c.3-2.6 2.2-4 4.8-4s4.5 1.4 4.8 4Z',
  },
  group: {
    fill: dark,
    path: 'M6.8 5.6a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM13.2 5.6a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM2.9 14.4c.2-2.3 1.7-3.6 3.9-3.6s3.7 1.3 3.9 3.6ZM11.4 14.4c-.1-1.5-.6-2.6-1.5-3.3.8-.2 2.1-.4 3.3-.3 2.2 0 3.7 1.3 3.9 3.6Z',
  },
  role: { fill: white, path: 'm10 5 4 1.5v3c0 2.4-1.6 4.3-4 5.3-2.4-1-4-2.9-4-5.3v-3Z' },
  policy: { fill: dark, path: 'M6.5 5.8h7v1.5h-7ZM6.5 9.2h7v1.5h-7ZM6.5 12.6H11v1.5H6.5Z' },
  resource: {
    fill: dark,
    path: 'M5 5.6c0-1.2 2.2-2 5-2s5 .8 5 2-2.2 2-5 2-5-.8-5-2ZM5 7.6c1 .9 2.9 1.4 5 1.4s4-.5 5-1.4v6.2c0 1.3-2.2 2-5 2s-5-.7-5-2Z',
  },
  outside: { fill: dark, path: 'm10 6 4 4-4 4-4-4Z' },
};

const asUri = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;

/** The glyph as an image; `fill` replaces its colour (on an unfilled, dashed node). */
export function glyphUri(kind: NodeKind, fill?: string): string {
  const glyph = glyphs[kind];
  return asUri(
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 20 20"><path fill="${fill ?? glyph.fill}" d="${glyph.path}"/></svg>`,
  );
}

/** Red triangle with an exclamation mark: allows everything. Bottom right. */
export const riskUri = (deny: string, ring: string): string =>
  asUri(
    `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 16 16"><path d="M8 1.2 15.3 14.4H.7Z" fill="${deny}" stroke="${ring}" stroke-width="1.4" stroke-linejoin="round"/><path d="M8 5.6v4.2M8 11.9v.4" stroke="#fff" stroke-width="1.7" stroke-linecap="round"/></svg>`,
  );

/** A bar under the node: has a permissions boundary. */
export const boundaryUri = (line: string): string =>
  asUri(
    `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="10" viewBox="0 0 30 5"><rect x=".5" y=".5" width="29" height="4" rx="2" fill="${line}"/></svg>`,
  );
