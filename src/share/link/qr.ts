/** Makes a QR code as an SVG path: black modules of size 1 on a square of `size`, quiet zone included. */

import { encode } from 'uqr';

export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** A phone cannot read the codes of longer texts from a projector. @internal */
export const maxQrLength = 600;

/** Returns the code; `undefined` when the text is too long for a readable one. */
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
