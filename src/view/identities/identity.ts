import type { AccountId } from '../../core/model/ids.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../core/model/records.ts';
import { type World, findByName } from '../../core/model/world.ts';

/** The three kinds of identities and how IAM spells calls about them. */
export const identityKinds = ['user', 'group', 'role'] as const;
export type IdentityKind = (typeof identityKinds)[number];

export type Identity =
  | { readonly kind: 'user'; readonly name: string; readonly row: UserRecord }
  | { readonly kind: 'group'; readonly name: string; readonly row: GroupRecord }
  | { readonly kind: 'role'; readonly name: string; readonly row: RoleRecord };

export const nouns = { user: 'User', group: 'Group', role: 'Role' } as const;

export function findIdentity(
  world: World,
  account: AccountId,
  kind: IdentityKind,
  name: string,
): Identity | undefined {
  switch (kind) {
    case 'user': {
      const row = findByName(world, 'users', account, name);
      return row && { kind, name: row.userName, row };
    }
    case 'group': {
      const row = findByName(world, 'groups', account, name);
      return row && { kind, name: row.groupName, row };
    }
    case 'role': {
      const row = findByName(world, 'roles', account, name);
      return row && { kind, name: row.roleName, row };
    }
  }
}

/** `{ UserName: 'alice' }` and so on. */
export const nameParam = ({ kind, name }: Pick<Identity, 'kind' | 'name'>): Record<string, string> => ({
  [`${nouns[kind]}Name`]: name,
});

/** `AttachUserPolicy` from `Attach` and `Policy`. */
export const operationOf = (verb: string, kind: IdentityKind, suffix = ''): string =>
  `${verb}${nouns[kind]}${suffix}`;
