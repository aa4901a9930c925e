/** Writes a guess down: the last right and the last wrong one, and how many were right since. */

import type { Guesses } from './file.ts';

/** `at`: ISO 8601, real time. */
export const guessed = (before: Guesses | undefined, right: boolean, at: string): Guesses => ({
  ...before,
  [right ? 'right' : 'wrong']: at,
  streak: right ? (before?.streak ?? 0) + 1 : 0,
});
