/** The box for which a drawing is placed, and what is measured in it. */

import type { TextWidth } from './label-lines.ts';

/** The parts of a name. */
export interface NamedNode {
  readonly label: string;
  readonly bucket?: { readonly size: number; readonly shown: number; readonly alike?: 'names' | 'holders' };
  readonly folded?: number;
}

export interface DrawingRoom {
  /** Pixels of the canvas. */
  readonly width: number;
  readonly height: number;
  /** The factor by which shapes and names are larger than on a desk. */
  readonly scale: number;
  /** Returns the width of a text at 12 px. */
  readonly textWidth: TextWidth;
  /** Returns the whole name of a shape, with how many it stands for. */
  readonly labelOf: (node: NamedNode) => string;
}

/** Pixels of a letter in most fonts, at 12 px. */
const letter = 6.6;

/** The room of a projection that is not drawn, or not measured yet. */
export const defaultRoom: DrawingRoom = {
  width: 760,
  height: 500,
  scale: 1,
  textWidth: (text) => text.length * letter,
  labelOf: ({ label, bucket }) => (bucket ? `${label} · ${bucket.size}` : label),
};
