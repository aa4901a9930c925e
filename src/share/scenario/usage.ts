/** Last uses in a scenario: of services by users and roles, and of the passwords and access keys of users. */

import { type AccountId, type EntityId, unsafeEntityId } from '../../core/model/ids.ts';
import type { UsageRecord } from '../../core/model/records/tables.ts';
import { passwordUseId } from '../../core/model/world/dates.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioUsage } from './format/account.ts';

const password = 'password';

/** `principal`: the unique id of the user or role. */
export function usageRecord(
  { service, lastUsed, region, credential }: ScenarioUsage,
  principal: EntityId,
  account: AccountId,
): UsageRecord {
  const used = credential === password ? passwordUseId(principal) : (credential ?? principal);
  return {
    id: unsafeEntityId(credential === undefined ? `${principal}/${service}` : used),
    account,
    principal: unsafeEntityId(used),
    service,
    lastUsed,
    region,
  };
}

/** Returns the use for the file; `undefined` for one that stays: of an action, an MFA device or the root user. */
export function writtenUsage(world: World, use: UsageRecord): ScenarioUsage | undefined {
  const { action, service, lastUsed, region } = use;
  const found = usedBy(world, use.principal);
  return found && action === undefined ? { ...found, service, lastUsed, region } : undefined;
}

function usedBy(world: World, used: string): Pick<ScenarioUsage, 'principal' | 'credential'> | undefined {
  const holder = world.users.get(used) ?? world.roles.get(used);
  if (holder) return { principal: holder.arn };
  const key = world.accessKeys.get(used);
  const user = world.users.get(key?.owner ?? used.slice(0, -passwordUseId('').length));
  const credential = key?.id ?? password;
  return user && (key ?? used === passwordUseId(user.id)) ? { principal: user.arn, credential } : undefined;
}
