/** Says whether ways to a thing can be searched: of other things nobody would know that there is no way. */

import { reachedBy } from '../../analysis/ways/search/reached-by.ts';
import { rolesRunBy } from '../../model/world/running-roles.ts';
import { type World, findByArn } from '../../model/world/world.ts';

/** `arn`: of a user, a role, or a resource that can be read or that runs as a role. */
export function canAimAt(world: World, arn: string): boolean {
  const table = world.index.byArn.get(arn)?.table;
  if (table === 'users' || table === 'roles' || reachedBy(arn).length > 0) return true;
  const record = findByArn(world, 'resources', arn);
  return record !== undefined && rolesRunBy(world, record).length > 0;
}
