/** Collects all remarks on a document while it is written: what AWS refuses, then what it would still save. */

import type { LintOptions } from '#core/lint/lint.ts';
import { type PolicyFinding, policyFindings } from '#core/lint/policy-findings.ts';
import type { IssueSeverity } from '#core/policy/checks/issue-codes.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';
import type { ProblemMark } from '#view/ui/editor/codemirror.ts';

export interface Remarks {
  /** The reasons for which AWS would refuse the document. AWS's own answer is first. */
  readonly problems: readonly PolicyFinding[];
  /** The rest, the gravest first. */
  readonly findings: readonly PolicyFinding[];
}

export function remarksOn(text: string, options: LintOptions): Remarks {
  const all = policyFindings(text, options);
  return {
    problems: all.filter(({ refusedBy }) => refusedBy !== undefined),
    findings: all.filter(({ refusedBy }) => refusedBy === undefined),
  };
}

const tones: Readonly<Record<IssueSeverity, ProblemMark['severity']>> = {
  error: 'error',
  'security warning': 'warning',
  warning: 'warning',
  suggestion: 'info',
};

/** The place of each finding and of what adds up to it; more than some hundreds would slow the editor. */
export const problemMarksOf = ({ problems, findings }: Remarks): ProblemMark[] =>
  [...problems, ...findings]
    .slice(0, 200)
    .flatMap(({ span, related = [], severity, message, fix, refusedBy }) =>
      [span, ...related].map(({ start, end }) => ({
        ...{ start, end, message, fix },
        severity: refusedBy === undefined ? tones[severity] : 'error',
      })),
    );

/** The most characters that AWS allows (Q-01, PT-1…PT-8) for the kinds that have a limit of their own. */
export const sizeLimits: Partial<Record<PolicyKind, number>> = {
  'identity-managed': 6144,
  boundary: 6144,
  trust: 2048,
  session: 2048,
  scp: 10_240,
  rcp: 5120,
};
