/**
 * All issues of one policy text in one list: first those that AWS refuses when it is saved, then the findings
 * of the checks beside the editor. Each has AWS's issue code and severity if AWS has one.
 */

import { checkPolicy } from '../policy/checks/check.ts';
import { type IssueCode, type IssueSeverity, severityOfIssue } from '../policy/checks/issue-codes.ts';
import type { Span } from '../policy/syntax/tree.ts';
import { issueOfFinding } from './finding.ts';
import { type LintOptions, lintPolicy } from './lint.ts';

export interface PolicyIssue {
  readonly issueCode?: IssueCode;
  /** The rule of the check at save (`M-7`), or the id of the finding (`unknown-action`). */
  readonly id: string;
  readonly severity: IssueSeverity;
  readonly message: string;
  /** Character offsets in the text: [start, end). */
  readonly span: Span;
}

export function policyIssues(text: string, options: LintOptions): PolicyIssue[] {
  const refused = checkPolicy(text, options.kind).map(({ rule, message, detail, span, issueCode }) => ({
    id: rule,
    message: detail === undefined ? message : `${message.replace(/\.$/, '')}: ${detail}`,
    span,
    ...rated(issueCode, 'error'),
  }));
  const questioned = lintPolicy(text, options).map(
    ({ id, message, span, severity, issueCode = issueOfFinding[id] }) => ({
      id,
      message,
      span,
      ...rated(issueCode, severity),
    }),
  );
  return [...refused, ...questioned];
}

/** Returns AWS's severity if AWS has the issue, else our own. */
const rated = (issueCode: IssueCode | undefined, own: IssueSeverity) =>
  issueCode === undefined ? { severity: own } : { issueCode, severity: severityOfIssue[issueCode] };
