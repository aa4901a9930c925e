/** Finds the management accounts below the places where control policies change: these do not limit them (E-54). */

import { standing } from '../../core/authz/organization.ts';
import type { AccountId } from '../../core/model/ids.ts';
import { type ControlPolicyType, controlPolicyTypes } from '../../core/model/records/lists.ts';
import type { Change } from '../../core/model/world/change.ts';
import type { World } from '../../core/model/world/world.ts';

export interface Spared {
  readonly account: AccountId;
  readonly type: ControlPolicyType;
}

export function sparedBy(world: World, changes: readonly Change[]): Spared[] {
  const found = [...world.organizations.values()].flatMap(({ id, account }) => {
    const nodes = standing(world, account)?.nodes ?? [];
    return changes
      .flatMap((change) => placesOf(change, id))
      .filter(({ node }) => nodes.includes(node))
      .map(({ type }): Spared => ({ account, type }));
  });
  return [...new Map(found.map((one) => [`${one.account} ${one.type}`, one])).values()];
}

interface Place {
  readonly type: ControlPolicyType;
  readonly node: string;
}

function placesOf(change: Change, organization: string): Place[] {
  const { before, after } = change;
  if (change.table === 'controlPolicies')
    return [change.before, change.after].flatMap((row) =>
      row?.organization === organization ? row.targets.map((node) => ({ type: row.type, node })) : [],
    );
  if (change.table !== 'organizations' || change.id !== organization || !before || !after) return [];
  const [ours, theirs] = [change.before?.enabledPolicyTypes ?? [], change.after?.enabledPolicyTypes ?? []];
  return controlPolicyTypes
    .filter((type) => ours.includes(type) !== theirs.includes(type))
    .map((type) => ({ type, node: change.after?.rootId ?? '' }));
}
