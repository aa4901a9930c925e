/** First steps 2, 3 and 9 (.github/docs/first-steps.md): a real account comes in, is asked, and goes out again. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { createReference } from '#reference/reference.ts';
import { normalizeAccountDetails } from '../share/import/normalize/normalizations.ts';
import { askSomething } from '../setup/page-steps.ts';
import { answers, ask, fixture, goTo, importFiles, leave, theBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const quirky = fixture('quirky-account.json');

test('an account file becomes a workspace of its own, answers, and comes out normalized', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importFiles(page, [quirky]);
  const note = page.getByRole('dialog');
  await note.getByText('The file format does not hold').waitFor();
  await askSomething(page).click();

  await ask(page, 'zora', 's3:GetObject', 'arn:aws:s3:::anything/at/all');
  await answers(page, 'Yes');
  await page
    .getByRole('textbox', { name: /AdministratorAccess, the deciding statement is marked/ })
    .waitFor();
  await page
    .getByRole('table', { name: 'Who can do this' })
    .getByRole('link', { name: 'User zora' })
    .waitFor();
  await ask(page, 'Robot_1', 's3:GetObject', 'arn:aws:s3:::anything/at/all');
  await answers(page, 'No');

  await goTo(page, '#/workspaces');
  await page.getByRole('button', { name: 'Rename First minutes' }).waitFor();
  await page.getByRole('tab', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download', exact: true }).click(),
  ]);
  const exported: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'));
  const reference = createReference();
  await reference.loadManagedPolicies();
  const file: unknown = JSON.parse(readFileSync(quirky, 'utf8'));
  expect(exported).toEqual(normalizeAccountDetails(file, reference));
  await leave(person);
});
