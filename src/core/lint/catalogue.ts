/** All checks: AWS's by code, and ours. Each folder has the facts of its own. */

import { type IssueCode, type IssueSeverity, severityOfIssue } from '../policy/checks/issue-codes.ts';
import { actionFacts } from '../../content/checks/facts/actions.ts';
import { conditionFacts } from '../../content/checks/facts/conditions.ts';
import { controlPolicyFacts } from '../../content/checks/facts/control-policies.ts';
import { elementFacts } from '../../content/checks/facts/elements.ts';
import type { CheckFacts } from './facts.ts';
import { keyFacts } from '../../content/checks/facts/keys.ts';
import { powerFacts } from '../../content/checks/facts/power.ts';
import { principalFacts } from '../../content/checks/facts/principals.ts';
import { redundantFacts } from '../../content/checks/facts/redundant.ts';
import { resourceFacts } from '../../content/checks/facts/resources.ts';
import { variableFacts } from '../../content/checks/facts/variables.ts';

/** The subjects in the order in which a person meets them, each with its checks. */
const facts = {
  elements: elementFacts,
  actions: actionFacts,
  resources: resourceFacts,
  principals: principalFacts,
  conditions: conditionFacts,
  keys: keyFacts,
  variables: variableFacts,
  'control-policies': controlPolicyFacts,
  power: powerFacts,
  redundant: redundantFacts,
} as const;

export type CheckSubject = keyof typeof facts;
type Ids<T> = T extends Readonly<Record<infer I, CheckFacts>> ? I & string : never;
export type CheckId = Ids<(typeof facts)[CheckSubject]>;

export interface PolicyCheck extends Omit<CheckFacts, 'severity' | 'code'> {
  readonly id: CheckId;
  readonly subject: CheckSubject;
  /** AWS's code; absent for a check that AWS does not have. */
  readonly code?: IssueCode | undefined;
  readonly severity: IssueSeverity;
}

export const policyChecks: readonly PolicyCheck[] = Object.entries(facts).flatMap(([subject, all]) =>
  Object.entries<CheckFacts>(all).map(([id, one]): PolicyCheck => ({
    ...one,
    id: id as CheckId,
    subject: subject as CheckSubject,
    severity: one.code === undefined ? one.severity : severityOfIssue[one.code],
  })),
);

const byId: ReadonlyMap<string, PolicyCheck> = new Map(policyChecks.map((check) => [check.id, check]));
const byCode: ReadonlyMap<string, PolicyCheck> = new Map(
  policyChecks.flatMap((check) => (check.code === undefined ? [] : [[check.code, check]])),
);

export const findCheck = (id: string): PolicyCheck | undefined => byId.get(id);

export function checkOf(id: CheckId): PolicyCheck {
  const check = byId.get(id);
  if (!check) throw new Error(`no check is called ${id}`);
  return check;
}

export const checkOfCode = (code: IssueCode): PolicyCheck | undefined => byCode.get(code);
