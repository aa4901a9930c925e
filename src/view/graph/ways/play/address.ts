/** The address of a play: it names the way by its key, so that a reload plays the same way again. */

import { href } from '../../../../app/navigation/routes.svelte.ts';
import { administrator } from '../words.ts';

export interface AskedPlay {
  readonly from: string;
  readonly to: string;
  /** Ways count that depend on something. */
  readonly conditional: boolean;
  /** The key of the way. */
  readonly way: string;
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
