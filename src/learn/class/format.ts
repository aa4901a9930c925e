/**
 * A class: levels and questions that a teacher gives to students, and the result that each student gives back. A class
 * travels as a link, a file or inside the page as one file; a result travels as a code. Nothing needs a network.
 *
 * INVARIANT: both formats have a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Scenario } from '../../share/scenario/format.ts';
import type { Star } from '../level/stars.ts';

export const classFormat = 'iam-playground/class';
export const classVersion = 1;

/** The questions of one round. */
export const questionCount = 10;
export const mostSeconds = 1_000_000_000;
/** First guesses of one level. */
export const mostGuesses = 20;

export interface ClassPlan {
  /** Eight letters and digits, made with the class. Codes of another class are told by it. */
  readonly id: string;
  readonly title: string;
  /** 16 bytes in base32. It seals results, and every student's page has it. */
  readonly key: string;
  /** ISO 8601, real time. */
  readonly madeAt: string;
  /** Ids of levels in the order in which they are played. Those of `own` begin with `own-` (level/own.ts). */
  readonly levels: readonly string[];
  /** Levels that the teacher made. */
  readonly own: readonly Scenario[];
  /** Keys of ten questions of the arcade. They are asked before and after the levels, with other seeds. */
  readonly questions?: readonly string[];
}

/** The work of one student, as the teacher sees it. */
export interface ClassResult {
  /** Id of the class. */
  readonly class: string;
  /** The name that the student typed, 1 to 40 characters. */
  readonly student: string;
  /** ISO 8601 to the second, real time: the code was made. */
  readonly at: string;
  readonly levels: readonly LevelResult[];
  /** Right or wrong, for each of the ten questions. Absent until all ten were answered. */
  readonly before?: readonly boolean[];
  readonly after?: readonly boolean[];
}

export interface LevelResult {
  readonly id: string;
  /** None: the level was opened and is not solved. */
  readonly stars: readonly Star[];
  /** Seconds to the solution; 0 while it is not solved. */
  readonly seconds: number;
  /** Hints that were opened, 0 to 3. */
  readonly hints: number;
  /** The solution was watched. */
  readonly watched: boolean;
  /** The first guess of each prediction that was made: right or wrong. */
  readonly guesses: readonly boolean[];
}
