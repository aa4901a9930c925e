/** The meaning of a change: beside an editor, and before an act is done. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Means {
  readonly example: (title: string, hash: string) => (page: Page) => Promise<void>;
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<unknown>;
}

const wider = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 'sns:Publish'], Resource: '*' }],
});

export const changeShots = ({ example, press, settled }: Means): Shot[] => [
  {
    name: 'edit-meaning',
    arrange: async (page) => {
      const policy = 'arn:aws:iam::333344445555:policy/BillingExports';
      await example('Hospital', `#/policies/${encodeURIComponent(policy)}`)(page);
      await press(page, 'Edit');
      await page.locator('.cm-content').fill(wider);
      const meaning = page.getByRole('region', { name: 'What this edit opens and closes' });
      await meaning.getByText('SNS, Write: Publish').waitFor();
      await meaning.scrollIntoViewIfNeeded();
      await settled(page);
    },
  },
  {
    name: 'dry-run',
    arrange: async (page) => {
      await example('Hospital', '#/identities/group/Pharmacy')(page);
      await press(page, 'Try the deletion first');
      await page.getByRole('dialog').getByText('No longer allowed').first().waitFor();
      await settled(page);
    },
  },
];
