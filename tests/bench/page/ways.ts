/** The page of ways in a full-quota account: until the list stands, one principal's ways, counting, and all that one reaches. */

import type { Locator, Page } from 'playwright-core';
import { countWays, goTo, waysFound, waysList } from '../../setup/page-steps.ts';
import type { Figures } from '../measurement.ts';
import { forgetBlocks, longestBlock } from './watching.ts';

interface Waited {
  /** Milliseconds until it was there. */
  readonly took: number;
  /** Milliseconds of the longest block of the page until then. */
  readonly block: number;
}

/** Does something and waits for what comes of it. */
async function waitedFor(page: Page, act: () => Promise<void>, shown: Locator): Promise<Waited> {
  await forgetBlocks(page);
  const from = performance.now();
  await act();
  await shown.first().waitFor({ timeout: patience });
  return { took: performance.now() - from, block: await longestBlock(page) };
}

/** Milliseconds. Only what never comes is a failure: a busy machine takes minutes for the list. */
const patience = 600_000;

/** `page`: the site with the account imported. */
export async function wayPageFigures(page: Page, users: readonly string[]): Promise<Figures> {
  const opened = (hash: string, shown: Locator) => waitedFor(page, () => goTo(page, hash), shown);
  const status = (text: RegExp) => page.getByRole('status').filter({ hasText: text });
  const everybody = await opened('#/graph/ways', waysFound(page));
  const href = (await waysList(page).getByRole('row').nth(1).getByRole('link').getAttribute('href')) ?? '';
  const one = await opened(href, status(/the shortest first|is administrator|No way leads/));
  // Beside the ways of one, the list has no room for numbers.
  await opened('#/graph/ways', waysFound(page));
  const numbers = page.getByRole('cell', { name: /^\d+\+?$/ });
  const counting = await waitedFor(page, () => countWays(page).click(), numbers);
  const who = users[Math.floor(users.length / 2)] ?? '';
  const address = `#/graph/ways?reach=1&from=${encodeURIComponent(who)}`;
  const reach = await opened(address, status(/could be reached\./));
  return {
    'full quota: ways page, the list of everybody, ms': everybody.took,
    'full quota: ways page, ways of one principal, ms': one.took,
    'full quota: ways page, first numbers of ways, ms': counting.took,
    'full quota: ways page, all that one could reach, ms': reach.took,
    'full quota: longest block of the ways page, ms': Math.max(
      everybody.block,
      one.block,
      counting.block,
      reach.block,
    ),
  };
}
