/** Puts the checks of an import into one or two sentences. */

import type { ImportRunResult } from '#app/import/run.svelte.ts';
import { counted } from '#view/entity/names.ts';

export type ImportChecks = NonNullable<Extract<ImportRunResult, { kind: 'imported' }>['checks']>;

export function checksSentence({
  policies,
  refused,
  security,
  faulty,
}: Omit<NonNullable<Awaited<ImportChecks>>, 'listed'>): string {
  if (policies === 0) return 'The files hold no policies to check.';
  const parts = [
    ...(refused > 0 ? [`${refused} would be refused by AWS today`] : []),
    ...(security > 0 ? [`${security} ${security === 1 ? 'has' : 'have'} security warnings`] : []),
    ...(faulty > 0 ? [`${faulty} ${faulty === 1 ? 'has' : 'have'} errors that AWS saves`] : []),
  ];
  const all = counted(policies, 'policy', 'policies');
  const last = parts.pop();
  if (last === undefined) return `${all} checked: no errors and no security warnings.`;
  return `Of ${all}, ${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`}.`;
}
