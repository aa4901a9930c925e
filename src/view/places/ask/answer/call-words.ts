/** The words of the list of a call's permissions, apart from those of an answer because they load later. */

import type { VerdictLook } from './open-words.ts';

/** Counts the permissions of a call that are denied, and those that depend on more. */
export function countWords(looks: readonly VerdictLook[]): string {
  const [denied, open] = (['no', 'depends'] as const).map(
    (wanted) => looks.filter((look) => look === wanted).length,
  );
  if (denied === looks.length) return 'All are denied.';
  const said = [
    denied ? (denied === 1 ? 'One is denied.' : `${denied} are denied.`) : '',
    open ? (open === 1 ? 'One depends on what is not known.' : `${open} depend on what is not known.`) : '',
  ].filter(Boolean);
  return said.length === 0 ? 'All are allowed.' : said.join(' ');
}
