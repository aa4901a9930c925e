/** The acts on an organization that change what somebody may do, each to be done at once or tried first. */

import type { ControlPolicyRecord, OrganizationRecord } from '#core/model/records/organization.ts';
import { type ControlPolicyType, controlPolicyTypes } from '#core/model/records/lists.ts';
import { type OrgNode, isEnabled } from '#core/query/account/organization-tree.ts';
import type { Trial } from '#view/requests/dry-run/trial.svelte.ts';
import { typeShort } from './policy-words.ts';

const trial = (operation: string, params: Record<string, unknown>, label: string, done: string): Trial => ({
  calls: [{ service: 'organizations', operation, params }],
  label,
  done,
});

export const attaching = ({ policyId, name, type }: ControlPolicyRecord, node: OrgNode): Trial =>
  trial(
    'AttachPolicy',
    { PolicyId: policyId, TargetId: node.id },
    `Attach ${typeShort[type]} ${name} to ${node.name}`,
    `${name} was attached to ${node.name}`,
  );

export const detaching = ({ policyId, name, type }: ControlPolicyRecord, node: OrgNode): Trial =>
  trial(
    'DetachPolicy',
    { PolicyId: policyId, TargetId: node.id },
    `Detach ${typeShort[type]} ${name} from ${node.name}`,
    `${name} was detached from ${node.name}`,
  );

export const deletion = ({ policyId, name, type }: ControlPolicyRecord): Trial =>
  trial('DeletePolicy', { PolicyId: policyId }, `Delete ${typeShort[type]} ${name}`, `${name} was deleted`);

export const turning = (on: boolean, type: ControlPolicyType, { rootId }: OrganizationRecord): Trial =>
  trial(
    on ? 'EnablePolicyType' : 'DisablePolicyType',
    { RootId: rootId, PolicyType: type },
    `Turn ${typeShort[type]}s ${on ? 'on' : 'off'}`,
    `${typeShort[type]}s are ${on ? 'on' : 'off'}`,
  );

export const moving = (node: OrgNode, to: OrgNode): Trial =>
  trial(
    'MoveAccount',
    { AccountId: node.id, SourceParentId: node.parent, DestinationParentId: to.id },
    `Move ${node.name} to ${to.name}`,
    `${node.name} was moved to ${to.name}`,
  );

export const placesFor = (tree: readonly OrgNode[], node: OrgNode): OrgNode[] =>
  tree.filter(({ type, id }) => type !== 'account' && id !== node.parent);

export function trialsOn(
  node: OrgNode,
  organization: OrganizationRecord,
  tree: readonly OrgNode[],
  policies: readonly ControlPolicyRecord[],
): Trial[] {
  const counting = policies.filter(({ type }) => isEnabled(organization, type));
  return [
    ...counting.map((policy) =>
      policy.targets.includes(node.id) ? detaching(policy, node) : attaching(policy, node),
    ),
    ...(node.type === 'root'
      ? controlPolicyTypes.map((type) => turning(!isEnabled(organization, type), type, organization))
      : []),
    ...(node.type === 'account' && node.parent !== undefined
      ? placesFor(tree, node).map((place) => moving(node, place))
      : []),
  ];
}
