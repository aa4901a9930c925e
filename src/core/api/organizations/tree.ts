/**
 * The tree of an organization as its calls address it: a node is the root (`r-…`), a unit (`ou-…`) or an
 * account. Who may see it: the management account alone, but for DescribeOrganization.
 */

import { type Standing, standing } from '../../authz/organization.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import { unsafeArn } from '../../model/ids.ts';
import type {
  ControlPolicyRecord,
  ControlPolicyType,
  OrganizationRecord,
  OrganizationalUnitRecord,
} from '../../model/records/organization.ts';
import type { AccountRecord } from '../../model/records/tables.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { type Failure, fail } from '../errors/codes.ts';
import type { Call, Check } from '../operation.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/texts.ts';

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

/** The caller's organization, or why there is none to look at. */
export function ownOrganization({ world, account }: Call<unknown>): Standing | Failure {
  return standing(world, account.id) ?? fail('AWSOrganizationsNotInUseException', orgTexts.notInUse);
}

/** The organization that the caller's account manages. */
export function managed(call: Call<unknown>): OrganizationRecord | Failure {
  const own = ownOrganization(call);
  if ('ok' in own) return own;
  return own.organization.account === call.account.id
    ? own.organization
    : fail('AccessDeniedException', orgTexts.notManagement);
}

const arnOf = ({ id, account }: OrganizationRecord, resource: string) =>
  unsafeArn(`arn:aws:organizations::${account}:${resource.replace('{o}', id)}`);
export const rootNodeArn = (organization: OrganizationRecord) =>
  arnOf(organization, `root/{o}/${organization.rootId}`);
export const unitArn = (organization: OrganizationRecord, id: string) => arnOf(organization, `ou/{o}/${id}`);
export const memberArn = (organization: OrganizationRecord, id: string) =>
  arnOf(organization, `account/{o}/${id}`);

export function nodeOf(world: World, organization: OrganizationRecord, id: string): Node | undefined {
  if (id === organization.rootId) return { type: 'ROOT', id, arn: rootNodeArn(organization), name: 'Root' };
  const unit = world.organizationalUnits.get(id);
  if (unit?.organization === organization.id) {
    return { type: 'ORGANIZATIONAL_UNIT', id, arn: unit.arn, name: unit.name, unit };
  }
  const account = memberOf(world, organization, id);
  return account && { type: 'ACCOUNT', id, arn: memberArn(organization, id), name: account.name, account };
}

export function memberOf(
  world: World,
  organization: OrganizationRecord,
  id: string,
): AccountRecord | undefined {
  const account = world.accounts.get(id);
  return account?.membership?.organization === organization.id ? account : undefined;
}

/** The management account first, then in order of joining. */
export const membersOf = (world: World, organization: OrganizationRecord): AccountRecord[] =>
  [...world.accounts.values()].filter(({ membership }) => membership?.organization === organization.id);

export const unitsOf = (world: World, organization: OrganizationRecord): OrganizationalUnitRecord[] =>
  ownedBy(world, 'organizationalUnits', organization.account).filter(
    (unit) => unit.organization === organization.id,
  );

export const policiesOf = (
  world: World,
  organization: OrganizationRecord,
  type?: ControlPolicyType,
): ControlPolicyRecord[] =>
  ownedBy(world, 'controlPolicies', organization.account).filter(
    (policy) => policy.organization === organization.id && (type === undefined || policy.type === type),
  );

/** Takes a node out of the targets of every policy: it is deleted, or leaves. */
export const detachedEverywhere = (
  world: World,
  organization: OrganizationRecord,
  node: string,
): readonly Change[] =>
  policiesOf(world, organization)
    .filter(({ targets }) => targets.includes(node))
    .map((policy) => replaced('controlPolicies', policy, withoutTarget(policy, node)));

export const withoutTarget = (policy: ControlPolicyRecord, node: string): ControlPolicyRecord => ({
  ...policy,
  targets: policy.targets.filter((target) => target !== node),
});

/** AWS attaches what it manages itself to each new node, for every type that is enabled. */
export const attachedByAws = (
  world: World,
  organization: OrganizationRecord,
  node: string,
): readonly Change[] =>
  policiesOf(world, organization)
    .filter(({ awsManaged, type }) => awsManaged && organization.enabledPolicyTypes.includes(type))
    .map((policy) => replaced('controlPolicies', policy, { ...policy, targets: [...policy.targets, node] }));

/** The permission for a call on the organization as a whole. */
export const checkAll = (action: string, context?: RequestContext): Check => ({
  action: `organizations:${action}`,
  resource: '*',
  printed: '*',
  ...(context ? { context } : {}),
});

/** For a call on one node or policy; what does not exist is asked for as `*`. */
export function checkOn(action: string, arn: string | undefined, context?: RequestContext): Check {
  const resource = arn ?? '*';
  return {
    action: `organizations:${action}`,
    resource,
    printed: resource,
    ...(context ? { context } : {}),
  };
}

/** The ARN of a node in the caller's organization, for checks. */
export function arnOfNode(call: Call<unknown>, id: string): string | undefined {
  const own = standing(call.world, call.account.id);
  return own && nodeOf(call.world, own.organization, id)?.arn;
}
