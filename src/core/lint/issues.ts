/**
 * All issues of one policy text in one list: those that AWS refuses when it is saved, and the findings of all checks.
 * Where a check of Access Analyzer finds what the save refuses, both are one issue.
 */

import { checkPolicy } from '../policy/checks/check.ts';
import type { PolicyProblem } from '../policy/checks/problem.ts';
import type { Span } from '../policy/syntax/tree.ts';
import { checkOf, checkOfCode, type PolicyCheck } from './catalogue.ts';
import { repairOf } from './edits/repair.ts';
import type { LintFinding, LintFix } from './finding.ts';
import { type LintOptions, lintPolicy } from './lint.ts';

export interface PolicyIssue extends Omit<LintFinding, 'id'> {
  /** The id of the check, or the rule of a refusal that no check has (`M-16`). */
  readonly id: string;
  /** The rule of the check at save (`M-7`); absent: AWS would save it. */
  readonly refusedBy?: string;
}

/** Returns the refusals in AWS's order, and then what is questionable in document order. */
export function policyIssues(text: string, options: LintOptions): PolicyIssue[] {
  const found = lintPolicy(text, options);
  const refused = checkPolicy(text, options.kind).map((problem) => refusal(problem, found, text));
  return [...refused, ...found.filter((one) => !refused.some((other) => isSame(other, one)))];
}

function refusal(problem: PolicyProblem, found: readonly LintFinding[], text: string): PolicyIssue {
  const { rule, span, detail, issueCode } = problem;
  const message = detail === undefined ? problem.message : `${problem.message.replace(/\.$/, '')}: ${detail}`;
  const base = { message, span, refusedBy: rule };
  const named = issueCode === undefined ? undefined : checkOfCode(issueCode);
  const check = named && (unknown(named.id, span, found) ?? named);
  if (!check) return { ...base, id: rule, severity: 'error' };
  const { id, code, severity } = check;
  const issue = { ...base, id, severity, ...(code !== undefined && { issueCode: code }) };
  const fix: LintFix | undefined = found.find((one) => isSame(issue, one))?.fix ?? repairOf(text, issue);
  return { ...issue, ...(fix && { fix }) };
}

/** An action that does not exist at all is no action of another service. */
function unknown(id: string, span: Span, found: readonly LintFinding[]): PolicyCheck | undefined {
  if (id !== 'unsupported-action-in-policy') return undefined;
  const finding = found.find(
    (one) => isSame({ id: 'unknown-action', span }, one) || isSame({ id: 'unknown-service', span }, one),
  );
  return finding && checkOf(finding.id);
}

const isSame = (a: { id: string; span: Span }, b: { id: string; span: Span }): boolean =>
  a.id === b.id && a.span.start < b.span.end && b.span.start < a.span.end;
