/** The tree of an organization: a node is the root (`r-…`), a unit (`ou-…`) or an account. */

import type { RequestContext } from '../../authz/decision.ts';
import { standing } from '../../authz/organization.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import { unsafeArn } from '../../model/ids.ts';
import type {
  ControlPolicyRecord,
  OrganizationRecord,
  OrganizationalUnitRecord,
} from '../../model/records/organization.ts';
import type { ControlPolicyType } from '../../model/records/lists.ts';
import type { ManagementPolicy } from '../../model/records/organization-details.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type { Call } from '../operation.ts';
import { forgotten } from './details.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';

/** Accounts of an organization, the management account among them. */
export const accountQuota = 10;

export type Node =
  | { readonly type: 'ROOT'; readonly id: string; readonly arn: string; readonly name: string }
  | {
      readonly type: 'ORGANIZATIONAL_UNIT';
      readonly id: string;
      readonly arn: string;
      readonly name: string;
      readonly unit: OrganizationalUnitRecord;
    }
  | {
      readonly type: 'ACCOUNT';
      readonly id: string;
      readonly arn: string;
      readonly name: string;
      readonly account: AccountRecord;
    };

const arnOf = ({ id, account }: OrganizationRecord, resource: string) =>
  unsafeArn(`arn:aws:organizations::${account}:${resource.replace('{o}', id)}`);
export const rootNodeArn = (organization: OrganizationRecord) =>
  arnOf(organization, `root/{o}/${organization.rootId}`);
export const unitArn = (organization: OrganizationRecord, id: string) => arnOf(organization, `ou/{o}/${id}`);
export const memberArn = (organization: OrganizationRecord, id: string) =>
  arnOf(organization, `account/{o}/${id}`);

export function organizationNodeOf(
  world: World,
  organization: OrganizationRecord,
  id: string,
): Node | undefined {
  if (id === organization.rootId) return { type: 'ROOT', id, arn: rootNodeArn(organization), name: 'Root' };
  const unit = world.organizationalUnits.get(id);
  if (unit?.organization === organization.id) {
    return { type: 'ORGANIZATIONAL_UNIT', id, arn: unit.arn, name: unit.name, unit };
  }
  const account = memberAccountOf(world, organization, id);
  return account && { type: 'ACCOUNT', id, arn: memberArn(organization, id), name: account.name, account };
}

/** Returns the path of the root or of a unit (W-13): `o-…/r-…/ou-…/`. */
export const pathOfNode = (world: World, organization: OrganizationRecord, id: string): string => {
  const unit = world.organizationalUnits.get(id);
  if (!unit) return `${organization.id}/${organization.rootId}/`;
  return `${pathOfNode(world, organization, unit.parent)}${id}/`;
};

export function memberAccountOf(
  world: World,
  organization: OrganizationRecord,
  id: string,
): AccountRecord | undefined {
  const account = world.accounts.get(id);
  return account?.membership?.organization === organization.id ? account : undefined;
}

export const namedMember = (
  world: World,
  organization: OrganizationRecord,
  id: string,
): Result<AccountRecord, AwsError> => {
  const member = memberAccountOf(world, organization, id);
  return member ? ok(member) : fail('AccountNotFoundException', orgTexts.accountMissing);
};

export function namedParent(
  world: World,
  organization: OrganizationRecord,
  id: string,
): Result<Node, AwsError> {
  const parent = organizationNodeOf(world, organization, id);
  return !parent || parent.type === 'ACCOUNT'
    ? fail('ParentNotFoundException', orgTexts.parentMissing)
    : ok(parent);
}

export function namedUnit(
  world: World,
  organization: OrganizationRecord,
  id: string,
): Result<OrganizationalUnitRecord, AwsError> {
  const node = organizationNodeOf(world, organization, id);
  return node?.type === 'ORGANIZATIONAL_UNIT'
    ? ok(node.unit)
    : fail('OrganizationalUnitNotFoundException', orgTexts.unitMissing);
}

/** Lists the management account first, then the others in order of joining. */
export const membersOf = (world: World, organization: OrganizationRecord): AccountRecord[] =>
  [...world.accounts.values()].filter(({ membership }) => membership?.organization === organization.id);

export const unitsOf = (world: World, organization: OrganizationRecord): OrganizationalUnitRecord[] =>
  ownedBy(world, 'organizationalUnits', organization.account).filter(
    (unit) => unit.organization === organization.id,
  );

/** A control policy, or one of the types that never decide a request (Y-12). */
export type AnyPolicy = ControlPolicyRecord | ManagementPolicy;

export const isControlPolicy = (policy: AnyPolicy): policy is ControlPolicyRecord => 'awsManaged' in policy;

/** Returns the policy of that id, of any type. */
export const anyPolicy = (
  world: World,
  organization: OrganizationRecord,
  id: string,
): AnyPolicy | undefined =>
  world.controlPolicies.get(`${organization.id}/${id}`) ??
  organization.details?.policies?.find(({ policyId }) => policyId === id);

export const typeKey = (type: string): RequestContext => ({ 'organizations:PolicyType': type });

export const organizationPoliciesOf = (
  world: World,
  organization: OrganizationRecord,
  type?: ControlPolicyType,
): ControlPolicyRecord[] =>
  ownedBy(world, 'controlPolicies', organization.account).filter(
    (policy) => policy.organization === organization.id && (type === undefined || policy.type === type),
  );

/** Removes a node that is deleted or leaves: from the targets of every policy, and with its tags. */
export const detachedEverywhere = (
  world: World,
  organization: OrganizationRecord,
  node: string,
): readonly Change[] => [
  ...organizationPoliciesOf(world, organization)
    .filter(({ targets }) => targets.includes(node))
    .map((policy) => replaced('controlPolicies', policy, withoutTarget(policy, node))),
  ...forgotten(organization, node),
];

export const withoutTarget = <Policy extends AnyPolicy>(policy: Policy, node: string): Policy => ({
  ...policy,
  targets: policy.targets.filter((target) => target !== node),
});

/** Attaches AWS's own policy of every enabled type to a new node, as AWS does. */
export const attachedByAws = (
  world: World,
  organization: OrganizationRecord,
  node: string,
): readonly Change[] =>
  organizationPoliciesOf(world, organization)
    .filter(({ awsManaged, type }) => awsManaged && organization.enabledPolicyTypes.includes(type))
    .map((policy) => replaced('controlPolicies', policy, { ...policy, targets: [...policy.targets, node] }));

export function arnOfNode(call: Call<unknown>, id: string): string | undefined {
  const own = standing(call.world, call.account.id);
  return own && organizationNodeOf(call.world, own.organization, id)?.arn;
}
