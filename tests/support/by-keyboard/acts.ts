/** Every act by keyboard uses this: who acts where, and how an act is known to be done. */

import { arnAccount } from '../../../src/core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '../../../src/core/model/ids.ts';
import type { World } from '../../../src/core/model/world/world.ts';
import type { LevelCall } from '../../../src/learn/level/format.ts';
import { undo } from '../../journey/visit.ts';
import type { Keyboard } from './keyboard.ts';

/** A level as it stands before a person. `world` is its beginning. */
export interface Desk {
  readonly keys: Keyboard;
  readonly world: World;
  readonly account: AccountId;
}

/** Members of a call; an act reads those that it knows. */
export type Params = LevelCall['params'];

/** Does one operation on the page. */
export type Act = (desk: Desk, params: Params, call: LevelCall) => Promise<void>;
export type Acts = Readonly<Record<string, Act>>;

export const text = (params: Params, member: string): string => {
  const value = params[member];
  if (typeof value !== 'string') throw new Error(`${member} is no text`);
  return value;
};

/** Writes an address into the address bar. */
export async function goTo({ keys: { page } }: Desk, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.getByRole('main').waitFor();
  await page.locator('main .loading').waitFor({ state: 'detached' });
}

export const identity = (kind: string, name: string, tab: string): string =>
  `#/identities/${kind}/${encodeURIComponent(name)}?tab=${tab}`;

/** Returns what Undo says that it takes back. */
export const undoLabel = ({ keys: { page } }: Desk) => undo(page).getAttribute('aria-label');

/** Waits until what was done is what Undo takes back. */
export async function changes(desk: Desk, act: () => Promise<void>): Promise<void> {
  const { page } = desk.keys;
  const before = await undoLabel(desk);
  await act();
  await page.waitForFunction(
    (label) => document.querySelector('[aria-label="History"] button')?.getAttribute('aria-label') !== label,
    before,
  );
}

/** Opens the account of the caller, as its root, where another one is open. */
export async function openAccount(desk: Desk, account: AccountId): Promise<void> {
  const name = desk.world.accounts.get(account)?.name ?? account;
  await goTo(desk, '#/settings/accounts');
  const open = desk.keys.find('button', `Open ${name} as its root`);
  const here = desk.keys.page.getByRole('listitem').filter({ hasText: name }).getByText('open now');
  await open.or(here).first().waitFor();
  if (await here.isVisible()) return;
  await desk.keys.enter('button', `Open ${name} as its root`);
  await here.waitFor();
}

export const accountOf = ({ as }: LevelCall, { account }: Desk): AccountId =>
  as === undefined ? account : unsafeAccountId(arnAccount(as));
