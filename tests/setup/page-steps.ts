/**
 * Finds what a person presses and opens on the built site, for journeys, walks and the bench alike: a text that changes
 * breaks a journey too, and is mended here, once. Nothing here may need Vitest, since the bench runs without it.
 */

import type { FileChooser, Locator, Page } from 'playwright-core';

/** Follows a hash address inside the page, as a link would. */
export const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, path);

/** Opens Ask with a question as a link holds it: `p` is the principal, `a` the action, `r` the resource. */
export const goToQuestion = (page: Page, question: Readonly<Record<string, string>>): Promise<void> =>
  goTo(page, `#/ask?${new URLSearchParams(question).toString()}`);

const history = (page: Page): Locator => page.getByRole('group', { name: 'History' });

export const undo = (page: Page): Locator => history(page).getByRole('button', { name: /^Undo/ });

export const redo = (page: Page): Locator => history(page).getByRole('button', { name: /^Redo/ });

/** The button of a place that takes files. */
export const filesButton = (page: Page): Locator => page.getByRole('button', { name: 'Choose files' });

/** Presses that button, and returns what lets a person choose the files. */
export async function chooseFiles(page: Page): Promise<FileChooser> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), filesButton(page).click()]);
  return chooser;
}

/** Imports files through the file chooser; ends before the note that follows. */
export async function importFiles(page: Page, files: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
  await goTo(page, '#/workspaces?tab=import');
  const chooser = await chooseFiles(page);
  await chooser.setFiles(files, { timeout: 120_000 });
}

/** The button of the note after an import that leads to Ask. */
export const askSomething = (page: Page): Locator =>
  page.getByRole('dialog').getByRole('button', { name: 'Ask something' });

/** The fix of the first question that anybody sees, for a user of that account. Undo and Redo hold its words, too. */
export const attachReadPayroll = (page: Page, user = 'alice'): Locator =>
  page.getByRole('button', { name: `Attach ReadPayroll to ${user}`, exact: true });

/** The buttons of the changes that would turn the answer, which have the changes as their names. */
export const fixes = (page: Page): Locator =>
  page
    .getByRole('region', { name: 'Why' })
    .getByRole('button', { name: /^(Allow|Take|Attach|Add|Detach|Remove|Deny|Do it as) / });

/** The drawing of a graph, finished or not. */
export const drawing = (page: Page): Locator => page.getByRole('img', { name: /^Drawing of/ });

/** The list of all who could become administrator, on the page of ways. */
export const waysList = (page: Page): Locator => page.getByRole('table', { name: 'Who can reach it' });

/** The sentence above that list, which is there once everybody has been searched. */
export const waysFound = (page: Page): Locator =>
  page.getByRole('status').filter({ hasText: /could get there/ });

/** The button that counts the ways of each of them; small accounts are counted unasked and have none. */
export const countWays = (page: Page): Locator =>
  page.getByRole('button', { name: 'Count everybody’s ways' });

/** Presses a tool of a row, which may be in the menu at the end of the row. */
export async function pressTool(row: Locator, name: string | RegExp): Promise<void> {
  const tool = row.getByRole('button', { name });
  const more = row.getByRole('button', { name: 'More tools' });
  await tool.or(more).first().waitFor();
  if (!(await tool.first().isVisible())) await more.click();
  await tool.filter({ visible: true }).click();
}

export const graphTools = (page: Page): Locator => page.getByRole('toolbar', { name: 'Graph' });

/** The rows of the tree beside the drawing, which is folded away where there is little room. */
export async function treeRows(page: Page): Promise<Locator> {
  await graphTools(page).waitFor();
  if (!(await page.getByRole('tree').isVisible())) await pressTool(graphTools(page), 'Tree and table');
  return page.getByRole('treeitem');
}
