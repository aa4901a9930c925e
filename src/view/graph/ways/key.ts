/** Tells one way from another: a whole text for a list, and a short key that an address has room for. */

import type { WayRow } from '../../../core/analysis/ways/rows.ts';

/** Returns the same text for the same ends, steps and choices, also after another search. */
export function textOfWay({ from: start, to: end, onlyWith, steps }: WayRow): string {
  const parts = steps.map(({ method, from, to, choice, permissions }) => [
    ...[method.id, from, to, choice],
    permissions.map(({ action, resource }) => [action, resource]),
  ]);
  return JSON.stringify([start, end, onlyWith, parts]);
}

/** Returns a hash of that text in letters and digits. */
export function keyOfWay(way: WayRow): string {
  // FNV-1a: no secret, only short.
  let hash = 0x811c9dc5;
  for (const letter of textOfWay(way)) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}
