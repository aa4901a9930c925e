/**
 * The type of findings beside the editor. AWS saves a policy with any of these; a careful colleague would
 * point at them. Each has an id, which is stable, and a fix if one click can correct it.
 */

import type { Reference } from '../model/service-reference.ts';
import type { IssueCode } from '../policy/checks/issue-codes.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';
import { trustDangerIds } from '../policy/checks/trust-dangers.ts';
import type { PolicySyntax, Span, StatementSyntax } from '../policy/syntax/tree.ts';

export const severities = ['warning', 'suggestion'] as const;
export type Severity = (typeof severities)[number];

export const findingIds = [
  'unknown-service',
  'unknown-action',
  'action-spelling',
  'action-never-matches-resource',
  'covered-action',
  'covered-resource',
  'redundant-statement',
  'statement-without-effect',
  'administrator',
  'self-escalation',
  'pass-role-wildcard',
  'not-action-with-allow',
  'not-resource-with-allow',
  ...trustDangerIds,
  'confused-deputy',
  'variables-need-version',
  'unknown-condition-key',
  'condition-key-not-carried',
  'wildcard-in-equals',
  'value-of-wrong-type',
  'operator-of-wrong-type',
  'several-values',
  'for-all-values-with-allow',
  'mfa-deny-misses-access-keys',
  'address-deny-hits-services',
  'region-deny-hits-global-services',
  'empty-condition',
  'policy-too-large',
] as const;
export type FindingId = (typeof findingIds)[number];

/**
 * Issue codes of IAM Access Analyzer for findings that always are that issue. A finding that is one of
 * several issues has its own code; one that AWS does not have has none.
 */
export const issueOfFinding: { readonly [I in FindingId]?: IssueCode } = {
  'unknown-service': 'INVALID_SERVICE_IN_ACTION',
  'unknown-action': 'INVALID_ACTION',
  'covered-action': 'REDUNDANT_ACTION',
  'covered-resource': 'REDUNDANT_RESOURCE',
  'redundant-statement': 'REDUNDANT_STATEMENT',
  'pass-role-wildcard': 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
  'confused-deputy': 'RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
  'variables-need-version': 'VARIABLE_UNSUPPORTED_IN_VERSION',
  'condition-key-not-carried': 'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
  'wildcard-in-equals': 'WILDCARD_WITHOUT_LIKE_OPERATOR',
  'operator-of-wrong-type': 'TYPE_MISMATCH',
  'several-values': 'MISSING_QUALIFIER',
  'empty-condition': 'EMPTY_ARRAY_CONDITION',
  'policy-too-large': 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
};

export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  readonly span: Span;
  /** Plain words: the fact and its meaning. */
  readonly message: string;
  /** The page of AWS's documentation that says so. */
  readonly source?: string;
  /** Replaces the code in `issueOfFinding`. */
  readonly issueCode?: IssueCode;
  readonly fix?: Fix;
}

export interface Fix {
  /** The text of the button. */
  readonly label: string;
  /** Returns the whole corrected document. */
  readonly apply: () => string;
}

/** The input of a check. */
export interface Subject {
  readonly text: string;
  readonly kind: PolicyKind;
  readonly policy: PolicySyntax;
  readonly reference: Reference;
  /** The reference has every service, so that a missing one does not exist. */
  readonly complete: boolean;
}

export type StatementCheck = (statement: StatementSyntax, subject: Subject) => Finding[];

export const values = (
  list: { readonly items: readonly { readonly value: string }[] } | undefined,
): string[] => list?.items.map(({ value }) => value) ?? [];

/** Returns the keys that a statement's conditions test, in lower case. */
export const testedKeys = ({ conditions = [] }: StatementSyntax): string[] =>
  conditions.map(({ key }) => key.value.toLowerCase());
