/**
 * The class that a student joined, and their work in it, as the browser stores it and a backup holds it. A browser has
 * one at a time. Two copies of the work of one student in one class are merged without loss; of other copies the one that
 * was joined or left last counts. The order does not matter.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import * as v from 'valibot';
import type { Result } from '../../core/model/result.ts';
import { describeValue, type Misfit, readValue } from '../../core/model/schema/fault.ts';
import { few, fileOf, made, members, optional, list } from '../../core/model/schema/members.ts';
import { flag, matching, type Stated, text, whole } from '../../core/model/schema/words.ts';
import { earnedStars } from '../progress/file.ts';
import { stars } from '../level/standing.ts';
import { classPlan, mostGuesses, mostSeconds, planFile, questionCount } from './read.ts';
import { cleanName, foldedName } from './student.ts';

const joinedFormat = 'iam-playground/joined';
const joinedVersion = 1;

const levelResult = members({
  id: text,
  /** None: the level was opened and is not solved. */
  stars: earnedStars,
  /** Seconds to the solution; 0 while it is not solved. */
  seconds: whole(0, mostSeconds),
  /** Hints that were opened, 0 to 3. */
  hints: whole(0, 3),
  /** The solution was watched. */
  watched: flag,
  /** The first guess of each prediction that was made: right or wrong. */
  guesses: few(flag, mostGuesses),
});
export interface LevelResult extends Stated<typeof levelResult> {}

export interface ClassResult {
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

/** Answers to the questions so far, in the order of the questions. */
const answers = few(flag, questionCount);

const classWork = made(
  members({
    plan: classPlan,
    /** Absent until the student typed a name. */
    student: optional(
      v.pipe(
        text,
        v.check((name) => cleanName(name) !== undefined, 'a name'),
        v.transform((name) => cleanName(name) ?? name),
      ),
    ),
    levels: list(levelResult),
    before: answers,
    after: answers,
  }),
  ({ levels, ...work }, refuse) => {
    const ids = work.plan.levels;
    levels.forEach(({ id }, at) => {
      if (!ids.includes(id)) refuse(['levels', at, 'id'], `${expected(ids)}, found ${describeValue(id)}`);
    });
    return { ...work, levels: ordered(levels, ids) };
  },
);
const expected = (ids: readonly string[]): string => `expected ${ids.map((id) => `\`${id}\``).join(' or ')}`;
export interface ClassWork extends Stated<typeof classWork> {}

export const joined = fileOf(
  { format: joinedFormat, version: joinedVersion, otherwise: 'this is no joined class' },
  {
    /** ISO 8601, real time: the class was joined, named or left. Empty: nothing ever was. */
    at: matching(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/, 'a date'),
    /** Absent: no class is joined. */
    work: optional(classWork),
  },
);
export interface ClassMembership extends Stated<typeof joined> {}

export const notJoined: ClassMembership = { at: '' };

export const readJoined = (value: unknown): Result<ClassMembership, Misfit> => readValue(joined, value);

export const joinedFile = ({ at, work }: ClassMembership): object => ({
  format: joinedFormat,
  version: joinedVersion,
  at,
  ...(work ? { work: { ...work, plan: planFile(work.plan) } } : {}),
});

export function mergedJoined(one: ClassMembership, other: ClassMembership): ClassMembership {
  const [older, newer] = rankOf(one) < rankOf(other) ? [one, other] : [other, one];
  if (!older.work || newer.work?.plan.id !== older.work.plan.id) return newer;
  // The class was opened again, and no name was typed yet.
  if (newer.work.student === undefined) return { at: newer.at, work: older.work };
  if (older.work.student === undefined) return newer;
  if (foldedName(older.work.student) !== foldedName(newer.work.student)) return newer;
  return { at: newer.at, work: mergedWork(newer.work, older.work) };
}

/** Orders copies. In the same moment, one with a class counts more than one without, and one with a name more still. */
const rankOf = ({ at, work }: ClassMembership): string =>
  work ? `${at} ${work.student ?? ''} ${work.plan.title}` : at;

function mergedWork(newer: ClassWork, older: ClassWork): ClassWork {
  const ids = newer.plan.levels;
  const levels = [...newer.levels, ...older.levels].reduce<readonly LevelResult[]>(withLevel, []);
  return {
    ...newer,
    levels: ordered(
      levels.filter(({ id }) => ids.includes(id)),
      ids,
    ),
    before: longer(newer.before, older.before),
    after: longer(newer.after, older.after),
  };
}

export const withLevel = (levels: readonly LevelResult[], part: LevelResult): readonly LevelResult[] => {
  const before = levels.find(({ id }) => id === part.id);
  return before ? levels.map((one) => (one === before ? mergedLevel(one, part) : one)) : [...levels, part];
};

function mergedLevel(one: LevelResult, other: LevelResult): LevelResult {
  const times = [one.seconds, other.seconds].filter((seconds) => seconds > 0);
  return {
    id: one.id,
    stars: stars.filter((star) => one.stars.includes(star) || other.stars.includes(star)),
    seconds: times.length === 0 ? 0 : Math.min(...times),
    hints: Math.max(one.hints, other.hints),
    watched: one.watched || other.watched,
    guesses: longer(one.guesses, other.guesses),
  };
}

/** Returns the list with more answers; of two as long, the one that was wrong first. */
function longer(one: readonly boolean[], other: readonly boolean[]): readonly boolean[] {
  if (one.length !== other.length) return one.length > other.length ? one : other;
  return one.map(Number).join('') <= other.map(Number).join('') ? one : other;
}

const ordered = (levels: readonly LevelResult[], ids: readonly string[]): readonly LevelResult[] =>
  levels.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
