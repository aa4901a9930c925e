/** Passwords, access keys and MFA devices by keyboard, of users and of the root user. */

import type { Locator } from 'playwright-core';
import { type Act, type Acts, type Desk, type Params, changes, goTo, identity, text } from './acts.ts';

/** Opens the page with the credentials; a call for the root user names no user, or the account. */
function openOwner(desk: Desk, { UserName }: Params): Promise<void> {
  const isRoot = typeof UserName !== 'string' || UserName === desk.account;
  return goTo(desk, isRoot ? '#/identities/root' : identity('user', UserName, 'credentials'));
}

const keyRow = ({ keys }: Desk, params: Params): Locator =>
  keys.page.getByRole('article', { name: `Access key ${text(params, 'AccessKeyId')}` });

const createKey: Act = async (desk, params) => {
  const { keys } = desk;
  await openOwner(desk, params);
  await keys.enter('button', 'Create access key');
  await keys.set(/I understand/, true);
  const dialog = keys.page.getByRole('dialog');
  await changes(desk, () => keys.enter('button', 'Create access key', dialog));
  await keys.enter('button', 'Done', dialog);
  await dialog.waitFor({ state: 'detached' });
};

const updateKey: Act = async (desk, params) => {
  await openOwner(desk, params);
  const button = params['Status'] === 'Active' ? 'Activate' : 'Deactivate';
  await changes(desk, () => desk.keys.enter('button', button, keyRow(desk, params)));
};

const deleteKey: Act = async (desk, params) => {
  await openOwner(desk, params);
  await changes(desk, () => desk.keys.enter('button', 'Delete', keyRow(desk, params)));
};

const disableConsole: Act = async (desk, params) => {
  await openOwner(desk, params);
  await changes(desk, () => desk.keys.enter('button', 'Disable console access'));
};

/** The page makes a virtual device in the first step of the dialog, and enables it in the second. */
const assignDevice: Act = async (desk, params) => {
  const { keys } = desk;
  const serial = text(params, 'SerialNumber');
  const name = serial.slice(serial.lastIndexOf('/') + 1);
  await openOwner(desk, params);
  await keys.enter('button', 'Assign MFA device');
  const dialog = keys.page.getByRole('dialog');
  await keys.fill('textbox', 'Device name', name, dialog);
  await keys.press('Enter');
  await keys.enter('button', /^Enter code/, dialog);
  await keys.enter('button', 'Add MFA', dialog);
  await keys.page.getByRole('article', { name: `MFA device ${name}` }).waitFor();
  await dialog.waitFor({ state: 'detached' });
};

export const credentialActs: Acts = {
  'iam:CreateAccessKey': createKey,
  'iam:UpdateAccessKey': updateKey,
  'iam:DeleteAccessKey': deleteKey,
  'iam:DeleteLoginProfile': disableConsole,
  'iam:CreateVirtualMFADevice': () => Promise.resolve(),
  'iam:EnableMFADevice': assignDevice,
};
