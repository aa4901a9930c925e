/**
 * The policies that ListPolicies goes through, in order and only as far as they are read: the account's own
 * policies and AWS's. The World holds AWS's policies that were ever used, the reference the rest. An id is
 * the row's key; a policy that only the reference holds is found by its order.
 */

import { type AccountId, awsAccount } from '../../../model/ids.ts';
import type { PolicyRecord } from '../../../model/records/identities.ts';
import type { ManagedPolicy, Reference } from '../../../model/service-reference.ts';
import { type Listed, merged } from '../../../model/world/row-set.ts';
import {
  type PolicyUse,
  type World,
  countBoundaries,
  ownedUnder,
  usedPolicies,
} from '../../../model/world/world.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import type { Call } from '../../operation.ts';
import { copyOf, ownOrAws } from './usable-policies.ts';
import { memoBy } from '../../../model/memo.ts';

type Asked = Call<Api.ListPoliciesRequest>;

export function policiesAsked(call: Asked, after: string | undefined): Iterable<Listed<string>> {
  const { world, account, params } = call;
  const { Scope = 'All', OnlyAttached, PolicyUsageFilter, PathPrefix = '/' } = params;
  const [own, aws] = [Scope !== 'AWS', Scope !== 'Local'];
  const uses = [
    ...(OnlyAttached || PolicyUsageFilter === 'PermissionsPolicy' ? ['attached' as const] : []),
    ...(PolicyUsageFilter === 'PermissionsBoundary' ? ['boundary' as const] : []),
  ];
  const owners = [...(own ? [account.id] : []), ...(aws ? [awsAccount] : [])];
  const [use, other] = uses;
  if (use === undefined)
    return merged([
      ...owners.map((owner) => ownedUnder(world, 'policies', owner, PathPrefix, after)),
      ...(aws ? [unused(call, after)] : []),
    ]);
  const used = merged(owners.map((owner) => policiesUsed(world, account.id, use, owner, after)));
  return other === undefined ? used : boundaries(world, account.id, used);
}

export function fromReference({ env }: Asked, order: string): PolicyRecord | undefined {
  const policy = env.reference.managedPolicy(arnOfOrder(order));
  return policy && copyOf(policy);
}

const orderOf = ({ name, arn }: ManagedPolicy): string => `${name}\n${arn}`;
const arnOfOrder = (order: string): string => order.slice(order.indexOf('\n') + 1);

function* policiesUsed(
  world: World,
  account: AccountId,
  use: PolicyUse,
  owner: AccountId,
  after: string | undefined,
): Iterable<Listed<string>> {
  for (const order of usedPolicies(world, account, use, owner, after)) {
    const policy = ownOrAws(world, account, arnOfOrder(order));
    if (policy) yield { order, id: policy.id };
  }
}

/** Yields those of the attached policies that are a boundary too. */
function* boundaries(
  world: World,
  account: AccountId,
  policies: Iterable<Listed<string>>,
): Iterable<Listed<string>> {
  for (const entry of policies) {
    const arn = world.policies.get(entry.id)?.arn;
    if (arn && countBoundaries(world, arn, account) > 0) yield entry;
  }
}

/** Yields AWS's policies of which the World has no copy. */
function* unused({ world, env, account }: Asked, after: string | undefined): Iterable<Listed<string>> {
  const sorted = sortedPolicies(env.reference);
  let at = after === undefined ? 0 : sorted.findIndex(({ order }) => order > after);
  for (let entry = sorted[at]; at >= 0 && entry; entry = sorted[(at += 1)])
    if (!ownOrAws(world, account.id, entry.id)) yield entry;
}

/** Returns the reference's policies in the order of the list. */
const sortedPolicies = (reference: Reference): readonly Listed<string>[] =>
  sorted(reference.managedPolicies());

const sorted = memoBy((policies: readonly ManagedPolicy[]): readonly Listed<string>[] =>
  policies
    .map((policy) => ({ order: orderOf(policy), id: policy.arn }))
    .sort((a, b) => (a.order < b.order ? -1 : 1)),
);
