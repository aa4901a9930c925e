/** The dashes and end signs of each relation, for legend and SVG export. */

import type { DrawnEdgeKind } from '../../../core/graph/view.ts';

export interface EdgeSample {
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
