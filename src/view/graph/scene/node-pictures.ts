/** Joins glyph and badges of a node into one picture: one image costs the canvas less than several. */

import type { NodeKind } from '#core/graph/model.ts';
import type { ProjectedNode } from '#core/graph/view.ts';
import { badgeMarkup } from './signs.ts';
import type { GraphTokens } from './tokens.ts';

const white = '#ffffff';
const dark = '#1c1d22';

interface Glyph {
  readonly fill: string;
  /** Path data in a 20 × 20 box. */
  readonly path: string;
}

/** The drawings of KindIcon: dark on the light colours (orange, pink, sky, yellow), white on the others. */
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

/** Images with short names: Cytoscape reads a picture's address letter by letter each time it styles the node. */
export const faceImages: Record<string, { readonly image: HTMLImageElement }> = {};
const names = new Map<string, string>();

/** Returns names of images for addresses of pictures. */
export const named =
  (faces: Faces): Faces =>
  (node) => {
    const address = faces(node);
    let name = names.get(address);
    if (name === undefined) {
      names.set(address, (name = `face-${names.size}`));
      const image = new Image();
      image.src = address;
      faceImages[name] = { image };
    }
    return name;
  };
