/** Writes a number of bytes as a person reads it: `812 bytes`, `14 kB`, `3.2 MB`. */

import { counted } from './names.ts';

export function bytesWords(bytes: number): string {
  if (bytes < 1_000) return counted(bytes, 'byte');
  const [value, unit] =
    bytes < 1_000_000 ? [bytes / 1_000, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value).toLocaleString('en')} ${unit}`;
}
