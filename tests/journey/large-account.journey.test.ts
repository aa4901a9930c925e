/** A large account is asked off the main thread: on a server, and as one file from a disk, where the worker is a blob. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../setup/page-steps.ts';
import { ask, importFiles, leave, theBrowser, visit } from './visit.ts';
import { createReference } from '#reference/reference.ts';
import { generateAccountDetails } from '../setup/generated.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const file = pathToFileURL(resolve(import.meta.dirname, '../../dist/iam-playground.html')).href;

declare const workerNews: string[];

/** Runs in the page before anything else: notes what workers answered. With `alone` in the tab's storage there are none. */
function listen(): void {
  if (sessionStorage.getItem('alone') !== null) {
    Reflect.deleteProperty(globalThis, 'Worker');
    return;
  }
  const news: string[] = [];
  Object.assign(globalThis, { workerNews: news });
  const called = new Map<string, string>();
  const Real = Worker;
  globalThis.Worker = class extends Real {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('error', () => news.push('broken'));
      this.addEventListener('message', ({ data }: MessageEvent<{ id: string }>) =>
        news.push(called.get(data.id) ?? 'unknown'),
      );
    }
    override postMessage(message: { id: string; path?: string[] }, ...rest: unknown[]): void {
      called.set(message.id, message.path?.join('.') ?? '');
      (super.postMessage as (...all: unknown[]) => void)(message, ...rest);
    }
  };
}

const answered = (page: Page): Promise<number> =>
  page.evaluate(() => workerNews.filter((one) => one === 'ask').length);

/** The numbers of who can, depends and cannot, once all are asked. */
async function counts(page: Page): Promise<string[]> {
  const pills = page.getByRole('group', { name: 'Show' });
  await pills.first().waitFor();
  await page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });
  return pills.getByRole('button').allTextContents();
}

test.each([
  ['on a server', undefined],
  ['as one file', file],
])('a worker answers who can in a large account like the page: %s', async (_, site) => {
  const folder = mkdtempSync(join(tmpdir(), 'iam-playground-'));
  const details = join(folder, 'large.json');
  const size = { users: 300, roles: 60, groups: 20, policies: 60 };
  writeFileSync(details, generateAccountDetails({ ...size, seed: 'large', reference: createReference() }));
  const person = await visit(browser, site === undefined ? {} : { site });
  const { page } = person;
  await page.addInitScript(listen);
  await importFiles(page, [details]);
  await askSomething(page).click();
  await page.reload();
  const [who, list, get] = ['root', 'iam:ListUsers', 'iam:GetUser'];
  await ask(page, who, list, '*');
  const byWorker = await counts(page);
  await expect.poll(() => answered(page)).toBeGreaterThan(0);
  const before = await answered(page);
  await ask(page, who, get, '*');
  await expect.poll(() => answered(page)).toBeGreaterThan(before);
  expect(
    await page.evaluate(() => workerNews.filter((one) => one === 'broken' || one === 'unknown')),
  ).toEqual([]);

  await page.evaluate(() => sessionStorage.setItem('alone', '1'));
  await page.reload();
  await ask(page, who, list, '*');
  expect(await counts(page)).toEqual(byWorker);
  rmSync(folder, { recursive: true });
  await leave(person);
});
