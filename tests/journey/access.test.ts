/**
 * Everybody can use the page: one visit goes to the places that matter most, in both themes and at 360 px,
 * and the whole page is used by keyboard. tests/deep/access walks through everything else.
 */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bringAxe, faultsAtAnyWidth } from './axe.ts';
import { answers, goToLoaded, leave, theBrowser, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const places = [
  ...['#/ask', '#/graph', '#/identities/user/mallory', '#/identities/create/user'],
  `#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`,
  ...['#/flows/saml', '#/sign-in', '#/workspaces', '#/rules/E-05'],
];

test('axe finds nothing serious on the main places, in both themes, and nothing hangs over at 360 px', async () => {
  const person = await visit(browser);
  const { page } = person;
  await bringAxe(page);
  const found: Record<string, string[]> = {};
  for (const place of places) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await goToLoaded(page, place);
    found[place] = await faultsAtAnyWidth(page);
  }
  expect(found).toEqual(Object.fromEntries(places.map((place) => [place, []])));
  await leave(person);
});

test('a keyboard alone fixes the first answer, undoes it, goes to places, and opens the list of keys', async () => {
  const person = await visit(browser);
  const { page } = person;
  const focusOn = async (name: RegExp) => {
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const label = await page.evaluate(() => document.activeElement?.textContent ?? '');
      if (name.test(label)) return;
    }
    throw new Error(`no focus on ${name.source}`);
  };
  await focusOn(/Attach ReadPayroll to alice/);
  await page.keyboard.press('Enter');
  await answers(page, 'Yes');
  await page.keyboard.press('Control+z');
  await answers(page, 'No');
  await page.keyboard.press('Control+Shift+z');
  await answers(page, 'Yes');
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
  });
  for (const [key, place] of [
    ['i', 'Identities'],
    ['p', 'Policies'],
    ['g', 'Graph'],
    ['a', 'Ask'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(key);
    await page.getByRole('main', { name: place }).waitFor();
  }
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await leave(person);
});
