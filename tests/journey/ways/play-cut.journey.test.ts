/** A way of an account from a file is found, played, kept as a workspace, cut, and comes back with Undo. */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething, waysList } from '../../setup/page-steps.ts';
import { goTo, importFiles, leave, theBrowser, undo, visit } from '../visit.ts';
import { labAccount } from './lab-account.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const builder = (page: Page) => waysList(page).getByRole('link', { name: /builder/ });

async function withLab(page: Page): Promise<void> {
  await importFiles(page, {
    name: 'lab.json',
    mimeType: 'application/json',
    buffer: Buffer.from(labAccount),
  });
  await askSomething(page).click();
  await goTo(page, '#/graph/ways');
  await builder(page).waitFor();
}

test('a way is played call by call, ends as what was gained, and is kept beside the account', async () => {
  const person = await visit(browser);
  const { page } = person;
  await withLab(page);
  const before = await page.getByRole('button', { name: /^Workspace: / }).innerText();
  await builder(page).click();
  await page.getByRole('link', { name: 'Play it' }).first().click();
  const calls = page.getByRole('group', { name: 'Calls' });
  await calls.getByRole('button', { name: 'Next call' }).click();
  await calls.getByText(/^Call 2 of \d+/).waitFor();
  await calls.getByRole('button', { name: 'Play all' }).click();
  await page.getByText(/^In the copy you act as Functions/).waitFor();
  await page.getByRole('button', { name: 'Keep as workspace' }).click();
  await page.getByText(/This is the new workspace\. You are acting as/).waitFor();
  expect(await page.getByRole('button', { name: /^Workspace: / }).innerText()).not.toBe(before);
  // The account that was played holds what the calls made.
  await goTo(page, '#/activity');
  await page
    .getByText(/CreateFunction/)
    .first()
    .waitFor();
  await leave(person);
});

test('all ways are cut in one act, nobody is left, and one Undo brings them back', async () => {
  const person = await visit(browser);
  const { page } = person;
  await withLab(page);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Cut all these ways' }).click();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await dialog.getByText('No way is left').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page
    .getByRole('status')
    .filter({ hasText: /No other user or role could get there/ })
    .waitFor();
  expect(await builder(page).count()).toBe(0);
  await undo(page).click();
  await builder(page).waitFor();
  await leave(person);
});
