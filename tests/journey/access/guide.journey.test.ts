/**
 * Everybody can read the gallery, the guide with turned answers, its editor and the lesson, at 360 px too.
 */

import type { Browser } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { bringAxe, faultsIn, overflow } from './axe.ts';
import { goTo, leave, theBrowser, visit } from '../visit.ts';
import { wordFaults } from '../../setup/words/page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await theBrowser();
});

test.each([
  [1440, ['light', 'dark']],
  [360, ['light']],
] as const)(
  'axe finds nothing serious in the guide, and nothing hangs over at %i px: %j',
  async (width, themes) => {
    const person = await visit(browser, { path: '#/learn/scenarios' });
    const { page } = person;
    await page.setViewportSize({ width, height: 800 });
    await bringAxe(page);
    const found: Record<string, unknown[]> = {};
    const look = async (what: string) => {
      const over = await overflow(page);
      found[what] = [
        ...(await faultsIn(page, themes)),
        ...(await wordFaults(page)),
        ...(over > 0 ? [`${over} px too wide`] : []),
      ];
    };
    await page.getByRole('button', { name: 'Start Tags decide' }).waitFor();
    await look('gallery');
    await page.getByRole('button', { name: 'Start Tags decide' }).click();
    await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
    await page.getByText('Preview of').waitFor({ state: 'detached' });
    const guide = page.getByRole('complementary', { name: 'Guide' });
    const show = page.getByRole('button', { name: 'Show the guide' });
    await guide.or(show).waitFor();
    if (await show.isVisible()) await show.click();
    await guide.getByRole('button', { name: 'Do it for me: step 2' }).click();
    await guide.getByText('3 of 4 reached').waitFor();
    await look('guide');
    await guide.getByRole('button', { name: 'Edit the guide' }).click();
    await page.getByRole('dialog', { name: 'Guide of this workspace' }).waitFor();
    await look('editor');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await goTo(page, '#/learn/lesson');
    await page.getByRole('heading', { level: 1, name: 'Who may do what, and why' }).waitFor();
    await look('lesson');
    await page.getByRole('tab', { name: 'Student sheet' }).click();
    await page.getByRole('button', { name: 'Print the sheet' }).waitFor();
    await look('sheet');
    await page.getByRole('tab', { name: 'Answers' }).click();
    await page.getByRole('heading', { name: '8. Closing' }).waitFor();
    await look('answers');
    const none = { gallery: [], guide: [], editor: [], lesson: [], sheet: [], answers: [] };
    expect(found).toEqual(none);
    await leave(person);
  },
);
