/** Says where control policies are attached, and where an account is in its organization. */

import { type OrganizationStanding, standing } from '../../core/authz/organization.ts';
import type { ControlPolicyRecord } from '../../core/model/records/organization.ts';
import type { World } from '../../core/model/world/world.ts';

/** Returns `the root`, `the unit `Test`` or `the account `Shop``. */
function nodeText(world: World, { organization }: OrganizationStanding, node: string): string {
  if (node === organization.rootId) return 'the root';
  const unit = world.organizationalUnits.get(node);
  return unit ? `the unit \`${unit.name}\`` : `the account \`${node}\``;
}

/** Returns the levels above and with the account that the policy is attached to: `the root and the unit `Test``. */
export function attachedTo(world: World, policy: ControlPolicyRecord, place: OrganizationStanding): string {
  const targets = place.nodes.filter((node) => policy.targets.includes(node));
  return targets.map((node) => nodeText(world, place, node)).join(' and ');
}

/** Says where the account is in its organization; empty outside of one. */
export function placeFacts(world: World, account: string): string[] {
  const place = standing(world, account);
  if (!place) return [];
  const { organization, nodes } = place;
  if (organization.account === place.account.id)
    return [`\`${account}\` is the management account of the organization.`];
  const units = nodes.slice(1, -1).map((node) => nodeText(world, place, node));
  const where = units.length === 0 ? 'directly under the root' : `in ${units.join(', in ')}`;
  return [`The account \`${account}\` is ${where} of the organization.`];
}

/** Says at which levels above the account AWS's own SCP allows everything. */
export function fullAccessFacts(world: World, account: string): string[] {
  const place = standing(world, account);
  const full = [...world.controlPolicies.values()].find(
    ({ awsManaged, type, organization }) =>
      awsManaged && type === 'SERVICE_CONTROL_POLICY' && organization === place?.organization.id,
  );
  if (!place || !full) return [];
  const isEverywhere = place.nodes.every((node) => full.targets.includes(node));
  const levels = isEverywhere ? 'every level' : attachedTo(world, full, place);
  return levels === '' ? [] : [`The SCP \`FullAWSAccess\` allows everything. It is attached to ${levels}.`];
}
