/**
 * Ways to power on the built site: in a small lab of our own with a repository outside, with an edit and Undo,
 * and by the keyboard alone.
 */

import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething, waysFound, waysList } from '../../setup/page-steps.ts';
import { goTo, importFiles, leave, theBrowser, undo, visit } from '../visit.ts';
import { labAccount } from './lab-account.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

async function importText(page: Page, name: string, text: string): Promise<void> {
  await importFiles(page, { name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await askSomething(page).click();
}

test('in an account from a file, the list, the ways of each and the CSV say the same', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importText(page, 'lab.json', labAccount);
  await goTo(page, '#/graph/ways');
  await waysFound(page).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  const rows = await waysList(page).getByRole('row').count();
  expect(lines).toHaveLength(rows);
  const step = waysList(page)
    .getByRole('row', { name: /\d steps?/ })
    .first();
  const text = await step.innerText();
  await step.getByRole('link').click();
  await page.getByText(/the shortest first/).waitFor();
  const [first] = await page
    .getByRole('group')
    .filter({ has: page.locator('summary') })
    .allInnerTexts();
  expect(text).toContain(/^\d+ steps?/.exec(first ?? '')?.[0] ?? 'a number of steps');
  await leave(person);
});

test('who could get there with a further access key of another user is in the list as likely', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importText(page, 'lab.json', labAccount);
  await goTo(page, '#/graph/ways');
  const row = waysList(page).getByRole('row', { name: /helper/ });
  await row.getByText('Likely').waitFor();
  await page.getByText(/1 of them is likely: user\/\S+ has fewer than two access keys\./).waitFor();
  await leave(person);
});

test('in the lab, a repository outside has a way, and its role no longer leads on after an edit, until Undo', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importText(page, 'lab.json', labAccount);
  await goTo(page, '#/graph/ways?kind=outside');
  await waysList(page)
    .getByRole('link', { name: /repository octo\/app, branch main/ })
    .click();
  const ways = page.getByRole('region', { name: /^Ways of repository octo\/app/ });
  await ways.getByText(/the shortest first/).waitFor();
  await goTo(page, '#/identities/role/Deploy?tab=permissions');
  await page.getByRole('button', { name: 'Delete own' }).click();
  await undo(page).waitFor();
  await goTo(page, '#/graph/ways?kind=outside');
  await waysFound(page).waitFor();
  await page
    .getByText('No way leads there')
    .or(page.getByText('No principal matches these filters'))
    .waitFor();
  await undo(page).click();
  await waysList(page)
    .getByRole('link', { name: /repository octo\/app, branch main/ })
    .waitFor();
  await leave(person);
});

test('the keyboard alone finds who could become administrator, and opens the steps of one', async () => {
  const person = await visit(browser);
  const { page } = person;
  await importText(page, 'lab.json', labAccount);
  await goTo(page, '#/graph/ways');
  await waysFound(page).waitFor();
  await page.getByRole('searchbox', { name: 'Filter by name or method' }).focus();
  await page.keyboard.type('builder');
  const link = waysList(page).getByRole('link', { name: /builder/ });
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await link.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const ways = page.getByRole('region', { name: 'Ways of builder' });
  await ways.getByText(/the shortest first/).waitFor();
  const summary = ways.locator('summary').first();
  for (let pressed = 0; pressed < 40; pressed += 1) {
    if (await summary.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  const steps = ways.getByRole('list').first();
  await steps.waitFor();
  await page.keyboard.press('Enter');
  await steps.waitFor({ state: 'hidden' });
  await leave(person);
});
