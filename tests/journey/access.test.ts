import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/site.ts';
import { bringAxe, faults, overflow, painted } from './axe.ts';
import { answers, goTo, leave, visit } from './visit.ts';

/** Everybody can use it: axe on every place in both themes, and the whole page by keyboard. */
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const inSettings = (section: string) => `#/settings/${section}`;
const places = [
  '#/ask',
  '#/graph',
  '#/identities',
  '#/identities?tab=groups',
  '#/identities/user/mallory',
  ...['groups', 'tags', 'credentials', 'accessed', 'trail'].map(
    (tab) => `#/identities/user/mallory?tab=${tab}`,
  ),
  '#/identities/root',
  ...['user', 'group', 'role', 'profile'].map((kind) => `#/identities/create/${kind}`),
  '#/policies',
  '#/policies?tab=aws',
  `#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`,
  '#/policies/create',
  '#/providers',
  '#/flows',
  '#/flows/assume-role',
  '#/flows/saml',
  '#/activity',
  '#/activity?result=refused',
  '#/sign-in',
  '#/settings',
  ...['account', 'billing', 'resources', 'accounts', 'quotas', 'organization'].map(inSettings),
  ...['security', 'password-policy', 'report', 'review', 'clock'].map(inSettings),
  ...['history', 'storage', 'words', 'about'].map(inSettings),
  '#/workspaces',
  ...['', '/evaluation', '/E-05', '?q=deny'].map((rest) => `#/rules${rest}`),
];

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any place, ${colorScheme}`, async () => {
    const person = await visit(browser);
    const { page } = person;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await bringAxe(page);
    const found: Record<string, string[]> = {};
    for (const place of places) {
      await goTo(page, place);
      await page.getByRole('main').waitFor();
      await page.locator('main .loading').waitFor({ state: 'detached' });
      found[place] = await faults(page);
    }
    expect(found).toEqual(Object.fromEntries(places.map((place) => [place, []])));
    await leave(person);
  });
}

test('by keyboard alone: fix the first answer, undo, go to places, open the list of keys', async () => {
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

/** A window of 1440 px at 200 % has 720 of them. */
test.each([
  ['360 px wide', 360],
  ['at 200 % zoom', 720],
])('%s: nothing has to be scrolled sideways', async (_name, width) => {
  const person = await visit(browser);
  const { page } = person;
  await page.setViewportSize({ width, height: 740 });
  const wide: string[] = [];
  for (const place of places) {
    await goTo(page, place);
    await page.getByRole('main').waitFor();
    await page.locator('main .loading').waitFor({ state: 'detached' });
    await painted(page);
    const pixels = await overflow(page);
    if (pixels > 0) wide.push(`${place}: ${pixels} px`);
  }
  expect(wide).toEqual([]);
  await leave(person);
});

test('a window that is made narrow, place by place: nothing has to be scrolled sideways', async () => {
  const person = await visit(browser);
  const { page } = person;
  for (const place of places) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await goTo(page, place);
    await page.getByRole('main').waitFor();
    await page.locator('main .loading').waitFor({ state: 'detached' });
    await painted(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => overflow(page), { message: place }).toBe(0);
  }
  await leave(person);
});
