/** The place Learn: the map, the page of a level with its guesses, the level beside a place, and its ends. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function learnShots({ go, settled }: Means): Shot[] {
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const opened = async (page: Page) => {
    await go(page, '#/learn/level/first-policy');
    await button(page, 'Go on with this level').click();
    const show = button(page, 'Show the level');
    const level = page.getByRole('complementary', { name: 'Level' });
    await show.or(level).waitFor();
    if (await show.isVisible()) await show.click();
    await level.getByText(/of 2 reached/).waitFor();
    await settled(page);
  };
  const hinted = async (page: Page) => {
    await opened(page);
    for (const name of ['Give me a hint', 'Where is it?', 'What exactly?']) await button(page, name).click();
    await button(page, 'Do it for me').waitFor();
  };
  return [
    { name: 'learn', arrange: (page) => go(page, '#/learn') },
    { name: 'level-page', arrange: (page) => go(page, '#/learn/level/first-policy') },
    {
      name: 'level-guesses',
      arrange: async (page) => {
        await go(page, '#/learn/level/first-policy');
        await button(page, 'No').click();
        await page.getByText('2 of 3').waitFor();
        await button(page, 'No').click();
        await page.getByText('3 of 3').waitFor();
        await settled(page);
      },
    },
    { name: 'level-begun', arrange: opened },
    {
      name: 'level-hints',
      arrange: async (page) => {
        await hinted(page);
        await settled(page);
      },
    },
    {
      name: 'level-watched',
      arrange: async (page) => {
        await hinted(page);
        await button(page, 'Do it for me').click();
        await page.getByText('This is one solution.').waitFor();
        await settled(page);
      },
    },
    {
      name: 'level-solved',
      arrange: async (page) => {
        await opened(page);
        await page
          .getByRole('main')
          .getByRole('button', { name: /^Attach ReadPayroll to alice/ })
          .first()
          .click();
        await page.getByText('1 of 2 reached').or(page.getByText('Goal reached')).first().waitFor();
        await go(
          page,
          '#/ask?p=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Fmallory&a=s3%3AGetObject&r=arn%3Aaws%3As3%3A%3A%3Apayroll%2F2026.csv',
        );
        await page
          .getByRole('main')
          .getByRole('button', { name: /^Detach ReadPayroll/ })
          .first()
          .click();
        await page.getByText('Level solved.').waitFor();
        await settled(page);
      },
    },
  ];
}
