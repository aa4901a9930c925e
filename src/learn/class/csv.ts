/** Writes the table of a class as CSV, one line per student. */

import { csvForSpreadsheets } from '../../core/words/csv.ts';
import type { ClassPlan } from './read.ts';
import type { ClassTable, StudentRow } from './table.ts';

/** `titleOf`: the title of a level. */
export function writeCsv(plan: ClassPlan, { students }: ClassTable, titleOf: (id: string) => string): string {
  const asked = plan.questions ? ['Right before', 'Right after'] : [];
  const head = [
    'Student',
    'Levels solved',
    'Stars',
    'Guesses right',
    'Guesses',
    'Hints',
    'Solutions watched',
    'Minutes',
    ...asked,
    ...plan.levels.map((id) => `Stars: ${titleOf(id)}`),
    'Code made at',
  ];
  const lines = students.map((row) => [
    row.student,
    row.solved,
    row.stars,
    row.right,
    row.guesses,
    row.hints,
    row.watched,
    Math.round(row.seconds / 60),
    ...(plan.questions ? [row.before ?? '', row.after ?? ''] : []),
    ...plan.levels.map((id) => starsIn(row, id)),
    row.at,
  ]);
  return csvForSpreadsheets([head, ...lines]);
}

/** Empty where the level was not opened. */
const starsIn = ({ levels }: StudentRow, id: string): number | '' => levels.get(id)?.stars.length ?? '';
