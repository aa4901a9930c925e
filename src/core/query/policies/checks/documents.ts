/**
 * Every policy document that an account has: managed, inline and trust policies, those of resources, AWS's that are in use,
 * and the control policies of its organization. Each says as which kind the checks read it.
 */

import { type AccountId, type EntityId, awsAccount } from '#core/model/ids.ts';
import type { PolicyRecord } from '#core/model/records/identities.ts';
import { defaultDocument } from '#core/model/policy-document.ts';
import { type PolicyKey, inlineKey } from '#core/model/world/row-ids.ts';
import { typeOfArn } from '#core/model/records/resource-types.ts';
import { holderTables } from '#core/model/records/lists.ts';
import {
  type Holder,
  type World,
  attachedIn,
  countAttached,
  countBoundaries,
  ownedBy,
} from '#core/model/world/world.ts';
import type { PolicyKind } from '#core/policy/checks/problem.ts';

/** The uses that a person tells policies apart by. A boundary is a managed policy that is nothing else. */
export const policyUses = [
  'customer',
  'inline',
  'trust',
  'resource',
  'boundary',
  'scp',
  'rcp',
  'aws',
] as const;
export type DocumentUse = (typeof policyUses)[number];

export interface AccountPolicy {
  readonly key: PolicyKey;
  readonly name: string;
  readonly use: DocumentUse;
  readonly kind: PolicyKind;
  /** AWS's type of a resource, where it is known. */
  readonly resourceType?: string;
  readonly arn: string;
  readonly holder?: string;
  readonly document: string;
}

/** Yields the default version of managed policies, and all else as it stands. The order lasts while the world does. */
export function* accountPoliciesOf(
  world: World,
  account: AccountId,
): Generator<AccountPolicy, void, undefined> {
  for (const policy of ownedBy(world, 'policies', account)) yield managed(world, account, policy, 'customer');
  for (const table of holderTables)
    for (const one of ownedBy(world, table, account)) {
      if ('assumeRolePolicyDocument' in one)
        yield {
          ...{ key: one.id, name: one.roleName, use: 'trust', kind: 'trust' },
          ...{ arn: one.arn, document: one.assumeRolePolicyDocument },
        };
      for (const { policyName, document } of one.inlinePolicies)
        yield {
          ...{ key: inlineKey(one.id, policyName), name: policyName, use: 'inline', kind: 'identity-inline' },
          ...{ arn: one.arn, holder: nameOf(one), document },
        };
    }
  for (const { arn, name, policy } of ownedBy(world, 'resources', account)) {
    if (policy === undefined) continue;
    const resourceType = typeOfArn(arn);
    yield {
      ...{ key: arn, name, use: 'resource', kind: 'resource', arn, document: policy },
      ...(resourceType !== undefined && { resourceType }),
    };
  }
  const organization = world.accounts.get(account)?.membership?.organization;
  if (organization !== undefined) yield* controlPolicyDocuments(world, organization);
  for (const policy of ownedBy(world, 'policies', awsAccount)) {
    const { arn } = policy;
    if (attachedIn(world, arn, account)?.size || countBoundaries(world, arn, account) > 0)
      yield managed(world, account, policy, 'aws');
  }
}

function managed(
  world: World,
  account: AccountId,
  policy: PolicyRecord,
  use: 'customer' | 'aws',
): AccountPolicy {
  const { arn, policyName } = policy;
  const limits = countAttached(world, arn, account) === 0 && countBoundaries(world, arn, account) > 0;
  return {
    ...{ key: arn, name: policyName, arn, document: defaultDocument(policy) },
    ...(limits && use === 'customer' ? { use: 'boundary' } : { use }),
    kind: limits ? 'boundary' : 'identity-managed',
  };
}

/** Yields the control policies of an organization, but for those that AWS attaches by itself. */
export function* controlPolicyDocuments(
  world: World,
  organization: EntityId,
): Generator<AccountPolicy, void, undefined> {
  for (const policy of world.controlPolicies.values()) {
    if (policy.organization !== organization || policy.awsManaged) continue;
    const kind = policy.type === 'RESOURCE_CONTROL_POLICY' ? 'rcp' : 'scp';
    const { arn, name, content } = policy;
    yield { key: arn, name, use: kind, kind, arn, document: content };
  }
}

const nameOf = (one: Holder): string =>
  'userName' in one ? one.userName : 'groupName' in one ? one.groupName : one.roleName;
