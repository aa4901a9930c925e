/**
 * Work leaves a machine and comes back: the page taken along with a workspace inside, and backup, new student,
 * restore, from every way in which the page may be opened.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Browser, Download, Page } from 'playwright-core';
import { attachReadPayroll } from '../../setup/page-steps.ts';
import { type Visit, answers, classroom, goOffline, goTo, leave, theBrowser, undo, visit } from '../visit.ts';

const hostile = '</script><img src=x onerror=alert(1)> & “Payroll”';
const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
const oneFile = pathToFileURL(resolve(import.meta.dirname, '../../../dist/iam-playground.html')).href;
let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function saved(page: Page, press: () => Promise<void>, name: string): Promise<string> {
  const [download]: [Download, void] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

/** Attaches the policy and gives the workspace the hostile name. */
async function work({ page }: Visit): Promise<void> {
  await answers(page, 'No');
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  await goTo(page, '#/workspaces');
  await page.getByRole('button', { name: 'Rename First minutes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename workspace' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(hostile);
  await dialog.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('button', { name: `Rename ${hostile}` }).waitFor();
}

async function take(person: Visit, name: string): Promise<string> {
  await goTo(person.page, '#/workspaces?tab=export');
  const save = person.page.getByRole('button', { name: 'Save the page with this workspace' });
  return saved(person.page, () => save.click(), name);
}

/** Opened from the disk by somebody else: a preview; kept, it is theirs, and opened again it goes on. */
async function opensFromDisk(path: string): Promise<void> {
  const person = await visit(browser, { site: pathToFileURL(path).href });
  const { page } = person;
  await page.getByText(`“${hostile}”, taken along in this file`).waitFor();
  await answers(page, 'Yes');
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await page.getByText('taken along in this file').waitFor({ state: 'detached' });
  await undo(page).and(page.locator(':enabled')).click();
  await answers(page, 'No');
  await page.reload();
  await answers(page, 'No');
  expect(await page.getByText('taken along in this file').count()).toBe(0);
  // The file makes the next one out of itself.
  const again = await take(person, `again-${Math.random()}.html`);
  const text = readFileSync(again, 'utf8');
  expect(text.match(/id="carried-workspaces"/g)).toHaveLength(1);
  await leave(person);
  const next = await visit(browser, { site: pathToFileURL(again).href });
  await next.page.getByText(`“${hostile}”, taken along in this file`).waitFor();
  await answers(next.page, 'No');
  await leave(next);
}

test('the page taken along from the site, also offline, opens from the disk with the workspace', async () => {
  const person = await visit(browser, { offline: true });
  await work(person);
  await goOffline(person);
  const path = await take(person, 'offline.html');
  expect(readFileSync(path, 'utf8')).not.toContain('</script><img');
  await leave(person);
  await opensFromDisk(path);
});

test('the page can be taken along from plain http below a path, and from the one file on a disk', async () => {
  const site = inject('site').replace('localhost', classroom);
  const http = await visit(browser, { site });
  await work(http);
  const fromHttp = await take(http, 'http.html');
  await leave(http);
  const disk = await visit(browser, { site: oneFile });
  await work(disk);
  const fromDisk = await take(disk, 'disk.html');
  await leave(disk);
  await opensFromDisk(fromHttp);
  await opensFromDisk(fromDisk);
});

test.each([
  ['localhost', () => inject('site')],
  ['plain http', () => inject('site').replace('localhost', classroom)],
  ['a disk', () => oneFile],
])('a backup is restored for a new student on %s', async (_from, site) => {
  const person = await visit(browser, { site: site() });
  const { page } = person;
  await work(person);
  await goTo(page, '#/workspaces?tab=export');
  await page.getByRole('button', { name: 'New student …' }).click();
  const dialog = page.getByRole('dialog', { name: 'New student' });
  const backup = await saved(
    page,
    () => dialog.getByRole('button', { name: 'Save a backup first' }).click(),
    `backup-${Math.random()}.json`,
  );
  await dialog.getByRole('button', { name: 'Delete everything' }).click();
  await page.getByText('The data of the person before were deleted').waitFor();
  await answers(page, 'No');
  await goTo(page, '#/workspaces');
  await page.getByRole('button', { name: 'Rename First minutes' }).waitFor();
  expect(await page.getByRole('button', { name: /^Rename/ }).count()).toBe(1);
  await page.getByRole('tab', { name: 'Import' }).click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Restore from a file' }).click(),
  ]);
  await chooser.setFiles(backup);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Open ${hostile}` })
    .click();
  await answers(page, 'Yes');
  await undo(page).and(page.locator(':enabled')).click();
  await answers(page, 'No');
  await leave(person);
});
