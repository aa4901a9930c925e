/**
 * The last use of a service by a user or role: the source of RoleLastUsed, last accessed and reports. A mark
 * stays for 15 minutes before it moves (N-22), so most calls write none.
 */

import { type KnownPrincipal, usedEntity } from '../authz/principal.ts';
import { type Change, created, replaced } from '../model/world/change.ts';
import { type EntityId, unsafeEntityId } from '../model/ids.ts';
import type { LoginProfileRecord } from '../model/records/credentials.ts';
import type { UsageRecord } from '../model/records/tables.ts';
import { passwordUseId } from '../model/world/dates.ts';
import { isoSeconds } from '../model/request/request.ts';
import { type World, ownedKey } from '../model/world/world.ts';

const windowMilliseconds = 15 * 60_000;

/** Marks the use by the principal, of a named action, and of the long-term key that signed. */
export function usageMarks(
  world: World,
  principal: KnownPrincipal,
  service: string,
  region: string,
  now: number,
  action?: string,
): Change[] {
  const entity = usedEntity(principal);
  const { account, accessKeyId } = principal;
  const use = { account, service, region };
  const marks: Change[] = [];
  if (entity !== undefined) {
    marks.push(...useMark(world, { ...use, id: `${entity}/${service}`, principal: entity }, now));
    if (action !== undefined) {
      const id = `${entity}/${service}/${action}`;
      marks.push(...useMark(world, { ...use, id, principal: entity, action }, now));
    }
  }
  // N-22: one row per key, whatever the service.
  const key = accessKeyId === undefined ? undefined : world.accessKeys.get(accessKeyId);
  if (key) marks.push(...useMark(world, { ...use, id: key.id, principal: key.id }, now));
  return marks;
}

/** N-23: PasswordLastUsed stays for 5 minutes. `owner`: the user, or the account id for the root user. */
export const passwordMark = (
  world: World,
  { owner, account }: Pick<LoginProfileRecord, 'owner' | 'account'>,
  region: string,
  now: number,
): Change[] => {
  const id = passwordUseId(owner);
  return useMark(world, { id, principal: id, account, service: 'signin', region }, now, 5 * 60_000);
};

function useMark(
  world: World,
  use: Omit<UsageRecord, 'id' | 'principal' | 'lastUsed'> & {
    readonly id: string;
    readonly principal: string;
  },
  now: number,
  window = windowMilliseconds,
): Change[] {
  const before = world.usage.get(use.id);
  const since = before ? now - Date.parse(before.lastUsed) : window;
  if (since >= 0 && since < window) return [];
  const after: UsageRecord = {
    ...use,
    id: unsafeEntityId(use.id),
    principal: unsafeEntityId(use.principal),
    lastUsed: isoSeconds(now),
  };
  return [before ? replaced('usage', before, after) : created('usage', after)];
}

/** Returns the latest mark of every user and role of the account that was ever used, over all services. */
export function usageByEntity(world: World, account: string): ReadonlyMap<EntityId, UsageRecord> {
  const last = new Map<EntityId, UsageRecord>();
  for (const id of world.index.owned.get(ownedKey('usage', account)) ?? []) {
    const mark = world.usage.get(id);
    if (mark && mark.lastUsed > (last.get(mark.principal)?.lastUsed ?? '')) last.set(mark.principal, mark);
  }
  return last;
}
