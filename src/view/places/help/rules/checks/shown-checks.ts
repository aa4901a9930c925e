/** Decides what the catalogue of checks shows for an address: all, some by words and filters, one check, or nothing. */

import type { Route } from '../../../../../app/navigation/routes.svelte.ts';
import {
  type CheckSubject,
  findCheck,
  type PolicyCheck,
  policyChecks,
} from '../../../../../core/lint/catalogue.ts';
import type { IssueSeverity } from '../../../../../core/policy/checks/issue-codes.ts';
import { type PolicyKind, policyKinds } from '../../../../../core/policy/checks/problem.ts';
import { severityName, severityNamed } from '../../../../entity/findings/severity-words.ts';
import { subjectWords } from './subject-words.ts';

/** The owner of a check: it is one of AWS's IAM Access Analyzer, or one that only this page has. */
export type CheckOwner = 'aws' | 'ours';

export interface CheckFilter {
  readonly q: string;
  readonly severity?: IssueSeverity | undefined;
  readonly kind?: PolicyKind | undefined;
  readonly by?: CheckOwner | undefined;
}

/** Reads `#/help/rules/checks?q=pass&severity=error&kind=trust&by=aws`. A value that nothing has is ignored. */
export const filterAt = ({ query }: Route): CheckFilter => ({
  q: query['q'] ?? '',
  severity: severityNamed(query['severity']),
  kind: policyKinds.find((one) => one === query['kind']),
  by: (['aws', 'ours'] as const).find((one) => one === query['by']),
});

/** Returns a filter as the query of an address. */
export const queryOf = ({ q, severity, kind, by }: CheckFilter): Record<string, string | undefined> => ({
  q,
  severity: severity && severityName(severity),
  kind,
  by,
});

export const checksLike = ({ q, severity, kind, by }: CheckFilter): readonly PolicyCheck[] =>
  searchChecks(q).filter(
    (check) =>
      (!severity || check.severity === severity) &&
      (!kind || !check.kinds || check.kinds.includes(kind)) &&
      (!by || (check.code === undefined) === (by === 'ours')),
  );

export interface CheckGroup {
  readonly subject: CheckSubject;
  readonly checks: readonly PolicyCheck[];
}

/** Groups checks by subject. A subject without any is left out. */
export const groupsOf = (checks: readonly PolicyCheck[]): readonly CheckGroup[] =>
  subjects
    .map((subject) => ({ subject, checks: checks.filter((one) => one.subject === subject) }))
    .filter((group) => group.checks.length > 0);

const subjects = [...new Set(policyChecks.map(({ subject }) => subject))];

/**
 * Returns the checks that hold every word in title, id, AWS's code, subject or texts, ignoring case. One whose id or
 * code is asked for stands alone.
 */
export function searchChecks(query: string): readonly PolicyCheck[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [only] = words;
  const exact = policyChecks.filter(({ id, code }) => id === only || code?.toLowerCase() === only);
  if (words.length === 1 && exact.length > 0) return exact;
  return policyChecks.filter((check) => words.every((word) => textOf(check).includes(word)));
}

const texts = new Map<PolicyCheck, string>();
function textOf(check: PolicyCheck): string {
  const known = texts.get(check);
  if (known !== undefined) return known;
  const { id, code = '', title, why, note = '', subject, severity } = check;
  const text = [id, code, code.replaceAll('_', ' '), title, why, note, subjectWords[subject].title, severity]
    .join(' ')
    .replaceAll('`', '')
    .toLowerCase();
  texts.set(check, text);
  return text;
}

/** Finds a check by its id or by AWS's code, in any case. */
export const checkNamed = (name: string): PolicyCheck | undefined =>
  findCheck(name) ??
  policyChecks.find(({ id, code }) => id === name.toLowerCase() || code === name.toUpperCase());

/** Returns the checks before and after it in the catalogue. */
export function checksBeside(check: PolicyCheck): { previous?: PolicyCheck; next?: PolicyCheck } {
  const at = policyChecks.indexOf(check);
  const [previous, next] = [policyChecks[at - 1], policyChecks[at + 1]];
  return { ...(previous && { previous }), ...(next && { next }) };
}

/** Returns the full address of a check's page, to share it. */
export const checkAddress = (id: string): string =>
  `${location.href.split('#')[0] ?? ''}#/help/rules/checks/${id}`;

const reference =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-';

/** Returns the place of a check in AWS's reference of checks; `undefined` for one that AWS does not have. */
export function awsPageOf({ code, severity }: PolicyCheck): string | undefined {
  if (code === undefined) return undefined;
  const type = severity === 'warning' ? 'general-warning' : severityName(severity);
  return `${reference}${type}-${code.toLowerCase().replaceAll('_', '-')}`;
}
