/** The built site in a real Chromium: what a person waits for, in milliseconds. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { preview } from 'vite';
import { fullQuota, generateAccountDetails } from '../../setup/generated.ts';
import { createReference } from '../../../src/reference/reference.ts';
import { launch, launchWithProfile } from '../../setup/site.ts';
import { drawn, graphFigures } from '../graph/figures.ts';
import { flowFigures } from '../federation-figures.ts';
import { wayPageFigures } from './ways.ts';
import { identitiesFigures } from './identities.ts';
import { listFigures } from './lists.ts';
import { median } from '../median.ts';
import type { Figures } from '../run.ts';
import { watchWorker, workerFigures } from './worker.ts';

interface Watching {
  firstVerdict?: number;
  edit?: { from: number; to?: number };
  longest: number;
}
declare const watching: Watching;

/** Runs in the page before anything else: notes when verdicts appear and change, and long tasks. */
function watchPage(): void {
  const state: Watching = { longest: 0 };
  Object.assign(globalThis, { watching: state });
  let last = '';
  const look = () => {
    const text = document.querySelector('[role="status"][aria-label="Answer"]')?.textContent?.trim() ?? '';
    if (!/^(Yes|No)/.test(text) || text === last) return;
    last = text;
    requestAnimationFrame(() => {
      state.firstVerdict ??= performance.now();
      if (state.edit && state.edit.to === undefined) state.edit.to = performance.now();
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener('click', () => (state.edit = { from: performance.now() }), { capture: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) state.longest = Math.max(state.longest, entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

const firstVerdict = async (page: Page): Promise<number> => {
  await page.waitForFunction(() => watching.firstVerdict !== undefined);
  return page.evaluate(() => watching.firstVerdict ?? Number.NaN);
};

async function edit(page: Page, button: ReturnType<Page['getByRole']>): Promise<number> {
  await button.click();
  await page.waitForFunction(() => watching.edit?.to !== undefined);
  return page.evaluate(() => (watching.edit?.to ?? Number.NaN) - (watching.edit?.from ?? 0));
}

const history = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'History' }).getByRole('button', { name });

/** Undo and redo are edits like any other: one transaction, one apply, every answer again. */
async function undoAndRedo(page: Page): Promise<number> {
  const [warmUps, turns] = [4, 14];
  const taken: number[] = [];
  while (taken.length < warmUps + turns)
    taken.push(await edit(page, history(page, /^Undo/)), await edit(page, history(page, /^Redo/)));
  return median(taken.slice(warmUps));
}

type NewPage = () => Promise<Page>;

const viewport = { width: 1440, height: 900 };

async function pageOf(context: BrowserContext): Promise<Page> {
  // The runner's compiler names functions by a helper of its own, which the page does not have.
  await context.addInitScript('globalThis.__name = (named) => named');
  await context.addInitScript(watchPage);
  await context.addInitScript(watchWorker);
  return context.newPage();
}

/** The built site on a server of its own, for as long as `measure` takes. */
async function served(measure: (site: string) => Promise<Figures>): Promise<Figures> {
  const server = await preview({ logLevel: 'error', preview: { port: 4337, strictPort: false } });
  const figures = await measure(server.resolvedUrls?.local[0] ?? '');
  await server.close();
  return figures;
}

/** Measures in a new browser, where each page has a database of its own. */
const onTheSite = (measure: (site: string, newPage: NewPage) => Promise<Figures>): Promise<Figures> =>
  served(async (site) => {
    const browser = await launch();
    const figures = await measure(site, async () => pageOf(await browser.newContext({ viewport })));
    await browser.close();
    return figures;
  });

/** Measures in one page whose database is on the disk: in memory this browser writes 100,000 rows in minutes. */
const onTheDisk = (measure: (page: Page, site: string) => Promise<Figures>): Promise<Figures> =>
  served(async (site) => {
    const folder = mkdtempSync(join(tmpdir(), 'iam-playground-bench-'));
    const context = await launchWithProfile(folder);
    const page = await pageOf(context);
    await page.setViewportSize(viewport);
    const figures = await measure(page, site);
    await context.close();
    rmSync(folder, { recursive: true, force: true });
    return figures;
  });

export const pageFigures = (): Promise<Figures> =>
  onTheSite(async (site, newPage) => ({
    ...(await smallFigures(newPage, site)),
    ...(await fullQuotaFigures(await newPage(), site)),
  }));

/**
 * Counts what a first visit asks its server for until the page rests. The worker that keeps the page offline is
 * left out.
 */
export const visitPart = (): Promise<Figures> =>
  onTheSite(async (site, newPage) => {
    const page = await newPage();
    let requests = 0;
    page.on('request', (request) => {
      if (request.url().startsWith(site) && !request.serviceWorker()) requests += 1;
    });
    await page.goto(site);
    await firstVerdict(page);
    await page.waitForLoadState('networkidle');
    return { 'first visit: requests': requests };
  });

export const identitiesPart = (): Promise<Figures> =>
  onTheSite(async (site, newPage) => identitiesFigures(await newPage(), site));

export const listsPart = (): Promise<Figures> => onTheDisk(listFigures);

export const flowsPart = (): Promise<Figures> =>
  onTheSite(async (site, newPage) => flowFigures(await newPage(), site));

export const graphPart = (): Promise<Figures> =>
  onTheSite(async (site, newPage) => graphFigures(await newPage(), site));

async function smallFigures(newPage: NewPage, site: string): Promise<Figures> {
  const figures: Figures = {};
  const starts: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const page = await newPage();
    await page.goto(site);
    starts.push(await firstVerdict(page));
    if (turn === 4) {
      await page.getByRole('button', { name: 'Attach ReadPayroll to alice' }).click();
      await history(page, /^Undo/).waitFor();
      figures['small: edit to repainted verdict, ms'] = await undoAndRedo(page);
    }
    await page.context().close();
  }
  figures['small: navigation to first verdict, ms'] = median(starts);
  return figures;
}

/** Asks for one user after the other until the page offers a change that turns the answer; presses it. */
async function applySomeFix(page: Page, users: readonly string[]): Promise<void> {
  for (const user of users.slice(0, 40)) {
    await page.evaluate((arn) => {
      location.hash = `#/ask?p=${encodeURIComponent(arn)}&a=s3:GetObject&r=arn:aws:s3:::reports/2026.csv`;
    }, user);
    const why = page.getByRole('region', { name: 'Why' });
    const fix = why.getByRole('button', { name: /^(Attach|Add|Detach|Remove)/ }).first();
    const none = why.getByText(/No policy or group of this account/);
    await fix.or(none).or(why.getByText('What would turn this into a No')).first().waitFor();
    if ((await fix.count()) > 0 && (await fix.isVisible())) return fix.click();
  }
  throw new Error('the page offered nobody a change');
}

async function fullQuotaFigures(page: Page, site: string): Promise<Figures> {
  page.setDefaultTimeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'iam-playground-bench-'));
  const file = join(folder, 'full-quota.json');
  const reference = createReference();
  await reference.loadManagedPolicies();
  const details = generateAccountDetails({ ...fullQuota, seed: 'bench', reference });
  const users = (JSON.parse(details) as { UserDetailList: { Arn: string }[] }).UserDetailList.map(
    ({ Arn }) => Arn,
  );
  writeFileSync(file, details);
  await page.goto(`${site}#/workspaces?tab=import`);
  const button = page.getByRole('button', { name: 'Choose files' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await page.evaluate(() => (watching.longest = 0));
  const start = performance.now();
  await chooser.setFiles(file);
  await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).waitFor();
  const figures: Figures = {
    'full quota: import, ms': performance.now() - start,
    'full quota: longest block of the page during import, ms': await page.evaluate(() => watching.longest),
  };
  await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).click();
  const starts: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    await page.goto('about:blank');
    await page.goto(`${site}#/ask`);
    starts.push(await firstVerdict(page));
  }
  figures['full quota: navigation to first verdict, ms'] = median(starts);
  await applySomeFix(page, users);
  await history(page, /^Undo/).waitFor();
  figures['full quota: edit to repainted verdict, ms'] = await undoAndRedo(page);
  Object.assign(figures, await workerFigures(page, site, users));
  Object.assign(figures, await wayPageFigures(page, users));
  const graph: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await page.goto('about:blank');
    const from = performance.now();
    await page.goto(`${site}#/graph`);
    await drawn(page);
    graph.push(performance.now() - from);
  }
  figures['full quota: graph to usable overview, ms'] = median(graph);
  rmSync(folder, { recursive: true, force: true });
  return figures;
}
