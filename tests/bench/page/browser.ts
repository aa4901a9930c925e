/**
 * The built site in a real Chromium, for as long as something is measured there. Whatever happens, the browser and the
 * server are closed at the end: what goes on in a page would disturb the next part.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { preview } from 'vite';
import { launch, launchWithProfile } from '../../setup/site.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { watchPage } from './watching.ts';
import { watchWorker } from './worker.ts';

export interface Site {
  readonly address: string;
  /** Opens a page with a database of its own. */
  readonly newPage: () => Promise<Page>;
}

const viewport = { width: 1440, height: 900 };

/** Measures in a new browser that keeps everything in memory. */
export const onTheSite = (form: Form, measure: (site: Site) => Promise<Figures>): Promise<Figures> =>
  served(async (address) => {
    const browser = await launch();
    const newPage = async () => pageOf(await browser.newContext({ viewport }), form);
    return withLimit(form, browser, () => measure({ address, newPage }));
  });

/** Measures in one page whose database is on the disk: in memory this browser writes 100,000 rows in minutes. */
export const onTheDisk = (
  form: Form,
  measure: (page: Page, address: string) => Promise<Figures>,
): Promise<Figures> =>
  served((address) =>
    inFolder(async (folder) => {
      const context = await launchWithProfile(folder);
      return withLimit(form, context, async () => {
        const page = await pageOf(context, form);
        await page.setViewportSize(viewport);
        return measure(page, address);
      });
    }),
  );

/** Runs it, and closes the browser at the end or after the limit of the form: a wait inside the page has no end of its own. */
export async function withLimit<T>(
  { limitMs }: Form,
  browser: { close(): Promise<void> },
  work: () => Promise<T>,
): Promise<T> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void browser.close();
  }, limitMs);
  try {
    return await work();
  } catch (cause) {
    if (!isLate) throw cause;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`it did not end within ${limitMs / 60_000} minutes: ${message}`, { cause });
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** Gives a folder for files, which is removed at the end. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-playground-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function served<T>(measure: (address: string) => Promise<T>): Promise<T> {
  const server = await preview({ logLevel: 'error', preview: { port: 4337, strictPort: false } });
  try {
    return await measure(server.resolvedUrls?.local[0] ?? '');
  } finally {
    await server.close();
  }
}

async function pageOf(context: BrowserContext, form: Form): Promise<Page> {
  context.setDefaultTimeout(form.patienceMs);
  // The runner's compiler names functions by a helper of its own, which the page does not have.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(watchPage);
  await context.addInitScript(watchWorker);
  if (form.isSmallest) await context.addInitScript(leaveNoOfflineCopy);
  return context.newPage();
}

/** Runs in the page: the offline copy, all 10 MB of the site, would be most of what a page of the smallest form does. */
function leaveNoOfflineCopy(): void {
  navigator.serviceWorker.register = () => new Promise(() => undefined);
}
