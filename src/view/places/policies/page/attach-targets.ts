/** The identities that a policy can be attached to or limits. */

import type { AccountId } from '#core/model/ids.ts';
import { type Holder, type World, ownedBy } from '#core/model/world/world.ts';
import { counted } from '#view/entity/names.ts';

export interface AttachTarget {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  readonly arn: string;
  readonly search: string;
}

export function attachTargetOf(row: Holder): AttachTarget {
  const [kind, name] =
    'userName' in row
      ? (['user', row.userName] as const)
      : 'roleName' in row
        ? (['role', row.roleName] as const)
        : (['group', row.groupName] as const);
  return { kind, name, arn: row.arn, search: `${row.path}${name}`.toLowerCase() };
}

export const attachTargets = (world: World, account: AccountId): AttachTarget[] =>
  (['groups', 'roles', 'users'] as const).flatMap((table) =>
    (ownedBy(world, table, account) as Holder[]).map(attachTargetOf),
  );

export function boundaryWords(limited: readonly Holder[]): string {
  const users = limited.filter((row) => 'userName' in row).length;
  const roles = limited.length - users;
  return [users && counted(users, 'user'), roles && counted(roles, 'role')].filter(Boolean).join(' and ');
}
