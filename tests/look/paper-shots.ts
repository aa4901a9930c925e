/** Paper: all that a teacher prints, as `npm run look paper` writes it. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Means {
  readonly go: (page: Page, hash: string) => Promise<void>;
  /** Opens an example as a workspace, then a place in it. */
  readonly example: (title: string, hash: string) => (page: Page) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
}

export function paperShots({ go, example, press }: Means): Shot[] {
  const paper = (name: string, arrange: Shot['arrange']): Shot => ({
    name: `paper-${name}`,
    isPaper: true,
    arrange,
  });
  return [
    paper('lesson', (page) => go(page, '#/learn/lesson')),
    paper('sheets', async (page) => {
      await go(page, '#/learn/lesson/sheets');
      await page.getByLabel(/^Address of the page/).fill('http://192.168.0.5:4173/');
    }),
    paper('answers', (page) => go(page, '#/learn/lesson/answers')),
    paper('level', (page) => go(page, '#/learn/level/deny-wins')),
    paper('ask', example('Small company', '#/ask')),
    paper('report', async (page) => {
      await example('Small company', '#/identities/reports/credential-report')(page);
      await press(page, 'Generate report');
      await page.getByRole('table', { name: 'Credential report' }).waitFor();
    }),
  ];
}
