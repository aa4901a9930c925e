/**
 * This says how much of everything a test takes: all of it in the deep run (DEEP=1), a sample of it in `npm
 * test`.
 */

import { env } from 'node:process';

const deep = env['DEEP'] === '1';

/** Every `nth` of what there is, the first included; in the deep run all of it. */
export const sampleOf = <T>(all: readonly T[], nth: number): readonly T[] =>
  deep ? all : all.filter((_, index) => index % nth === 0);
