/** The choices of a teacher for a class, and the class that is made of them. */

import { type ClassPlan, findOwn, newPlan } from '../../learn/class/read.ts';
import { cleanText } from '../../learn/class/student.ts';
import { findLevel, levelCards } from '../../learn/level/path.ts';
import { wallIso } from '../../platform/clock.ts';
import { levelNumber } from '../learn/path.ts';
import type { Session } from '../session/session.svelte.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { readScenario } from '../../share/scenario/file.ts';
import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { tooDeepText } from '../../share/json/depth.ts';
import { textOfFile } from '../import/file-kinds.ts';

export { questionsFor, questionTitle } from '../../learn/class/work.ts';
export { ownLevelId } from '../../learn/level/own.ts';
export type { ClassPlan } from '../../learn/class/read.ts';
export { isTitle, mostTitle } from '../../learn/class/student.ts';
export type { HeldClass } from '../../learn/class/held.ts';

export type ClassDraft = Pick<ClassPlan, 'title' | 'levels' | 'own' | 'questions'>;

export const makePlan = (session: Session, draft: ClassDraft): ClassPlan =>
  newPlan({ ...draft, title: cleanText(draft.title), madeAt: wallIso() }, () => session.env.random());

/** Levels of the path in its order, then those of the teacher. */
export function levelsInOrder(ids: readonly string[]): readonly string[] {
  const path = levelCards.map(({ id }) => id);
  return [...path.filter((id) => ids.includes(id)), ...ids.filter((id) => !path.includes(id))];
}

/** True where both play the same levels and ask the same questions, so that codes of one fit the other. */
export const isSamePlan = (one: ClassDraft, other: ClassDraft): boolean =>
  JSON.stringify([one.levels, one.own, one.questions]) ===
  JSON.stringify([other.levels, other.own, other.questions]);

/** Returns the title of a level of the class; its id where this page does not know it. */
export const titleIn = ({ own }: Pick<ClassPlan, 'own'>, id: string): string =>
  findLevel(id)?.title ?? findOwn({ own }, id)?.title ?? id;

/** Returns the title with the number that the path, the lesson and its sheet give to the level. */
export function numberedTitle(plan: Pick<ClassPlan, 'own'>, id: string): string {
  const number = levelNumber(id);
  return number === 0 ? titleIn(plan, id) : `Level ${number}: ${titleIn(plan, id)}`;
}

export const minutesIn = ({ own }: Pick<ClassPlan, 'own'>, id: string): number =>
  findLevel(id)?.minutes ?? findOwn({ own }, id)?.exercise?.minutes ?? 0;

export type OwnLevel = Scenario & Required<Pick<Scenario, 'exercise'>>;

export async function openOwnLevel(file: File): Promise<Result<OwnLevel, string>> {
  const text = await textOfFile(file);
  if (!text.ok) return text;
  if (tooDeepText(text.value)) return err('It is nested too deeply.');
  const read = readScenario(text.value);
  if (!read.ok) return err(`${read.error.message}.`);
  const { exercise } = read.value;
  if (!exercise) return err('This scenario is no level: nobody recorded a solution.');
  if (exercise.solution.length === 0) return err('This level has no solution, so nobody can solve it.');
  return ok({ ...read.value, exercise });
}
