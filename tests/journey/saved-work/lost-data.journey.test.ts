/**
 * The browser loses the saved data under an open page: a really full disk, data of the site cleared, a database that
 * does not answer, and a page that is left and comes back.
 */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { attachReadPayroll } from '../../setup/page-steps.ts';
import { answers, goTo, leave, redo, theBrowser, undo, visit } from '../visit.ts';
import { launchWithProfile } from '../../setup/site.ts';
import { Killable, kept, keptAfterFix } from './killable.ts';
import { SmallDisk, noSmallDisk } from './small-disk.ts';

const why = noSmallDisk();
let browser: Browser;
let disk: SmallDisk | undefined;
let small: BrowserContext | undefined;

beforeAll(async () => {
  browser = await theBrowser();
});
afterEach(async () => {
  await small?.close();
  disk?.remove();
  disk = undefined;
  small = undefined;
});

/** An Undo writes more bytes than this. */
const leastWrite = 500;

/** The page at work on a disk of its own: alice has the policy, and a second workspace is there. */
async function onSmallDisk(): Promise<{ page: Page; disk: SmallDisk }> {
  disk = new SmallDisk(90);
  small = await launchWithProfile(disk.folder);
  const page = small.pages()[0] ?? (await small.newPage());
  page.setDefaultTimeout(60_000);
  // The offline copy would take most of the disk; it is not what is tried here.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
  await page.goto(inject('site'));
  await answers(page, 'No');
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  await goTo(page, '#/workspaces');
  await page.getByRole('button', { name: 'More for First minutes' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await page.getByRole('button', { name: 'Rename First minutes, copy' }).waitFor();
  await goTo(page, '#/ask');
  await answers(page, 'Yes');
  await fillLogs(page, disk);
  return { page, disk };
}

/** Works until the logs have no room for an Undo: it would be saved although the disk is full. */
async function fillLogs(page: Page, onDisk: SmallDisk): Promise<void> {
  for (let turns = 0; onDisk.roomInLogs() > leastWrite && turns < 60; turns += 1) {
    await undo(page).click();
    await answers(page, 'No');
    await redo(page).click();
    await answers(page, 'Yes');
  }
}

/** The text of the backup that the page offers. */
async function backedUp(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download a backup' }).first().click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

const problem = (page: Page) => page.getByRole('alert').first();

/**
 * Tries again as often as the page asks for it. A browser that just met a full disk may need another moment, or has
 * deleted its files (the next test makes that certain): then the page saves from memory, and says so until OK is pressed.
 */
async function triesUntilSaved(page: Page): Promise<void> {
  const tryAgain = page.getByRole('button', { name: 'Try again', disabled: false });
  const understood = problem(page).getByRole('button', { name: 'OK' });
  await tryAgain.click();
  const isOver = async () => {
    if ((await problem(page).count()) === 0) return true;
    const offered = (await understood.isVisible()) ? understood : tryAgain;
    // It may go while it is pressed: then the page went on.
    await offered.click({ timeout: 1_000 }).catch(() => undefined);
    return false;
  };
  await expect.poll(isOver).toBe(true);
}

const isSmallDiskMissing = why !== undefined;
const reason = why === undefined ? '' : ` (${why})`;

test.skipIf(isSmallDiskMissing)(
  `a full disk offers a backup before anything else, and with room again nothing is lost${reason}`,
  async () => {
    const { page, disk } = await onSmallDisk();
    disk.fill();
    await undo(page).click();
    await problem(page)
      .filter({ hasText: 'The disk is full, and the saved data cannot be opened' })
      .waitFor();
    expect(await page.getByText(/reload/i).count()).toBe(0);
    expect(await page.getByText('Nothing changed').count()).toBe(0);
    await answers(page, 'Yes');
    const backup = await backedUp(page);
    expect(backup).toContain('"ReadPayroll"');

    disk.free();
    await triesUntilSaved(page);
    await undo(page).click();
    await answers(page, 'No');
    await page.reload();
    await answers(page, 'No');
    await redo(page).click();
    await answers(page, 'Yes');
  },
);

test.skipIf(isSmallDiskMissing)(
  `a full disk on which the browser deleted the saved data loses neither work nor Undo, and names the rest${reason}`,
  async () => {
    const { page, disk } = await onSmallDisk();
    disk.fill();
    await undo(page).click();
    await problem(page)
      .filter({ hasText: 'The disk is full, and the saved data cannot be opened' })
      .waitFor();
    // Chromium deletes these files itself when it opens them at the wrong moment; here it is certain.
    rmSync(join(disk.folder, 'Default', 'IndexedDB'), { recursive: true });
    disk.free();
    await page.getByRole('button', { name: 'Try again' }).click();
    const told = problem(page).filter({ hasText: '“First minutes” is saved again' });
    await told.getByText('Also deleted, and not in this tab: “First minutes, copy”.').waitFor();
    await told.getByRole('button', { name: 'OK' }).click();
    await page.reload();
    await answers(page, 'Yes');
    await undo(page).click();
    await answers(page, 'No');
  },
);

test('cleared data of the site are noticed, and the work is saved again only when the person says so', async () => {
  const person = await visit(browser);
  const { page } = person;
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(inject('site'));
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  const told = problem(page).filter({ hasText: '“First minutes” is not saved any more' });
  await told.getByText('“First minutes” is only in this tab now.').waitFor();
  expect(await page.getByText(/reload/i).count()).toBe(0);
  expect((await kept(page)).workspaces).toEqual([]);
  expect(await backedUp(page)).toContain('"ReadPayroll"');
  await told.getByRole('button', { name: 'Save it again here' }).click();
  await problem(page).filter({ hasText: 'is saved again' }).getByRole('button', { name: 'OK' }).click();
  await page.reload();
  await answers(page, 'Yes');
  await undo(page).click();
  await answers(page, 'No');
  await leave(person);
});

/** The page asks for the database and gets no answer until `answer` is called in it. */
const silentDatabase = () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the factory as `this` below
  const { open } = IDBFactory.prototype;
  const released = new Promise<void>((resolve) => Object.assign(window, { answer: resolve }));
  IDBFactory.prototype.open = function (...args) {
    const request = new EventTarget() as IDBOpenDBRequest;
    void released.then(() => {
      const real = open.apply(this, args);
      for (const name of ['success', 'error', 'upgradeneeded', 'blocked'] as const) {
        real.addEventListener(name, (event) => {
          for (const member of ['result', 'error', 'transaction'] as const)
            Object.defineProperty(request, member, { configurable: true, get: () => real[member] });
          request[`on${name}`]?.(event as never);
          request.dispatchEvent(new Event(name));
        });
      }
    });
    return request;
  };
};

async function unanswered(visited: 'before' | 'never'): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  if (visited === 'before') {
    await page.goto(inject('site'));
    await keptAfterFix(page);
  }
  await page.addInitScript(silentDatabase);
  await page.goto(inject('site'));
  return { context, page };
}

const answer = (page: Page) => page.evaluate(() => (window as unknown as { answer: () => void }).answer());

test('a database that does not answer is said so, and the page goes on by itself when it answers', async () => {
  const { context, page } = await unanswered('before');
  await page.getByRole('heading', { name: 'The browser does not open the saved data' }).waitFor();
  await page.getByRole('button', { name: 'Reload' }).waitFor();
  await page.getByRole('button', { name: 'Work in memory' }).waitFor();
  await answer(page);
  await answers(page, 'Yes');
  await context.close();
});

test('work that was done in memory is added to the saved data when they answer', async () => {
  const { context, page } = await unanswered('never');
  await answers(page, 'No');
  await page.getByText('The browser has not opened the saved data yet.').waitFor();
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  await answer(page);
  // The next page is not held up.
  await page.addInitScript(() => (window as unknown as { answer?: () => void }).answer?.());
  await page.getByRole('button', { name: 'Save my work and open them' }).click();
  await page.getByText('has not opened the saved data').waitFor({ state: 'detached' });
  await page.getByText('The saved data are available again').waitFor({ state: 'detached' });
  await answers(page, 'Yes');
  expect((await kept(page)).workspaces.map(({ name }) => name)).toEqual(['First minutes']);
  await undo(page).click();
  await answers(page, 'No');
  await context.close();
});

test('a page that was left and comes back from the browser’s memory works and has lost nothing', async () => {
  const away = new Killable();
  const page = await away.open(inject('site'));
  await answers(page, 'No');
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }));
  });
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  // The browser remembers no page that still waits for a file.
  await page.waitForLoadState('networkidle');
  await page.goto(new URL('icon.svg', inject('site')).href);
  // A page that comes back as it was does not load again.
  await page.goBack({ waitUntil: 'commit' });
  await answers(page, 'Yes');
  // It is on screen a moment before it hears that it is back. A page that was loaded anew knows why.
  const isBack = () =>
    page.evaluate(() => {
      const { persisted } = window as unknown as { persisted?: boolean };
      return persisted ?? JSON.stringify(performance.getEntriesByType('navigation')[0]);
    });
  await expect.poll(isBack).toBe(true);
  await undo(page).click();
  await answers(page, 'No');
  await page.reload();
  await answers(page, 'No');
  await away.remove();
});
