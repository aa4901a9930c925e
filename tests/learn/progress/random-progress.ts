/** Makes progress for tests: of a few levels, or by seed with few keys and dates, so that two of them often meet. */

import type { Guesses, LevelProgress, Progress } from '#learn/progress/file.ts';
import { stars } from '#learn/level/standing.ts';
import { seededRandom } from '#share/random.ts';

const openedAt = '2026-11-20T12:00:00.000Z';

/** These levels were opened, nothing more. */
export const opened = (...ids: string[]): Progress => ({
  levels: Object.fromEntries(ids.map((id) => [id, { openedAt, stars: [], hints: 0, watched: false }])),
  guesses: {},
});

/** These levels were solved with every star. */
export const solved = (...ids: string[]): Progress => ({
  levels: Object.fromEntries(
    ids.map((id) => [id, { openedAt, solvedAt: openedAt, stars: [...stars], hints: 0, watched: false }]),
  ),
  guesses: {},
});

export function randomProgress(seed: number): Progress {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const date = () => `2026-11-2${below(4)}T12:00:00.00${below(3)}Z`;
  const maybe = <K extends string, T>(key: K, value: T): { [Key in K]?: T } =>
    below(3) > 0 ? ({ [key]: value } as { [Key in K]: T }) : {};
  const some = <T>(keys: readonly string[], make: () => T): Record<string, T> =>
    Object.fromEntries(keys.filter(() => below(3) > 0).map((key) => [key, make()]));
  const level = (): LevelProgress => ({
    openedAt: date(),
    ...maybe('solvedAt', date()),
    stars: stars.filter(() => below(2) > 0),
    ...maybe('steps', below(5)),
    ...maybe('seconds', below(500)),
    hints: below(4),
    watched: below(2) > 0,
  });
  const guesses = (): Guesses => ({
    ...maybe('right', date()),
    ...maybe('wrong', date()),
    streak: below(3),
  });
  return {
    levels: some(['deny-wins', 'constructor', 'first-policy'], level),
    guesses: some(['deny-wins/0', 'deny-wins/1', 'arcade/scp'], guesses),
    ...maybe('arcade', { at: date(), skill: below(101), best: below(11), runs: below(9) }),
  };
}
