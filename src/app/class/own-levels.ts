/** Levels that a teacher made and adds to a class: scenario files with an exercise. */

import { type Result, err, ok } from '../../core/model/result.ts';
import { readScenario } from '../../share/scenario/file.ts';
import type { Scenario } from '../../share/scenario/format/scenario.ts';
import { tooDeepText } from '../../share/json/depth.ts';
import { textOfFile } from '../import/file-kinds.ts';

export type OwnLevel = Scenario & Required<Pick<Scenario, 'exercise'>>;

/** Returns the level of a file, or says in one sentence why it holds none. */
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
