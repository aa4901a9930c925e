/** The place Learn: the map, the page of a level with its guesses, the level beside a place, and its ends. */

import type { Page } from 'playwright-core';
import { tierCards } from '#content/levels/tiers.ts';
import { findLevel } from '#learn/level/path.ts';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  /** The same from any place. */
  readonly goOn: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const titleOf = (id: string) => findLevel(id)?.title ?? id;
const panel = (page: Page) => page.getByRole('complementary', { name: 'Level' });

export function learnShots({ go, goOn, settled }: Means): Shot[] {
  /** Begins the level from its page, and opens it where it is one line. */
  const begin =
    (id: string, move = go) =>
    async (page: Page) => {
      await move(page, `#/learn/level/${id}`);
      await button(page, 'Start this level').click();
      const show = button(page, 'Show the level');
      await show.or(panel(page)).waitFor();
      if (await show.isVisible()) await show.click();
      // The panel of the level before may be open still.
      await panel(page).getByText(titleOf(id), { exact: true }).waitFor();
      await panel(page)
        .getByText(/of \d reached/)
        .waitFor();
      await settled(page);
    };
  const opened = begin('first-policy');
  const hint = async (page: Page) => {
    await opened(page);
    for (const name of ['Give me a hint', 'Where is it?', 'What exactly?']) await button(page, name).click();
    await button(page, 'Do it for me').waitFor();
  };
  /** Goes to a place and presses what it offers there. */
  const fix = async (page: Page, name: RegExp, hash?: string) => {
    if (hash !== undefined) await goOn(page, hash);
    await page.getByRole('main').getByRole('button', { name }).first().click();
    await settled(page);
  };
  const mallory =
    '#/ask?p=arn%3Aaws%3Aiam%3A%3A111122223333%3Auser%2Fmallory&a=s3%3AGetObject&r=arn%3Aaws%3As3%3A%3A%3Apayroll%2F2026.csv';
  const solve = async (page: Page) => {
    await fix(page, /^Attach ReadPayroll to alice/);
    await panel(page).getByText('1 of 2 reached').waitFor();
    await fix(page, /^Detach ReadPayroll/, mallory);
    await panel(page).getByText('Level solved.').waitFor();
    await settled(page);
  };
  const guess = async (page: Page, id: string, words: readonly string[]) => {
    await go(page, `#/learn/level/${id}`);
    for (const word of words) {
      await button(page, word).click();
      await settled(page);
    }
  };
  return [
    {
      name: 'level-editor',
      arrange: async (page) => {
        await go(page, '#/learn/teach/level');
        await button(page, 'Write a level from this account').click();
        await button(page, 'Check the level').click();
        await page.getByText('No solution is recorded.').waitFor();
        await settled(page);
      },
    },
    { name: 'readme-level', isLightOnly: true, arrange: begin('deny-wins') },
    { name: 'learn', arrange: (page) => go(page, '#/learn') },
    {
      name: 'learn-progress-refused',
      arrange: async (page) => {
        await go(page, '#/learn');
        const [chooser] = await Promise.all([
          page.waitForEvent('filechooser'),
          button(page, 'Add from a file').click(),
        ]);
        await chooser.setFiles({
          name: 'holiday.json',
          mimeType: 'application/json',
          buffer: Buffer.from('{}'),
        });
        await page.getByText('Nothing changed').waitFor();
        await page.getByText('Nothing changed').scrollIntoViewIfNeeded();
        await settled(page);
      },
    },
    { name: 'level-page', arrange: (page) => go(page, '#/learn/level/first-policy') },
    { name: 'level-guesses', arrange: (page) => guess(page, 'first-policy', ['No', 'No']) },
    { name: 'level-guessed', arrange: (page) => guess(page, 'first-policy', ['Yes', 'No', 'No']) },
    { name: 'level-statement', arrange: (page) => guess(page, 'deny-wins', ['No']) },
    { name: 'level-begun', arrange: opened },
    {
      name: 'level-hints',
      arrange: async (page) => {
        await hint(page);
        await settled(page);
      },
    },
    {
      name: 'level-watched',
      arrange: async (page) => {
        await hint(page);
        await button(page, 'Do it for me').click();
        await page.getByText('This is one solution.').waitFor();
        await settled(page);
      },
    },
    {
      name: 'level-solved',
      arrange: async (page) => {
        await opened(page);
        await solve(page);
      },
    },
    {
      name: 'level-line',
      arrange: async (page) => {
        await opened(page);
        await button(page, 'Hide the level').click();
        await fix(page, /^Attach ReadPayroll to alice/);
        await page.getByText('1 of 2 goals reached').waitFor();
        await settled(page);
      },
    },
    {
      name: 'level-line-solved',
      arrange: async (page) => {
        await opened(page);
        await solve(page);
        await button(page, 'Hide the level').click();
        await page.getByText('Next level', { exact: true }).waitFor();
        await settled(page);
      },
    },
    {
      name: 'level-missed-star',
      arrange: async (page) => {
        await opened(page);
        await go(page, '#/identities/user/alice');
        await page.getByRole('combobox', { name: 'Attach policy' }).fill('AmazonS3FullAccess');
        await page.getByRole('option', { name: /AmazonS3FullAccess/ }).click();
        await panel(page).getByText('1 of 2 reached').waitFor();
        await fix(page, /^Detach ReadPayroll/, mallory);
        await panel(page).getByText('Level solved.').waitFor();
        await settled(page);
      },
    },
    ...tierCards.flatMap(({ title, levels }) =>
      levels.map(({ id }): Shot => {
        const arrange = Object.assign(begin(id), { series: `levels of ${title}`, onward: begin(id, goOn) });
        return { name: `level-of-${id}`, isLightOnly: true, arrange };
      }),
    ),
  ];
}
