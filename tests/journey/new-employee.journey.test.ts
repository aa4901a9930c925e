/**
 * A new employee gets console access and a phone, signs in with the forced change, is denied, and asks why.
 * The page of the employee lists what is allowed.
 */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { answers, goTo, leave, theBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const [first, own] = ['First-pass-1', 'Own-pass-2'];

test('a new employee comes from no password to the console, and learns why the first list is refused', async () => {
  const person = await visit(browser, { path: '#/identities/user/alice?tab=credentials' });
  const { page } = person;
  const dialog = page.getByRole('dialog');
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();

  await press('Enable console access');
  await dialog.getByRole('radio', { name: 'Custom password' }).check();
  await dialog.getByLabel('Custom password').last().fill(first);
  await dialog.getByRole('button', { name: 'Enable console access' }).click();
  await press('Done');
  await press('Assign MFA device');
  await dialog.getByLabel('Device name').fill('alice-phone');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: /^Enter code/ }).click();
  await dialog.getByRole('button', { name: 'Add MFA' }).click();
  await page.getByRole('article', { name: 'MFA device alice-phone' }).waitFor();
  await goTo(page, '#/identities/password-policy');
  await page.getByRole('radio', { name: /^Custom/ }).check();
  await page.getByRole('checkbox', { name: /change their own password/ }).check();
  await press('Save changes');
  await page.getByText('No unsaved changes').waitFor();
  // The code that enrolled the phone is used up: an hour later it shows another.
  await goTo(page, '#/settings/clock');
  await press(/1 hour/);

  await goTo(page, '#/sign-in');
  await page.getByLabel('IAM user name').fill('alice');
  await page.getByLabel('Password', { exact: true }).fill(first);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /^Enter code/ }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Old password', { exact: true }).waitFor();
  await page.reload();
  await page.getByLabel('Old password', { exact: true }).fill(first);
  await page.getByLabel('New password', { exact: true }).fill(own);
  await page.getByLabel('Retype new password', { exact: true }).fill(own);
  await press('Confirm password change');
  await page.getByRole('heading', { name: 'Signed in as alice' }).waitFor();

  await page.getByRole('link', { name: 'Go to Identities' }).click();
  await page.getByText(/user\/alice is not authorized to perform: iam:ListUsers/).waitFor();
  await page.getByRole('link', { name: 'Why?' }).click();
  await answers(page, 'No');
  await page.reload();
  await page.getByText('Signed in as', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign-in and roles' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByText('Acting as', { exact: true }).waitFor();

  await goTo(page, '#/identities/user/alice');
  const permissions = page.getByRole('region', { name: 'Effective permissions' });
  await permissions.getByText('alice can use 1 service.').waitFor();
  await permissions.getByRole('row', { name: /Write ChangePassword/ }).waitFor();
  await permissions.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'CSV' }).click(),
  ]);
  const table = readFileSync(await download.path(), 'utf8');
  expect(table).toContain('allowed,iam,Write,iam:ChangePassword,*,,,');
  await leave(person);
});
