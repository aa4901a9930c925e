/**
 * The primitives of `src/view/ui`, each in every state; what floats above the page has a shot of its own. The page never
 * comes to rest, since it also shows what loads, so that a shot waits for what comes last.
 */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

const arranged =
  (act: (page: Page) => Promise<unknown>): Shot['arrange'] =>
  async (page) => {
    await page.locator('.cm-editor').nth(1).waitFor();
    await act(page);
    await page.waitForTimeout(300);
  };

export const uiShots: readonly Shot[] = [
  {
    name: 'primitives',
    inDevelopment: true,
    arrange: arranged(async (page) => {
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: page.viewportSize()?.width ?? 1440, height });
      await page.getByRole('textbox', { name: 'User name' }).first().focus();
      await page.getByRole('button', { name: 'Save' }).first().hover();
    }),
  },
  {
    name: 'primitive-list',
    inDevelopment: true,
    arrange: arranged((page) => page.getByRole('combobox', { name: 'Nobody yet' }).click()),
  },
  ...['Open the dialog', 'Open the menu', 'Open the panel', 'Show a toast'].map((name): Shot => ({
    name: `primitive-${name.toLowerCase().replaceAll(' ', '-')}`,
    inDevelopment: true,
    arrange: arranged((page) => page.getByRole('button', { name }).click()),
  })),
];
