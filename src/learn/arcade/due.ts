/** Notes guesses, and says which are asked again: those that were wrong once, after longer and longer waits. */

import type { Guesses, Progress } from '../progress/file.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The wait after a wrong guess, and after the first, second and third right one that follows. */
const waits = [minute, day, 3 * day, 10 * day] as const;

/** Returns the keys of guesses that are due, the longest overdue first. `now`: milliseconds. */
export function dueKeys({ guesses }: Pick<Progress, 'guesses'>, now: number): string[] {
  return Object.entries(guesses)
    .map(([key, one]) => ({ key, at: dueAt(one) }))
    .filter(({ at }) => at <= now)
    .toSorted((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1))
    .map(({ key }) => key);
}

/** Returns `Infinity` for a guess that was never wrong, or that is known by now. */
function dueAt({ right = '', wrong, streak }: Guesses): number {
  const wait = waits[streak];
  if (wrong === undefined || wait === undefined) return Infinity;
  return Date.parse(right > wrong ? right : wrong) + wait;
}

/** `at`: ISO 8601, real time. */
export const guessed = (before: Guesses | undefined, right: boolean, at: string): Guesses => ({
  ...before,
  [right ? 'right' : 'wrong']: at,
  streak: right ? (before?.streak ?? 0) + 1 : 0,
});
