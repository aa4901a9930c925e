/** Passwords, access keys and MFA devices by hand, of users and of the root user. */

import type { Locator } from 'playwright-core';
import { arnName } from '#core/model/arn.ts';
import { type Act, type Acts, type Desk, type Params, changes, goTo, identity, text } from './acts.ts';

/** Opens the page with the credentials; a call for the root user names no user, or the account. */
function openOwner(desk: Desk, { UserName }: Params): Promise<void> {
  const isRoot = typeof UserName !== 'string' || UserName === desk.account;
  return goTo(desk, isRoot ? '#/identities/root' : identity('user', UserName, 'credentials'));
}

const keyRow = ({ hand }: Desk, params: Params): Locator =>
  hand.page.getByRole('article', { name: `Access key ${text(params, 'AccessKeyId')}` });

const createKey: Act = async (desk, params) => {
  const { hand } = desk;
  await openOwner(desk, params);
  await hand.press('button', 'Create access key');
  await hand.set(/I understand/, true);
  const dialog = hand.page.getByRole('dialog');
  await changes(desk, () => hand.press('button', 'Create access key', dialog));
  await hand.press('button', 'Done', dialog);
  await dialog.waitFor({ state: 'detached' });
};

const updateKey: Act = async (desk, params) => {
  await openOwner(desk, params);
  const button = params['Status'] === 'Active' ? 'Activate' : 'Deactivate';
  await changes(desk, () => desk.hand.press('button', button, keyRow(desk, params)));
};

const deleteKey: Act = async (desk, params) => {
  await openOwner(desk, params);
  await changes(desk, () => desk.hand.press('button', 'Delete', keyRow(desk, params)));
};

const disableConsole: Act = async (desk, params) => {
  await openOwner(desk, params);
  await changes(desk, () => desk.hand.pressTool('Tools of the password', 'Disable console access'));
};

/** The page makes a virtual device in the first step of the dialog, and enables it in the second. */
const assignDevice: Act = async (desk, params) => {
  const { hand } = desk;
  const serial = text(params, 'SerialNumber');
  const name = arnName(serial);
  await openOwner(desk, params);
  await hand.press('button', 'Assign MFA device');
  const dialog = hand.page.getByRole('dialog');
  await hand.fill('textbox', 'Device name', name, dialog);
  await hand.press('button', 'Next', dialog);
  await hand.press('button', /^Enter code/, dialog);
  await hand.press('button', 'Add MFA', dialog);
  await hand.page.getByRole('article', { name: `MFA device ${name}` }).waitFor();
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
