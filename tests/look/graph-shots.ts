/** The graph of accounts of 5, 60, 150 and 6,000 users and roles, as it opens. */

import type { Page } from 'playwright-core';
import { emptyReference } from '#core/model/service-reference.ts';
import { generateAccountDetails, fullQuota } from '../setup/generated.ts';
import { comeToRest } from './come-to-rest.ts';
import type { Shot } from './shots.ts';

const graphSizes = {
  5: { users: 4, groups: 2, roles: 1, policies: 2 },
  60: { users: 45, groups: 8, roles: 15, policies: 15 },
  150: { users: 110, groups: 12, roles: 40, policies: 30 },
  6000: fullQuota,
} as const;

function imported(size: keyof typeof graphSizes) {
  return async (page: Page): Promise<void> => {
    await page.getByRole('status', { name: 'Answer' }).waitFor();
    await page.evaluate(() => (location.hash = '#/workspaces?tab=import'));
    const text = generateAccountDetails({ ...graphSizes[size], seed: 'look', reference: emptyReference });
    const file = { name: 'account.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    await page.locator('input[data-import]').setInputFiles(file);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ask something' }).waitFor({ timeout: 120_000 });
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.evaluate(() => (location.hash = '#/graph'));
    await page.getByRole('img', { name: /^Drawing of/ }).waitFor();
    await page.locator('[role=img][aria-busy=false]').waitFor();
    await page.evaluate(comeToRest);
  };
}

export const graphShots: readonly Shot[] = ([5, 60, 150, 6000] as const).map((size) => ({
  name: `graph-of-${size}`,
  arrange: imported(size),
}));
