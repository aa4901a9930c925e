/** Takes results from files and from pasted texts into a class, and puts them into its table. */

import { type CollectedResult, type CodeSource, collect, classResultsOf } from '../../learn/class/collect.ts';
import { type ClassTable, tableOf, writeCsv } from '../../learn/class/table.ts';
import type { HeldClass } from '../../learn/class/held.ts';
import { findLevel, loadLevel } from '../../learn/level/path.ts';
import { textOfFile } from '../import/file-kinds.ts';
import { fileName } from '../workspaces/file-name.ts';
import type { Classes } from './classes.svelte.ts';
import { titleIn } from './make.ts';

export { foldedName } from '../../learn/class/student.ts';
export type { CollectedResult } from '../../learn/class/collect.ts';
export type {
  ClassTable,
  GuessRow,
  ClassLevelRow,
  QuestionRow,
  StudentRow,
} from '../../learn/class/table.ts';

/** A result has a few kilobytes; a text with the codes of a school is smaller than this. */
const mostBytes = 1024 * 1024;

export type FileRefused = { readonly kind: 'unreadable'; readonly file: string; readonly why: string };

export const tableOfClass = (held: HeldClass): ClassTable => tableOf(held.plan, classResultsOf(held));

export const studentsOf = (held: HeldClass): number => tableOfClass(held).students.length;

/** Stores the codes that are new, and returns what became of each. Files that are no text are named. */
export async function collectInto(
  classes: Classes,
  id: string,
  given: readonly (File | string)[],
): Promise<readonly (CollectedResult | FileRefused)[]> {
  const read = await Promise.all(given.map(sourceOf));
  const held = classes.find(id);
  if (!held) return [];
  const sources = read.filter((one): one is CodeSource => !('kind' in one));
  const refused = read.filter((one): one is FileRefused => 'kind' in one);
  const { codes, outcomes } = collect(held, sources);
  if (codes.length > 0) await classes.addCodes(id, codes);
  return [...outcomes, ...refused];
}

async function sourceOf(given: File | string): Promise<CodeSource | FileRefused> {
  if (typeof given === 'string') return { text: given };
  const refused = (why: string): FileRefused => ({ kind: 'unreadable', file: given.name, why });
  if (given.size > mostBytes) return refused('It is larger than 1 MB, and no result is.');
  const text = await textOfFile(given);
  return text.ok ? { file: given.name, text: text.value } : refused(text.error);
}

export const csvOf = ({ plan }: HeldClass, table: ClassTable): { name: string; text: string } => ({
  name: `class-${fileName(plan.title)}.csv`,
  text: writeCsv(plan, table, (id) => titleIn(plan, id)),
});

/** Returns the texts of the guesses of a class by `deny-wins/2`. Levels that do not load are left out. */
export async function guessTexts({ levels }: HeldClass['plan']): Promise<ReadonlyMap<string, string>> {
  const loaded = await Promise.allSettled(
    levels.flatMap((id) => findLevel(id) ?? []).map((card) => loadLevel(card)),
  );
  return new Map(
    loaded.flatMap((one) =>
      one.status === 'fulfilled'
        ? one.value.predictions.map(({ text }, at) => [`${one.value.id}/${at}`, text] as const)
        : [],
    ),
  );
}
