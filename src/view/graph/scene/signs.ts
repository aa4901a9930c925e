/**
 * The badges at their fixed corners, and the dashes and ends of lines, for canvas, SVG export, legend, tree and table. Each
 * has a shape of its own, so that none is told by its colour alone.
 */

import type { Badge, NodeKind } from '#core/graph/model.ts';
import type { DrawnEdgeKind } from '#core/graph/view.ts';

export type BadgeColour = 'amber' | 'dark' | 'deny' | 'surface' | 'text' | 'white';

interface BadgePart {
  /** Path data around the badge's own centre. A badge fits into 16 × 16, the bar is 30 wide. */
  readonly d: string;
  readonly fill?: BadgeColour;
  readonly line?: BadgeColour;
  readonly width?: number;
}

const disc = 'M-7.2 0a7.2 7.2 0 1 0 14.4 0 7.2 7.2 0 1 0-14.4 0Z';

export const badgeParts: Readonly<Record<Badge, readonly BadgePart[]>> = {
  /** An open padlock. */
  'no-mfa': [
    { d: disc, fill: 'amber', line: 'surface', width: 1.4 },
    { d: 'M-3.4-.3H3.4V4.2H-3.4Z', fill: 'dark' },
    { d: 'M-2.1-.3V-2.5A2.1 2.1 0 0 1 2-3', line: 'dark', width: 1.4 },
  ],
  'access-key': [
    { d: disc, fill: 'text', line: 'surface', width: 1.4 },
    {
      d: 'M-4.4 0a2.1 2.1 0 1 0 4.2 0 2.1 2.1 0 1 0-4.2 0ZM-.2 0H4.5M2.5 0V2.3M4.3 0V2.3',
      line: 'surface',
      width: 1.4,
    },
  ],
  /** An arrow that comes in at a door. */
  'open-trust': [
    { d: disc, fill: 'deny', line: 'surface', width: 1.4 },
    { d: 'M-4.6 0H1.4M-1-2.6 1.6 0-1 2.6M4-3.8V3.8', line: 'white', width: 1.6 },
  ],
  /** A triangle with an exclamation mark. */
  admin: [
    { d: 'M0-7.2 7.8 6.4H-7.8Z', fill: 'deny', line: 'surface', width: 1.4 },
    { d: 'M0-2.6V1.8M0 4v.4', line: 'white', width: 1.8 },
  ],
  /** An arrow that points up. */
  ways: [{ d: 'M0-7.4 7 .6H3.3V7H-3.3V.6H-7Z', fill: 'deny', line: 'surface', width: 1.4 }],
  boundary: [{ d: 'M-13-2.2H13a2.2 2.2 0 0 1 0 4.4H-13a2.2 2.2 0 0 1 0-4.4Z', fill: 'text' }],
};

/** Returns the badge's centre relative to the node's: top right, top left, bottom right, bottom left, below. */
function badgePlace(badge: Badge, kind: NodeKind): { readonly x: number; readonly y: number } {
  const side = kind === 'group' ? 20 : 15;
  switch (badge) {
    case 'no-mfa':
      return { x: side, y: -15 };
    case 'open-trust':
      // A role has no MFA device of its own, so that its corner is free.
      return { x: side, y: -15 };
    case 'access-key':
      return { x: -side, y: -15 };
    case 'admin':
      return { x: side, y: 13 };
    case 'ways':
      return { x: -side, y: 13 };
    case 'boundary':
      return { x: 0, y: 20 };
  }
}

type BadgePaint = Readonly<Record<Exclude<BadgeColour, 'amber' | 'dark' | 'white'>, string>>;

/** Colours that are the same in both themes. */
export const fixedColours = { amber: '#f0b400', dark: '#1c1d22', white: '#ffffff' } as const;

export function badgeMarkup(badge: Badge, kind: NodeKind, paint: BadgePaint): string {
  const { x, y } = badgePlace(badge, kind);
  const colour = (name: BadgeColour | undefined) =>
    name === undefined ? 'none' : { ...fixedColours, ...paint }[name];
  const parts = badgeParts[badge].map(
    ({ d, fill, line, width }) =>
      `<path d="${d}" fill="${colour(fill)}"${line ? ` stroke="${colour(line)}" stroke-width="${width ?? 1}"` : ''}/>`,
  );
  return `<g transform="translate(${x} ${y})" stroke-linecap="round" stroke-linejoin="round">${parts.join('')}</g>`;
}

interface EdgeSample {
  readonly word: string;
  /** SVG `stroke-dasharray`. Empty for a solid line. */
  readonly dash: string;
  readonly end: 'open-arrow' | 'arrow' | 'dot' | 'ring' | 'tee' | 'square' | 'diamond';
}

export const edgeSamples: Readonly<Record<DrawnEdgeKind, EdgeSample>> = {
  'member-of': { word: 'member of', dash: '', end: 'open-arrow' },
  attached: { word: 'attached', dash: '', end: 'dot' },
  inline: { word: 'inline policy', dash: '', end: 'ring' },
  boundary: { word: 'boundary', dash: '1 3', end: 'square' },
  grants: { word: 'grants', dash: '', end: 'arrow' },
  denies: { word: 'denies', dash: '', end: 'tee' },
  'can-assume': { word: 'can assume', dash: '7 4', end: 'arrow' },
  'named-by': { word: 'named by its policy', dash: '2 4', end: 'diamond' },
  asked: { word: 'asked for', dash: '5 5', end: 'tee' },
  way: { word: 'step of a way', dash: '', end: 'arrow' },
  'way-if': { word: 'step that depends', dash: '6 4', end: 'arrow' },
};

/** The sign at the end of a line as path data around the origin. The line comes from the left. */
export const endPaths: Readonly<Record<EdgeSample['end'], { readonly d: string; readonly filled: boolean }>> =
  {
    'open-arrow': { d: 'M-7 -4 0 0-7 4', filled: false },
    arrow: { d: 'M-8 -4 0 0-8 4Z', filled: true },
    dot: { d: 'M-6 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0Z', filled: true },
    ring: { d: 'M-6 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0Z', filled: false },
    tee: { d: 'M0 -5V5', filled: false },
    square: { d: 'M-6 -3H0V3H-6Z', filled: false },
    diamond: { d: 'M-8 0-4 -3.5 0 0-4 3.5Z', filled: true },
  };
