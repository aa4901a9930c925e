/** Names of accounts: those that the world holds, and members that an organization only names. */

import type { World } from './world.ts';

/** Returns `Production`; `undefined` where nothing here names the account. */
export function accountNameIn(world: World, id: string): string | undefined {
  const held = world.accounts.get(id)?.name;
  // An import gives it such a name where no file tells one.
  if (held !== undefined && held !== `Account ${id}`) return held;
  for (const { details } of world.organizations.values()) {
    const names = details?.accountNames;
    if (names && Object.hasOwn(names, id)) return names[id];
  }
  return undefined;
}

/** Returns `Production (222222222222)`, or `account 222222222222` where nothing here names it. */
export function accountWordsIn(world: World, id: string): string {
  const name = accountNameIn(world, id);
  return name ? `${name} (${id})` : `account ${id}`;
}
