/** Says in sentences what counts for an answer but stands in no policy: groups, and places in an organization. */

import { targetOf } from '../../core/authz/gather.ts';
import { ownerOf, type OrganizationStanding, standing } from '../../core/authz/organization.ts';
import { resolvePrincipal } from '../../core/authz/principal.ts';
import type { UserRecord } from '../../core/model/records/identities.ts';
import { findByArn, type World } from '../../core/model/world/world.ts';
import type { DecidedQuestion } from './format.ts';
import type { ControlPolicyRecord } from '../../core/model/records/organization.ts';

/** `also`: ARNs of other users whose policies are shown. */
export function derivedFacts(
  world: World,
  decided: readonly DecidedQuestion[],
  also: readonly string[],
): string[] {
  const principals = decided.map(({ question }) => resolvePrincipal(world, question.principal));
  const users = [
    ...principals.flatMap((one) => (one.kind === 'user' ? [one.user] : [])),
    ...also.flatMap((arn) => findByArn(world, 'users', arn) ?? []),
  ];
  const callers = new Set(
    principals.flatMap((one) => ('account' in one && one.account ? [one.account] : [])),
  );
  const owners = decided.flatMap(
    ({ question }, at) =>
      ownerOf(
        principals[at] ?? { kind: 'anonymous', arn: '*' },
        question.resource,
        targetOf(world, question.action, question.resource).account,
      ) ?? [],
  );
  return [
    ...[...new Set(users)].flatMap((user) => groupFacts(world, user)),
    ...[...new Set([...callers, ...owners])].flatMap((account) => placeFacts(world, account)),
    ...[...callers].flatMap((account) => fullAccessFacts(world, account)),
  ];
}

function groupFacts(world: World, { userName, groups }: UserRecord): string[] {
  const names = groups.flatMap((id) => world.groups.get(id)?.groupName ?? []).map((name) => `\`${name}\``);
  if (names.length > 0)
    return [`\`${userName}\` is in the group${names.length > 1 ? 's' : ''} ${names.join(' and ')}.`];
  return world.groups.size > 0 ? [`\`${userName}\` is in no group.`] : [];
}

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
function placeFacts(world: World, account: string): string[] {
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
function fullAccessFacts(world: World, account: string): string[] {
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
