/** The primitives of `src/view/ui`, each in every state; what floats above the page has a shot of its own. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly settled: (page: Page) => Promise<unknown>;
}

export function uiShots({ settled }: Hands): Shot[] {
  const arranged =
    (act: (page: Page) => Promise<unknown>): Shot['arrange'] =>
    async (page) => {
      await page.getByRole('heading', { level: 1, name: 'Primitives of view/ui' }).waitFor();
      await settled(page);
      await act(page);
      await settled(page);
    };
  return [
    {
      name: 'primitives',
      inDevelopment: true,
      isWhole: true,
      arrange: arranged(async (page) => {
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
}
