/**
 * The site on a slow device: a processor four times slower than this one, 1.6 Mbit/s, 150 ms to the server. What a first
 * visit fetches before its first answer, in how many waves, and when the page paints and answers; then the second visit.
 */

import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { launch } from '../../setup/site.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { medians } from '../median.ts';
import { withLimit } from './browser.ts';
import { serveCompressed } from './compressed-site.ts';

interface Seen {
  /** The answer came into the page, in milliseconds since 1970. */
  there?: number;
  answer?: number;
  paint?: number;
  shift: number;
}
declare const seen: Seen;

/** Runs in the page before anything else: notes the first paint, the first answer once it is painted, and what moved. */
function watchPage(): void {
  const state: Seen = { shift: 0 };
  Object.assign(globalThis, { seen: state });
  const changes = new MutationObserver(() => {
    const text = document.querySelector('[role="status"][aria-label="Answer"]')?.textContent?.trim() ?? '';
    if (!/^(Yes|No)/.test(text)) return;
    changes.disconnect();
    state.there = performance.timeOrigin + performance.now();
    requestAnimationFrame(() => (state.answer = performance.now()));
  });
  changes.observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    const [first] = list.getEntriesByName('first-contentful-paint');
    if (first) state.paint = first.startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    const moved = list.getEntries() as (PerformanceEntry & { readonly value: number })[];
    for (const { value } of moved) state.shift += value;
  }).observe({ type: 'layout-shift', buffered: true });
}

interface Fetched {
  readonly url: string;
  /** This many milliseconds since 1970. */
  readonly asked: number;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** Follows what the page fetches, as the network sees it; `bytes` are compressed, with the headers. */
function follow(network: CDPSession): readonly Fetched[] {
  const asked = new Map<string, Pick<Fetched, 'url' | 'asked' | 'from'>>();
  const fetched: Fetched[] = [];
  network.on('Network.requestWillBeSent', ({ requestId, request, wallTime, timestamp }) => {
    if (request.url.startsWith('http'))
      asked.set(requestId, { url: request.url, asked: wallTime * 1000, from: timestamp });
  });
  network.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength }) => {
    const request = asked.get(requestId);
    if (request) fetched.push({ ...request, to: timestamp, bytes: encodedDataLength });
  });
  return fetched;
}

/** The longest row of files of which each was asked for only after the one before it was there. */
function countWaves(fetched: readonly Fetched[]): number {
  const waves: { readonly to: number; readonly wave: number }[] = [];
  for (const { from, to } of fetched.toSorted((a, b) => a.from - b.from)) {
    const before = waves.filter((one) => one.to <= from).map(({ wave }) => wave);
    waves.push({ to, wave: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...waves.map(({ wave }) => wave));
}

async function slowPage(context: BrowserContext): Promise<{ page: Page; fetched: readonly Fetched[] }> {
  const page = await context.newPage();
  const device = await context.newCDPSession(page);
  const fetched = follow(device);
  const bytesPerSecond = 1_600_000 / 8;
  await device.send('Network.enable');
  await device.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await device.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return { page, fetched };
}

async function answered(page: Page, site: string): Promise<Required<Seen>> {
  await page.goto(site, { waitUntil: 'commit' });
  await page.waitForFunction(() => seen.answer !== undefined);
  const {
    there = Number.NaN,
    answer = Number.NaN,
    paint = Number.NaN,
    shift,
  } = await page.evaluate(() => seen);
  return { there, answer, paint, shift };
}

async function firstVisit(context: BrowserContext, site: string): Promise<Figures> {
  const { page, fetched } = await slowPage(context);
  const { there, answer, paint, shift } = await answered(page, site);
  // The answer did not need files that are asked for after it.
  const before = fetched.filter(({ asked }) => asked < there);
  return {
    'slow device: kB before the first answer, gzip': before.reduce((sum, { bytes }) => sum + bytes, 0) / 1000,
    'slow device: requests before the first answer': before.length,
    'slow device: waves before the first answer': countWaves(before),
    'slow device: layout shift before the first answer': shift,
    'slow device: first paint, ms': paint,
    'slow device: first answer, ms': answer,
  };
}

/** A visit after one whose offline copy is complete. */
async function secondVisit(context: BrowserContext, site: string): Promise<Figures> {
  const { page } = await slowPage(context);
  const { answer } = await answered(page, site);
  await page.close();
  return { 'slow device: first answer of the second visit, ms': answer };
}

async function leaveOfflineCopy(context: BrowserContext, site: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(site);
  await page.waitForFunction(() =>
    navigator.serviceWorker.ready.then(({ active }) => active?.state === 'activated'),
  );
  await page.close();
}

export async function slowFigures(form: Form): Promise<Figures> {
  const site = await serveCompressed();
  try {
    const browser = await launch();
    return await withLimit(form, browser, () => measure(browser, site.address, form));
  } finally {
    await site.close();
  }
}

async function measure(browser: Browser, site: string, form: Form): Promise<Figures> {
  const newContext = async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addInitScript(watchPage);
    return context;
  };
  const turns = form.turns(5);
  const first: Figures[] = [];
  while (first.length < turns) {
    const context = await newContext();
    first.push(await firstVisit(context, site));
    await context.close();
  }
  const context = await newContext();
  await leaveOfflineCopy(context, site);
  const second: Figures[] = [];
  while (second.length < turns) second.push(await secondVisit(context, site));
  return { ...medians(first), ...medians(second) };
}
