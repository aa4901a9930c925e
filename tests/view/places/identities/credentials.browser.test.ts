/**
 * A person manages credentials of a user: passwords, access keys, MFA devices, service credentials, last
 * accessed.
 */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import type { Session } from '#app/session/session.svelte.ts';
import { credentialsOf, findByName } from '#core/model/world/world.ts';
import { button, person, press, type } from './page.ts';
import { exampleSession, openPage, visit } from '../../mounted.ts';

let session: Session;
const alice = () => {
  const found = findByName(session.state.world, 'users', session.account, 'alice');
  if (!found) throw new Error('no alice');
  return found;
};
const keys = () => credentialsOf(session.state.world, 'accessKeys', alice().id);
const devices = () => credentialsOf(session.state.world, 'mfaDevices', alice().id);
const inDialog = async (name: string | RegExp) => within(await screen.findByRole('dialog', { name }));

beforeEach(async () => {
  session = await exampleSession('first-minutes');
  openPage(session, '#/identities/user/alice?tab=credentials');
});

test('the dialogs of a user who exists never speak of the creation of the user', async () => {
  await press('Enable console access');
  const dialog = await inDialog('Enable console access for alice');
  dialog.getByText('You see it once, after console access is enabled.');
  await person.click(dialog.getByRole('button', { name: 'Enable console access' }));
  await person.click((await inDialog('Console password')).getByRole('button', { name: 'Done' }));
  await press('Reset password');
  (await inDialog('Reset the password of alice')).getByText(
    'You see it once, after the old password is replaced.',
  );
  expect(screen.queryByText(/user is created/)).toBeNull();
});

test('console access is enabled with a password shown once, forced to change, reset and disabled', async () => {
  await press('Enable console access');
  const dialog = await inDialog('Enable console access for alice');
  await person.click(dialog.getByRole('button', { name: 'Enable console access' }));
  const once = await inDialog('Console password');
  await person.click(once.getByRole('button', { name: 'Show' }));
  once.getByText(/^[\x21-\x7e]{20}$/);
  await person.click(once.getByRole('button', { name: 'Done' }));
  const profile = () => session.state.world.loginProfiles.get(alice().id);
  expect(profile()?.passwordResetRequired).toBe(true);
  await press('Reset password');
  const reset = await inDialog('Reset the password of alice');
  await person.click(reset.getByRole('checkbox', { name: /must create a new password/ }));
  await person.click(reset.getByRole('button', { name: 'Reset password' }));
  await person.click((await inDialog('Console password')).getByRole('button', { name: 'Done' }));
  expect(profile()?.passwordResetRequired).toBe(false);
  await press('Require a password change');
  await waitFor(() => expect(profile()?.passwordResetRequired).toBe(true));
  await press('Disable console access');
  await button('Enable console access');
  expect(profile()).toBeUndefined();
});

test('a user who must choose a new password gets the policy for it in the same step', async () => {
  const policies = () => alice().attachedPolicies;
  await press('Enable console access');
  const dialog = await inDialog('Enable console access for alice');
  const lines = () =>
    [...document.querySelectorAll('ol[aria-label="What will happen"] li')].map((line) => line.textContent);
  expect(lines()).toEqual(['Give alice console access', 'Attach IAMUserChangePassword to alice']);
  await person.click(dialog.getByRole('checkbox', { name: /must create a new password/ }));
  expect(lines()).toEqual([]);
  await person.click(dialog.getByRole('checkbox', { name: /must create a new password/ }));
  await person.click(dialog.getByRole('button', { name: 'Enable console access' }));
  await person.click((await inDialog('Console password')).getByRole('button', { name: 'Done' }));
  expect(policies()).toEqual(['arn:aws:iam::aws:policy/IAMUserChangePassword']);
  await press('Reset password');
  const reset = await inDialog('Reset the password of alice');
  expect(reset.queryByRole('checkbox', { name: /IAMUserChangePassword/ })).toBeNull();
  await person.click(reset.getByRole('button', { name: 'Cancel' }));
  await person.click(await button('Undo'));
  await waitFor(() => expect(policies()).toEqual([]));
  await button('Enable console access');
});

