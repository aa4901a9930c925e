/**
 * The checks beside the editor: AWS would save these policies, but a careful colleague would question them.
 * They read only the document and the service reference, never the account. The engine decides if a request
 * is allowed.
 */

import type { Reference } from '../model/service-reference.ts';
import { parsePolicy } from '../policy/syntax/parse.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';
import { unfitActions, unknownActions } from './actions.ts';
import { conditionChecks } from './conditions.ts';
import {
  openPrincipals,
  passRole,
  selfEscalation,
  trustPrincipals,
  variablesWithoutVersion,
  wideStatements,
} from './danger.ts';
import type { Finding, StatementCheck, Subject } from './finding.ts';
import { coveredItems, redundantStatements } from './redundant.ts';
import { largeIdentityPolicy } from './size.ts';

export interface LintOptions {
  readonly kind: PolicyKind;
  readonly reference: Reference;
  /** The reference has every service. */
  readonly complete: boolean;
}

const statementChecks: readonly StatementCheck[] = [
  unknownActions,
  unfitActions,
  wideStatements,
  passRole,
  selfEscalation,
  trustPrincipals,
  openPrincipals,
  conditionChecks,
  coveredItems,
];

/** Returns findings in document order; empty for a text that is no policy (see checks/check.ts). */
export function lintPolicy(text: string, options: LintOptions): Finding[] {
  const parsed = parsePolicy(text);
  if (!parsed.ok) return [];
  const subject: Subject = { text, policy: parsed.value, ...options };
  const found = [
    ...parsed.value.statements.flatMap((statement) =>
      statementChecks.flatMap((check) => check(statement, subject)),
    ),
    ...redundantStatements(subject),
    ...variablesWithoutVersion(subject),
    ...largeIdentityPolicy(subject),
  ];
  return found.sort((a, b) => a.span.start - b.span.start);
}
