/** Flows that need no setting of their own. */

import type { Page } from 'playwright-core';
import type { Shot } from './shots.ts';

interface Hands {
  readonly at: (hash: string) => Shot['arrange'];
  readonly example: (title: string, hash: string) => Shot['arrange'];
  readonly press: (page: Page, name: string | RegExp) => Promise<void>;
  readonly settled: (page: Page) => Promise<void>;
}

export const flowShots = ({ at, example, press, settled }: Hands): readonly Shot[] => [
  { name: 'flow-scoped-form', arrange: at('#/flows/scoped-credentials') },
  {
    name: 'flow-scoped-refused',
    arrange: async (page) => {
      await example('A first IAM account', '#/flows/scoped-credentials')(page);
      await press(page, 'Start');
      await press(page, 'All steps');
      await settled(page);
    },
  },
];
