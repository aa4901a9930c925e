/**
 * The tree of an organization as its calls address it: a node is the root (`r-…`), a unit (`ou-…`) or an
 * account. Only the management account may look at it; DescribeOrganization is for every member.
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
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import type { OrganizationsInputs, OrganizationsOutputs } from '../model/generated/organizations-types.ts';
import {
  type Answer,
  type Call,
  type Check,
  type Definition,
  type Operation,
  organizationsOperation,
} from '../operation.ts';
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

/** Returns the caller's organization, or the refusal when it has none. */
export function ownOrganization({ world, account }: Call<unknown>): Result<Standing, AwsError> {
  const own = standing(world, account.id);
  return own ? ok(own) : fail('AWSOrganizationsNotInUseException', orgTexts.notInUse);
}

/** Returns the organization that the caller's account manages, or a refusal. */
function managed(call: Call<unknown>): Result<OrganizationRecord, AwsError> {
  const own = ownOrganization(call);
  if (!own.ok) return own;
  return own.value.organization.account === call.account.id
    ? ok(own.value.organization)
    : fail('AccessDeniedException', orgTexts.notManagement);
}

/** Makes an operation that only the account which manages the organization may call. */
export const managementOperation = <Name extends keyof OrganizationsInputs>(
  name: Name,
  definition: {
    readonly checks: Definition<OrganizationsInputs[Name], OrganizationsOutputs[Name]>['checks'];
    readonly run: (
      organization: OrganizationRecord,
      call: Call<OrganizationsInputs[Name]>,
    ) => Answer<OrganizationsOutputs[Name]>;
  },
): Operation =>
  organizationsOperation(name, {
    checks: definition.checks,
    run: (call) => {
      const organization = managed(call);
      return organization.ok ? definition.run(organization.value, call) : organization;
    },
  });

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

/** Returns the member account, or the refusal when the organization has none of that id. */
export const namedMember = (
  world: World,
  organization: OrganizationRecord,
  id: string,
): Result<AccountRecord, AwsError> => {
  const member = memberOf(world, organization, id);
  return member ? ok(member) : fail('AccountNotFoundException', orgTexts.accountMissing);
};

/** Returns the root or unit under which a call looks or creates, or a refusal. */
export function namedParent(
  world: World,
  organization: OrganizationRecord,
  id: string,
): Result<Node, AwsError> {
  const parent = nodeOf(world, organization, id);
  return !parent || parent.type === 'ACCOUNT'
    ? fail('ParentNotFoundException', orgTexts.parentMissing)
    : ok(parent);
}

/** Returns the unit, or the refusal when the organization has none of that id. */
export function namedUnit(
  world: World,
  organization: OrganizationRecord,
  id: string,
): Result<OrganizationalUnitRecord, AwsError> {
  const node = nodeOf(world, organization, id);
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

export const policiesOf = (
  world: World,
  organization: OrganizationRecord,
  type?: ControlPolicyType,
): ControlPolicyRecord[] =>
  ownedBy(world, 'controlPolicies', organization.account).filter(
    (policy) => policy.organization === organization.id && (type === undefined || policy.type === type),
  );

/** Removes a node that is deleted or leaves from the targets of every policy. */
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

/** Attaches AWS's own policy of every enabled type to a new node, as AWS does. */
export const attachedByAws = (
  world: World,
  organization: OrganizationRecord,
  node: string,
): readonly Change[] =>
  policiesOf(world, organization)
    .filter(({ awsManaged, type }) => awsManaged && organization.enabledPolicyTypes.includes(type))
    .map((policy) => replaced('controlPolicies', policy, { ...policy, targets: [...policy.targets, node] }));

export const checkAll = (action: string, context?: RequestContext): Check => ({
  action: `organizations:${action}`,
  resource: '*',
  printed: '*',
  ...(context ? { context } : {}),
});

/** Returns the check of a call on one node or policy, on `*` when it does not exist. */
export function checkOn(action: string, arn: string | undefined, context?: RequestContext): Check {
  const resource = arn ?? '*';
  return {
    action: `organizations:${action}`,
    resource,
    printed: resource,
    ...(context ? { context } : {}),
  };
}

export function arnOfNode(call: Call<unknown>, id: string): string | undefined {
  const own = standing(call.world, call.account.id);
  return own && nodeOf(call.world, own.organization, id)?.arn;
}
