/** First steps 1 and 5 (.github/docs/first-steps.md): the first minutes of somebody who has never seen the page. */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { attachReadPayroll } from '../setup/page-steps.ts';
import { answers, leave, redo, theBrowser, undo, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test('the first thirty seconds show No, why, one press, Yes and undo, and a reload keeps all of it', async () => {
  const first = await visit(browser);
  const { page } = first;
  await answers(page, 'No');
  await page.getByText('Denied because no policy of alice allows it').first().waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);

  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  await page.getByRole('link', { name: /stop mallory/i }).waitFor();

  await undo(page).click();
  await answers(page, 'No');
  await page.reload();
  await answers(page, 'No');
  await redo(page).click();
  await answers(page, 'Yes');
  await page.reload();
  await answers(page, 'Yes');
  await undo(page).click();
  await answers(page, 'No');
  await leave(first);
});

test('the link "Next: stop mallory" loads the question about mallory', async () => {
  const first = await visit(browser);
  const { page } = first;
  await attachReadPayroll(page).click();
  await page.getByRole('link', { name: /stop mallory/i }).click();
  await expect
    .poll(() => page.getByRole('combobox', { name: 'Who', exact: true }).inputValue())
    .toBe('mallory');
  await answers(page, 'Yes');
  await leave(first);
});

test('a second tab follows the changes of the first', async () => {
  const first = await visit(browser);
  const second = await first.context.newPage();
  await second.goto(first.page.url());
  await answers(second, 'No');
  await attachReadPayroll(first.page).click();
  await answers(first.page, 'Yes');
  await answers(second, 'Yes');
  await undo(second).click();
  await answers(second, 'No');
  await answers(first.page, 'No');
  await leave(first);
});
