/**
 * All checks of one document: those of IAM Access Analyzer, and ours. They read only the document and the service
 * reference, never the account. What AWS refuses at save is in policy/checks; `issues.ts` joins the two.
 */

import { actionChecks } from './actions/check.ts';
import { checkOf } from './catalogue.ts';
import { conditionChecks } from './conditions/check.ts';
import { controlPolicyChecks } from './control-policies/check.ts';
import { checkedPolicy } from './document.ts';
import { elementChecks } from './elements/check.ts';
import type { Checks, LintFinding, CheckFinding, LintOptions, LintSubject } from './finding.ts';
import { keyChecks } from './keys/check.ts';
import { powerChecks } from './power/check.ts';
import { principalChecks } from './principals/check.ts';
import { redundantChecks } from './redundant/check.ts';
import { resourceChecks } from './resources/check.ts';
import { variableChecks } from './variables/check.ts';

export type { LintOptions };

const all: readonly Checks[] = [
  elementChecks,
  actionChecks,
  resourceChecks,
  principalChecks,
  conditionChecks,
  keyChecks,
  variableChecks,
  controlPolicyChecks,
  powerChecks,
  redundantChecks,
];
const ofStatement = all.flatMap(({ statement = [] }) => statement);
const ofDocument = all.flatMap(({ document = [] }) => document);

/** Returns findings in document order; empty for a text that is no JSON object. */
export function lintPolicy(text: string, options: LintOptions): LintFinding[] {
  const policy = checkedPolicy(text);
  if (!policy) return [];
  const subject: LintSubject = { ...options, text, policy };
  const found = [
    ...policy.statements.flatMap((statement) => ofStatement.flatMap((check) => check(statement, subject))),
    ...ofDocument.flatMap((check) => check(subject)),
  ];
  return found.map(rated).sort((a, b) => a.span.start - b.span.start);
}

function rated(found: CheckFinding): LintFinding {
  const { code, severity } = checkOf(found.id);
  return { ...found, severity: found.severity ?? severity, ...(code !== undefined && { issueCode: code }) };
}
