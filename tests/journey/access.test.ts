import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../support/site.ts';
import { answers, goTo, leave, visit } from './visit.ts';

/** Everybody can use it: axe on every place in both themes, and the whole page by keyboard. */
let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const places = [
  '#/ask',
  '#/graph',
  '#/identities',
  '#/identities/user/mallory',
  '#/policies',
  '#/activity',
  '#/settings',
  ...['security', 'password-policy', 'report', 'review', 'quotas', 'organization', 'accounts', 'clock'].map(
    (section) => `#/settings/${section}`,
  ),
  '#/workspaces',
];

async function faults(page: Page): Promise<string[]> {
  const results = await page.evaluate(async () =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, { resultTypes: ['violations'] }),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any place, ${colorScheme}`, async () => {
    const person = await visit(browser);
    const { page } = person;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Through the debugger, not through a script tag: the page's own policy admits no foreign script.
    await page.evaluate(axeSource);
    const found: Record<string, string[]> = {};
    for (const place of places) {
      await goTo(page, place);
      await page.getByRole('main').waitFor();
      await page.locator('main .loading').waitFor({ state: 'detached' });
      await page.evaluate(
        () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
      );
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

test('360 px wide: nothing has to be scrolled sideways', async () => {
  const person = await visit(browser);
  const { page } = person;
  await page.setViewportSize({ width: 360, height: 740 });
  const wide: string[] = [];
  for (const place of places) {
    await goTo(page, place);
    await page.getByRole('main').waitFor();
    await page.locator('main .loading').waitFor({ state: 'detached' });
    await page.evaluate(
      () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
    );
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (overflow > 0) wide.push(`${place}: ${overflow} px`);
  }
  expect(wide).toEqual([]);
  await leave(person);
});
