/** What the save-time checks speak of: the kinds of policy (G-05) and a problem in one. */

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
  /** The rule of the text (`M-7`), or of what it demands (`G-61`). */
  readonly rule: ProblemRule;
  /** For `Syntax errors in policy.`, which AWS leaves at that: what is wrong here, in our words. */
  readonly detail?: string;
  /** What IAM Access Analyzer calls it; absent: it has no such check. */
  readonly issueCode?: IssueCode;
}

/** How a check reports; `values` fill the message's places, `issue` stands in for the rule's own issue code. */
export type Report = (
  rule: ProblemRule,
  span: Span,
  values?: readonly string[],
  detail?: string,
  issue?: IssueCode,
) => void;
