/** Settings, section by section. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly at: (hash: string) => Shot['arrange'];
  readonly example: (title: string, hash: string) => Shot['arrange'];
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function settingsShots({ at, example, go, press, settled }: Hands): Shot[] {
  return [
    { name: 'settings-resources', arrange: example('Small company', '#/settings/resources') },
    {
      name: 'settings-bucket',
      arrange: async (page) => {
        await go(page, '#/settings/resources');
        await press(page, 'Create bucket');
        await page.getByLabel('Bucket name').fill('holiday-photos');
        await page.getByRole('dialog').getByRole('button', { name: 'Create bucket' }).click();
        await press(page, 'Add policy');
        await page.getByText('Valid policy').waitFor();
        await settled(page);
      },
    },
    {
      name: 'settings-function',
      arrange: async (page) => {
        await go(page, '#/settings/resources?tab=instances');
        await press(page, 'Create instance');
      },
    },
    { name: 'settings-billing', arrange: at('#/settings/billing') },
    {
      name: 'settings-account',
      arrange: async (page) => {
        await go(page, '#/settings/account');
        await press(page, /Add Security contact/);
      },
    },
    {
      name: 'settings-outbound',
      arrange: async (page) => {
        await go(page, '#/settings/account');
        const card = page.getByRole('region', { name: 'Outbound federation' });
        await card.getByRole('button', { name: 'Switch on' }).click();
        await card.getByRole('button', { name: 'Switch off' }).waitFor();
        await card.scrollIntoViewIfNeeded();
        await settled(page);
      },
    },
    { name: 'settings', arrange: example('Small company', '#/settings') },
    { name: 'settings-accounts', arrange: example('Hospital', '#/settings/accounts') },
    { name: 'settings-quotas', arrange: example('Small company', '#/settings/quotas') },
    {
      name: 'settings-organization',
      arrange: async (page) => {
        await example('Hospital', '#/settings/organization')(page);
        const create = page.getByRole('button', { name: 'Create an organization' });
        if (await create.isVisible()) await create.click();
        await page.getByRole('list', { name: 'Tree of the organization' }).waitFor();
        await page.getByLabel('New account').fill('Dev');
        await page.getByLabel('E-mail of its root user').fill('dev@example.com');
        await press(page, 'Create account');
        await page.getByRole('link', { name: /^Dev/ }).click();
        await settled(page);
      },
    },
    {
      name: 'settings-control-policy',
      arrange: async (page) => {
        await example('Hospital', '#/settings/organization')(page);
        await press(page, 'Create an organization');
        await page.getByRole('list', { name: 'Tree of the organization' }).waitFor();
        await press(page, 'Create SCP');
        await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Guard');
        await settled(page);
      },
    },
    {
      name: 'settings-clock',
      arrange: async (page) => {
        await example('Small company', '#/settings/clock')(page);
        await press(page, '90 days');
        await page.getByRole('region', { name: 'What just expired' }).waitFor();
        await settled(page);
      },
    },
  ];
}
