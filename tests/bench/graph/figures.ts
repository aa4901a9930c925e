/**
 * The drawing at the default budget (300 nodes, 700 lines) and beyond it (600 nodes): milliseconds until it
 * stands, between frames while a person drags and zooms it, and from a choice to the frame that shows it.
 * Software raster: a floor. All of it in the page as a person has it, tree and panel beside the drawing.
 */

import type { Locator, Page } from 'playwright-core';
import {
  askSomething,
  chooseFiles,
  drawing,
  filesButton,
  goTo,
  graphTools,
  pressTool,
} from '../../setup/page-steps.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';
import { onTheSite } from '../page/browser.ts';
import type { Watching } from '../page/watching.ts';
import { type GraphSize, accountOfSize, beyond, full, nodesOf } from './account.ts';

declare const watching: Watching;

interface Turns {
  /** The first turns are the compiler's: code that a person uses for the first time is another figure's. */
  readonly warmUps: number;
  /** One that the machine disturbs is outvoted by the others. */
  readonly turns: number;
  /** Turns of what takes many frames. */
  readonly goes: number;
}

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
async function p95(page: Page, { goes }: Turns, act: () => Promise<void>): Promise<number> {
  const taken: number[] = [];
  while (taken.length < goes) taken.push(percentile(await intervals(page, act), 0.95));
  return median(taken);
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

/** The drawing, once all of it stands. */
export async function drawn(page: Page): Promise<Locator> {
  const finished = drawing(page).and(page.locator('[aria-busy=false]'));
  await finished.waitFor();
  return finished;
}

/** Brings an account of that size in and opens its graph. */
async function openGraph(page: Page, site: string, size: GraphSize): Promise<void> {
  await page.goto(`${site}#/workspaces?tab=import`);
  const chooser = await chooseFiles(page);
  const buffer = Buffer.from(accountOfSize(size));
  await chooser.setFiles({ name: 'graph.json', mimeType: 'application/json', buffer });
  await askSomething(page).click();
  await goTo(page, '#/graph');
  await drawn(page);
}

/** Returns how many nodes and lines the drawing says it has. */
async function countsOf(page: Page): Promise<{ nodes: number; edges: number }> {
  const words = (await (await drawn(page)).getAttribute('aria-label')) ?? '';
  const [nodes = 0, edges = 0] = (words.match(/\d+/g) ?? []).map(Number);
  return { nodes, edges };
}

/**
 * Measures from another place of the page to the frame that shows the whole drawing. Its code is there and compiled.
 */
async function firstPaint(page: Page, { warmUps, turns }: Turns): Promise<number> {
  const taken: number[] = [];
  while (taken.length < warmUps + turns) {
    await goTo(page, '#/workspaces?tab=import');
    await filesButton(page).waitFor();
    taken.push(
      await page.evaluate(async () => {
        const from = performance.now();
        location.hash = '#/graph';
        const stands = () => document.querySelector('[aria-label^="Drawing of"][aria-busy=false]') !== null;
        await watching.until(stands, 'the whole drawing');
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
async function highlight(page: Page, { warmUps, turns }: Turns): Promise<number> {
  const users = page.getByRole('treeitem', { level: 2 }).filter({ hasText: /^\s*user-/ });
  const taken: number[] = [];
  for (let turn = 0; turn < warmUps + turns; turn += 1) taken.push(await untilShown(users.nth(turn)));
  return median(taken.slice(warmUps));
}

/** A path found and lit: everything else is dimmed, and undimmed again. */
async function dim(page: Page, { warmUps, turns }: Turns): Promise<number> {
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

/** Unfolds every group and bucket, page by page, until all nodes are drawn one by one. */
async function unfold(page: Page): Promise<void> {
  const folded = page.getByRole('treeitem', { level: 2 }).filter({ hasText: /in total|folded in/ });
  const keys = await folded.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key') ?? ''));
  for (const key of keys) {
    await page.locator(`[role=treeitem][data-key="${key}"]`).click();
    // The shape of a set that is alike opens at once, and its row goes.
    await page.waitForFunction((of) => {
      const row = document.querySelector(`[role=treeitem][data-key="${of}"]`);
      return row === null || row.ariaSelected === 'true';
    }, key);
    const more = page.getByRole('button', { name: /^Show \d+ of/ });
    while ((await more.count()) > 0) await more.first().click();
  }
}

/** The accounts are as large in the smallest form: nodes and lines are judged there too. */
export const graphFigures = (form: Form): Promise<Figures> =>
  onTheSite(form, async ({ address, newPage }) => measure(await newPage(), address, form));

async function measure(page: Page, site: string, form: Form): Promise<Figures> {
  const turns = { warmUps: form.warmUps(3), turns: form.turns(15), goes: form.turns(5) };
  await openGraph(page, site, full);
  // A first visit stores its offline copy beside: that takes a core for some seconds, once, and is not the drawing's.
  if (!form.isSmallest) await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
  const firstPainted = await firstPaint(page, turns);
  // An account opens with few shapes. A person who wants all of them has them one by one.
  await pressTool(graphTools(page), 'Group similar');
  const { nodes, edges } = await countsOf(page);
  const [x, y] = await place(page);
  const figures: Figures = { 'graph: nodes drawn': nodes, 'graph: lines drawn': edges };
  figures['graph, 300 nodes: first paint, ms'] = firstPainted;
  figures['graph, 300 nodes: frame while dragging, p95, ms'] = await p95(page, turns, () => drag(page, x, y));
  figures['graph, 300 nodes: frame while zooming, p95, ms'] = await p95(page, turns, () => zoom(page, x, y));
  figures['graph, 300 nodes: highlight, ms'] = await highlight(page, turns);
  figures['graph, 300 nodes: dim, ms'] = await dim(page, turns);
  await openGraph(page, site, beyond);
  await unfold(page);
  const unfolded = await countsOf(page);
  if (unfolded.nodes < nodesOf(beyond)) throw new Error(`${unfolded.nodes} nodes are drawn, not all`);
  figures['graph beyond the budget: nodes drawn'] = unfolded.nodes;
  await page.getByRole('button', { name: 'Fit' }).click();
  figures['graph, 600 nodes: frame while dragging, p95, ms'] = await p95(page, turns, () => drag(page, x, y));
  return figures;
}
