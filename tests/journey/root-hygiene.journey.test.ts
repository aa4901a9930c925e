/** A person does everything that AWS recommends for the root user of an account, by the screens alone. */

import type { Browser } from 'playwright-core';
import { beforeAll, test } from 'vitest';
import { goTo, leave, theBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test('every recommendation of the small company turns green by doing', async () => {
  const person = await visit(browser, { path: '#/workspaces' });
  const { page } = person;
  await page.getByRole('button', { name: 'Start Small company' }).click();
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Small company' }).waitFor();
  await goTo(page, '#/identities/reports/security');
  await page.getByText('7 of 10 done').waitFor();

  await page.getByRole('link', { name: 'Open the root user' }).click();
  await page.getByRole('button', { name: 'Assign MFA device' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Device name').fill('root-phone');
  await dialog.locator('button[type=submit]').click();
  await dialog.getByRole('button', { name: /^Enter code/ }).click();
  await dialog.locator('button[type=submit]').click();
  await page.getByRole('article', { name: 'MFA device root-phone' }).waitFor();

  await goTo(page, '#/identities/password-policy');
  await page.getByRole('button', { name: 'Use the CIS Benchmark values' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await page.getByText('No unsaved changes').waitFor();

  await goTo(page, '#/identities/reports/security');
  await page.getByText('9 of 10 done').waitFor();
  for (const name of ['mallory', 'ci-pipeline']) {
    await goTo(page, `#/identities/user/${name}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.getByRole('button', { name: 'Delete', exact: true }).first().click();
    await page.getByRole('button', { name: /and delete$/ }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor({ state: 'detached' });
  }
  await goTo(page, '#/identities/reports/security');
  await page.getByText('10 of 10 done').waitFor();
  await leave(person);
});
