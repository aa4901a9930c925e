/** Writes the table of a class as CSV (RFC 4180), one line per student. */

import type { ClassPlan } from './format.ts';
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
  // A byte order mark: without one, Excel takes UTF-8 for an old code page.
  return `\ufeff${[head, ...lines].map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

/** Empty where the level was not opened. */
const starsIn = ({ levels }: StudentRow, id: string): number | '' => levels.get(id)?.stars.length ?? '';

/** A spreadsheet runs a text that begins like a formula, so an apostrophe stands before it. */
function cellOf(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value.replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
