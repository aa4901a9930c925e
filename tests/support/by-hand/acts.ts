/** Every act by hand uses this: who acts where, and how an act is known to be done. */

import { arnAccount } from '#core/model/arn.ts';
import type { LevelCall } from '#learn/level/format.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import { undo } from '../../journey/visit.ts';
import type { Hand } from './hand.ts';

/** A level as it stands before a person. */
export interface Desk {
  readonly hand: Hand;
  /** The beginning of the level. */
  readonly scenario: Scenario;
  /** The account that the level opens on. */
  readonly account: string;
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

/** Writes an address into the address bar. Two frames later nothing of the place before is left to be acted on. */
export async function goTo({ hand: { page } }: Desk, hash: string): Promise<void> {
  await page.evaluate(
    (to) =>
      new Promise<unknown>((done) => {
        if (new URL(to, location.href).href === location.href) return done(to);
        const shown = () => requestAnimationFrame(() => requestAnimationFrame(done));
        addEventListener('hashchange', shown, { once: true });
        location.hash = to;
      }),
    hash,
  );
}

export const identity = (kind: string, name: string, tab: string): string =>
  `#/identities/${kind}/${encodeURIComponent(name)}?tab=${tab}`;

/** Returns what Undo says that it takes back. */
export const undoLabel = ({ hand: { page } }: Desk) => undo(page).getAttribute('aria-label');

/** Waits until what was done is what Undo takes back. */
export async function changes(desk: Desk, act: () => Promise<void>): Promise<void> {
  const { page } = desk.hand;
  const before = await undoLabel(desk);
  await act();
  await page.waitForFunction(
    (label) => document.querySelector('[aria-label="History"] button')?.getAttribute('aria-label') !== label,
    before,
  );
}

/** Returns the name of an account, a unit or the root of the organization. */
export function nameOf({ scenario: { accounts, organization } }: Desk, id: string): string {
  const named = [...accounts, ...(organization?.units ?? [])].find((one) => one.id === id);
  return named?.name ?? (id === organization?.rootId ? 'Root' : id);
}

/** Opens the account of the caller, as its root, where another one is open. */
export async function openAccount(desk: Desk, account: string): Promise<void> {
  const name = nameOf(desk, account);
  await goTo(desk, '#/settings/accounts');
  const open = desk.hand.find('button', `Open ${name} as its root`);
  const here = desk.hand.page.getByRole('listitem').filter({ hasText: name }).getByText('open now');
  await open.or(here).first().waitFor();
  if (await here.isVisible()) return;
  await desk.hand.press('button', `Open ${name} as its root`);
  await here.waitFor();
}

export const accountOf = ({ as }: LevelCall, { account }: Desk): string =>
  as === undefined ? account : arnAccount(as);
