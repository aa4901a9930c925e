/** A student's work in a class, its result, and the questions around it. State in, state out. */

import { findLevel } from '../level/path.ts';
import { type ClassPlan, findOwn, questionCount } from './read.ts';
import { type ClassResult, type ClassWork, type LevelResult, withLevel } from './joined.ts';
import { keyOfTemplate, sourceOf, templates } from '../arcade/keys.ts';
import type { ArcadeTemplate } from '../arcade/format.ts';
import { runLength } from '../arcade/run.ts';
import { defined } from '../../core/model/defined.ts';

export type WorkRound = 'before' | 'after';

export const newWork = (plan: ClassPlan, student?: string): ClassWork => ({
  plan,
  ...defined({ student }),
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
export const withClassAnswer = (work: ClassWork, round: WorkRound, at: number, right: boolean): ClassWork =>
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
export function classResultOf(
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

/** Chooses the questions of a round: each student has other ones, of the same kinds before and after. */
export const questionWord = ({ id }: ClassPlan, variant: string, round: WorkRound): string =>
  `${id}-${variant}-${round}`;

/** Ten questions, the easy ones first: those that the levels teach, then others about as difficult. */
export function questionsFor(levels: readonly string[]): readonly string[] {
  const taught = taughtBy(levels).slice(0, runLength);
  const middle = taught.reduce((sum, { difficulty }) => sum + difficulty, 0) / (taught.length || 1);
  const away = ({ difficulty }: ArcadeTemplate) => Math.abs(difficulty - middle);
  const others = templates.filter((one) => !taught.includes(one)).toSorted((a, b) => away(a) - away(b));
  return [...taught, ...others]
    .slice(0, runLength)
    .toSorted((a, b) => a.difficulty - b.difficulty)
    .map(keyOfTemplate);
}

/** Returns the first template of each level, then the second of each. */
function taughtBy(levels: readonly string[]): ArcadeTemplate[] {
  const of = levels.map((id) => templates.filter(({ level }) => level === id));
  const rounds = Math.max(0, ...of.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => of.flatMap((one) => one[round] ?? [])).flat();
}

/** Questions of another version are not replaced: others would count for the wrong subject. */
export const canAsk = ({ questions }: Pick<ClassPlan, 'questions'>): boolean =>
  questions?.every((key) => questionTitle(key) !== undefined) ?? false;

/** Returns what a question is about; `undefined` for one of another version of the page. */
export function questionTitle(key: string): string | undefined {
  const source = sourceOf(key);
  return source?.kind === 'template' ? source.template.title : undefined;
}
