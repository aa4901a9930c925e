import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { launch, watch } from '../support/site.ts';
import { answers, goTo, leave, undo, visit } from './visit.ts';

/** A teacher shares, a student opens: a preview over the student's own work, kept only when they say so. */
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** The link that the dialog makes of what is on screen. */
async function linkOf(person: Awaited<ReturnType<typeof visit>>): Promise<string> {
  const { page } = person;
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this account' });
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('Who may read payroll?');
  const field = dialog.getByRole('textbox', { name: 'Link', exact: true });
  await dialog.getByText('up to 600').waitFor();
  const link = await field.inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link;
}

test('a link opens as a preview, survives a reload, refuses changes, and becomes a copy', async () => {
  const teacher = await visit(browser);
  await answers(teacher.page, 'No');
  await teacher.page.getByRole('button', { name: 'Attach ReadPayroll to alice' }).click();
  await answers(teacher.page, 'Yes');
  const link = await linkOf(teacher);
  expect(link).toMatch(/#s1\.e/);
  expect(link.length).toBeLessThan(600);
  await leave(teacher);

  const student = await visit(browser);
  const { page } = student;
  await answers(page, 'No');
  await page.goto(link);
  await page.getByText('Preview of “First minutes”').waitFor();
  await answers(page, 'Yes');
  await page.reload();
  await page.getByText('Preview of “First minutes”').waitFor();
  await answers(page, 'Yes');
  await page.getByRole('button', { name: /^Back to/ }).click();
  await answers(page, 'No');
  await page.goto(link);
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await answers(page, 'Yes');
  await page.getByText('Preview of').waitFor({ state: 'detached' });
  expect(await undo(page).isDisabled()).toBe(true);
  await goTo(page, '#/workspaces');
  await page
    .getByRole('button', { name: /^Rename/ })
    .nth(1)
    .waitFor();
  await leave(student);
});

test('a link that was cut off says so to a first visitor, and nothing is stored', async () => {
  const teacher = await visit(browser);
  const link = await linkOf(teacher);
  await leave(teacher);
  const context = await browser.newContext();
  const page = await context.newPage();
  const offences = watch(page, inject('site'));
  await page.goto(link.slice(0, -20));
  await page.getByText(/cut off after \d+ of \d+ characters/).waitFor();
  await page.getByRole('main', { name: 'Workspaces' }).waitFor();
  expect(await page.getByRole('button', { name: /^Rename/ }).count()).toBe(0);
  await leave({ page, context, offences });
});
