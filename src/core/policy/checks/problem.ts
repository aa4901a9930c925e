/** The kinds of policy (G-05) and the type of a problem that the save-time checks find in one. */

import type { IssueCode } from './issue-codes.ts';
import type { ProblemRule } from './texts.ts';
import type { Span } from '../syntax/tree.ts';

export const policyKinds = [
  'identity-managed',
  'identity-inline',
  'trust',
  'resource',
  'boundary',
  'session',
  'scp',
  'rcp',
  'endpoint',
] as const;
export type PolicyKind = (typeof policyKinds)[number];

export interface PolicyProblem {
  readonly code: 'MalformedPolicyDocument';
  /** AWS's text. */
  readonly message: string;
  readonly span: Span;
  /** The rule that has the text (`M-7`) or the demand (`G-61`). */
  readonly rule: ProblemRule;
  /** Our description of the fault, because AWS says only `Syntax errors in policy.` */
  readonly detail?: string;
  /** The issue code of IAM Access Analyzer; absent: it has no such check. */
  readonly issueCode?: IssueCode;
}

/** Reports a problem. `values` fill the message's places, `issue` replaces the rule's own issue code. */
export type ReportProblem = (
  rule: ProblemRule,
  span: Span,
  values?: readonly string[],
  detail?: string,
  issue?: IssueCode,
) => void;
