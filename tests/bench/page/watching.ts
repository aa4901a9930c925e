/** Lets the page itself note while it is measured when verdicts appear and change, and how long it is blocked. */

import type { Page } from 'playwright-core';

export interface Watching {
  firstVerdict?: number;
  edit?: { from: number; to?: number };
  /** Milliseconds of the longest block of the page. */
  longest: number;
  /** Waits frame by frame until it holds; throws after a minute, since a wait inside the page has no end of its own. */
  readonly until: (holds: () => boolean, what: string) => Promise<void>;
}
declare const watching: Watching;

/** Runs in the page before anything else. */
export function watchPage(): void {
  const until = async (holds: () => boolean, what: string) => {
    const end = performance.now() + 60_000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`${what} did not come within a minute`);
      await new Promise(requestAnimationFrame);
    }
  };
  const state: Watching = { longest: 0, until };
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

/** Returns the milliseconds from the navigation to the frame after the first verdict, once it is there. */
export async function firstVerdict(page: Page): Promise<number> {
  await page.waitForFunction(() => watching.firstVerdict !== undefined);
  return page.evaluate(() => watching.firstVerdict ?? Number.NaN);
}

/** Returns the milliseconds from the click to the frame after the verdict that follows. */
export async function editTime(page: Page, click: () => Promise<void>): Promise<number> {
  await click();
  await page.waitForFunction(() => watching.edit?.to !== undefined);
  return page.evaluate(() => (watching.edit?.to ?? Number.NaN) - (watching.edit?.from ?? 0));
}

/** Begins to note the longest block of the page anew. */
export const forgetBlocks = (page: Page): Promise<void> => page.evaluate(() => void (watching.longest = 0));

/** Returns the milliseconds of the longest block noted. */
export const longestBlock = (page: Page): Promise<number> => page.evaluate(() => watching.longest);
