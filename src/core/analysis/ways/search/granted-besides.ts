/** Calls that the policy of a role or of a resource can allow, so that the caller's own policies need no Allow. */

import type { ResourceRecord } from '#core/model/records/tables.ts';
import { typeOfResource } from '#core/model/world/running-roles.ts';
import type { World } from '#core/model/world/world.ts';
import type { Method, Need } from '../format.ts';
import { memoBy } from '#core/model/memo.ts';

export const assumeRoleAction = 'sts:AssumeRole';

/** Returns true when somebody without an Allow of its own may make the call. */
export const isGrantedBesides = (world: World, { exists }: Method, { action, on }: Need): boolean =>
  action === assumeRoleAction ||
  on.startsWith('s3:') ||
  (on === 'resource' && grantingOf(world, exists?.type ?? '').length > 0);

const granting = memoBy((resources: World['resources']): ReadonlyMap<string, readonly ResourceRecord[]> => {
  const found = new Map<string, ResourceRecord[]>();
  for (const record of resources.values()) {
    if (record.policy === undefined) continue;
    const own = typeOfResource(record);
    if (own !== undefined) found.set(own, [...(found.get(own) ?? []), record]);
  }
  return found;
});

/** Call it before a search: a table stays the same object when its rows change. */
export const forgetGranting = ({ resources }: World): boolean => granting.forget(resources);

export const grantingOf = ({ resources }: World, type: string): readonly ResourceRecord[] =>
  granting(resources).get(type) ?? [];
