/** Managed policies, the policies of resources and those of an organization by hand. */

import type { ScenarioControlPolicy } from '#share/scenario/format/organization.ts';
import { type Act, type Acts, type Desk, changes, goTo, nameOf, text } from './acts.ts';

const openPolicy = (desk: Desk, arn: string) => goTo(desk, `#/policies/${encodeURIComponent(arn)}`);

const createVersion: Act = async (desk, params) => {
  const { hand } = desk;
  await openPolicy(desk, text(params, 'PolicyArn'));
  await hand.press('button', 'Edit');
  await hand.write(params['PolicyDocument']);
  await changes(desk, () => hand.press('button', /save as new default version$/i));
};

const setDefault: Act = async (desk, params) => {
  await openPolicy(desk, text(params, 'PolicyArn'));
  await changes(desk, () => desk.hand.press('button', `Make default: ${text(params, 'VersionId')}`));
};

const putBucketPolicy: Act = async (desk, params) => {
  const { hand } = desk;
  await goTo(desk, `#/settings/resources/${encodeURIComponent(`arn:aws:s3:::${text(params, 'Bucket')}`)}`);
  const section = hand.page.getByRole('region', { name: 'Resource policy' });
  await hand.press('button', /^(Edit|Add policy)$/, section);
  await hand.write(params['Policy'], section);
  await changes(desk, () => hand.press('button', 'Save policy', section));
};

function controlPolicy({ scenario }: Desk, id: string): ScenarioControlPolicy {
  const found = scenario.organization?.policies.find(({ policyId }) => policyId === id);
  if (!found) throw new Error(`no control policy ${id}`);
  return found;
}

const short = ({ type }: ScenarioControlPolicy) => (type === 'SERVICE_CONTROL_POLICY' ? 'SCP' : 'RCP');

const attach: Act = async (desk, params) => {
  const { hand } = desk;
  const target = text(params, 'TargetId');
  const policy = controlPolicy(desk, text(params, 'PolicyId'));
  await goTo(desk, `#/settings/organization/${target}`);
  const list = `Attach ${short(policy)} to ${nameOf(desk, target)}`;
  await changes(desk, () => hand.pick(list, policy.name));
};

const detach: Act = async (desk, params) => {
  const target = text(params, 'TargetId');
  const { name } = controlPolicy(desk, text(params, 'PolicyId'));
  await goTo(desk, `#/settings/organization/${target}`);
  const button = `Detach ${name} from ${nameOf(desk, target)}`;
  await changes(desk, () => desk.hand.press('button', button));
};

const update: Act = async (desk, params) => {
  const { hand } = desk;
  await goTo(desk, '#/settings/organization');
  await hand.press('button', controlPolicy(desk, text(params, 'PolicyId')).name);
  const dialog = hand.page.getByRole('dialog');
  await hand.write(params['Content'], dialog);
  await changes(desk, () => hand.press('button', 'Save', dialog));
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
