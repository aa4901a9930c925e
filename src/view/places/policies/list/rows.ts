/** The rows of the policy list: the account's own policies and AWS's, with how often each is used here. */

import type { Session } from '#app/session/session.svelte.ts';
import { type AccountId, type Arn, awsAccount } from '#core/model/ids.ts';
import type { PolicyRecord } from '#core/model/records/identities.ts';
import { defaultDocument } from '#core/model/policy-document.ts';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import { type World, countAttached, countBoundaries, ownedBy } from '#core/model/world/world.ts';
import { oftenUsedRank } from '#core/query/policies/often-used.ts';
import { summaryLine } from '#core/query/policies/summary-line.ts';
import { memoBy, memoByKey } from '#core/model/memo.ts';

export interface PolicyRow {
  readonly arn: Arn | string;
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly uses: number;
  readonly boundaries: number;
  readonly updated: string;
  readonly versions: number;
  /** Place among AWS's policies that people attach often; absent for the others. */
  readonly oftenUsed?: number | undefined;
  readonly search: string;
  readonly document: () => string;
  /** The object behind the row. It stays the same while the policy does. */
  readonly source: object;
}

/** Kept with the world, so that opening a list again costs nothing. */
export const customerRows = memoByKey((world: World, account: AccountId): readonly PolicyRow[] =>
  ownedBy(world, 'policies', account).map((policy) => rowOf(world, account, policy)),
);

export function awsRows(session: Session): PolicyRow[] {
  const { world } = session.state;
  const used = ownedBy(world, 'policies', awsAccount);
  const known = new Set<string>(used.map(({ arn }) => arn));
  const rest = catalogueRows(session.catalogue.current.managedPolicies());
  return [
    ...used.map((policy) => rowOf(world, session.account, policy)),
    ...(known.size === 0 ? rest : rest.filter(({ arn }) => !known.has(arn))),
  ];
}

/** The catalogue does not change while the page is open, so its rows are made once. */
const catalogueRows = memoBy((policies: readonly ManagedPolicy[]): PolicyRow[] =>
  policies.map((policy) => ({
    arn: policy.arn,
    name: policy.name,
    path: policy.path,
    description: '',
    ...{ uses: 0, boundaries: 0, versions: 1 },
    oftenUsed: oftenUsedRank(policy.name),
    updated: policy.updateDate,
    search: `${policy.path}${policy.name}`.toLowerCase(),
    document: () => policy.document,
    source: policy,
  })),
);

const rowOf = (world: World, account: AccountId, policy: PolicyRecord): PolicyRow => ({
  arn: policy.arn,
  name: policy.policyName,
  path: policy.path,
  description: policy.description ?? '',
  uses: countAttached(world, policy.arn, account),
  boundaries: countBoundaries(world, policy.arn, account),
  updated: policy.updateDate,
  versions: policy.versions.length,
  search: `${policy.path}${policy.policyName} ${policy.description ?? ''}`.toLowerCase(),
  document: () => defaultDocument(policy),
  source: policy,
});

/** Returns a sort key that is the larger the more a policy is used: here by how often, then AWS's often used ones, then the others. */
export function byUse({ uses, boundaries, oftenUsed = 9_999 }: PolicyRow): number {
  const count = uses + boundaries;
  return count > 0 ? count : -oftenUsed;
}

export const usesText = ({ uses, boundaries, oftenUsed }: PolicyRow): string =>
  [uses > 0 ? `attached to ${uses}` : '', boundaries > 0 ? `boundary of ${boundaries}` : '']
    .filter(Boolean)
    .join(', ') || (oftenUsed === undefined ? 'not used' : 'often used elsewhere');

const lineBy = memoBy((_: object, { document }: PolicyRow) => summaryLine(document()));

/** Returns the policy in one line. A document is read when its row is first drawn. */
export const policyLineOf = (row: PolicyRow): string => lineBy(row.source, row);
