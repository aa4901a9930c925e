/** Lists managed policies to attach: the account's own, then AWS's (those in use, those used often, the others). */

import type { Session } from '../../app/session/session.svelte.ts';
import { awsAccount } from '../../core/model/ids.ts';
import { defaultDocument } from '../../core/model/policy-document.ts';
import { ownedBy } from '../../core/model/world/world.ts';
import { oftenUsedRank } from '../../core/query/policies/often-used.ts';
import { summaryLine } from '../../core/query/policies/summary-line.ts';
import type { Option } from '../ui/controls/combobox.svelte.ts';

export function policyOptions(session: Session): Option[] {
  const { state, account } = session;
  const own = ownedBy(state.world, 'policies', account);
  const used = ownedBy(state.world, 'policies', awsAccount);
  const known = new Set<string>(used.map(({ arn }) => arn));
  const catalogue = session.env.reference.managedPolicies().filter(({ arn }) => !known.has(arn));
  const often = catalogue
    .filter(({ name }) => oftenUsedRank(name) !== undefined)
    .sort((a, b) => (oftenUsedRank(a.name) ?? 0) - (oftenUsedRank(b.name) ?? 0));
  const others = catalogue.filter(({ name }) => oftenUsedRank(name) === undefined);
  return [
    ...own.map((row) => optionOf(row.arn, row.policyName, 'customer managed', () => defaultDocument(row))),
    ...used.map((row) => optionOf(row.arn, row.policyName, 'AWS managed', () => defaultDocument(row))),
    ...[...often, ...others].map((one) => optionOf(one.arn, one.name, 'AWS managed', () => one.document)),
  ];
}

/** The line about the document is made when the option is drawn, because there may be ten thousand. */
const optionOf = (value: string, label: string, whose: string, document: () => string): Option => ({
  value,
  label,
  kind: 'policy',
  detail: whose,
  get about() {
    return summaryLine(document());
  },
});
