import type { Locator, Page } from 'playwright-core';
import { generateAccountDetails } from '../../src/share/generate/account.ts';
import { createReference } from '../../src/reference/reference.ts';
import { median } from './median.ts';
import type { Figures } from './run.ts';

/**
 * The fullest drawing of the default budget, 700 lines between some 230 nodes: milliseconds between frames while a person drags and
 * zooms it, and from a choice to the frame that shows it. Software raster: a floor.
 */
const size = { users: 60, groups: 10, roles: 60, policies: 40 };

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

async function drag(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 60; step += 1) await page.mouse.move(x + step * 2, y + Math.sin(step / 6) * 60);
  await page.mouse.up();
}

async function zoom(page: Page, x: number, y: number): Promise<void> {
  await page.mouse.move(x, y);
  for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step < 20 ? -40 : 40);
}

/** From the click in the tree to the second frame after it: the drawing has dimmed all but the choice. */
async function choose(item: Locator): Promise<number> {
  return item.evaluate(async (element) => {
    const from = performance.now();
    (element as HTMLElement).click();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return performance.now() - from;
  });
}

/** The drawing, once it stands. */
export async function drawn(page: Page): Promise<Locator> {
  const drawing = page.locator('[role=img][aria-label^="Drawing of"][aria-busy=false]');
  await drawing.waitFor();
  return drawing;
}

/** `page` has the site open; the account is imported into a workspace of its own. */
export async function graphFigures(page: Page, site: string): Promise<Figures> {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const text = generateAccountDetails({ ...size, seed: 'graph', reference });
  await page.goto(`${site}#/workspaces`);
  const button = page.getByRole('button', { name: 'Choose files' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles({ name: 'graph.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).click();
  await page.evaluate(() => {
    location.hash = '#/graph';
  });
  const drawing = await drawn(page);
  const [nodes = 0] = /\d+/.exec((await drawing.getAttribute('aria-label')) ?? '')?.map(Number) ?? [];
  const box = await drawing.boundingBox();
  if (!box) throw new Error('the drawing has no place');
  const [x, y] = [box.x + box.width * 0.3, box.y + 12];
  const figures: Figures = { 'graph: nodes drawn': nodes };
  figures['graph: frame while dragging, p95, ms'] = percentile(
    await intervals(page, () => drag(page, x, y)),
    0.95,
  );
  figures['graph: frame while zooming, p95, ms'] = percentile(
    await intervals(page, () => zoom(page, x, y)),
    0.95,
  );
  const users = page.getByRole('treeitem', { level: 2 });
  const chosen: number[] = [];
  for (let turn = 0; turn < 7; turn += 1) chosen.push(await choose(users.nth(turn + 1)));
  figures['graph: choice to highlighted drawing, ms'] = median(chosen);
  return figures;
}
