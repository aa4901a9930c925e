/** This runs axe over a page of the built site, whose own policy admits no foreign script. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Brings axe in through the debugger, not a script tag. Call it once for each page that is loaded. */
export const bringAxe = (page: Page): Promise<unknown> => page.evaluate(source);

/** Two frames, so that what was just asked for is painted. */
export const painted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** These rules look at colours; all other faults are the same in both themes. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/**
 * Returns what is serious or critical on the page as it is now, one line for each element. In the dark theme it looks at
 * colours alone.
 */
export async function faults(page: Page, theme: 'light' | 'dark' = 'light'): Promise<string[]> {
  await painted(page);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(theme === 'dark' ? { runOnly: ofColours } : {}),
  };
  const results = await page.evaluate(
    async (wanted) => (globalThis as unknown as { axe: typeof axe }).axe.run(document, wanted),
    options,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

/**
 * Pixels by which the page has to be scrolled sideways, once it has followed its window: the drawing of the graph is
 * made anew some frames later.
 */
export async function overflow(page: Page): Promise<number> {
  const over = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  for (let frame = 0; frame < 120 && (await page.evaluate(over)) > 0; frame++) await painted(page);
  return page.evaluate(over);
}

/**
 * Colours that fade from one theme to the other are neither's: waits until nothing in sight moves. What is folded away
 * is not painted, and its transitions never end.
 */
const faded = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const moves = ({ playState, effect }: Animation) =>
      playState !== 'finished' && (effect as KeyframeEffect | null)?.target?.checkVisibility();
    for (let still = 0; still < 3; still = document.getAnimations().some(moves) ? 0 : still + 1)
      await new Promise(requestAnimationFrame);
  });

/** The same in each of these themes, of which the last stays. */
export async function faultsIn(page: Page, themes: readonly ('light' | 'dark')[]): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await faded(page);
    found.push(...(await faults(page, colorScheme)).map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
}

/** The same in both themes, and what hangs over where the window is 360 px wide, as it stays. */
export async function faultsAtAnyWidth(page: Page): Promise<string[]> {
  const found = await faultsIn(page, ['light', 'dark']);
  await page.setViewportSize({ width: 360, height: 740 });
  await painted(page);
  const over = await overflow(page);
  return over > 0 ? [...found, `${over} px wider than 360`] : found;
}
