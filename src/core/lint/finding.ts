/** The types of what checks read and find: one document and AWS's service reference, never the account. */

import type { Reference } from '../model/service-reference.ts';
import type { IssueCode, IssueSeverity } from '../policy/checks/issue-codes.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';
import type { Span } from '../policy/syntax/tree.ts';
import type { CheckId } from './catalogue.ts';
import type { CheckedPolicy, CheckedStatement } from './document.ts';

export interface LintFinding {
  readonly id: CheckId;
  /** AWS's code; absent: AWS does not have the check. */
  readonly issueCode?: IssueCode;
  readonly severity: IssueSeverity;
  readonly span: Span;
  readonly message: string;
  /** The page of AWS's documentation that says so, where it is not the check's own. */
  readonly source?: string;
  readonly related?: readonly Span[];
  readonly fix?: LintFix;
}

/** A finding without what the facts of its check say. */
export interface CheckFinding extends Omit<LintFinding, 'severity' | 'issueCode'> {
  /** Replaces the severity of a check that AWS does not have. */
  readonly severity?: 'warning' | 'suggestion';
}

export interface LintFix {
  readonly label: string;
  readonly apply: () => string;
}

export interface LintOptions {
  readonly kind: PolicyKind;
  /** AWS's type of the resource whose policy it is (`AWS::S3::Bucket`); absent: not known. */
  readonly resourceType?: string;
  readonly reference: Reference;
  /** The reference has every service, so that a missing one does not exist. */
  readonly complete: boolean;
  /** The account that has the policy; absent: not known. Fixes name it. */
  readonly account?: string;
}

export interface LintSubject extends LintOptions {
  readonly text: string;
  readonly policy: CheckedPolicy;
}

export const found = (id: CheckId, span: Span, message: string): CheckFinding => ({ id, span, message });

export type StatementCheck = (statement: CheckedStatement, subject: LintSubject) => CheckFinding[];
export type DocumentCheck = (subject: LintSubject) => CheckFinding[];

export interface Checks {
  readonly statement?: readonly StatementCheck[];
  readonly document?: readonly DocumentCheck[];
}

export const values = (
  list: { readonly items: readonly { readonly value: string }[] } | undefined,
): string[] => list?.items.map(({ value }) => value) ?? [];

export const testedKeys = ({ conditions = [] }: CheckedStatement): string[] =>
  conditions.map(({ key }) => key.value.toLowerCase());

/** Kinds of policies that only limit. They often allow everything. */
export const limits: ReadonlySet<PolicyKind> = new Set(['boundary', 'scp', 'rcp', 'session', 'endpoint']);

export const identityKinds: ReadonlySet<PolicyKind> = new Set(['identity-managed', 'identity-inline']);

/** Returns the places from first to last, as AWS lists those of one finding. */
export const inOrder = (places: readonly { readonly span: Span }[]): Span[] =>
  places.map(({ span }) => span).sort((a, b) => a.start - b.start);

export const head = ({ sid, span }: CheckedStatement): Span =>
  sid?.span ?? { start: span.start, end: span.start + 1 };
