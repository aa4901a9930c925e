/**
 * An organization as a tree, and what its control policies leave: at every level from the root to the account
 * something must allow, and nothing may deny (E-03). The answer for one action is the engine's own.
 */

import type { Decision } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { organizationLayers, standing } from '../../authz/organization.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import { rootArn, userArn } from '../../model/arn.ts';
import type { AccountId } from '../../model/ids.ts';
import type { ControlPolicyRecord, OrganizationRecord } from '../../model/records/organization.ts';
import type { ControlPolicyType } from '../../model/records/lists.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import { describeStatement } from '../../words/statement.ts';

export interface OrgNode {
  readonly id: string;
  readonly type: 'root' | 'unit' | 'account';
  readonly name: string;
  readonly depth: number;
  /** The node above; absent for the root. */
  readonly parent?: string;
  readonly policies: readonly ControlPolicyRecord[];
  /** Set for the management account, which SCPs and RCPs do not bind (E-54). */
  readonly management?: true;
}

export const organizationOf = (world: World, account: AccountId): OrganizationRecord | undefined =>
  standing(world, account)?.organization;

export const controlPoliciesOf = (world: World, { id, account }: OrganizationRecord): ControlPolicyRecord[] =>
  ownedBy(world, 'controlPolicies', account).filter(({ organization }) => organization === id);

/** Returns all nodes, each after the one above it: units before accounts, by name. */
export function organizationTree(world: World, organization: OrganizationRecord): OrgNode[] {
  const policies = controlPoliciesOf(world, organization);
  const units = ownedBy(world, 'organizationalUnits', organization.account).filter(
    (unit) => unit.organization === organization.id,
  );
  const members = [...world.accounts.values()].filter(
    ({ membership }) => membership?.organization === organization.id,
  );
  const attached = (id: string) => policies.filter(({ targets }) => targets.includes(id));
  const below = (parent: string, depth: number): OrgNode[] => [
    ...units
      .filter((unit) => unit.parent === parent)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ id, name }) => [
        { id, type: 'unit' as const, name, depth, parent, policies: attached(id) },
        ...below(id, depth + 1),
      ]),
    ...members
      .filter(({ membership }) => membership?.parent === parent)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ id, name }) => ({
        id,
        type: 'account' as const,
        name,
        depth,
        parent,
        policies: attached(id),
        ...(id === organization.account ? { management: true as const } : {}),
      })),
  ];
  const { rootId } = organization;
  return [
    { id: rootId, type: 'root', name: 'Root', depth: 0, policies: attached(rootId) },
    ...below(rootId, 1),
  ];
}

export interface OrganizationLevel {
  readonly node: string;
  readonly name: string;
  readonly policies: readonly ControlPolicyRecord[];
  /** True when it lets every action through; its denies apply all the same. */
  readonly open: boolean;
  /** Sentences about what it allows; empty when `open`. */
  readonly allows: readonly string[];
  readonly denies: readonly string[];
}

/** Returns what control policies of a type do at each level from the root to the account; root first. */
export function controlLevels(
  world: World,
  account: AccountId,
  type: ControlPolicyType,
): OrganizationLevel[] {
  const stands = standing(world, account);
  if (!stands) return [];
  const { organization, nodes } = stands;
  const tree = new Map(organizationTree(world, organization).map((node) => [node.id, node]));
  return nodes.map((id) => {
    const policies = (tree.get(id)?.policies ?? []).filter((policy) => policy.type === type);
    const statements = policies.flatMap(({ content }) => compile(content).statements);
    const allowing = statements.filter(({ effect }) => effect === 'Allow');
    const open = allowing.some(
      ({ actions, resources, conditions }) =>
        actions?.includes('*') === true && resources?.includes('*') === true && conditions === undefined,
    );
    return {
      node: id,
      name: tree.get(id)?.name ?? id,
      policies,
      open,
      allows: open ? [] : allowing.map(describeStatement),
      denies: statements.filter(({ effect }) => effect === 'Deny').map(describeStatement),
    };
  });
}

export const isEnabled = ({ enabledPolicyTypes }: OrganizationRecord, type: ControlPolicyType): boolean =>
  enabledPolicyTypes.includes(type);

const everything = {
  name: 'every permission',
  document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
};

/** Asks for somebody with every permission, on the account's own resource. `undefined`: in no organization. */
export function controlAnswer(
  world: World,
  account: AccountId,
  {
    action,
    resource = '*',
    region,
  }: { readonly action: string; readonly resource?: string; readonly region?: string },
): Decision | undefined {
  if (!standing(world, account)) return undefined;
  const layers = organizationLayers(world, resolvePrincipal(world, rootArn(account)), resource, account);
  return evaluate({
    principal: userArn(account, '/', 'anybody'),
    action,
    resource,
    resourceAccount: account,
    ...(region === undefined ? {} : { context: { 'aws:RequestedRegion': region } }),
    identityPolicies: [everything],
    ...layers,
  });
}
