/** First steps 2, 3 and 9 (.github/docs/first-steps.md): a real account comes in, is asked, and goes out again. */

import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createReference } from '../../src/reference/reference.ts';
import { normalizeAccountDetails } from '../share/import/normalize/normalizations.ts';
import { askSomething } from '../setup/page-steps.ts';
import { type Visit, answers, ask, fixture, goTo, importFiles, leave, theBrowser, visit } from './visit.ts';

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

const bad = [
  {
    name: 'another kind of file',
    text: '{"Reservations": []}',
    title: 'The import failed',
    says: /get-account-authorization-details/,
  },
  {
    name: 'cut off',
    text: readFileSync(quirky, 'utf8').slice(0, 900),
    title: 'The import failed',
    says: /line \d+/,
  },
  {
    name: 'an entity without a name',
    text: readFileSync(quirky, 'utf8').replace('"UserName"', '"Name"'),
    title: 'One record cannot be read',
    says: /UserDetailList.*line \d+/,
  },
] as const;

let person: Visit;
beforeAll(async () => {
  person = await visit(browser);
});
afterAll(() => leave(person));

test.each(bad)(
  'a file that cannot be brought in names the place of its fault, and nothing changes: $name',
  async ({ text, says, title }) => {
    const { page } = person;
    await goTo(page, '#/workspaces?tab=import');
    await page.getByText('Paste instead').click();
    await page.getByRole('textbox', { name: 'Account details as JSON' }).fill(text);
    await page.getByRole('button', { name: 'Import the pasted text' }).click();
    await page.getByRole('dialog', { name: title }).filter({ hasText: says }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: /^Mine/ }).click();
    await page.getByRole('button', { name: 'Rename First minutes' }).waitFor();
    expect(await page.getByRole('button', { name: /^Rename/ }).count()).toBe(1);
  },
);
