/**
 * The drawing at the default budget (300 nodes, 700 lines) and beyond it (600 nodes): milliseconds until it
 * stands, between frames while a person drags and zooms it, and from a choice to the frame that shows it.
 * Software raster: a floor. All of it in the page as a person has it, tree and panel beside the drawing.
 */

import type { Locator, Page } from 'playwright-core';
import { type GraphSize, accountOfSize, beyond, full, nodesOf } from './account.ts';
import { median } from '../median.ts';
import type { Figures } from '../run.ts';

/** The first turns are the compiler's: code that a person uses for the first time is another figure's. */
const warmUps = 3;
/** One that the machine disturbs is outvoted by the others. */
const turns = 15;

/** Frame intervals while `act` runs. */
async function intervals(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const state = globalThis as unknown as { frames?: number[] };
    const frames: number[] = (state.frames = []);
    const note = (time: number) => {
      if (state.frames !== frames) return;
      frames.push(time);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
  await act();
  const times = await page.evaluate(() => {
    const state = globalThis as unknown as { frames?: number[] };
    const taken = state.frames ?? [];
    delete state.frames;
    return taken;
  });
  return times.slice(1).map((time, at) => time - (times[at] ?? time));
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** The median of the 95th percentiles of several goes: one hiccup of the machine is not the drawing's. */
async function p95(page: Page, act: () => Promise<void>): Promise<number> {
  const goes: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) goes.push(percentile(await intervals(page, act), 0.95));
  return median(goes);
}

async function drag(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 60; step += 1) await page.mouse.move(x + step * 2, y + Math.sin(step / 6) * 60);
  for (let step = 60; step >= 0; step -= 4) await page.mouse.move(x + step * 2, y);
  await page.mouse.up();
}

async function zoom(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step < 20 ? -40 : 40);
}

/** Returns the time from the click to the end of the frame that shows what it did. */
const untilShown = (element: Locator): Promise<number> =>
  element.evaluate(async (one) => {
    const from = performance.now();
    (one as HTMLElement).click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - from;
  });

const drawingOf = (page: Page): Locator =>
  page.locator('[role=img][aria-label^="Drawing of"][aria-busy=false]');

/** The drawing, once all of it stands. */
export async function drawn(page: Page): Promise<Locator> {
  const drawing = drawingOf(page);
  await drawing.waitFor();
  return drawing;
}

/** Brings an account of that size in and opens its graph. */
async function openGraph(page: Page, site: string, size: GraphSize): Promise<void> {
  await page.goto(`${site}#/workspaces?tab=import`);
  const button = page.getByRole('button', { name: 'Choose files' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  const buffer = Buffer.from(accountOfSize(size));
  await chooser.setFiles({ name: 'graph.json', mimeType: 'application/json', buffer });
  await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).click();
  await goTo(page, '#/graph');
  await drawn(page);
}

const goTo = (page: Page, hash: string) =>
  page.evaluate((address) => {
    location.hash = address;
  }, hash);

/** Returns how many nodes and lines the drawing says it has. */
async function countsOf(page: Page): Promise<{ nodes: number; edges: number }> {
  const words = (await (await drawn(page)).getAttribute('aria-label')) ?? '';
  const [nodes = 0, edges = 0] = (words.match(/\d+/g) ?? []).map(Number);
  return { nodes, edges };
}

/**
 * Measures from another place of the page to the frame that shows the whole drawing. Its code is there and compiled.
 */
async function firstPaint(page: Page): Promise<number> {
  const taken: number[] = [];
  for (let turn = -warmUps; turn < turns; turn += 1) {
    await goTo(page, '#/workspaces?tab=import');
    await page.getByRole('button', { name: 'Choose files' }).waitFor();
    taken.push(
      await page.evaluate(async () => {
        const from = performance.now();
        location.hash = '#/graph';
        const stands = () => document.querySelector('[aria-label^="Drawing of"][aria-busy=false]') !== null;
        while (!stands()) await new Promise(requestAnimationFrame);
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        return performance.now() - from;
      }),
    );
  }
  return median(taken.slice(warmUps));
}

async function place(page: Page): Promise<[x: number, y: number]> {
  const box = await (await drawn(page)).boundingBox();
  if (!box) throw new Error('the drawing has no place');
  return [box.x + box.width * 0.3, box.y + 12];
}

/** A node chosen in the tree: marked, with its panel. */
async function highlight(page: Page): Promise<number> {
  const users = page.getByRole('treeitem', { level: 2 }).filter({ hasText: /^\s*user-/ });
  const taken: number[] = [];
  for (let turn = 0; turn < warmUps + turns; turn += 1) taken.push(await untilShown(users.nth(turn)));
  return median(taken.slice(warmUps));
}

/** A path found and lit: everything else is dimmed, and undimmed again. */
async function dim(page: Page): Promise<number> {
  await page.getByRole('treeitem', { level: 2, name: /^user-000/ }).click();
  const panel = page.getByRole('region', { name: 'Selected: user-000' });
  const taken: number[] = [];
  const group = /group-\d+/.exec(await panel.innerText())?.[0] ?? '';
  for (let turn = 0; turn < (warmUps + turns) / 2; turn += 1) {
    await panel.getByRole('button', { name: 'Path to …' }).click();
    await panel.getByRole('combobox').fill(group);
    taken.push(await untilShown(panel.getByRole('option').first()));
    taken.push(await untilShown(panel.getByRole('button', { name: 'Clear path' })));
  }
  return median(taken.slice(warmUps));
}

/** Unfolds every group, page by page, until all users are drawn one by one. */
async function unfold(page: Page): Promise<void> {
  for (let group = 0; group < beyond.groups; group += 1) {
    await page.getByRole('treeitem', { level: 2, name: new RegExp(`^group-00${group}`) }).click();
    await page.getByRole('region', { name: `Selected: group-00${group}` }).waitFor();
    const more = page.getByRole('button', { name: /^Show \d+ of/ });
    while ((await more.count()) > 0) await more.click();
  }
}

/** `page`: a new one. The accounts are brought into workspaces of their own. */
export async function graphFigures(page: Page, site: string): Promise<Figures> {
  page.setDefaultTimeout(60_000);
  await openGraph(page, site, full);
  // A first visit stores its offline copy beside: that takes a core for some seconds, once, and is not the drawing's.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const { nodes, edges } = await countsOf(page);
  const [x, y] = await place(page);
  const figures: Figures = { 'graph: nodes drawn': nodes, 'graph: lines drawn': edges };
  figures['graph, 300 nodes: first paint, ms'] = await firstPaint(page);
  figures['graph, 300 nodes: frame while dragging, p95, ms'] = await p95(page, () => drag(page, x, y));
  figures['graph, 300 nodes: frame while zooming, p95, ms'] = await p95(page, () => zoom(page, x, y));
  figures['graph, 300 nodes: highlight, ms'] = await highlight(page);
  figures['graph, 300 nodes: dim, ms'] = await dim(page);
  await openGraph(page, site, beyond);
  await unfold(page);
  const unfolded = await countsOf(page);
  if (unfolded.nodes < nodesOf(beyond)) throw new Error(`${unfolded.nodes} nodes are drawn, not all`);
  figures['graph beyond the budget: nodes drawn'] = unfolded.nodes;
  await page.getByRole('button', { name: 'Fit' }).click();
  figures['graph, 600 nodes: frame while dragging, p95, ms'] = await p95(page, () => drag(page, x, y));
  return figures;
}
