/** A large account is asked off the main thread: on a server, and as one file from a disk, where the worker is a blob. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { askSomething } from '../setup/page-steps.ts';
import { ask, importFiles, leave, theBrowser, visit } from './visit.ts';
import { createReference } from '../../src/reference/reference.ts';
import { generateAccountDetails } from '../setup/generated.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const file = pathToFileURL(resolve(import.meta.dirname, '../../dist/iam-playground.html')).href;

declare const analysisNews: string[];

/** Runs in the page before anything else: notes what analysis workers say. */
function listen(): void {
  const news: string[] = [];
  Object.assign(globalThis, { analysisNews: news });
  const Real = Worker;
  globalThis.Worker = class extends Real {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }: MessageEvent<{ kind: string }>) => news.push(data.kind));
    }
  };
}

const said = (page: Page, kind: string): Promise<number> =>
  page.evaluate((wanted) => analysisNews.filter((one) => one === wanted).length, kind);

/** The numbers of who can, depends and cannot, once all are asked. */
async function counts(page: Page): Promise<string[]> {
  const pills = page.getByRole('group', { name: 'Show' });
  await pills.first().waitFor();
  await page.getByRole('progressbar', { name: 'Asking for every identity' }).waitFor({ state: 'detached' });
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
  const { page, context } = person;
  await context.addInitScript(listen);
  await importFiles(page, [details]);
  await askSomething(page).click();
  await page.reload();
  const [who, list, get] = ['root', 'iam:ListUsers', 'iam:GetUser'];
  await ask(page, who, list, '*');
  const byPage = await counts(page);
  await expect.poll(() => said(page, 'stands')).toBe(1);

  await ask(page, who, get, '*');
  await expect.poll(() => said(page, 'answer')).toBeGreaterThan(0);
  const before = await said(page, 'answer');
  await ask(page, who, list, '*');
  await expect.poll(() => said(page, 'answer')).toBeGreaterThan(before);
  expect(await counts(page)).toEqual(byPage);
  expect(await said(page, 'broken')).toBe(0);
  rmSync(folder, { recursive: true });
  await leave(person);
});
