/** Identities at full quota (5,000 users): lists, search as one types, a user's page. Milliseconds. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createReference } from '../../../src/reference/reference.ts';
import { fullQuota, generateAccountDetails } from '../../setup/generated.ts';
import { median } from '../median.ts';
import type { Figures } from '../run.ts';

export async function identitiesFigures(page: Page, site: string): Promise<Figures> {
  page.setDefaultTimeout(180_000);
  const user = await bringInFullQuota(page, site);
  const row = (table: string) => `table[aria-label="${table}"] tr.line`;
  const lists = {
    users: ['#/identities?tab=users', row('Users')],
    groups: ['#/identities?tab=groups', row('Groups')],
    roles: ['#/identities?tab=roles', row('Roles')],
  } as const;
  const figures: Figures = {};
  const open = (hash: string, selector: string) => shownFromElsewhere(page, hash, selector);
  for (const [name, [hash, selector]] of Object.entries(lists))
    figures[`full quota: list of ${name} to first rows, ms`] = await many(() => open(hash, selector));
  await shownAfter(page, ...lists.users);
  figures['full quota: keystroke in the search of users, ms'] = await keystrokes(page, user);
  figures['full quota: page of a user, ms'] = await many(() =>
    open(`#/identities/user/${encodeURIComponent(user)}`, '[aria-label="Summary"] ~ * table'),
  );
  return figures;
}

const turns = 7;

export async function many(measure: () => Promise<number>): Promise<number> {
  // The first turn loads the code of the place: that is another figure's.
  await measure();
  const taken: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) taken.push(await measure());
  return median(taken);
}

/** The name of some user of the account that was brought in. */
export async function bringInFullQuota(page: Page, site: string): Promise<string> {
  const reference = createReference();
  await reference.loadManagedPolicies();
  const details = generateAccountDetails({ ...fullQuota, seed: 'bench', reference });
  const { UserDetailList } = JSON.parse(details) as { UserDetailList: { UserName: string }[] };
  const file = join(mkdtempSync(join(tmpdir(), 'iam-playground-bench-')), 'full-quota.json');
  writeFileSync(file, details);
  await page.goto(`${site}#/workspaces?tab=import`);
  const button = page.getByRole('button', { name: 'Choose files' });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles(file);
  await page.getByRole('dialog').getByRole('button', { name: 'Ask something' }).click();
  return UserDetailList[Math.floor(UserDetailList.length / 2)]?.UserName ?? '';
}

/** Returns the same time, beginning at another place of the page. */
export async function shownFromElsewhere(page: Page, hash: string, selector: string): Promise<number> {
  await shownAfter(page, '#/identities/create/group', 'form input');
  return shownAfter(page, hash, selector);
}

/** Returns the time from following an address to the frame that shows what was asked for. */
export const shownAfter = (page: Page, hash: string, selector: string): Promise<number> =>
  page.evaluate(
    ([address = '', wanted = '']) =>
      new Promise<number>((resolve) => {
        const from = performance.now();
        location.hash = address;
        const look = () => {
          if (document.querySelector(`main ${wanted}`)) resolve(performance.now() - from);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    [hash, selector],
  );

/**
 * The slowest letter of a name typed into the search, from the key to the frame after the list followed. Of each
 * letter the median of several typings: the machine's hiccup is at another letter each time, the list's is not.
 */
export async function keystrokes(page: Page, name: string): Promise<number> {
  await typed(page, name);
  const typings: number[][] = [];
  for (let turn = 0; turn < turns; turn += 1) typings.push(await typed(page, name));
  return Math.max(
    ...[...name].map((_, letter) => median(typings.map((times) => times[letter] ?? Number.NaN))),
  );
}

/** Milliseconds of each letter. */
const typed = (page: Page, name: string): Promise<number[]> =>
  page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>('main input[type="search"]');
    if (!field) throw new Error('no search field');
    const times: number[] = [];
    for (let length = 1; length <= text.length; length += 1) {
      const from = performance.now();
      field.value = text.slice(0, length);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await new Promise(requestAnimationFrame);
      await new Promise((resolve) => setTimeout(resolve));
      times.push(performance.now() - from);
    }
    return times;
  }, name);
