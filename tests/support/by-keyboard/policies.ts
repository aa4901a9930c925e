/** Managed policies, the policies of resources and those of an organization by keyboard. */

import type { ControlPolicyRecord } from '../../../src/core/model/records/organization.ts';
import { organizationOf, organizationTree } from '../../../src/core/query/account/organization-tree.ts';
import { type Act, type Acts, type Desk, accountOf, changes, goTo, text } from './acts.ts';

const openPolicy = (desk: Desk, arn: string) => goTo(desk, `#/policies/${encodeURIComponent(arn)}`);

const createVersion: Act = async (desk, params) => {
  const { keys } = desk;
  await openPolicy(desk, text(params, 'PolicyArn'));
  await keys.enter('button', 'Edit');
  await keys.write(params['PolicyDocument']);
  await changes(desk, () => keys.enter('button', /save as new default version$/i));
};

const setDefault: Act = async (desk, params) => {
  await openPolicy(desk, text(params, 'PolicyArn'));
  await changes(desk, () => desk.keys.enter('button', `Make default: ${text(params, 'VersionId')}`));
};

const putBucketPolicy: Act = async (desk, params) => {
  const { keys } = desk;
  await goTo(desk, `#/settings/resources/${encodeURIComponent(`arn:aws:s3:::${text(params, 'Bucket')}`)}`);
  const section = keys.page.getByRole('region', { name: 'Resource policy' });
  await keys.enter('button', /^(Edit|Add policy)$/, section);
  await keys.write(params['Policy'], section);
  await changes(desk, () => keys.enter('button', 'Save policy', section));
};

function controlPolicy({ world }: Desk, id: string): ControlPolicyRecord {
  const found = [...world.controlPolicies.values()].find(({ policyId }) => policyId === id);
  if (!found) throw new Error(`no control policy ${id}`);
  return found;
}

function nodeName({ world }: Desk, account: Parameters<typeof organizationOf>[1], id: string): string {
  const organization = organizationOf(world, account);
  const found = organization && organizationTree(world, organization).find((node) => node.id === id);
  if (!found) throw new Error(`no ${id} in an organization`);
  return found.name;
}

const short = ({ type }: ControlPolicyRecord) => (type === 'SERVICE_CONTROL_POLICY' ? 'SCP' : 'RCP');

const attach: Act = async (desk, params, call) => {
  const { keys } = desk;
  const target = text(params, 'TargetId');
  const policy = controlPolicy(desk, text(params, 'PolicyId'));
  await goTo(desk, `#/settings/organization/${target}`);
  const list = `Attach ${short(policy)} to ${nodeName(desk, accountOf(call, desk), target)}`;
  await changes(desk, () => keys.select(keys.find('combobox', list), policy.policyId));
};

const detach: Act = async (desk, params, call) => {
  const target = text(params, 'TargetId');
  const { name } = controlPolicy(desk, text(params, 'PolicyId'));
  await goTo(desk, `#/settings/organization/${target}`);
  const button = `Detach ${name} from ${nodeName(desk, accountOf(call, desk), target)}`;
  await changes(desk, () => desk.keys.enter('button', button));
};

const update: Act = async (desk, params) => {
  const { keys } = desk;
  await goTo(desk, '#/settings/organization');
  await keys.enter('button', controlPolicy(desk, text(params, 'PolicyId')).name);
  const dialog = keys.page.getByRole('dialog');
  await keys.write(params['Content'], dialog);
  await changes(desk, () => keys.enter('button', 'Save', dialog));
  await dialog.waitFor({ state: 'detached' });
};

export const policyActs: Acts = {
  'iam:CreatePolicyVersion': createVersion,
  'iam:SetDefaultPolicyVersion': setDefault,
  's3:PutBucketPolicy': putBucketPolicy,
  'organizations:AttachPolicy': attach,
  'organizations:DetachPolicy': detach,
  'organizations:UpdatePolicy': update,
};
