/** Drives the built site in a real Chromium: for journeys, screenshots and the bench alike. */

import { type Browser, type BrowserContext, type Page, chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from './chromium.ts';

export async function launch(extraFlags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), args: [...chromiumFlags, ...extraFlags] });
}

/** The same with the scroll bars that a mouse has on most systems. */
export async function launchWithBars(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable(),
    args: [...chromiumFlags],
    ignoreDefaultArgs: ['--hide-scrollbars'],
  });
}

/** The same with a profile in a folder: what it keeps is on the disk, as a person's is; `launch` keeps in memory. */
export async function launchWithProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { executablePath: executable(), args: [...chromiumFlags] });
}

function executable(): string {
  const path = findChromium();
  if (!path) throw new Error('no Chromium found: set CHROMIUM to the path of one');
  return path;
}

/** A page did these things, which it must never do; all lists are empty at the end of every journey. */
export interface Offences {
  /** Requests to another origin. */
  readonly requests: string[];
  /** Uncaught errors and console errors. */
  readonly errors: string[];
}

/** Pages that stand open, so that a test that fails can say what stood there. */
const open = new Map<Page, Offences>();

/** Watches a page from its first request on. */
export function watch(page: Page, site: string): Offences {
  const offences: Offences = { requests: [], errors: [] };
  open.set(page, offences);
  page.on('close', () => open.delete(page));
  const { origin } = new URL(site);
  page.on('request', (request) => {
    const url = request.url();
    if (/^(data|blob):/.test(url)) return;
    if (!url.startsWith(origin === 'null' ? site : origin)) offences.requests.push(url);
  });
  page.on('pageerror', (error) => offences.errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') offences.errors.push(message.text());
  });
  return offences;
}

const oneLine = (text: string, most: number): string => text.replace(/\s+/g, ' ').trim().slice(0, most);

/** Returns one line on all open pages: their addresses, what went wrong on them, and the text that they show. */
export async function openPages(): Promise<string> {
  const lines = [...open].map(async ([page, { errors }]) => {
    const text = await page
      .locator('body')
      .innerText({ timeout: 5000 })
      .catch((error: unknown) => `no text: ${String(error)}`);
    return `${page.url()} ${oneLine(errors.join(' ; '), 400)} “${oneLine(text, 1200)}”`;
  });
  return (await Promise.all(lines)).join(' ; ');
}
