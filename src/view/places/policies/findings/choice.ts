/** The state of the list of findings: search, filters and sorting, and the same in an address. */

import type { IssueSeverity } from '../../../../core/policy/checks/issue-codes.ts';
import { type PolicyUse, policyUses } from '../../../../core/query/policies/checks/documents.ts';
import { severityName, severityNamed } from '../../../entity/findings/severity-words.ts';
import type { Sorting } from '../../../ui/data/table.ts';

export interface FindingsChoice {
  /** Words, each of which stands in the finding or in the name of the policy. */
  readonly q: string;
  /** Absent: all. */
  readonly severity: IssueSeverity | undefined;
  readonly use: PolicyUse | undefined;
  /** The id of a check; empty for all. */
  readonly check: string;
  /** Silenced findings are shown too. */
  readonly silenced: boolean;
  readonly sort: Sorting;
}

type Query = Readonly<Record<string, string | undefined>>;

/** The gravest first. */
const usual: Sorting = { column: 'severity', down: false };
const columns = ['severity', 'finding', 'policy'];

/** Reads the choice; a name that there is none of counts for nothing. */
export function choiceOf(query: Query): FindingsChoice {
  const column = (query['sort'] ?? '').replace(/^-/, '');
  return {
    q: query['q'] ?? '',
    severity: severityNamed(query['severity']),
    use: policyUses.find((use) => use === query['kind']),
    check: query['check'] ?? '',
    silenced: query['silenced'] === '1',
    sort: columns.includes(column) ? { column, down: query['sort']?.startsWith('-') ?? false } : usual,
  };
}

/** Returns the part of an address for a choice. What is usual is left out. */
export function queryOf({ q, severity, use, check, silenced, sort }: FindingsChoice): Query {
  const isUsual = sort.column === usual.column && sort.down === usual.down;
  return {
    q: q || undefined,
    severity: severity && severityName(severity),
    kind: use,
    check: check || undefined,
    silenced: silenced ? '1' : undefined,
    sort: isUsual ? undefined : `${sort.down ? '-' : ''}${sort.column}`,
  };
}
