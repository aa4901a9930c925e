/**
 * Joins what a node shows on and around its shape, glyph and badges, into one picture. One image for a node
 * costs the canvas less than several, and no combination needs a rule of its own.
 */

import type { ProjectedNode } from '../../../core/graph/view.ts';
import { badgeMarkup } from './badges.ts';
import { glyphs } from './glyphs.ts';
import type { GraphTokens } from './tokens.ts';

export type Faces = (node: Pick<ProjectedNode, 'kind' | 'known' | 'badges'>) => string;

/** Side of the picture in pixels at zoom 1. Its centre is that of the node. */
export const faceSide = 64;

export function facesOf(tokens: GraphTokens): Faces {
  const made = new Map<string, string>();
  return ({ kind, known, badges }) => {
    const key = `${kind} ${known} ${badges.join(' ')}`;
    let face = made.get(key);
    if (face === undefined) {
      const { path, fill } = glyphs[kind];
      const half = faceSide / 2;
      const svg = [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${faceSide}" height="${faceSide}" viewBox="-${half} -${half} ${faceSide} ${faceSide}">`,
        `<path transform="translate(-12 -12) scale(1.2)" fill="${known ? fill : tokens.muted}" d="${path}"/>`,
        ...badges.map((badge) => badgeMarkup(badge, kind, tokens)),
        '</svg>',
      ].join('');
      made.set(key, (face = `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`));
    }
    return face;
  };
}
