/** Reads the usage marks: when users, roles and credentials were last used (N-22, N-23). */

import type { UsageRecord } from '../records/tables.ts';
import type { AccountId } from '../ids.ts';
import { type World, ownedBy } from './world.ts';

export const passwordUseId = (owner: string): string => `${owner}/password`;

/** Returns the latest mark of a user or role, over all services. */
export function lastUse(world: World, principal: string): UsageRecord | undefined {
  let last: UsageRecord | undefined;
  for (const id of world.index.usesOf.get(principal) ?? []) {
    const mark = world.usage.get(id);
    if (mark && mark.lastUsed > (last?.lastUsed ?? '')) last = mark;
  }
  return last;
}

/**
 * The last use of each user, role and credential of an account, ISO 8601. Keys are a user's or role's unique
 * id, an access key's id, and `{owner}/password`. A missing key was never used.
 */
export type LastUses = ReadonlyMap<string, string>;

export function lastUses(world: World, account: AccountId): LastUses {
  const uses = new Map<string, string>();
  for (const { principal, lastUsed } of ownedBy(world, 'usage', account)) {
    const before = uses.get(principal);
    if (before === undefined || lastUsed > before) uses.set(principal, lastUsed);
  }
  return uses;
}

const day = 86_400_000;

/** Returns whole days from `iso` to `now` (milliseconds); 0 for dates ahead. */
export const daysBetween = (iso: string, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(iso)) / day));
