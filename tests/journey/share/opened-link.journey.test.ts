/** A student opens the link of a teacher: a preview over the student's own work, kept only when they say so. */

import { expect, test } from 'vitest';
import { answers, goTo, leave, madeLink, theBrowser, undo, visit } from '../visit.ts';

test('a link opens as a preview, survives a reload, refuses changes, and becomes a copy', async () => {
  const browser = await theBrowser();
  const link = await madeLink(browser);
  expect(link).toMatch(/#s1\.e/);
  expect(link.length).toBeLessThan(600);
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
