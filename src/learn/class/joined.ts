/**
 * The class that a student joined, and their work in it, as the browser stores it and a backup holds it. A browser has
 * one at a time. Two copies of the work of one student in one class are merged without loss; of other copies the one that
 * was joined or left last counts. The order does not matter.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its number.
 */

import type { Result } from '../../core/model/result.ts';
import { readShape, Shape, type ShapeFault } from '../../share/json/shape.ts';
import { given } from '../../share/scenario/members.ts';
import { stars } from '../level/stars.ts';
import { type ClassPlan, type LevelResult, mostGuesses, mostSeconds, questionCount } from './format.ts';
import { checkHead } from './head.ts';
import { planFile, planOf } from './read.ts';
import { cleanName, foldedName } from './student.ts';

export interface Joined {
  /** ISO 8601, real time: the class was joined, named or left. Empty: nothing ever was. */
  readonly at: string;
  /** Absent: no class is joined. */
  readonly work?: ClassWork;
}

export interface ClassWork {
  readonly plan: ClassPlan;
  /** Absent until the student typed a name. */
  readonly student?: string;
  /** Levels that were opened. */
  readonly levels: readonly LevelResult[];
  /** Answers to the questions before and after so far, in the order of the questions. */
  readonly before: readonly boolean[];
  readonly after: readonly boolean[];
}

export const notJoined: Joined = { at: '' };

const joinedFormat = 'iam-playground/joined';
const joinedVersion = 1;

/** Reads a value that is already parsed. */
export const readJoined = (value: unknown): Result<Joined, ShapeFault> =>
  readShape(() => joinedOf(new Shape(value)));

/** Throws a `ShapeProblem`, so that it reads a member of another file too. */
export function joinedOf(file: Shape): Joined {
  checkHead(file, joinedFormat, joinedVersion, 'this is no joined class');
  file.only('format', 'version', 'at', 'work');
  const at = file.member('at').matching(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)?$/, 'a date');
  return { at, ...given(file, 'work', workOf) };
}

function workOf(shape: Shape): ClassWork {
  shape.only('plan', 'student', 'levels', 'before', 'after');
  const plan = planOf(shape.member('plan'));
  const levels = shape
    .member('levels')
    .list()
    .map((one) => levelOf(one, plan.levels));
  return {
    plan,
    ...given(shape, 'student', (name) => cleanName(name.text()) ?? name.expected('a name')),
    levels: ordered(levels, plan.levels),
    before: flagsOf(shape.member('before'), questionCount),
    after: flagsOf(shape.member('after'), questionCount),
  };
}

function levelOf(shape: Shape, ids: readonly string[]): LevelResult {
  shape.only('id', 'stars', 'seconds', 'hints', 'watched', 'guesses');
  const earned = shape
    .member('stars')
    .list()
    .map((star) => star.oneOf(stars));
  return {
    id: shape.member('id').oneOf(ids),
    stars: stars.filter((star) => earned.includes(star)),
    seconds: shape.member('seconds').whole(0, mostSeconds),
    hints: shape.member('hints').whole(0, 3),
    watched: shape.member('watched').flag(),
    guesses: flagsOf(shape.member('guesses'), mostGuesses),
  };
}

function flagsOf(shape: Shape, most: number): boolean[] {
  const flags = shape.list().map((one) => one.flag());
  return flags.length > most ? shape.fail(`${most} is the most`) : flags;
}

/** Returns the file as a value. */
export const joinedFile = ({ at, work }: Joined): object => ({
  format: joinedFormat,
  version: joinedVersion,
  at,
  ...(work ? { work: { ...work, plan: planFile(work.plan) } } : {}),
});

export function mergedJoined(one: Joined, other: Joined): Joined {
  const [older, newer] = rankOf(one) < rankOf(other) ? [one, other] : [other, one];
  if (!older.work || newer.work?.plan.id !== older.work.plan.id) return newer;
  // The class was opened again, and no name was typed yet.
  if (newer.work.student === undefined) return { at: newer.at, work: older.work };
  if (older.work.student === undefined) return newer;
  if (foldedName(older.work.student) !== foldedName(newer.work.student)) return newer;
  return { at: newer.at, work: mergedWork(newer.work, older.work) };
}

/** Orders copies. In the same moment, one with a class counts more than one without, and one with a name more still. */
const rankOf = ({ at, work }: Joined): string =>
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

/** Adds what was done in a level to what was done in it before. */
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
