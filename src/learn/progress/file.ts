/**
 * The file of one person's progress: levels, guesses to ask again, and the arcade. Every member only ever grows or is
 * replaced by a later one, so two copies merge without loss, whatever the order (merge.ts). Numbers are whole, and dates
 * are those of `toISOString`, which sort as texts. The schema refuses what it does not know with its place, and caps what a
 * file may hold: it also reads what the browser stored.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import * as v from 'valibot';
import type { Result } from '../../core/model/result.ts';
import { type Misfit, readValue } from '../../core/model/schema/fault.ts';
import { fileOf, list, mapOf, members, optional } from '../../core/model/schema/members.ts';
import { flag, matching, oneOf, type Stated, whole } from '../../core/model/schema/words.ts';
import { stars } from '../level/standing.ts';

export const progressFormat = 'iam-playground/progress';
export const progressVersion = 1;

const mostLevels = 1_000;
const mostGuesses = 10_000;
const mostSteps = 1_000_000;
const mostSeconds = 1_000_000_000;

const dateForm = 'a date like `2026-01-31T12:00:00.000Z`';
/** One form for all dates: they are compared as texts. */
const date = v.pipe(
  matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, dateForm),
  v.check((value) => !Number.isNaN(Date.parse(value)), dateForm),
);

/** Stars as a file holds them: in any order, and read in ours. */
export const earnedStars = v.pipe(
  list(oneOf(stars)),
  v.transform((earned) => stars.filter((star) => earned.includes(star))),
);

const level = members({
  /** Real time: opened for the first time, solved for the first time. */
  openedAt: date,
  solvedAt: optional(date),
  /** All stars that were ever earned. */
  stars: earnedStars,
  /** Fewest steps of a solution. */
  steps: optional(whole(0, mostSteps)),
  /** Shortest time to a solution, in seconds. */
  seconds: optional(whole(0, mostSeconds)),
  /** Most hints that were opened, 0 to 3. */
  hints: whole(0, 3),
  /** The solution was watched. */
  watched: flag,
});
export interface LevelProgress extends Stated<typeof level> {}

const guesses = members({
  /** The last right and the last wrong guess. */
  right: optional(date),
  wrong: optional(date),
  /** Right guesses since the last wrong one, which space the next time. */
  streak: whole(0, mostSteps),
});
export interface Guesses extends Stated<typeof guesses> {}

const arcade = members({
  at: date,
  /** 0 to 100: how difficult the next question is. */
  skill: whole(0, 100),
  /** Most right answers in a run of ten, and the number of finished runs. */
  best: whole(0, 10),
  runs: whole(0, mostSteps),
});
export interface ArcadeProgress extends Stated<typeof arcade> {}

const otherwise = 'this is no id of the path';

export const progress = fileOf(
  { format: progressFormat, version: progressVersion, otherwise: 'this is no progress' },
  {
    /** The key is the id of the level. */
    levels: mapOf(level, { most: mostLevels, pattern: /^[a-z0-9-]{1,40}$/, otherwise }),
    /** Guesses by their key: `deny-wins/2` (level and number of the prediction), `arcade/scp-limits` (template). */
    guesses: mapOf(guesses, {
      most: mostGuesses,
      pattern: /^[a-z0-9-]{1,40}\/[a-z0-9-]{1,40}$/,
      otherwise,
    }),
    arcade: optional(arcade),
  },
);
export interface Progress extends Stated<typeof progress> {}

export const readProgress = (value: unknown): Result<Progress, Misfit> => readValue(progress, value);
