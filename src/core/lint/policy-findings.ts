/** The findings of one policy for its page: what AWS would refuse, then what a careful colleague would question. */

import { type PolicyIssue, policyIssues } from './issues.ts';
import type { LintOptions } from './lint.ts';
import { issueSeverities } from '../policy/checks/issue-codes.ts';
import { parseJson } from '../policy/syntax/json.ts';
import { memberOf, statementNodes } from '../policy/visual/blocks.ts';

export interface PolicyFinding extends PolicyIssue {
  /** `Statement 2` or `Statement 2, Read`; absent for a finding about the whole document. */
  readonly statement?: string;
  readonly together?: readonly string[];
}

/** Returns what AWS refuses in AWS's order, then the gravest first, and equal ones in the order of the document. */
export function policyFindings(text: string, options: LintOptions): PolicyFinding[] {
  const json = parseJson(text);
  const nodes = (json.ok && statementNodes(json.value)) || [];
  const statementOf = (offset: number): string | undefined => {
    const index = nodes.findIndex(({ span }) => span.start <= offset && offset < span.end);
    const node = nodes[index];
    if (!node) return undefined;
    const sid = node.kind === 'object' ? memberOf(node, 'Sid')?.value : undefined;
    return `Statement ${index + 1}${sid?.kind === 'string' ? `, ${sid.value}` : ''}`;
  };
  const rank = ({ severity, refusedBy }: PolicyIssue) =>
    refusedBy === undefined ? issueSeverities.indexOf(severity) : -1;
  return policyIssues(text, options)
    .map((issue) => {
      const statement = statementOf(issue.span.start);
      const others = (issue.related ?? []).flatMap(({ start }) => statementOf(start) ?? []);
      const together = [...new Set(others)].filter((one) => one !== statement);
      return {
        ...issue,
        ...(statement !== undefined && { statement }),
        ...(together.length > 0 && { together }),
      };
    })
    .sort((a, b) => rank(a) - rank(b) || (rank(a) < 0 ? 0 : a.span.start - b.span.start));
}
