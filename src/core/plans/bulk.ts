/**
 * Turns one action on many identities into the calls that it takes. A person reviews them as a list; then
 * they are made one after the other. A call that would change nothing is left out.
 */

import type { AccountId } from '../model/ids.ts';
import { type World, findByName } from '../model/world/world.ts';
import { groupDeletion, profileDeletion, roleDeletion, userDeletion } from './deletion.ts';
import { type PlannedCall, identityNouns, planned } from './identity-calls.ts';

export type BulkKind = 'user' | 'group' | 'role' | 'profile';

export type BulkAct =
  | { readonly kind: 'add-to-group'; readonly group: string }
  | { readonly kind: 'attach'; readonly policy: string }
  | { readonly kind: 'detach'; readonly policy: string }
  | { readonly kind: 'tag'; readonly key: string; readonly value: string }
  | { readonly kind: 'delete' };

const tables = { user: 'users', group: 'groups', role: 'roles', profile: 'instanceProfiles' } as const;

export function bulkSteps(
  world: World,
  account: AccountId,
  kind: BulkKind,
  names: readonly string[],
  act: BulkAct,
): PlannedCall[] {
  return names.flatMap((name) => stepsFor(world, account, kind, name, act));
}

function stepsFor(
  world: World,
  account: AccountId,
  kind: BulkKind,
  name: string,
  act: BulkAct,
): readonly PlannedCall[] {
  const row = findByName(world, tables[kind], account, name);
  if (!row) return [];
  const noun = identityNouns[kind];
  const named = { [`${noun}Name`]: name };
  switch (act.kind) {
    case 'add-to-group': {
      const group = findByName(world, 'groups', account, act.group);
      if (group && 'groups' in row && row.groups.includes(group.id)) return [];
      return [planned('AddUserToGroup', { GroupName: act.group, ...named })];
    }
    case 'attach':
      if ('attachedPolicies' in row && row.attachedPolicies.some((arn) => arn === act.policy)) return [];
      return [planned(`Attach${noun}Policy`, { ...named, PolicyArn: act.policy })];
    case 'detach':
      if (!('attachedPolicies' in row) || !row.attachedPolicies.some((arn) => arn === act.policy)) return [];
      return [planned(`Detach${noun}Policy`, { ...named, PolicyArn: act.policy })];
    case 'tag':
      if ('tags' in row && row.tags.some(({ key, value }) => key === act.key && value === act.value))
        return [];
      return [planned(`Tag${noun}`, { ...named, Tags: [{ Key: act.key, Value: act.value }] })];
    case 'delete':
      if ('userName' in row) return userDeletion(world, row);
      if ('groupName' in row) return groupDeletion(world, row);
      return 'roleName' in row ? roleDeletion(world, row) : profileDeletion(world, row);
  }
}

/** Returns the ARNs of the managed policies that at least one of `names` has. */
export function attachedToAny(
  world: World,
  account: AccountId,
  kind: BulkKind,
  names: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  for (const name of names) {
    const row = findByName(world, tables[kind], account, name);
    if (row && 'attachedPolicies' in row) for (const arn of row.attachedPolicies) found.add(arn);
  }
  return found;
}
