/** The page of ways in a full-quota account: until the list stands, one principal's ways, counting, and all that one reaches. */

import type { Page } from 'playwright-core';
import type { Figures } from '../run.ts';

declare const watching: { longest: number };

/** Goes to an address. Returns the milliseconds until a text is there, and the longest block of the page until then. */
async function until(page: Page, hash: string, text: RegExp): Promise<{ took: number; block: number }> {
  await page.evaluate(() => (watching.longest = 0));
  const from = performance.now();
  await page.evaluate((next) => (location.hash = next), hash);
  await page.getByRole('status').filter({ hasText: text }).first().waitFor({ timeout: patience });
  return { took: performance.now() - from, block: await page.evaluate(() => watching.longest) };
}

/** Milliseconds. Only what never comes is a failure: a busy machine takes minutes for the list. */
const patience = 600_000;

/** `page`: the site with the account imported. */
export async function wayPageFigures(page: Page, users: readonly string[]): Promise<Figures> {
  const everybody = await until(page, '#/graph/ways', /could get there/);
  const link = page
    .getByRole('table', { name: 'Who can reach it' })
    .getByRole('row')
    .nth(1)
    .getByRole('link');
  const href = (await link.getAttribute('href')) ?? '';
  const one = await until(page, href, /the shortest first|is administrator|No way leads/);
  // Beside the ways of one, the list has no room for numbers.
  await until(page, '#/graph/ways', /could get there/);
  await page.evaluate(() => (watching.longest = 0));
  const from = performance.now();
  await page.getByRole('button', { name: 'Count everybody’s ways' }).click();
  await page
    .getByRole('cell', { name: /^\d+\+?$/ })
    .first()
    .waitFor({ timeout: patience });
  const counting = performance.now() - from;
  const counts = await page.evaluate(() => watching.longest);
  const who = users[Math.floor(users.length / 2)] ?? '';
  const reach = await until(
    page,
    `#/graph/ways?reach=1&from=${encodeURIComponent(who)}`,
    /could be reached\./,
  );
  return {
    'full quota: ways page, the list of everybody, ms': everybody.took,
    'full quota: ways page, ways of one principal, ms': one.took,
    'full quota: ways page, first numbers of ways, ms': counting,
    'full quota: ways page, all that one could reach, ms': reach.took,
    'full quota: longest block of the ways page, ms': Math.max(
      everybody.block,
      one.block,
      counts,
      reach.block,
    ),
  };
}
