import type { UsageRecord } from '../records/tables.ts';
import type { World } from './world.ts';

/** Reading the marks of last use (N-22, N-23). */
export const passwordUseId = (owner: string): string => `${owner}/password`;

/** The latest mark of a user or role, over all services. */
export function lastUse(world: World, principal: string): UsageRecord | undefined {
  let last: UsageRecord | undefined;
  for (const id of world.index.usesOf.get(principal) ?? []) {
    const mark = world.usage.get(id);
    if (mark && mark.lastUsed > (last?.lastUsed ?? '')) last = mark;
  }
  return last;
}
