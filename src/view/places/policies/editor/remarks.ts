/** Collects all remarks on a document while it is written: what AWS refuses, then the warnings. */

import type { Reference } from '../../../../core/model/service-reference.ts';
import { lintPolicy } from '../../../../core/lint/lint.ts';
import { type PolicyKind, policyProblems } from '../../../../core/authoring/problems.ts';
import type { ProblemMark } from '../../../ui/editor/codemirror.ts';

export interface Remark extends ProblemMark {
  /** Stable name of a finding. Absent for AWS's own refusals. */
  readonly id?: string;
  /** The page of AWS's documentation that says so. */
  readonly source?: string | undefined;
}

export interface Remarks {
  /** The reasons for which AWS would refuse the document. AWS's own answer is first. */
  readonly problems: readonly Remark[];
  readonly findings: readonly Remark[];
}

export function remarksOn(
  text: string,
  kind: PolicyKind,
  { reference, complete }: { readonly reference: Reference; readonly complete: boolean },
): Remarks {
  const findings = lintPolicy(text, { kind, reference, complete }).map(
    ({ id, span, severity, message, source, fix }): Remark => ({
      start: span.start,
      end: span.end,
      severity: severity === 'suggestion' ? 'info' : 'warning',
      message,
      id,
      source,
      fix,
    }),
  );
  return { problems: policyProblems(text, kind), findings };
}

/** The most characters that AWS allows (Q-01, PT-1…PT-8) for the kinds that have a limit of their own. */
export const sizeLimits: Partial<Record<PolicyKind, number>> = {
  'identity-managed': 6144,
  boundary: 6144,
  trust: 2048,
  session: 2048,
  scp: 10_240,
  rcp: 5120,
};
