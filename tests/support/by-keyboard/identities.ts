/** Users, groups and roles by keyboard: their policies, members and tags, and what is made of them. */

import { type Act, type Acts, type Desk, changes, goTo, identity, text } from './acts.ts';

type Kind = 'User' | 'Group' | 'Role';
const kinds = ['User', 'Group', 'Role'] as const;

const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

const open = (desk: Desk, kind: Kind, name: string, tab = 'permissions') =>
  goTo(desk, identity(kind.toLowerCase(), name, tab));

const attach =
  (kind: Kind): Act =>
  async (desk, params) => {
    await open(desk, kind, text(params, `${kind}Name`));
    await changes(desk, () => desk.keys.pick('Attach policy', nameOf(text(params, 'PolicyArn'))));
  };

const detach =
  (kind: Kind): Act =>
  async (desk, params) => {
    await open(desk, kind, text(params, `${kind}Name`));
    await changes(desk, () => desk.keys.enter('button', `Detach ${nameOf(text(params, 'PolicyArn'))}`));
  };

const remove =
  (kind: Kind): Act =>
  async (desk, params) => {
    await open(desk, kind, text(params, `${kind}Name`));
    await changes(desk, () => desk.keys.enter('button', `Delete ${text(params, 'PolicyName')}`));
  };

/** Writes an inline policy: the one of that name, or a new one. */
const put =
  (kind: Kind): Act =>
  async (desk, params) => {
    const { keys } = desk;
    const name = text(params, 'PolicyName');
    await open(desk, kind, text(params, `${kind}Name`));
    const has = await keys.find('button', `Delete ${name}`).isVisible();
    await keys.enter('button', has ? `Policy ${name}` : 'Inline policy');
    const dialog = keys.page.getByRole('dialog');
    if (!has) await keys.fill('textbox', 'Policy name', name, dialog);
    await keys.write(params['PolicyDocument'], dialog);
    await changes(desk, () => keys.enter('button', 'Save', dialog));
    await dialog.waitFor({ state: 'detached' });
  };

const addMember: Act = async (desk, params) => {
  await open(desk, 'Group', text(params, 'GroupName'), 'users');
  await changes(desk, () => desk.keys.pick('Add user', text(params, 'UserName')));
};

const removeMember: Act = async (desk, params) => {
  await open(desk, 'Group', text(params, 'GroupName'), 'users');
  await changes(desk, () => desk.keys.enter('button', `Remove ${text(params, 'UserName')}`));
};

const tag: Act = async (desk, params) => {
  const { keys } = desk;
  await open(desk, 'User', text(params, 'UserName'), 'tags');
  for (const { Key, Value } of params['Tags'] as readonly { Key: string; Value: string }[]) {
    await keys.fill('textbox', 'Key of the new tag', Key);
    await keys.fill('textbox', 'Value of the new tag', Value);
    await changes(desk, () => keys.press('Enter'));
  }
};

const createUser: Act = async (desk, params) => {
  const { keys } = desk;
  await goTo(desk, '#/identities/create/user');
  await keys.fill('textbox', 'User name', text(params, 'UserName'));
  for (const step of ['Set permissions', 'Access key', 'Tags', 'Review and create']) {
    await keys.enter('button', 'Next');
    await keys.page.getByRole('heading', { level: 2, name: step }).waitFor();
  }
  await changes(desk, () => keys.enter('button', 'Create user'));
};

const trust: Act = async (desk, params) => {
  const { keys } = desk;
  await open(desk, 'Role', text(params, 'RoleName'), 'trust');
  await keys.enter('button', 'Edit trust policy');
  await keys.write(params['PolicyDocument']);
  await changes(desk, () => keys.enter('button', 'Save trust policy'));
};

const updateRole: Act = async (desk, params) => {
  const { keys } = desk;
  await open(desk, 'Role', text(params, 'RoleName'));
  await keys.enter('button', 'Edit', keys.page.getByRole('region', { name: 'Summary' }));
  const dialog = keys.page.getByRole('dialog');
  const list = dialog.getByRole('combobox', { name: 'Maximum session duration' });
  await keys.select(list, String(params['MaxSessionDuration']));
  await changes(desk, () => keys.enter('button', 'Save changes', dialog));
  await dialog.waitFor({ state: 'detached' });
};

const deleteRole: Act = async (desk, params) => {
  const { keys } = desk;
  await open(desk, 'Role', text(params, 'RoleName'));
  await changes(desk, () => keys.enter('button', 'Delete'));
};

const addRoleToProfile: Act = async (desk, params) => {
  await goTo(desk, identity('profile', text(params, 'InstanceProfileName'), 'role'));
  await changes(desk, () => desk.keys.pick('Add role', text(params, 'RoleName')));
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
  'iam:UpdateAssumeRolePolicy': trust,
  'iam:UpdateRole': updateRole,
  'iam:DeleteRole': deleteRole,
  'iam:AddRoleToInstanceProfile': addRoleToProfile,
};
