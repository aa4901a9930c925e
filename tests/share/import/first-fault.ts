/** The first thing that is wrong with files: the reason of a refusal, or the first record that is left out. */

import type { ImportProblem, ImportResult } from '#share/import/result.ts';

export function firstFault(result: ImportResult): ImportProblem {
  const [fault] = result.ok ? result.value.skipped : [result.error];
  if (!fault) throw new Error('nothing was wrong');
  return fault;
}
