/** Words of AWS's while they are explained. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';
import { graphTools, pressTool } from '../setup/page-steps.ts';

interface Hands {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function wordShots({ go, settled }: Hands): Shot[] {
  const explained = (
    name: string,
    hash: string,
    role: 'button' | 'tab' | 'checkbox',
    word: RegExp,
  ): Shot => ({
    name,
    arrange: async (page) => {
      await go(page, hash);
      if (role === 'checkbox') await pressTool(graphTools(page), 'Legend and filters');
      await page.getByRole(role, { name: word }).first().focus();
      await page.getByRole('tooltip').waitFor();
      await settled(page);
    },
  });
  return [
    explained('word-in-sentence', '#/identities', 'button', /^groups$/),
    explained('word-of-tab', '#/identities/user/alice', 'tab', /^Last accessed/),
    explained('word-of-legend', '#/graph', 'checkbox', /^boundary/),
    explained('word-of-field', '#/flows/session-token', 'button', /^What this means$/),
  ];
}
