/** Teachers' classes in Learn: the tab, making a class, giving it out, its results, codes that do not count. */

import type { Page } from 'playwright-core';
import { decodeClassLink } from '#learn/class/link.ts';
import { altered, codesOf } from '../support/class-results.ts';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function classShots({ go, settled }: Means): Shot[] {
  const made = async (page: Page) => {
    await go(page, '#/learn/class/new');
    await page.getByRole('button', { name: 'Make the class' }).click();
    await page.getByLabel('Link of the class').waitFor();
    await settled(page);
  };
  const collected = async (page: Page) => {
    await made(page);
    const link = await page.getByLabel('Link of the class').inputValue();
    const plan = decodeClassLink(link.slice(link.indexOf('#')));
    if (!plan.ok) throw new Error(plan.error.message);
    const codes = codesOf(plan.value).map((code, at) => (at % 11 === 5 ? altered(code) : code));
    await page.getByRole('tab', { name: 'Results' }).click();
    await page.getByLabel('Codes').fill(codes.join('\n'));
    await page.getByRole('button', { name: 'Add the codes' }).click();
    await page.getByText('3 codes do not count').waitFor();
    await settled(page);
  };
  return [
    { name: 'class-teach', arrange: (page) => go(page, '#/learn/teach') },
    { name: 'class-make', arrange: (page) => go(page, '#/learn/class/new') },
    { name: 'class-give', arrange: made },
    {
      name: 'class-empty',
      arrange: async (page) => {
        await made(page);
        await page.getByRole('tab', { name: 'Results' }).click();
        await settled(page);
      },
    },
    { name: 'class-altered', arrange: collected },
    { name: 'paper-class', isPaper: true, arrange: collected },
    {
      name: 'class-results',
      arrange: async (page) => {
        await collected(page);
        await page.getByRole('heading', { name: /^Students/ }).scrollIntoViewIfNeeded();
        await settled(page);
      },
    },
    {
      name: 'class-questions',
      arrange: async (page) => {
        await collected(page);
        await page
          .getByRole('heading', { name: 'Guesses that were most often wrong' })
          .scrollIntoViewIfNeeded();
        await settled(page);
      },
    },
  ];
}
