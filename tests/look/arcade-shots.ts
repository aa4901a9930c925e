/** The arcade: a question, answers that were right and wrong, and the end of a run. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function arcadeShots({ go, settled }: Means): Shot[] {
  /** Opens the questions of a link; `keys` are what the person presses then. */
  const run = (name: string, seed: string, keys: readonly string[]): Shot => ({
    name,
    arrange: async (page) => {
      await go(page, `#/learn/arcade/${seed}`);
      await page.getByText('Question 1 of 10').waitFor();
      for (const key of keys) {
        await page.keyboard.press(key);
        await settled(page);
      }
    },
  });
  const all = Array.from({ length: 10 }, () => ['y', 'Enter']).flat();
  return [
    run('arcade-question', 'w~user-policy', []),
    run('arcade-allowed', 'w~two-groups', ['y']),
    run('arcade-denied', 'w2~scp', ['y']),
    run('arcade-attack', 'w~attack-service', ['y']),
    run('arcade-end', 'w', all),
  ];
}
