/** The checks as the catalogue shows them: by subject, by words, one by its name, and those beside it. */

import { type CheckSubject, findCheck, type PolicyCheck, policyChecks } from '#core/lint/catalogue.ts';
import { severityName } from '#view/entity/findings/words.ts';
import { subjectWords } from './subject-words.ts';

export interface CheckGroup {
  readonly subject: CheckSubject;
  readonly checks: readonly PolicyCheck[];
}

/** Groups checks by subject. A subject without any is left out. */
export const checkGroupsOf = (checks: readonly PolicyCheck[]): readonly CheckGroup[] =>
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
export const shownCheckNamed = (name: string): PolicyCheck | undefined =>
  findCheck(name) ??
  policyChecks.find(({ id, code }) => id === name.toLowerCase() || code === name.toUpperCase());

export function checksBeside(check: PolicyCheck): { previous?: PolicyCheck; next?: PolicyCheck } {
  const at = policyChecks.indexOf(check);
  const [previous, next] = [policyChecks[at - 1], policyChecks[at + 1]];
  return { ...(previous && { previous }), ...(next && { next }) };
}

const reference =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-';

/** Returns the place of a check in AWS's reference of checks; `undefined` for one that AWS does not have. */
export function awsPageOf({ code, severity }: PolicyCheck): string | undefined {
  if (code === undefined) return undefined;
  const type = severity === 'warning' ? 'general-warning' : severityName(severity);
  return `${reference}${type}-${code.toLowerCase().replaceAll('_', '-')}`;
}
