/** A teacher records a level, proves it and shares it; a student solves it in another browser, and from the single file. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { attachReadPayroll, importFiles } from '../../setup/page-steps.ts';
import { answers, ask, goTo, leave, theBrowser, undo, visit } from '../visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const editor = '#/learn/teach/level';
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Writes a level from the first example up to its goal. The check says what is missing. */
async function begins(page: Page): Promise<void> {
  await answers(page, 'No');
  await goTo(page, editor);
  await press(page, 'Write a level from this account');
  await page.getByRole('textbox', { name: 'The situation' }).fill('Alice cannot read the payroll.');
  await page.getByRole('textbox', { name: 'Hint 1' }).fill('Look at the policies of `alice`.');
  await page.getByRole('link', { name: 'Ask a question' }).click();
  await press(page, 'Goal: wanted Yes');
  await goTo(page, editor);
  await press(page, 'Check the level');
  await page.getByText('No solution is recorded.').waitFor();
  await press(page, 'Go there: No solution is recorded.');
}

/** Records what `act` does, and comes back to the editor with the account as it was. */
async function records(page: Page, answer: string, act: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: `Record ${answer}` }).click();
  const recording = page.getByRole('region', { name: 'Recording' });
  await recording.waitFor();
  await act();
  await recording.getByRole('button', { name: 'Stop' }).click();
  await recording.waitFor({ state: 'detached' });
  expect(await undo(page).isDisabled()).toBe(true);
}

async function attaches(page: Page): Promise<void> {
  await answers(page, 'No');
  await page.getByText(/^\d other changes? would allow it$/).click();
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
}

/** The whole solution: Alice can read the payroll, Mallory cannot. */
async function solves(page: Page): Promise<void> {
  await attaches(page);
  await ask(page, 'mallory', 's3:GetObject', 'payroll/2026.csv');
  await page.getByRole('button', { name: /^Detach ReadPayroll/ }).click();
}

/** Plays what is shown as a preview until the level is solved. */
async function plays(page: Page): Promise<void> {
  await press(page, 'Play this level');
  // The preview shows the goals too: only when its line has gone is the level being played.
  await page.getByText('Preview of “Level: First minutes”').waitFor({ state: 'detached' });
  await page.getByText('0 of 2 reached').waitFor();
  // A level offers nothing unasked.
  await page.getByText('Change this answer').click();
  await solves(page);
  await page.getByText('Level solved.').first().waitFor();
}

test('a level is recorded, proved, mended and shared, and solved elsewhere and from the single file', async () => {
  const teacher = await visit(browser);
  const { page } = teacher;
  await begins(page);
  await records(page, 'the solution', () => attaches(page));
  await press(page, 'Check the level');
  await page.getByText('The solution leaves 1 goal open.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Link', exact: true }).count()).toBe(0);
  await records(page, 'the solution again', () => solves(page));
  await records(page, 'wrong answer 1', () => attaches(page));
  await press(page, 'Check the level');
  await page.getByText('The level holds.').waitFor();
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue();
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'Save as a file')]);
  const buffer = await readFile(await download.path());
  await press(page, 'Play it');
  await page.getByText('Preview of “Level: First minutes”').waitFor();
  await leave(teacher);

  const student = await visit(browser);
  await student.page.goto(link);
  await plays(student.page);
  await leave(student);

  const site = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;
  const offline = await visit(browser, { site });
  await importFiles(offline.page, { name: 'level.json', mimeType: 'application/json', buffer });
  await plays(offline.page);
  await leave(offline);
});
