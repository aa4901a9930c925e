/** The lines of the list of findings, which of them fit the filters, and their counts by check and by kind of policy. */

import type { CheckedPolicy } from '../../../../app/session/policy-checks.ts';
import { findCheck } from '../../../../core/lint/catalogue.ts';
import type { AccountId } from '../../../../core/model/ids.ts';
import { isoSeconds } from '../../../../core/model/request/request.ts';
import type { World } from '../../../../core/model/world/world.ts';
import { issueSeverities } from '../../../../core/policy/checks/issue-codes.ts';
import { type PolicyAndFinding, useWords } from '../../../../core/query/policies/checks/csv.ts';
import type { AccountPolicy, PolicyUse } from '../../../../core/query/policies/checks/documents.ts';
import { silencesByPolicy, sortSilenced } from '../../../../core/query/policies/silenced.ts';
import type { FindingsChoice } from './choice.ts';

export interface FindingRow extends PolicyAndFinding {
  readonly key: string;
  readonly policy: AccountPolicy;
  /** The title of the check, or of the rule of a refusal that no check has. */
  readonly title: string;
  /** Texts to search in, in lower case. */
  readonly text: string;
}

/** Returns the gravest first, and equal ones in the order of the policies. `now`: milliseconds, for silences that end. */
export function rowsOf(
  checked: readonly CheckedPolicy[] | undefined,
  { world, account, now }: { readonly world: World; readonly account: AccountId; readonly now: number },
): FindingRow[] {
  const silences = silencesByPolicy(world, account);
  const rows = (checked ?? []).flatMap(({ policy, findings }) => {
    const { silenced } = sortSilenced(
      findings,
      policy.document,
      silences.get(policy.key) ?? [],
      isoSeconds(now),
    );
    const reasons = new Map(silenced.map(({ issue, silence }) => [issue, silence.reason]));
    return findings.map((finding, index): FindingRow => {
      const title = titleOf(finding.id);
      const { name, holder = '', use } = policy;
      const words = [title, finding.message, finding.issueCode, finding.id, name, holder, useWords[use]];
      const reason = reasons.get(finding);
      return {
        ...{ key: `${policy.key} ${index}`, policy, finding, title, text: words.join(' ').toLowerCase() },
        ...(reason !== undefined && { silenced: reason }),
      };
    });
  });
  return rows.toSorted((a, b) => rankOf(a) - rankOf(b));
}

export const rankOf = ({ finding }: PolicyAndFinding): number => issueSeverities.indexOf(finding.severity);

const titleOf = (id: string): string => findCheck(id)?.title ?? 'AWS refuses the policy';

/** Returns true for rows to show; `undefined` where all are. */
export function matchOf(
  { q, severity, use, check }: FindingsChoice,
  without?: 'severity' | 'use' | 'check',
): ((row: FindingRow) => boolean) | undefined {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = {
    severity: without === 'severity' ? undefined : severity,
    use: without === 'use' ? undefined : use,
    check: without === 'check' ? '' : check,
  };
  if (words.length === 0 && !wanted.severity && !wanted.use && !wanted.check) return undefined;
  return ({ finding, policy, text }) =>
    words.every((word) => text.includes(word)) &&
    (!wanted.severity || finding.severity === wanted.severity) &&
    (!wanted.use || policy.use === wanted.use) &&
    (!wanted.check || finding.id === wanted.check);
}

export interface Counted {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Counts by check, the most frequent first. */
export const byCheck = (rows: readonly FindingRow[]): Counted[] =>
  counted(rows, ({ finding, title }) => [finding.id, title]);

/** Counts by kind of policy, the most frequent first. */
export const byUse = (rows: readonly FindingRow[]): Counted[] =>
  counted(rows, ({ policy }) => [policy.use, usesWords[policy.use]]);

function counted(
  rows: readonly FindingRow[],
  of: (row: FindingRow) => readonly [value: string, label: string],
): Counted[] {
  const counts = new Map<string, Counted>();
  for (const row of rows) {
    const [value, label] = of(row);
    counts.set(value, { value, label, count: (counts.get(value)?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

export const usesWords: Readonly<Record<PolicyUse, string>> = {
  customer: 'Customer managed',
  inline: 'Inline',
  trust: 'Trust policies',
  resource: 'Of resources',
  boundary: 'Boundaries',
  scp: 'Service control',
  rcp: 'Resource control',
  aws: 'AWS managed, in use',
};
