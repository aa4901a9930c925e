/** A management account's organization for Terraform: its tree, its control policies and their targets. */

import type { AccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import { readableControls } from './readable.ts';
import { accountIdExpression, type Resources } from './terraform-names.ts';

export function organizationResources(to: Resources, world: World, account: AccountId): void {
  const organization = [...world.organizations.values()].find((row) => row.account === account);
  if (!organization) return;
  const { id, rootId } = organization;
  const own = to.add(
    'aws_organizations_organization',
    'organization',
    { feature_set: organization.featureSet, enabled_policy_types: organization.enabledPolicyTypes },
    id,
  );
  const nodes = new Map<string, string>([
    [rootId, `\${${own}.roots[0].id}`],
    [account, accountIdExpression],
  ]);
  const units = [...world.organizationalUnits.values()].filter((unit) => unit.organization === id);
  const below = (parent: string): typeof units =>
    units.filter((unit) => unit.parent === parent).flatMap((unit) => [unit, ...below(unit.id)]);
  for (const unit of below(rootId)) {
    const block = { name: to.text(unit.name), parent_id: nodes.get(unit.parent) };
    const address = to.add('aws_organizations_organizational_unit', unit.name, block, unit.id);
    nodes.set(unit.id, `\${${address}.id}`);
  }
  for (const policy of readableControls(world, id)) {
    if (policy.awsManaged) continue;
    const block = {
      name: to.text(policy.name),
      type: policy.type,
      description: to.text(policy.description),
      content: to.text(policy.content),
      depends_on: [own],
    };
    const address = to.add('aws_organizations_policy', policy.name, block, policy.policyId);
    for (const target of policy.targets) {
      // Member accounts keep their ids.
      const attached = { policy_id: `\${${address}.id}`, target_id: nodes.get(target) ?? target };
      const label = `${policy.name} ${target}`;
      to.add('aws_organizations_policy_attachment', label, attached, `${target}:${policy.policyId}`);
    }
  }
  const members = [...world.accounts.values()].filter(
    (one) => one.membership?.organization === id && one.id !== account,
  );
  if (members.length > 0) {
    to.skipped.push(`Member accounts: invite ${members.map((one) => one.id).join(', ')}.`);
  }
}
