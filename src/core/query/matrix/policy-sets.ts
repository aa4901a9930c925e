/** Finds the principals that have the same policies, so that what only policies decide is decided once for all of them. */

import type { World } from '../../model/world/world.ts';
import type { RoleRecord, UserRecord } from '../../model/records/tables.ts';
import type { AskedPrincipal } from '../ask/principals.ts';

export interface PolicySets {
  /** The number of the set of each principal. */
  readonly of: Uint32Array;
  readonly count: number;
}

/** Principals of another kind never have the same set. */
export function policySets(world: World, principals: readonly AskedPrincipal[]): PolicySets {
  const numbers = new Map<string, number>();
  const of = Uint32Array.from(principals, ({ arn }) => {
    const text = policiesText(world, arn);
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
  return { of, count: numbers.size };
}

function policiesText({ index, users, roles }: World, arn: string): string {
  const ref = index.byArn.get(arn);
  const row: UserRecord | RoleRecord | undefined =
    ref?.table === 'users' ? users.get(ref.id) : ref?.table === 'roles' ? roles.get(ref.id) : undefined;
  if (!row) return arn;
  const { account, attachedPolicies, inlinePolicies, permissionsBoundary = '' } = row;
  const kind = 'userName' in row ? row.groups : row.path.startsWith('/aws-service-role/');
  const inline = inlinePolicies.map(({ document }) => document);
  return JSON.stringify([account, kind, attachedPolicies, inline, permissionsBoundary]);
}
