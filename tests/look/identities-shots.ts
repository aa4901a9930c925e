/** Identities: lists, wizards step by step, every tab. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly example: (title: string, hash: string) => (page: Page) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function identityShots({ go, example, press, settled }: Hands): Shot[] {
  const at = (hash: string) => (page: Page) => go(page, hash);
  /** A user's name, then the given number of steps further. */
  const wizard =
    (steps: number, withConsole = false) =>
    async (page: Page) => {
      await go(page, '#/identities/create/user');
      await page.getByRole('textbox', { name: 'User name' }).fill('carol');
      if (withConsole) {
        await page.getByRole('checkbox', { name: /Management Console/ }).check();
        await page.getByRole('radio', { name: 'Custom password' }).check();
        await page.getByRole('textbox', { name: 'Custom password' }).fill('Correct');
      }
      for (let step = 0; step < steps; step += 1) await press(page, 'Next');
      await settled(page);
    };
  const withKey = async (page: Page) => {
    await go(page, '#/identities/user/alice?tab=credentials');
    await press(page, 'Enable console access');
    await page.getByRole('dialog').getByRole('button', { name: 'Enable console access' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await press(page, 'Create access key');
    await page.getByRole('checkbox', { name: /I understand/ }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Create access key' }).click();
    await page.getByText('Retrieve access keys').waitFor();
    await settled(page);
  };
  return [
    { name: 'identities-filter', arrange: example('Hospital', '#/identities?tab=users&activity=never') },
    {
      name: 'identities-bulk',
      arrange: async (page) => {
        await example('Hospital', '#/identities')(page);
        await page.getByRole('checkbox', { name: /^Select all/ }).check();
        await press(page, 'Delete');
      },
    },
    { name: 'identities-roles', arrange: example('Hospital', '#/identities?tab=roles') },
    { name: 'identities-profiles', arrange: at('#/identities?tab=profiles') },
    { name: 'create-user-details', arrange: wizard(0, true) },
    { name: 'create-user-permissions', arrange: wizard(1) },
    { name: 'create-user-key', arrange: wizard(2) },
    { name: 'create-user-review', arrange: wizard(4) },
    {
      name: 'create-user-undone',
      arrange: async (page) => {
        await wizard(4)(page);
        await press(page, 'Create user');
        await page.getByRole('button', { name: /^Undo: Create user/ }).click();
        await page.getByText(/ was undone$/).waitFor();
      },
    },
    {
      name: 'message',
      arrange: async (page) => {
        await go(page, '#/identities/user/alice?tab=tags');
        for (const key of ['team', 'ward']) {
          await page.getByRole('textbox', { name: 'Key of the new tag' }).fill(key);
          await press(page, 'Add');
          await page.getByRole('button', { name: `Remove tag ${key}` }).waitFor();
        }
        await press(page, 'Remove tag ward');
        await page.getByText('Removed the tag ward').waitFor();
      },
    },
    { name: 'create-role', arrange: at('#/identities/create/role') },
    {
      name: 'create-role-account',
      arrange: async (page) => {
        await go(page, '#/identities/create/role');
        await page.getByRole('radio', { name: 'AWS account' }).check();
        await page.getByRole('checkbox', { name: /external ID/ }).check();
        await settled(page);
      },
    },
    { name: 'create-group', arrange: at('#/identities/create/group') },
    {
      name: 'effective-permissions',
      arrange: async (page) => {
        await example('Hospital', '#/identities/user/billing.kim')(page);
        await page.getByRole('table', { name: 'Effective permissions' }).waitFor();
        await page.getByRole('table', { name: 'Effective permissions' }).getByRole('button').first().click();
        await page.getByText('Show the actions').first().click();
        await settled(page);
      },
    },
    {
      name: 'effective-as-one-policy',
      arrange: async (page) => {
        await example('Hospital', '#/identities/user/dr.nowak')(page);
        await press(page, 'As one policy');
        await page.getByRole('dialog').getByText('Checked both ways').waitFor();
        await settled(page);
      },
    },
    { name: 'user-groups', arrange: example('Hospital', '#/identities/user/dr.quinn?tab=groups') },
    { name: 'user-credentials', arrange: at('#/identities/user/alice?tab=credentials') },
    { name: 'user-key-shown', arrange: withKey },
    {
      name: 'user-mfa',
      arrange: async (page) => {
        await go(page, '#/identities/user/alice?tab=credentials');
        await press(page, 'Assign MFA device');
        await page.getByRole('textbox', { name: 'Device name' }).fill('alice-phone');
        await press(page, 'Next');
        await page.getByRole('img', { name: /QR code/ }).waitFor();
        await settled(page);
      },
    },
    {
      name: 'user-passkey',
      arrange: async (page) => {
        await go(page, '#/identities/user/alice?tab=credentials');
        await press(page, 'Assign MFA device');
        await page.getByRole('radio', { name: 'Passkey or security key' }).check();
        await page.getByRole('textbox', { name: 'Device name' }).fill('alice-key');
        await press(page, 'Next');
        await page.getByRole('radio', { name: 'Security key' }).waitFor();
        await settled(page);
      },
    },
    {
      name: 'user-accessed',
      arrange: async (page) => {
        await go(page, '#/identities/user/mallory?tab=accessed');
        await press(page, 'Generate report');
        await page.getByRole('table').waitFor();
        await settled(page);
      },
    },
    { name: 'user-trail', arrange: at('#/identities/user/alice?tab=trail') },
    {
      name: 'role-tabs',
      arrange: async (page) => {
        await example('Hospital', '#/identities?tab=roles')(page);
        await page.getByRole('table').getByRole('link').first().click();
        await page.getByRole('tab', { name: 'Revoke sessions' }).click();
        await settled(page);
      },
    },
    { name: 'reports-security', arrange: example('Small company', '#/identities/reports/security') },
    {
      name: 'password-policy',
      arrange: async (page) => {
        await example('Small company', '#/identities/password-policy')(page);
        await press(page, 'Use the CIS Benchmark values');
        await page.getByRole('textbox', { name: 'Password' }).fill('Summer2026');
        await settled(page);
      },
    },
    {
      name: 'reports-credentials',
      arrange: async (page) => {
        await example('Small company', '#/identities/reports/credential-report')(page);
        await press(page, 'Generate report');
        await page.getByRole('table', { name: 'Credential report' }).waitFor();
        await settled(page);
      },
    },
    { name: 'reports-review', arrange: example('Small company', '#/identities/reports/review?tab=wide') },
    { name: 'reports-accessed', arrange: example('Hospital', '#/identities/reports/last-accessed') },
    { name: 'user-effective', arrange: example('Hospital', '#/identities/user/dr.quinn') },
    {
      name: 'user-effective-open',
      arrange: async (page) => {
        await example('Hospital', '#/identities/user/dr.quinn')(page);
        await page
          .getByRole('region', { name: 'Effective permissions' })
          .getByRole('button', { expanded: false })
          .first()
          .click();
        await settled(page);
      },
    },
    { name: 'user-admin', arrange: example('Small company', '#/identities/user/alice') },
    { name: 'user-empty', arrange: at('#/identities/user/alice') },
    { name: 'user-no-group', arrange: at('#/identities/user/alice?tab=groups') },
    { name: 'groups-empty', arrange: at('#/identities?tab=groups') },
    { name: 'root-page', arrange: at('#/identities/root') },
  ];
}
