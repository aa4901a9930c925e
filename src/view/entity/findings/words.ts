/** The words of findings, wherever they are listed: AWS's four severities with their colours, and where a finding is. */

import type { PolicyFinding } from '#core/lint/policy-findings.ts';
import { type IssueSeverity, issueSeverities } from '#core/policy/checks/issue-codes.ts';

export const severityWords: Readonly<
  Record<
    IssueSeverity,
    { readonly word: string; readonly plural: string; readonly tone: 'deny' | 'warn' | 'plain' | 'quiet' }
  >
> = {
  error: { word: 'Error', plural: 'Errors', tone: 'deny' },
  'security warning': { word: 'Security warning', plural: 'Security warnings', tone: 'warn' },
  warning: { word: 'Warning', plural: 'Warnings', tone: 'plain' },
  suggestion: { word: 'Suggestion', plural: 'Suggestions', tone: 'quiet' },
};

interface SeverityCount {
  readonly severity: IssueSeverity;
  readonly count: number;
}

/** Counts by severity, the gravest first. A severity without any is left out. */
export const countSeverities = (
  findings: readonly { readonly severity: IssueSeverity }[],
): readonly SeverityCount[] =>
  issueSeverities
    .map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0);

/** Reads a severity from an address: `security-warning`. */
export const severityNamed = (name: string | undefined): IssueSeverity | undefined =>
  issueSeverities.find((one) => severityName(one) === name);

export const severityName = (severity: IssueSeverity): string => severity.replace(' ', '-');

/** Returns `2 errors and 1 suggestion`; an empty text when there are none. */
export function severitySentence(counts: readonly SeverityCount[]): string {
  const parts = counts.map(({ severity, count }) => {
    const { word, plural } = severityWords[severity];
    return `${count} ${(count === 1 ? word : plural).toLowerCase()}`;
  });
  const last = parts.pop();
  return last === undefined ? '' : parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

const several = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Returns the statements that a finding is in: `Statement 1, together with Statement 2, Read and Statement 4`, or `The whole document`. */
export function statementWords({
  statement,
  together,
}: Pick<PolicyFinding, 'statement' | 'together'>): string {
  const own = statement ?? 'The whole document';
  return together ? `${own}, together with ${several.format(together)}` : own;
}

/** Returns the position of an offset as people count: `line 4, column 7`. */
export function offsetWords(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `line ${line}, column ${offset - before.lastIndexOf('\n')}`;
}
