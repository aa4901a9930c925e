/** The address of a play: it names the way by its key, so that a reload plays the same way again. */

import { href } from '../../../../app/navigation/routes.svelte.ts';
import type { WayRow } from '../../../../core/analysis/ways/rows.ts';
import { administrator } from '../words.ts';

export interface AskedPlay {
  readonly from: string;
  readonly to: string;
  /** Ways count that depend on something. */
  readonly conditional: boolean;
  /** The key of the way. */
  readonly way: string;
}

/** Returns a short text that is the same for the same steps with the same choices. */
export function keyOfWay({ onlyWith, steps }: WayRow): string {
  const parts = steps.map(({ method, from, to, choice, permissions }) => [
    ...[method.id, from, to, choice],
    permissions.map(({ action, resource }) => [action, resource]),
  ]);
  // FNV-1a: no secret, only short.
  let hash = 0x811c9dc5;
  for (const letter of JSON.stringify([onlyWith, parts]))
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36);
}

export const playHref = ({ from, to, conditional, way }: AskedPlay): string =>
  href('graph', ['play'], { ...wayQuery({ from, to, conditional }), way });

/** Returns the address of the ways among which the way is. */
export const backHref = (asked: AskedPlay): string => href('graph', ['ways'], wayQuery(asked));

const wayQuery = ({ from, to, conditional }: Omit<AskedPlay, 'way'>) => ({
  from,
  to: to === administrator ? undefined : to,
  depends: conditional ? '1' : undefined,
});

/** Returns `undefined` for an address that names no way. */
export function readPlay(query: Readonly<Record<string, string>>): AskedPlay | undefined {
  const { from, to = administrator, depends, way } = query;
  return from !== undefined && way !== undefined
    ? { from, to, conditional: depends === '1', way }
    : undefined;
}
