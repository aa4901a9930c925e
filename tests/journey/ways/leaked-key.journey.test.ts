/**
 * A leaked key is seen in the report, found, switched off, proved dead and replaced, and the program goes
 * on.
 */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test('a leaked key is found in the report, deactivated, proved dead and rotated', async () => {
  const person = await visit(browser, { path: '#/workspaces' });
  const { page } = person;
  const dialog = page.getByRole('dialog');
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
  await press('Start Small company');
  await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
  await page.getByRole('button', { name: 'Workspace: Small company' }).waitFor();

  // A key of the build machine, in use, that nobody has touched for more than 90 days.
  await goTo(page, '#/identities/user/ci-pipeline?tab=credentials');
  await press('Create access key');
  await dialog.getByRole('checkbox', { name: /I understand/ }).check();
  await dialog.getByRole('button', { name: 'Create access key' }).click();
  const leaked = await dialog.getByText(/^AKIA[A-Z0-9]{16}$/).innerText();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await press('Clock: real time');
  await page.getByRole('button', { name: '+90 days' }).click();
  await page.getByRole('button', { name: '+1 day' }).click();
  await page.keyboard.press('Escape');
  const keyOf = (id: string) => page.getByRole('article', { name: `Access key ${id}` });
  const tryKey = async (id: string) => {
    await keyOf(id).getByRole('button', { name: 'Try it' }).click();
    await dialog.getByRole('button', { name: 'Make the call' }).click();
    const status = dialog.getByRole('status', { name: 'What AWS answers' }).filter({ hasText: /\S/ });
    await status.waitFor();
    const answer = await status.innerText();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    return answer;
  };
  expect(await tryKey(leaked)).toContain('user/machines/ci-pipeline');

  // The report: one active key, rotated 91 days ago, used today. Its row leads to the credentials.
  await goTo(page, '#/identities/reports/credential-report');
  await press('Generate report');
  const table = page.getByRole('table', { name: 'Credential report' });
  await table.getByRole('link', { name: 'ci-pipeline', exact: true }).waitFor();
  await page.getByRole('searchbox', { name: 'Find a user' }).fill('ci-pipeline');
  const row = table.getByRole('row').nth(1);
  const today = await row.getByRole('cell').allInnerTexts();
  expect(today.filter((text) => text === 'true').length).toBeGreaterThan(0);
  await row.getByRole('link', { name: 'ci-pipeline', exact: true }).click();
  await keyOf(leaked).getByText('91 days ago').waitFor();

  // A person who knows only the id of the key finds its owner.
  await goTo(page, '#/identities');
  await page.getByRole('searchbox', { name: /^Search users/ }).fill(leaked);
  await page.getByText(/^1 of \d+$/).waitFor();
  await page.getByRole('table', { name: 'Users' }).getByRole('link', { name: 'ci-pipeline' }).click();
  await page.getByRole('tab', { name: 'Security credentials' }).click();

  await keyOf(leaked).getByRole('button', { name: 'Deactivate' }).click();
  await keyOf(leaked).getByRole('button', { name: 'Activate', exact: true }).waitFor();
  expect(await tryKey(leaked)).toContain('InvalidClientTokenId');

  // Rotation goes on from there: a new key for the program, then the old one is deleted.
  await keyOf(leaked).getByRole('button', { name: 'Rotate' }).click();
  await dialog.getByRole('button', { name: 'Create the new key' }).click();
  const fresh = await dialog.getByText(/^AKIA[A-Z0-9]{16}$/).innerText();
  await dialog.getByText('The old key is inactive.', { exact: false }).waitFor();
  await dialog.getByRole('button', { name: `Delete ${leaked}` }).click();
  await dialog.getByText('Done: the old key is deleted.').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  expect(await tryKey(fresh)).toContain('user/machines/ci-pipeline');
  await keyOf(leaked).waitFor({ state: 'detached' });

  // The trail tells what the leaked key did while it was alive.
  await goTo(page, `#/activity?key=${leaked}`);
  await page.getByText('GetCallerIdentity').first().waitFor();
  await leave(person);
});
