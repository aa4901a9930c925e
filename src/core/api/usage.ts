import { type KnownPrincipal, usedEntity } from '../authz/principal.ts';
import { type Change, created, replaced } from '../model/change.ts';
import { type EntityId, unsafeEntityId } from '../model/ids.ts';
import type { UsageRecord } from '../model/records.ts';
import { isoSeconds } from '../model/request.ts';
import { type World, ownedKey } from '../model/world.ts';

/**
 * Last use of a service by a user or role: the source of RoleLastUsed, last accessed and reports. A mark
 * is kept for 15 minutes before it moves (N-22), so most calls write none.
 */
const windowMilliseconds = 15 * 60_000;

export function usageMarks(
  world: World,
  principal: KnownPrincipal,
  service: string,
  region: string,
  now: number,
): Change[] {
  const entity = usedEntity(principal);
  if (entity === undefined) return [];
  const id = unsafeEntityId(`${entity}/${service}`);
  const before = world.usage.get(id);
  if (before && now - Date.parse(before.lastUsed) < windowMilliseconds && now >= Date.parse(before.lastUsed))
    return [];
  const after: UsageRecord = {
    id,
    account: principal.account,
    principal: entity,
    service,
    lastUsed: isoSeconds(now),
    region,
  };
  return [before ? replaced('usage', before, after) : created('usage', after)];
}

/** The latest mark of every user and role of the account that was ever used, over all services. */
export function lastUses(world: World, account: string): ReadonlyMap<EntityId, UsageRecord> {
  const last = new Map<EntityId, UsageRecord>();
  for (const id of world.index.owned.get(ownedKey('usage', account)) ?? []) {
    const mark = world.usage.get(id);
    if (mark && mark.lastUsed > (last.get(mark.principal)?.lastUsed ?? '')) last.set(mark.principal, mark);
  }
  return last;
}
