/** The rulebook: its chapters, one of them, a rule with its example, and a search with and without result. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly go: (page: Page, hash: string) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

export function ruleShots({ go, settled }: Hands): Shot[] {
  const at = (name: string, hash: string): Shot => ({ name, arrange: (page) => go(page, hash) });
  return [
    at('rules', '#/help/rules'),
    at('rules-chapter', '#/help/rules/evaluation'),
    at('rules-rule', '#/help/rules/E-05'),
    at('rules-search', '#/help/rules?q=deny'),
    at('rules-search-nothing', '#/help/rules?q=zebra'),
    at('help-words', '#/help/words'),
    at('help-about', '#/help/about'),
    at('help-licences', '#/help/licences'),
    {
      name: 'rules-example',
      arrange: async (page) => {
        await go(page, '#/help/rules/E-05');
        await page.getByRole('button', { name: 'Ask this' }).click();
        await page.getByRole('status', { name: 'Answer' }).waitFor();
        await settled(page);
      },
    },
    {
      name: 'rules-help-menu',
      arrange: async (page) => {
        await go(page, '#/help/rules/E-05');
        await page.getByRole('button', { name: /^(Help|More)$/ }).click();
        await settled(page);
      },
    },
  ];
}
