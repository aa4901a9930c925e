/** The lines of the list of findings, which of them fit the filters, and their counts by check and by kind of policy. */

import type { PolicyFindings } from '#app/session/asked.ts';
import { findCheck } from '#core/lint/catalogue.ts';
import type { AccountId } from '#core/model/ids.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import type { World } from '#core/model/world/world.ts';
import { issueSeverities } from '#core/policy/checks/issue-codes.ts';
import { type PolicyAndFinding, useWords } from '#core/query/policies/checks/csv.ts';
import type { AccountPolicy, DocumentUse } from '#core/query/policies/checks/documents.ts';
import { silencesByPolicy, sortSilenced } from '#core/query/policies/silenced.ts';
import { severityName, severityWords } from '#view/entity/findings/words.ts';
import { type Facet, withCounts } from '#view/ui/list/list.ts';

export interface FindingRow extends PolicyAndFinding {
  readonly key: string;
  readonly policy: AccountPolicy;
  readonly title: string;
  readonly text: string;
}

/** Returns the gravest first, and equal ones in the order of the policies. `now`: milliseconds, for silences that end. */
export function findingRowsOf(
  checked: readonly PolicyFindings[] | undefined,
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

export const severityFacet: Facet<FindingRow> = {
  id: 'severity',
  label: 'Show by severity',
  any: 'All',
  look: 'pills',
  options: (rows) =>
    issueSeverities
      .filter((severity) => rows.some(({ finding }) => finding.severity === severity))
      .map((severity) => ({ value: severityName(severity), label: severityWords[severity].plural })),
  match: ({ finding }, value) => severityName(finding.severity) === value,
};

export const checkFacet: Facet<FindingRow> = {
  id: 'check',
  label: 'Check',
  any: 'Any check',
  options: (rows) => withCounts(rows, ({ finding, title }) => [finding.id, title]),
  match: ({ finding }, value) => finding.id === value,
};

export const findingUseFacet: Facet<FindingRow> = {
  id: 'kind',
  label: 'Kind of policy',
  any: 'Any kind of policy',
  options: (rows) => withCounts(rows, ({ policy }) => [policy.use, usesWords[policy.use]]),
  match: ({ policy }, value) => policy.use === value,
};

const usesWords: Readonly<Record<DocumentUse, string>> = {
  customer: 'Customer managed',
  inline: 'Inline',
  trust: 'Trust policies',
  resource: 'Of resources',
  boundary: 'Boundaries',
  scp: 'Service control',
  rcp: 'Resource control',
  aws: 'AWS managed, in use',
};
