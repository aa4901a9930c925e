/**
 * This looks at every place with axe in both themes, and measures each on a phone, on a projector and in the
 * windows that people have, with the guide beside it.
 */

import type { Browser, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bringAxe, faultsAtAnyWidth, overflow, painted } from './axe.ts';
import { goToLoaded, leave, theBrowser, visit } from '../visit.ts';
import { wordFaults } from '../../setup/words/page.ts';
import { becomePhone, bringRuler, faultsOnPhone, faultsOnProjector, sizeFaults } from './boxes.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

const inSettings = (section: string) => `#/settings/${section}`;
const mallory = encodeURIComponent('arn:aws:iam::111122223333:user/mallory');
const places = [
  '#/home',
  '#/ask',
  '#/graph',
  '#/graph?w=administrator',
  `#/graph?w=all&wn=${mallory}`,
  '#/graph/ways',
  '#/graph/ways?method=Root&kind=outside',
  `#/graph/ways?from=${encodeURIComponent('arn:aws:iam::111122223333:user/alice')}&depends=1`,
  `#/graph/ways?from=${mallory}&reach=1`,
  '#/identities',
  '#/identities?tab=groups',
  '#/identities/user/mallory',
  ...['groups', 'tags', 'credentials', 'accessed', 'trail'].map(
    (tab) => `#/identities/user/mallory?tab=${tab}`,
  ),
  '#/identities/root',
  ...['user', 'group', 'role', 'profile'].map((kind) => `#/identities/create/${kind}`),
  '#/identities/password-policy',
  ...['', '/security', '/credential-report', '/last-accessed', '/review'].map(
    (report) => `#/identities/reports${report}`,
  ),
  '#/identities/reports/last-accessed?of=user/mallory',
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
  ...['clock', 'history', 'storage'].map(inSettings),
  '#/workspaces',
  ...['import', 'export', 'compare'].map((tab) => `#/workspaces?tab=${tab}`),
  '#/learn',
  ...[
    'level/first-policy',
    'level/six-ways-up',
    'arcade',
    'arcade/abc',
    'scenarios',
    'teach',
    'class/new',
  ].map((page) => `#/learn/${page}`),
  ...[
    '',
    '/evaluation',
    '/E-05',
    '?q=deny',
    '/methods',
    '/checks',
    '/checks/pass-role-with-star-in-resource',
  ].map((rest) => `#/help/rules${rest}`),
  ...['?group=limits', '?q=zebra', '/lambda-001', '/iam-008', '/sso-002', '/rhino-codestar', '/none'].map(
    (rest) => `#/help/rules/methods${rest}`,
  ),
  ...['words', 'about', 'licences'].map((page) => `#/help/${page}`),
];

test('axe finds nothing serious on any place in both themes, and none scrolls sideways when its window is made narrow', async () => {
  const person = await visit(browser);
  const { page } = person;
  await bringAxe(page);
  const found: Record<string, string[]> = {};
  for (const place of places) {
    await page.setViewportSize({ width: 1440, height: 900 });
    await goToLoaded(page, place);
    await painted(page);
    found[place] = [...(await wordFaults(page)), ...(await faultsAtAnyWidth(page))];
  }
  expect(found).toEqual(Object.fromEntries(places.map((place) => [place, []])));
  await leave(person);
});

/** Returns what is wrong with each place, for those where something is. */
async function walk(
  page: Page,
  look: () => Promise<readonly string[]>,
  addresses: readonly string[] = places,
): Promise<Record<string, unknown>> {
  await bringRuler(page);
  const found: Record<string, unknown> = {};
  for (const place of addresses) {
    await goToLoaded(page, place);
    await painted(page);
    const faults = await look();
    if (faults.length > 0) found[place] = faults;
  }
  return found;
}

const sideways = async (page: Page) => {
  const pixels = await overflow(page);
  return pixels > 0 ? [`scrolls sideways by ${pixels} px`] : [];
};

test('on a phone a finger hits all of every place, the top bar stays in one row, and no text is cut', async () => {
  const person = await visit(browser);
  const { page } = person;
  await becomePhone(page, 390);
  const found = await walk(page, async () => {
    const faults = await faultsOnPhone(page);
    await page.mouse.wheel(0, 4_000);
    await painted(page);
    const bar = await page.getByRole('banner').boundingBox();
    const isThere = bar?.y === 0 && bar.height <= 56;
    await page.setViewportSize({ width: 360, height: 844 });
    await painted(page);
    const narrow = await sideways(page);
    await page.setViewportSize({ width: 390, height: 844 });
    return [...faults, ...(isThere ? [] : ['the top bar is away, or has rows']), ...narrow];
  });
  expect(found, JSON.stringify(found)).toEqual({});
  await leave(person);
});

test('with the guide open every place fits the windows that people have, and the rail has its names', async () => {
  const person = await visit(browser);
  const { page } = person;
  await page.getByRole('button', { name: 'Show the guide' }).click();
  const links = page.getByRole('navigation', { name: 'Places' }).getByRole('link');
  const found = await walk(page, async () => {
    const faults = await sizeFaults(page);
    // A window of 1440 px at 200 % has 720 of them: the guide stands above the place, and the rail has its words.
    await page.setViewportSize({ width: 720, height: 450 });
    await painted(page);
    const widths = await links.evaluateAll((all) =>
      all.map((link) => link.querySelector('.label')?.getBoundingClientRect().width ?? 0),
    );
    if (widths.length === 0 || widths.some((wide) => wide < 20)) faults.push('a place without name');
    return faults;
  });
  expect(found, JSON.stringify(found)).toEqual({});
  await leave(person);
});

test('in presenter view the last row reads every place on a projector of 1024 × 768', async () => {
  const person = await visit(browser, { path: '#/learn/lesson' });
  const { page } = person;
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'QR code' }).waitFor();
  const look = async () => [...(await faultsOnProjector(page)), ...(await sideways(page))];
  const found = await walk(page, look, [...places, '#/learn/lesson', '#/learn/teach']);
  await goToLoaded(page, '#/learn/scenarios');
  await page.getByRole('button', { name: 'Start Small company' }).click();
  await page.getByText('Preview of “Small company”').waitFor();
  await page.getByRole('button', { name: 'Show the answer' }).click();
  await page.getByRole('status', { name: 'Answer' }).waitFor();
  found['a shown answer'] = await look();
  const company = await walk(page, look, ['#/graph', '#/identities', '#/policies', '#/flows/assume-role']);
  expect({ ...found, ...company }).toEqual({ 'a shown answer': [] });
  await page.setViewportSize({ width: 1440, height: 900 });
  await leave(person);
});
