/**
 * This is a person at the built site: one browser context (so: one IndexedDB) and what the page did wrong.
 */

import { resolve } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { attachReadPayroll, goTo, undo } from '../setup/page-steps.ts';
import { type Offences, launch, watch } from '../setup/site.ts';

// Journeys have what they press from here, too.
export { goTo, importFiles, redo, undo } from '../setup/page-steps.ts';

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly offences: Offences;
}

export const fixture = (name: string): string => resolve(import.meta.dirname, '../share/fixtures', name);

/** A name of this machine that is no localhost: a classroom's server over plain http. */
export const classroom = 'classroom.test';

let running: Browser | undefined;

/** The browser of all journeys, which end with the process: a start for each file would cost as much as a visit. */
export async function theBrowser(): Promise<Browser> {
  if (!running?.isConnected()) {
    running = await launch([`--host-resolver-rules=MAP ${classroom} 127.0.0.1`]);
  }
  return running;
}

/** A context was opened here, and its storage is wiped when its person leaves. */
interface Seat {
  readonly browser: Browser;
  readonly origin: string;
}

/** Contexts to be used again, wiped: a new one makes Chromium compile the whole site anew, most of a short visit. */
const free = new WeakMap<Browser, BrowserContext[]>();
const seats = new WeakMap<BrowserContext, Seat>();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function newContext(browser: Browser, offline = false, touch = false): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...(touch ? phone : { viewport: { width: 1440, height: 900 } }),
    reducedMotion: 'reduce',
  });
  // Only what never comes is a failure: a busy machine may be ten times as slow.
  context.setDefaultTimeout(60_000);
  if (!offline) await withoutOfflineCopy(context);
  return context;
}

/** The pages of the context never fetch the offline copy, all 10 MB of the site. */
export const withoutOfflineCopy = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    if ('serviceWorker' in navigator) navigator.serviceWorker.register = () => new Promise(() => undefined);
  });

/**
 * Opens the site as a new person; the page is ready when it has an answer. Only `offline` fetches the offline copy:
 * elsewhere it would be most of a journey's work. With `touch` the person holds a phone.
 */
export async function visit(
  browser: Browser,
  options: { path?: string; site?: string; offline?: boolean; touch?: boolean } = {},
): Promise<Visit> {
  const site = options.site ?? inject('site');
  const { origin } = new URL(site);
  const isPlain = !options.offline && !options.touch && origin !== 'null';
  const context =
    (isPlain ? free.get(browser)?.pop() : undefined) ??
    (await newContext(browser, options.offline, options.touch));
  if (isPlain) seats.set(context, { browser, origin });
  const page = context.pages()[0] ?? (await context.newPage());
  const offences = watch(page, site);
  await page.goto(site);
  await page.getByRole('status', { name: 'Answer' }).waitFor();
  if (options.path) await goTo(page, options.path);
  return { page, context, offences };
}

/** Nothing is left of the person who was there but what the browser compiled: a new tab, empty storage. */
async function wipe(context: BrowserContext, { browser, origin }: Seat): Promise<void> {
  const next = await context.newPage();
  const before = context.pages().filter((page) => page !== next);
  await Promise.all(before.map((page) => page.close()));
  const devtools = await context.newCDPSession(next);
  await devtools.send('Storage.clearDataForOrigin', {
    origin,
    storageTypes: 'cookies,indexeddb,local_storage,cache_storage,service_workers',
  });
  await devtools.detach();
  free.set(browser, [...(free.get(browser) ?? []), context]);
}

/** Once the page is served from the offline copy, the network goes. Of a visit that is `offline`. */
export async function goOffline({ page, context }: Visit): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await context.setOffline(true);
}

/** Goes to a place and waits until it is loaded. */
export async function goToLoaded(page: Page, path: string): Promise<void> {
  await goTo(page, path);
  await page.getByRole('main').waitFor();
  await page.locator('main .loading').first().waitFor({ state: 'detached' });
}

/** The page made no request to another origin and nothing went wrong; then nothing of the person is left. */
export async function leave({ context, offences }: Visit): Promise<void> {
  expect(offences).toEqual({ requests: [], errors: [] });
  const seat = seats.get(context);
  await (seat ? wipe(context, seat) : context.close());
}

/** Reads the large answer once it is `text`. */
export async function answers(page: Page, text: 'Yes' | 'No' | 'Depends'): Promise<void> {
  await page
    .getByRole('status', { name: 'Answer' })
    .filter({ hasText: new RegExp(`^\\s*${text}`) })
    .waitFor();
}

/** Types into a picker of the sentence and takes what it says. */
async function pick(
  page: Page,
  picker: 'Who' | 'What action' | 'On what resource',
  text: string,
): Promise<void> {
  const field = page.getByRole('combobox', { name: picker, exact: true });
  await field.fill(text);
  await field.press('Enter');
}

export async function ask(page: Page, who: string, action: string, resource: string): Promise<void> {
  await page.getByRole('link', { name: 'Ask', exact: true }).first().click();
  await pick(page, 'Who', who);
  await pick(page, 'What action', action);
  await pick(page, 'On what resource', resource);
}

/** Ask, fix, undo, reload: the person's work is there. */
export async function worksAndKeeps({ page }: Visit): Promise<void> {
  await answers(page, 'No');
  await attachReadPayroll(page).click();
  await answers(page, 'Yes');
  await page.reload();
  await answers(page, 'Yes');
  await undo(page).click();
  await answers(page, 'No');
}

/** The link that the dialog makes of what is on screen. */
async function linkOf({ page }: Visit): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this account' });
  await dialog.getByRole('textbox', { name: 'Notes' }).fill('Who may read payroll?');
  const field = dialog.getByRole('textbox', { name: 'Link', exact: true });
  await dialog.getByText('up to 600').waitFor();
  const link = await field.inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link;
}

/** A link of the first example with its fix made, from a site of its own. */
export async function madeLink(browser: Browser, site?: string): Promise<string> {
  const teacher = await visit(browser, site === undefined ? {} : { site });
  await answers(teacher.page, 'No');
  await attachReadPayroll(teacher.page).click();
  await answers(teacher.page, 'Yes');
  const link = await linkOf(teacher);
  await leave(teacher);
  return link;
}
