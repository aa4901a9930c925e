/** Users, groups and roles by hand: their policies, members and tags, and what is made of them. */

import { arnName } from '#core/model/arn.ts';
import { type Act, type Acts, type Desk, changes, goTo, identity, text } from './acts.ts';

type Kind = 'User' | 'Group' | 'Role';
const kinds = ['User', 'Group', 'Role'] as const;

const open = (desk: Desk, kind: Kind, name: string, tab = 'permissions') =>
  goTo(desk, identity(kind.toLowerCase(), name, tab));

const attach =
  (kind: Kind): Act =>
  async (desk, params) => {
    await open(desk, kind, text(params, `${kind}Name`));
    await changes(desk, () => desk.hand.pick('Attach policy', arnName(text(params, 'PolicyArn'))));
  };

const detach =
  (kind: Kind): Act =>
  async (desk, params) => {
    await open(desk, kind, text(params, `${kind}Name`));
    await changes(desk, () => desk.hand.press('button', `Detach ${arnName(text(params, 'PolicyArn'))}`));
  };

const remove =
  (kind: Kind): Act =>
  async (desk, params) => {
    await open(desk, kind, text(params, `${kind}Name`));
    await changes(desk, () => desk.hand.press('button', `Delete ${text(params, 'PolicyName')}`));
  };

/** Writes an inline policy: the one of that name, or a new one. */
const put =
  (kind: Kind): Act =>
  async (desk, params) => {
    const { hand } = desk;
    const name = text(params, 'PolicyName');
    await open(desk, kind, text(params, `${kind}Name`));
    await hand.find('button', 'Inline policy').waitFor();
    const has = await hand.find('button', `Delete ${name}`).isVisible();
    await hand.press('button', has ? `Policy ${name}` : 'Inline policy');
    const dialog = hand.page.getByRole('dialog');
    if (!has) await hand.fill('textbox', 'Policy name', name, dialog);
    await hand.write(params['PolicyDocument'], dialog);
    await changes(desk, () => hand.press('button', 'Save', dialog));
    await dialog.waitFor({ state: 'detached' });
  };

const addMember: Act = async (desk, params) => {
  await open(desk, 'Group', text(params, 'GroupName'), 'users');
  await changes(desk, () => desk.hand.pick('Add user', text(params, 'UserName')));
};

const removeMember: Act = async (desk, params) => {
  await open(desk, 'Group', text(params, 'GroupName'), 'users');
  await changes(desk, () => desk.hand.press('button', `Remove ${text(params, 'UserName')}`));
};

const tag: Act = async (desk, params) => {
  const { hand } = desk;
  await open(desk, 'User', text(params, 'UserName'), 'tags');
  for (const { Key, Value } of params['Tags'] as readonly { Key: string; Value: string }[]) {
    await hand.fill('textbox', 'Key of the new tag', Key);
    await hand.fill('textbox', 'Value of the new tag', Value);
    await changes(desk, () => hand.press('button', 'Add'));
  }
};

const createUser: Act = async (desk, params) => {
  const { hand } = desk;
  await goTo(desk, '#/identities/create/user');
  await hand.fill('textbox', 'User name', text(params, 'UserName'));
  for (const step of ['Set permissions', 'Access key', 'Tags', 'Review and create']) {
    await hand.press('button', 'Next');
    await hand.page.getByRole('heading', { level: 2, name: step }).waitFor();
  }
  await changes(desk, () => hand.press('button', 'Create user'));
};

const trust: Act = async (desk, params) => {
  const { hand } = desk;
  await open(desk, 'Role', text(params, 'RoleName'), 'trust');
  await hand.press('button', 'Edit trust policy');
  await hand.write(params['PolicyDocument']);
  await changes(desk, () => hand.press('button', 'Save trust policy'));
};

const updateRole: Act = async (desk, params) => {
  const { hand } = desk;
  await open(desk, 'Role', text(params, 'RoleName'));
  await hand.press('button', 'Edit', hand.page.getByRole('region', { name: 'Summary' }));
  const dialog = hand.page.getByRole('dialog');
  await hand.select('Maximum session duration', String(params['MaxSessionDuration']), dialog);
  await changes(desk, () => hand.press('button', 'Save changes', dialog));
  await dialog.waitFor({ state: 'detached' });
};

const deleteRole: Act = async (desk, params) => {
  const { hand } = desk;
  await open(desk, 'Role', text(params, 'RoleName'));
  await changes(desk, () => hand.press('button', 'Delete'));
};

const freeUser: Act = async (desk, params) => {
  await open(desk, 'User', text(params, 'UserName'));
  await changes(desk, () => desk.hand.press('button', /^Remove boundary/));
};

const addRoleToProfile: Act = async (desk, params) => {
  await goTo(desk, identity('profile', text(params, 'InstanceProfileName'), 'role'));
  await changes(desk, () => desk.hand.pick('Add role', text(params, 'RoleName')));
};

export const identityActs: Acts = {
  ...Object.fromEntries(
    kinds.flatMap((kind): [string, Act][] => [
      [`iam:Attach${kind}Policy`, attach(kind)],
      [`iam:Detach${kind}Policy`, detach(kind)],
      [`iam:Put${kind}Policy`, put(kind)],
      [`iam:Delete${kind}Policy`, remove(kind)],
    ]),
  ),
  'iam:AddUserToGroup': addMember,
  'iam:RemoveUserFromGroup': removeMember,
  'iam:TagUser': tag,
  'iam:CreateUser': createUser,
  'iam:DeleteUserPermissionsBoundary': freeUser,
  'iam:UpdateAssumeRolePolicy': trust,
  'iam:UpdateRole': updateRole,
  'iam:DeleteRole': deleteRole,
  'iam:AddRoleToInstanceProfile': addRoleToProfile,
};
