/** A person learns what somebody's changes mean: of two workspaces, and of one change in History, on the built site. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { answers, goTo, leave, theBrowser, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const found = (page: Page) => page.getByRole('region', { name: 'What everyone can do' });
/** Reads what is said for whom. */
const said = async (page: Page) => (await found(page).innerText()).replaceAll(/\s+/g, ' ');

test('two workspaces are compared, and one change in History says what it meant and opens an example', async () => {
  const person = await visit(browser);
  const { page } = person;
  await goTo(page, '#/workspaces');
  await page
    .getByRole('button', { name: /^More for/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByText(/^Duplicated as/).waitFor();

  await goTo(page, '#/ask');
  await page
    .getByRole('button', { name: /^Attach ReadPayroll/ })
    .first()
    .click();
  await answers(page, 'Yes');

  await goTo(page, '#/workspaces?tab=compare');
  await found(page).getByRole('heading', { name: 'For alice' }).waitFor();
  expect(await said(page)).toMatch(/No longer allowed .*S3, Read: GetObject/);
  await page.getByText('1 pinned answer differs').waitFor();

  await goTo(page, '#/settings/history');
  await page.getByRole('button', { name: /^Attach ReadPayroll to alice/ }).click();
  await found(page).getByRole('heading', { name: 'For alice' }).waitFor();
  expect(await said(page)).toMatch(/Newly allowed .*S3, Read: GetObject/);
  await found(page)
    .getByRole('link', { name: /^s3:GetObject on payroll/ })
    .click();
  await answers(page, 'Yes');
  await leave(person);
});