test('a key that is tried tells whose it is, and is dead when it is switched off', async () => {
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  await press('Try it');
  const id = keys()[0]?.id ?? '';
  const dialog = await inDialog(`Call AWS with ${id}`);
  await person.click(dialog.getByRole('button', { name: 'Make the call' }));
  await dialog.findByText(/arn:aws:iam::111122223333:user\/alice/);
  await person.click(dialog.getByRole('radio', { name: /Any other call/ }));
  await person.click(dialog.getByRole('button', { name: 'Make the call' }));
  await dialog.findByText(/not authorized to perform: s3:ListAllMyBuckets/);
  dialog.getByRole('link', { name: 'Why?' });
  await person.click(dialog.getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
  await press('Deactivate');
  await press('Try it');
  const again = await inDialog(`Call AWS with ${id}`);
  await person.click(again.getByRole('button', { name: 'Make the call' }));
  await again.findByText('InvalidClientTokenId');
  again.getByText(/This key does not work/);
});

test('an access key comes after advice, shows its secret once, goes off, on and away, and Undo brings it back', async () => {
  await press('Create access key');
  const dialog = await inDialog(/best practices/);
  const create = dialog.getByRole('button', { name: 'Create access key' });
  expect(create.hasAttribute('disabled')).toBe(true);
  await person.click(dialog.getByRole('radio', { name: /AWS compute service/ }));
  dialog.getByText(/Give the service a role/);
  await person.click(dialog.getByRole('checkbox', { name: /I understand/ }));
  await person.click(create);
  const once = await inDialog('Retrieve access keys');
  await person.click(once.getByRole('button', { name: 'Show' }));
  const secret = once.getByText(/^[A-Za-z0-9+/]{40}$/).textContent ?? '';
  await person.click(once.getByText('Use it in a terminal'));
  once.getByText(/^export AWS_ACCESS_KEY_ID='AKIA\w{16}'\nexport AWS_SECRET_ACCESS_KEY='•+'/, {
    normalizer: (text) => text,
  });
  await person.selectOptions(once.getByLabelText('Format of the credentials'), 'PowerShell');
  await person.click(once.getByRole('button', { name: 'Show the secret' }));
  expect(once.getByText(/^\$Env:AWS_ACCESS_KEY_ID/).textContent).toContain(secret);
  await person.click(once.getByRole('button', { name: 'Done' }));
  expect(document.body.textContent).not.toContain(secret);
  const id = keys()[0]?.id ?? '';
  await screen.findByRole('article', { name: `Access key ${id}` });
  await press('Deactivate');
  await press('Activate');
  await waitFor(() => expect(keys()[0]?.status).toBe('Active'));
  await person.click(within(screen.getByRole('article')).getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(keys()).toEqual([]));
  await session.undo();
  await screen.findByRole('article', { name: `Access key ${id}` });
});

test('a key is rotated in AWS’s order: new, handed over, old off, old gone', async () => {
  await session.dispatch('iam', 'CreateAccessKey', { UserName: 'alice' });
  const old = keys()[0]?.id ?? '';
  await press('Rotate');
  const dialog = await inDialog(`Rotate access key ${old}`);
  const off = dialog.getByRole('button', { name: `Deactivate ${old}` });
  expect(off.hasAttribute('disabled')).toBe(true);
  await person.click(dialog.getByRole('button', { name: 'Create the new key' }));
  await dialog.findByText('Secret access key');
  await person.click(off);
  await person.click(await dialog.findByRole('button', { name: `Delete ${old}` }));
  await dialog.findByText('Done: the old key is deleted.');
  expect(keys().map(({ id, status }) => [id === old, status])).toEqual([[false, 'Active']]);
});

test('F-02 an authenticator app is assigned with two codes of the simulated phone, and removed', async () => {
  await press('Assign MFA device');
  await type('Device name', 'alice-phone');
  await press('Next');
  await screen.findByRole('img', { name: 'QR code of the new MFA device' });
  await person.click(await screen.findByRole('button', { name: /^Enter code .* of alice-phone/ }));
  await press('Add MFA');
  await screen.findByRole('article', { name: 'MFA device alice-phone' });
  expect(devices().map(({ name }) => name)).toEqual(['alice-phone']);
  expect(session.history.undoLabel).toBe('Assign an MFA device to alice');
  await session.undo();
  expect(session.state.world.mfaDevices.size).toBe(0);
  await session.redo();
  expect(devices().map(({ name }) => name)).toEqual(['alice-phone']);
  const device = await screen.findByRole('article', { name: 'MFA device alice-phone' });
  await person.click(within(device).getByRole('button', { name: 'Remove' }));
  // Two calls: DeactivateMFADevice, then DeleteVirtualMFADevice.
  await waitFor(() => expect(devices()).toEqual([]));
  await waitFor(() => expect(session.state.world.mfaDevices.size).toBe(0));
});

test('an enrolment that is given up leaves no device behind, and wrong codes are refused in AWS’s words', async () => {
  await press('Assign MFA device');
  await type('Device name', 'alice-phone');
  await press('Next');
  await screen.findByRole('img', { name: 'QR code of the new MFA device' });
  await type('MFA code 1', '000000');
  await type('MFA code 2', '000000');
  await press('Add MFA');
  within(await screen.findByRole('alert')).getByText('InvalidAuthenticationCode');
  const { undoLabel } = session.history;
  await press('Cancel');
  await waitFor(() => expect(session.state.world.mfaDevices.size).toBe(0));
  expect(undoLabel).toBe('Create MFA device alice-phone');
  expect(session.history.undoLabel).not.toBe(undoLabel);
});

test('a hardware token is bought and assigned by its serial number', async () => {
  await press('Assign MFA device');
  await person.click(await screen.findByRole('radio', { name: 'Hardware TOTP token' }));
  await press('Next');
  await press('Buy a token');
  await press('Show the code');
  await press(/^Enter/);
  await press('Add MFA');
  await waitFor(() => expect(devices().map(({ kind }) => kind)).toEqual(['hardware']));
});

test('Y-11 a security key is registered with a touch, cannot be resynced, and is gone when it is removed', async () => {
  await press('Assign MFA device');
  await person.click(await screen.findByRole('radio', { name: 'Passkey or security key' }));
  await type('Device name', 'alice-key');
  await press('Next');
  await press('Touch and add MFA');
  const row = await screen.findByRole('article', { name: /^MFA device alice-key-[A-Z2-7]{26}$/ });
  within(row).getByText(/FIDO L1/);
  expect(within(row).queryByRole('button', { name: 'Resync' })).toBeNull();
  expect(session.history.undoLabel).toBe('Assign an MFA device to alice');
  await person.click(within(row).getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(session.state.world.mfaDevices.size).toBe(0));
});

test('service credentials are generated with a password shown once, deactivated and deleted', async () => {
  await press('Generate credentials');
  const dialog = await inDialog('Generate credentials');
  await person.click(dialog.getByRole('button', { name: 'Generate' }));
  await dialog.findByText('alice-at-111122223333');
  await person.click(dialog.getByRole('button', { name: 'Done' }));
  const row = await screen.findByRole('article', { name: /^Service credential/ });
  await person.click(within(row).getByRole('button', { name: 'Deactivate' }));
  await within(row).findByText(/^Inactive/);
  await person.click(within(row).getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(session.state.world.userCredentials.size).toBe(0));
});

test('a text that is no SSH key is refused in AWS’s words, and stays to be mended', async () => {
  await press('Upload SSH public key');
  const dialog = await inDialog('Upload SSH public key');
  const field = dialog.getByRole('textbox', { name: 'SSH public key' });
  await person.type(field, 'not a key');
  await person.click(dialog.getByRole('button', { name: 'Upload SSH public key' }));
  within(await dialog.findByRole('alert')).getByText('UnrecognizedPublicKeyEncoding');
  expect(field).toHaveProperty('value', 'not a key');
});

test('the last-accessed report names services that are allowed and were never used', async () => {
  visit('#/identities/user/mallory?tab=accessed');
  await press('Generate report');
  const table = await screen.findByRole('table', { name: 'Services that mallory can use' });
  within(table).getByText('Amazon S3 (s3)');
  within(table).getByText('Not in the tracking period');
  await screen.findByText(/not used: 1 of 1 service\./);
});

test('the root user sees its own credentials, and nobody else does', async () => {
  visit('#/identities/root');
  await screen.findByRole('heading', { level: 1, name: 'Root user' });
  await screen.findByText('The root user has no MFA device');
  await screen.findByText('The root user has no access keys. AWS recommends this.');
  session.identity.actAs('arn:aws:iam::111122223333:user/mallory');
  await screen.findByText('Only the root user sees its credentials');
  expect(screen.queryByText('Access keys')).toBeNull();
});

test('the root user sets its password, then changes it knowing the old one', async () => {
  visit('#/settings/account');
  await screen.findByText(/^Not set yet\. The sign-in page needs a password; here you act as root/);
  await press('Set password');
  const dialog = await inDialog('Set the password of the root user');
  await person.type(dialog.getByLabelText('New password'), 'Root-pass-1');
  await person.type(dialog.getByLabelText('Confirm new password'), 'Root-pass-2');
  dialog.getByText('The passwords differ.');
  await person.clear(dialog.getByLabelText('Confirm new password'));
  await person.type(dialog.getByLabelText('Confirm new password'), 'Root-pass-1');
  await person.click(dialog.getByRole('button', { name: 'Set password' }));
  await press('Change password');
  const change = await inDialog('Change the password of the root user');
  await person.type(change.getByLabelText('Current password'), 'wrong');
  await person.type(change.getByLabelText('New password'), 'Root-pass-2');
  await person.type(change.getByLabelText('Confirm new password'), 'Root-pass-2');
  await person.click(change.getByRole('button', { name: 'Change password' }));
  await change.findByRole('alert');
  await person.clear(change.getByLabelText('Current password'));
  await person.type(change.getByLabelText('Current password'), 'Root-pass-1');
  await person.click(change.getByRole('button', { name: 'Change password' }));
  await screen.findByText('Changed the password of the root user');
});
