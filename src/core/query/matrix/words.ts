/** Says a cell in words, and writes the matrix as CSV. */

import { parseArn } from '../../model/arn.ts';
import { csvForSpreadsheets } from '../../words/csv.ts';
import { type MatrixCell, type MatrixCodes, cellOf } from './cells.ts';
import type { MatrixQuestion } from './line.ts';

export const cellVerdictWords: Readonly<Record<MatrixCell['verdict'], string>> = {
  allowed: 'Yes',
  denied: 'No',
  part: 'On part',
  depends: 'Depends',
  impossible: 'Not possible',
};

/** Returns `Yes`, or `Yes (conditions count)`. */
export function cellWords(code: number): string {
  const { verdict, isConditional } = cellOf(code);
  return `${cellVerdictWords[verdict]}${isConditional ? ' (conditions count)' : ''}`;
}

export interface AnsweredQuestion {
  readonly question: MatrixQuestion;
  readonly codes: MatrixCodes;
}

/** Returns a row for each question and a column for each principal, by type, path and name: `user/alice`. */
export function matrixCsv(principals: readonly string[], answered: readonly AnsweredQuestion[]): string {
  const names = principals.map((arn) => parseArn(arn)?.resource ?? arn);
  return csvForSpreadsheets([
    ['Action', 'Resource', 'Context', ...names],
    ...answered.map(({ question: { action, resource, context = {} }, codes }) => [
      action,
      resource,
      Object.entries(context)
        .map(([key, value]) => `${key}=${[value].flat().join(',')}`)
        .join('; '),
      ...Array.from(codes, cellWords),
    ]),
  ]);
}
