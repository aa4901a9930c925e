/** A QR code as the path of an SVG: black modules of size 1 on a square of `size`, quiet zone included. */

import { encode } from 'uqr';

export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Longer texts make codes that a phone does not read from a projector. */
export const maxQrLength = 600;

/** The code, or undefined where the text is too long for one that can be read. */
export function qrPath(text: string): QrPath | undefined {
  if (text.length > maxQrLength) return undefined;
  const { data, size } = encode(text, { ecc: 'L', border: 4 });
  const runs = data.flatMap((row, y) =>
    row.flatMap((dark, x) =>
      dark && !row[x - 1] ? [`M${x} ${y}h${runLength(row, x)}v1h-${runLength(row, x)}z`] : [],
    ),
  );
  return { size, path: runs.join('') };
}

function runLength(row: readonly boolean[], from: number): number {
  let end = from;
  while (row[end]) end += 1;
  return end - from;
}
