/** The gallery, the guide while its answers turn and at its end, its editor, the lesson, and a small frame. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function guideShots({ go, press, settled }: Means): Shot[] {
  /** A scenario of the gallery, kept as a workspace, with its guide open also on narrow pages. */
  const kept = async (page: Page, title: string) => {
    await go(page, '#/learn/scenarios');
    await press(page, `Start ${title}`);
    await page.getByText('Preview of').waitFor();
    await page.getByRole('button', { name: 'Keep a copy', exact: true }).click();
    await page.getByText('Preview of').waitFor({ state: 'detached' });
    const show = page.getByRole('button', { name: 'Show the guide' });
    await show.or(page.getByRole('complementary', { name: 'Guide' })).waitFor();
    if (await show.isVisible()) await show.click();
    await page.getByRole('complementary', { name: 'Guide' }).waitFor();
    await settled(page);
  };
  return [
    {
      name: 'gallery',
      arrange: async (page) => {
        await go(page, '#/learn/scenarios');
        await page.getByRole('button', { name: 'Start First minutes' }).scrollIntoViewIfNeeded();
        await page.getByRole('heading', { name: 'Scenarios' }).scrollIntoViewIfNeeded();
        await page.mouse.wheel(0, 500);
        await settled(page);
      },
    },
    {
      name: 'guide-preview',
      arrange: async (page) => {
        await go(page, '#/learn/scenarios');
        await press(page, 'Start A vendor with an external id');
        await page.getByText('Preview of').waitFor();
        await settled(page);
      },
    },
    {
      name: 'guide-changed',
      arrange: async (page) => {
        await kept(page, 'Tags decide');
        await press(page, 'Do it for me: step 2');
        await page.getByText('3 of 4 reached').waitFor();
        await settled(page);
      },
    },
    {
      name: 'guide-pins',
      arrange: async (page) => {
        await kept(page, 'A leaked access key');
        await press(page, 'Do it for me: step 2');
        await page.getByText('1 of 3 changed').waitFor();
        await settled(page);
      },
    },
    {
      name: 'guide-end',
      arrange: async (page) => {
        await kept(page, 'Groups add up');
        await press(page, 'Done: step 1');
        await press(page, 'Do it for me: step 2');
        await press(page, 'Do it for me: step 3');
        await page.getByText('You reached the end of this scenario.').waitFor();
        await settled(page);
      },
    },
    {
      name: 'ask-goal-open',
      arrange: async (page) => {
        await press(page, 'Attach ReadPayroll to alice');
        await page.getByRole('link', { name: 'Next: stop mallory' }).click();
        await page.getByText('Not reached yet').waitFor();
        await settled(page);
      },
    },
    {
      name: 'guide-editor',
      arrange: async (page) => {
        await kept(page, 'A deny wins');
        await press(page, 'Edit the guide');
        await page.getByRole('dialog', { name: 'Guide of this workspace' }).waitFor();
        await settled(page);
      },
    },
    {
      name: 'share-guide',
      arrange: async (page) => {
        await kept(page, 'Signing in with SAML');
        // A narrow top bar has it in a menu.
        const more = page.getByRole('button', { name: 'More', exact: true });
        if (await more.isVisible()) await more.click();
        await page
          .getByRole('button', { name: 'Share', exact: true })
          .or(page.getByRole('menuitem', { name: 'Share' }))
          .click();
        await page.getByRole('dialog').getByText('up to 600').waitFor();
        await settled(page);
      },
    },
    { name: 'lesson', arrange: (page) => go(page, '#/learn/lesson') },
    { name: 'lesson-sheet', arrange: (page) => go(page, '#/learn/lesson/sheets') },
    { name: 'lesson-answers', isLightOnly: true, arrange: (page) => go(page, '#/learn/lesson/answers') },
    {
      name: 'embed',
      arrange: async (page) => {
        await go(page, '#/learn/scenarios');
        await press(page, 'Start Groups add up');
        await page.getByText('Preview of').waitFor();
        await page.setViewportSize({ width: 360, height: 300 });
        await page.goto(page.url().replace(/\/?(#|$)/, '/?embed$1'));
        await page.getByRole('status', { name: 'Answer' }).waitFor();
        await settled(page);
      },
    },
  ];
}
