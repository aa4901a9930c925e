import type { Session } from '../../app/session.svelte.ts';
import type { AccountId, Arn } from '../../core/model/ids.ts';
import { awsAccount } from '../../core/model/ids.ts';
import type { PolicyRecord } from '../../core/model/records.ts';
import { type World, countAttached, countBoundaries, ownedBy } from '../../core/model/world.ts';

/** The rows of the policy list: the account's own and AWS's, with how often each is used here. */
export const owners = ['customer', 'aws'] as const;
export type Owner = (typeof owners)[number];

export interface PolicyRow {
  readonly arn: Arn | string;
  readonly name: string;
  readonly path: string;
  readonly uses: number;
  readonly boundaries: number;
  readonly updated: string;
  readonly versions: number;
}

export const customerRows = (world: World, account: AccountId): PolicyRow[] =>
  ownedBy(world, 'policies', account).map((policy) => rowOf(world, account, policy));

/** Those in use first, then the catalogue as far as it is loaded. */
export function awsRows(session: Session): PolicyRow[] {
  const { world } = session.state;
  const used = ownedBy(world, 'policies', awsAccount);
  const known = new Set<string>(used.map(({ arn }) => arn));
  return [
    ...used.map((policy) => rowOf(world, session.account, policy)),
    ...session
      .env()
      .reference.managedPolicies()
      .filter(({ arn }) => !known.has(arn))
      .map(({ arn, name, path, updateDate }) => ({
        arn,
        name,
        path,
        uses: 0,
        boundaries: 0,
        updated: updateDate,
        versions: 1,
      })),
  ];
}

const rowOf = (world: World, account: AccountId, policy: PolicyRecord): PolicyRow => ({
  arn: policy.arn,
  name: policy.policyName,
  path: policy.path,
  uses: countAttached(world, policy.arn, account),
  boundaries: countBoundaries(world, policy.arn, account),
  updated: policy.updateDate,
  versions: policy.versions.length,
});
