/**
 * The organization of a management account in the script: the tree, the control policies and their targets.
 * AWS gives member accounts new ids, so the script only mentions in comments what is attached to them.
 */

import type { AccountId } from '../../core/model/ids.ts';
import { fullAwsAccess } from '../../core/model/records/lists.ts';
import type { OrganizationRecord } from '../../core/model/records/organization.ts';
import type { World } from '../../core/model/world/world.ts';
import { readableControls } from './readable.ts';
import { type ShellScript, Variable } from './shell-script.ts';

export function organizationCalls(script: ShellScript, world: World, account: AccountId): void {
  const organization = [...world.organizations.values()].find((row) => row.account === account);
  if (!organization) return;
  script.section('Organization');
  script.call('organizations', 'CreateOrganization', { FeatureSet: organization.featureSet });
  script.capture('ROOT', 'organizations', 'ListRoots', {}, 'Roots[0].Id');
  const nodes = new Map<string, Variable | string>([
    [organization.rootId, new Variable('ROOT')],
    [account, account],
  ]);
  for (const PolicyType of organization.enabledPolicyTypes) {
    script.call('organizations', 'EnablePolicyType', { RootId: new Variable('ROOT'), PolicyType });
  }
  units(script, world, organization, nodes);
  const place = world.accounts.get(account)?.membership?.parent ?? organization.rootId;
  if (place !== organization.rootId && nodes.has(place)) {
    script.call('organizations', 'MoveAccount', {
      AccountId: account,
      SourceParentId: new Variable('ROOT'),
      DestinationParentId: nodes.get(place),
    });
  }
  policies(script, world, organization, nodes);
  members(script, world, organization);
}

function units(
  script: ShellScript,
  world: World,
  { id, rootId }: OrganizationRecord,
  nodes: Map<string, Variable | string>,
): void {
  const all = [...world.organizationalUnits.values()].filter(({ organization }) => organization === id);
  const below = (parent: string): typeof all =>
    all.filter((unit) => unit.parent === parent).flatMap((unit) => [unit, ...below(unit.id)]);
  below(rootId).forEach((unit, at) => {
    const variable = `UNIT_${at + 1}`;
    const params = { ParentId: nodes.get(unit.parent), Name: unit.name };
    script.capture(variable, 'organizations', 'CreateOrganizationalUnit', params, 'OrganizationalUnit.Id');
    nodes.set(unit.id, new Variable(variable));
  });
}

function policies(
  script: ShellScript,
  world: World,
  { id, enabledPolicyTypes }: OrganizationRecord,
  nodes: ReadonlyMap<string, Variable | string>,
): void {
  const all = readableControls(world, id);
  const left = (targets: readonly string[]) => targets.filter((target) => !nodes.has(target));
  all
    .filter(({ awsManaged }) => !awsManaged)
    .forEach((policy, at) => {
      const variable = `POLICY_${at + 1}`;
      const params = {
        Type: policy.type,
        Name: policy.name,
        Description: policy.description,
        Content: policy.content,
      };
      script.capture(variable, 'organizations', 'CreatePolicy', params, 'Policy.PolicySummary.Id');
      for (const target of policy.targets.filter((one) => nodes.has(one))) {
        const attached = { PolicyId: new Variable(variable), TargetId: nodes.get(target) };
        script.call('organizations', 'AttachPolicy', attached);
      }
      for (const target of left(policy.targets)) {
        script.comment(`${policy.name} is also attached to the member account ${target}.`);
      }
    });
  for (const type of enabledPolicyTypes) {
    // Detaches FullAWSAccess from the nodes that lost it. RCPFullAWSAccess cannot be detached.
    if (type === 'RESOURCE_CONTROL_POLICY') continue;
    const { policyId } = fullAwsAccess[type];
    const usual = all.find((policy) => policy.policyId === policyId);
    for (const [node, value] of nodes) {
      if (usual && !usual.targets.includes(node)) {
        script.call('organizations', 'DetachPolicy', { PolicyId: policyId, TargetId: value });
      }
    }
  }
}

function members(script: ShellScript, world: World, { id, account }: OrganizationRecord): void {
  for (const member of world.accounts.values()) {
    if (member.membership?.organization !== id || member.id === account) continue;
    script.comment(
      `Member account ${member.id} (${member.name}): invite it with aws organizations invite-account-to-organization.`,
    );
  }
}
