/** Chooses the questions that a class answers before and after its levels. */

import { keyOfTemplate, sourceOf } from '../arcade/keys.ts';
import type { Template } from '../arcade/format.ts';
import { runLength } from '../arcade/run.ts';
import { templates } from '../arcade/templates/list.ts';
import type { ClassPlan } from './read.ts';

/**
 * Returns the keys of ten questions, the easy ones first: those that the levels teach, as many of each level as there is
 * room for, then others that are about as difficult.
 */
export function questionsFor(levels: readonly string[]): readonly string[] {
  const taught = taughtBy(levels).slice(0, runLength);
  const middle = taught.reduce((sum, { difficulty }) => sum + difficulty, 0) / (taught.length || 1);
  const away = ({ difficulty }: Template) => Math.abs(difficulty - middle);
  const others = templates.filter((one) => !taught.includes(one)).toSorted((a, b) => away(a) - away(b));
  return [...taught, ...others]
    .slice(0, runLength)
    .toSorted((a, b) => a.difficulty - b.difficulty)
    .map(keyOfTemplate);
}

/** Returns the first template of each level, then the second of each. */
function taughtBy(levels: readonly string[]): Template[] {
  const of = levels.map((id) => templates.filter(({ level }) => level === id));
  const rounds = Math.max(0, ...of.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) => of.flatMap((one) => one[round] ?? [])).flat();
}

/**
 * True where the class asks questions, and this version of the page knows all of them. Another question in the place of
 * one would count for the subject of that one.
 */
export const canAsk = ({ questions }: Pick<ClassPlan, 'questions'>): boolean =>
  questions?.every((key) => questionTitle(key) !== undefined) ?? false;

/** Returns what a question is about; `undefined` for one of another version of the page. */
export function questionTitle(key: string): string | undefined {
  const source = sourceOf(key);
  return source?.kind === 'template' ? source.template.title : undefined;
}
