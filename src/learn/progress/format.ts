/**
 * The progress of one person: levels, guesses to ask again, and the arcade. Every member only ever grows or is replaced
 * by a later one, so two copies merge without loss, whatever the order (merge.ts). Numbers are whole, and dates are those
 * of `toISOString`, which sort as texts (file.ts checks both).
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Star } from '../level/stars.ts';

export const progressFormat = 'iam-playground/progress';
export const progressVersion = 1;

export interface Progress {
  /** The key is the id of the level. */
  readonly levels: Readonly<Record<string, LevelProgress>>;
  /** Guesses by their key: `deny-wins/2` (level and number of the prediction), `arcade/scp-limits` (template). */
  readonly guesses: Readonly<Record<string, Guesses>>;
  readonly arcade?: ArcadeProgress;
}

export interface LevelProgress {
  /** Real time: opened for the first time, solved for the first time. */
  readonly openedAt: string;
  readonly solvedAt?: string;
  /** All stars that were ever earned. */
  readonly stars: readonly Star[];
  /** Fewest steps of a solution. */
  readonly steps?: number;
  /** Shortest time to a solution, in seconds. */
  readonly seconds?: number;
  /** Most hints that were opened, 0 to 3. */
  readonly hints: number;
  /** The solution was watched. */
  readonly watched: boolean;
}

export interface Guesses {
  /** The last right and the last wrong guess. */
  readonly right?: string;
  readonly wrong?: string;
  /** Right guesses since the last wrong one, which space the next time. */
  readonly streak: number;
}

export interface ArcadeProgress {
  /** The last answer. */
  readonly at: string;
  /** 0 to 100: how difficult the next question is. */
  readonly skill: number;
  /** Most right answers in a run of ten, and the number of finished runs. */
  readonly best: number;
  readonly runs: number;
}

export const noProgress: Progress = { levels: {}, guesses: {} };
