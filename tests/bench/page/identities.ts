/** Identities at full quota (5,000 users): lists, search as one types, a user's page. Milliseconds. */

import type { Page } from 'playwright-core';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';
import { onTheSite } from './browser.ts';
import { importAccount, middleUser } from './imported-account.ts';
import type { Watching } from './watching.ts';

declare const watching: Watching;

export const identitiesFigures = (form: Form): Promise<Figures> =>
  onTheSite(form, async ({ address, newPage }) => measure(await newPage(), address, form));

async function measure(page: Page, site: string, form: Form): Promise<Figures> {
  const { UserName: user } = middleUser(await importAccount(page, site, form));
  const row = (table: string) => `table[aria-label="${table}"] tr.line`;
  const lists = {
    users: ['#/identities?tab=users', row('Users')],
    groups: ['#/identities?tab=groups', row('Groups')],
    roles: ['#/identities?tab=roles', row('Roles')],
  } as const;
  const figures: Figures = {};
  const open = (hash: string, selector: string) => shownFromElsewhere(page, hash, selector);
  for (const [name, [hash, selector]] of Object.entries(lists))
    figures[`full quota: list of ${name} to first rows, ms`] = await many(form, () => open(hash, selector));
  await shownAfter(page, ...lists.users);
  figures['full quota: keystroke in the search of users, ms'] = await keystrokes(page, user, form);
  figures['full quota: page of a user, ms'] = await many(form, () =>
    open(`#/identities/user/${encodeURIComponent(user)}`, '[aria-label="Summary"] ~ * table'),
  );
  return figures;
}

const turns = 7;

export async function many(form: Form, measure: () => Promise<number>): Promise<number> {
  const taken: number[] = [];
  // The first turn loads the code of the place: that is another figure's.
  const warmUps = form.warmUps(1);
  while (taken.length < warmUps + form.turns(turns)) taken.push(await measure());
  return median(taken.slice(warmUps));
}

/** Returns the same time, beginning at another place of the page. */
export async function shownFromElsewhere(page: Page, hash: string, selector: string): Promise<number> {
  await shownAfter(page, '#/identities/create/group', 'form input');
  return shownAfter(page, hash, selector);
}

/** Returns the time from following an address to the frame that shows what was asked for. */
export const shownAfter = (page: Page, hash: string, selector: string): Promise<number> =>
  page.evaluate(
    async ([address = '', wanted = '']) => {
      const from = performance.now();
      location.hash = address;
      await new Promise(requestAnimationFrame);
      await watching.until(() => document.querySelector(`main ${wanted}`) !== null, wanted);
      return performance.now() - from;
    },
    [hash, selector],
  );

/**
 * The slowest letter of a name typed into the search, from the key to the frame after the list followed. Of each
 * letter the median of several typings: the machine's hiccup is at another letter each time, the list's is not.
 */
export async function keystrokes(page: Page, name: string, form: Form): Promise<number> {
  for (let turn = 0; turn < form.warmUps(1); turn += 1) await typed(page, name);
  const typings: number[][] = [];
  for (let turn = 0; turn < form.turns(turns); turn += 1) typings.push(await typed(page, name));
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
