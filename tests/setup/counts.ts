/**
 * This says how much of everything a test takes. COUNTS chooses: a sample (`npm test`, and a test that is run alone), the full
 * count (`npm run test:all`, as in CI), or the most (`COUNTS=most` before a command), which takes an hour and is run by hand before a
 * release or after a change of what it guards.
 */

import { env } from 'node:process';

/** Full counts, or more. */
export const isFull = env['COUNTS'] === 'full' || env['COUNTS'] === 'most';

/** Returns the count that this run asks for; without `most`, the full count is the most that makes sense. */
export function countOf<T>(counts: { readonly sample: T; readonly full: T; readonly most?: T }): T {
  const { sample, full, most = full } = counts;
  if (!isFull) return sample;
  return env['COUNTS'] === 'most' ? most : full;
}

/**
 * Returns every `nth` of what there is, the first included; at full counts all of it, or every `nthInFull`; with `most`
 * all of it.
 */
export function sampleOf<T>(all: readonly T[], nth: number, nthInFull = 1): readonly T[] {
  const every = countOf({ sample: nth, full: nthInFull, most: 1 });
  return all.filter((_, index) => index % every === 0);
}
