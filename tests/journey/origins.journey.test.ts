/**
 * The same page runs from everywhere it may be opened: offline from the second visit, as one file from a
 * disk, and over plain http in a classroom, where service worker, crypto.subtle and Web Locks are missing.
 */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, expect, inject, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { preview } from 'vite';
import {
  classroom,
  fixture,
  goOffline,
  goTo,
  importFiles,
  leave,
  theBrowser,
  visit,
  worksAndKeeps,
} from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const file = pathToFileURL(resolve(import.meta.dirname, '../../dist/iam-playground.html')).href;

test('the one file from a disk asks, changes, keeps and imports', async () => {
  const person = await visit(browser, { site: file });
  const { page } = person;
  await worksAndKeeps(person);
  await importFiles(page, [fixture('quirky-account.json')]);
  await page.getByRole('dialog').getByText('The file format does not hold').waitFor();
  await leave(person);
});

test('the page over plain http says what is missing, and still asks, changes, keeps and imports', async () => {
  const site = inject('site').replace('localhost', classroom);
  const person = await visit(browser, { site });
  const { page } = person;
  expect(
    await page.evaluate(() => [isSecureContext, 'locks' in navigator, 'serviceWorker' in navigator]),
  ).toEqual([false, false, false]);
  await worksAndKeeps(person);
  await goTo(page, '#/help/about');
  await page
    .getByText(/plain http|https/i)
    .first()
    .waitFor();
  await importFiles(page, [fixture('quirky-account.json')]);
  await page.getByRole('dialog').getByText('The file format does not hold').waitFor();
  await leave(person);
});

test('the page below a path of a server opens every place, keeps work, and has an offline copy of that path', async () => {
  const base = '/teach/iam/';
  const server = await preview({
    base,
    logLevel: 'warn',
    preview: { port: 4417, strictPort: false, host: '127.0.0.1', allowedHosts: true },
  });
  try {
    const site = (server.resolvedUrls?.local[0] ?? '').replace('127.0.0.1', 'localhost');
    expect(new URL(site).pathname).toBe(base);
    const person = await visit(browser, { site, offline: true });
    const { page } = person;
    await goOffline(person);
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(scope).toBe(site);
    await page.reload();
    await worksAndKeeps(person);
    for (const place of ['Graph', 'Providers', 'Flows', 'Workspaces']) {
      await goTo(page, `#/${place.toLowerCase()}`);
      await page.getByRole('main', { name: place }).waitFor();
    }
    await leave(person);
  } finally {
    await server.close();
  }
});
