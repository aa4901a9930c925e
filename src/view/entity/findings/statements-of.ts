/** Says in which statements of a policy a finding is: where several add up, all of them. */

import type { PolicyFinding } from '../../../core/lint/policy-findings.ts';

const several = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Returns `Statement 1, together with Statement 2, Read and Statement 4`, or `The whole document`. */
export function statementsOf({ statement, together }: Pick<PolicyFinding, 'statement' | 'together'>): string {
  const own = statement ?? 'The whole document';
  return together ? `${own}, together with ${several.format(together)}` : own;
}
