/** The deep run looks at every place with axe in both themes, and no place scrolls sideways at any width. */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bringAxe, faults, overflow, painted } from '../../journey/axe.ts';
import { goToLoaded, leave, theBrowser, visit } from '../../journey/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

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

test.each(['light', 'dark'] as const)('axe finds nothing serious on any place, %s', async (colorScheme) => {
  const person = await visit(browser);
  const { page } = person;
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await bringAxe(page);
  const found: Record<string, string[]> = {};
  for (const place of places) {
    await goToLoaded(page, place);
    found[place] = await faults(page);
  }
  expect(found).toEqual(Object.fromEntries(places.map((place) => [place, []])));
  await leave(person);
});

/** A window of 1440 px at 200 % has 720 of them. */
test.each([
  ['360 px wide', 360],
  ['at 200 % zoom', 720],
])('no place scrolls sideways %s', async (_name, width) => {
  const person = await visit(browser);
  const { page } = person;
  await page.setViewportSize({ width, height: 740 });
  const wide: string[] = [];
  for (const place of places) {
    await goToLoaded(page, place);
    await painted(page);
    const pixels = await overflow(page);
    if (pixels > 0) wide.push(`${place}: ${pixels} px`);
  }
  expect(wide).toEqual([]);
  await leave(person);
});

test('no place scrolls sideways in a window that is made narrow', async () => {
  const person = await visit(browser);
  const { page } = person;
  for (const place of places) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await goToLoaded(page, place);
    await painted(page);
    await page.setViewportSize({ width: 360, height: 740 });
    await expect.poll(() => overflow(page), { message: place }).toBe(0);
  }
  await leave(person);
});
