/** The rulebook: its chapters, a rule with its example, a search with and without result, the checks of a policy, and the methods to gain power. */

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
    at('checks', '#/help/rules/checks'),
    at('checks-search', '#/help/rules/checks?q=pass+role&by=aws'),
    at('checks-found-in-rules', '#/help/rules?q=PASS_ROLE_WITH_STAR_IN_RESOURCE'),
    at('check', '#/help/rules/checks/pass-role-with-star-in-resource'),
    {
      name: 'check-examples',
      arrange: async (page) => {
        await go(page, '#/help/rules/checks/unknown-global-key');
        await page.getByRole('heading', { name: 'It finds something here' }).scrollIntoViewIfNeeded();
        await settled(page);
      },
    },
    at('methods', '#/help/rules/methods'),
    at('methods-search', '#/help/rules/methods?q=passrole+lambda'),
    at('method', '#/help/rules/methods/lambda-001'),
    at('method-trust', '#/help/rules/methods/sts-003'),
    at('method-closed', '#/help/rules/methods/rhino-codestar'),
    {
      name: 'method-example',
      arrange: async (page) => {
        await go(page, '#/help/rules/methods/lambda-001');
        await page.getByRole('button', { name: 'Open where it works' }).click();
        await page.getByText(/the shortest first/).waitFor();
        await settled(page);
      },
    },
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
