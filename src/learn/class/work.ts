/** Changes of a student's work in a class, and the result that it makes. State in, state out. */

import { findLevel } from '../level/path.ts';
import type { ClassPlan } from './read.ts';
import { type ClassResult, type LevelResult, type ClassWork, withLevel } from './joined.ts';
import { questionCount } from './format.ts';
import { findOwn } from './own.ts';
import { canAsk } from './questions.ts';

export type Round = 'before' | 'after';

export const newWork = (plan: ClassPlan, student?: string): ClassWork => ({
  plan,
  ...(student === undefined ? {} : { student }),
  levels: [],
  before: [],
  after: [],
});

/** Adds what was done in a level; a level that is not of the class changes nothing. */
export function noted(work: ClassWork, id: string, part: Partial<LevelResult>): ClassWork {
  if (!work.plan.levels.includes(id)) return work;
  const whole = { id, stars: [], seconds: 0, hints: 0, watched: false, guesses: [], ...part };
  return { ...work, levels: withLevel(work.levels, whole) };
}

/** Adds a guess. Only the first guess of each prediction counts. */
export function withGuess(work: ClassWork, id: string, at: number, right: boolean): ClassWork {
  const guesses = levelIn(work, id)?.guesses ?? [];
  return guesses.length === at ? noted(work, id, { guesses: [...guesses, right] }) : work;
}

/** Adds an answer. Only the first answer to each question counts. */
export const withAnswer = (work: ClassWork, round: Round, at: number, right: boolean): ClassWork =>
  work[round].length === at ? { ...work, [round]: [...work[round], right] } : work;

export const levelIn = ({ levels }: ClassWork, id: string): LevelResult | undefined =>
  levels.find((one) => one.id === id);

export const isSolvedIn = (work: ClassWork, id: string): boolean =>
  (levelIn(work, id)?.stars.length ?? 0) > 0;

/**
 * Returns the level to play after `id`: the next that is not solved, from the beginning again after the last. A level of
 * another version of the page cannot be played.
 */
export function levelToPlay(work: ClassWork, id?: string): string | undefined {
  const { levels } = work.plan;
  const at = id === undefined ? 0 : levels.indexOf(id) + 1;
  return [...levels.slice(at), ...levels.slice(0, at)].find(
    (one) => one !== id && isPlayable(work.plan, one) && !isSolvedIn(work, one),
  );
}

const isPlayable = (plan: ClassPlan, id: string): boolean =>
  findLevel(id) !== undefined || findOwn(plan, id) !== undefined;

/** The levels wait for the questions before them, where this version of the page can ask them. */
export const waitsForQuestions = ({ plan, before }: ClassWork): boolean =>
  canAsk(plan) && before.length < questionCount;

/** `at`: ISO 8601, real time. */
export function resultOf(
  { plan, levels, before, after }: ClassWork,
  student: string,
  at: string,
): ClassResult {
  return {
    class: plan.id,
    student,
    at: `${at.slice(0, 19)}Z`,
    levels,
    ...(before.length === questionCount ? { before } : {}),
    ...(after.length === questionCount ? { after } : {}),
  };
}

/**
 * The word that chooses the questions of a round. Each student has other ones, and after the levels other ones than
 * before, of the same kinds.
 */
export const questionWord = ({ id }: ClassPlan, variant: string, round: Round): string =>
  `${id}-${variant}-${round}`;
