/** The kinds of identities, their words, and how IAM spells calls about them. */

import { arnName } from '#core/model/arn.ts';
import type { AccountId } from '#core/model/ids.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  RoleRecord,
  UserRecord,
} from '#core/model/records/identities.ts';
import type { Change } from '#core/model/world/change.ts';
import { type World, findByName } from '#core/model/world/world.ts';
import { counted } from '../../entity/names.ts';
import type { AwsWord } from '../../ui/words/glossary.ts';
import type { KindOfThing } from '../../ui/data/kinds.ts';

export const entityKinds = ['user', 'group', 'role', 'profile'] as const;
export type EntityKind = (typeof entityKinds)[number];

export type Identity =
  | { readonly kind: 'user'; readonly name: string; readonly row: UserRecord }
  | { readonly kind: 'group'; readonly name: string; readonly row: GroupRecord }
  | { readonly kind: 'role'; readonly name: string; readonly row: RoleRecord }
  | { readonly kind: 'profile'; readonly name: string; readonly row: InstanceProfileRecord };

export type PolicyHolder = Exclude<Identity, { kind: 'profile' }>;

const tables = {
  user: 'users',
  group: 'groups',
  role: 'roles',
  profile: 'instanceProfiles',
} as const;
const nouns = { user: 'User', group: 'Group', role: 'Role', profile: 'InstanceProfile' } as const;

export interface KindWords {
  readonly noun: string;
  readonly plural: string;
  readonly title: string;
  readonly column: string;
  readonly tab: string;
  readonly shape: KindOfThing;
  readonly word: AwsWord;
}

export const entityKindWords: Readonly<Record<EntityKind, KindWords>> = {
  user: {
    noun: 'user',
    plural: 'users',
    title: 'Users',
    column: 'User',
    tab: 'users',
    shape: 'user',
    word: 'IAM user',
  },
  group: {
    noun: 'group',
    plural: 'groups',
    title: 'Groups',
    column: 'Group',
    tab: 'groups',
    shape: 'group',
    word: 'group',
  },
  role: {
    noun: 'role',
    plural: 'roles',
    title: 'Roles',
    column: 'Role',
    tab: 'roles',
    shape: 'role',
    word: 'role',
  },
  profile: {
    noun: 'instance profile',
    plural: 'instance profiles',
    title: 'Instance profiles',
    column: 'Instance profile',
    tab: 'profiles',
    shape: 'resource',
    word: 'instance profile',
  },
};

export const countedKind = (kind: EntityKind, count: number): string => {
  const { noun, plural } = entityKindWords[kind];
  return counted(count, noun, plural);
};

export function findIdentity(
  world: World,
  account: AccountId,
  kind: EntityKind,
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
    case 'profile': {
      const row = findByName(world, 'instanceProfiles', account, name);
      return row && { kind, name: row.instanceProfileName, row };
    }
  }
}

export function isOfIdentity(change: Change, account: AccountId, kind: EntityKind, name: string): boolean {
  if (change.table !== tables[kind]) return false;
  const row = change.after ?? change.before;
  return row?.account === account && arnName(row.arn).toLowerCase() === name.toLowerCase();
}

export const nameParam = ({ kind, name }: Pick<Identity, 'kind' | 'name'>): Record<string, string> => ({
  [`${nouns[kind]}Name`]: name,
});

/** Returns `AttachUserPolicy` from `Attach` and `Policy`. */
export const operationOf = (verb: string, kind: EntityKind, suffix = ''): string =>
  `${verb}${nouns[kind]}${suffix}`;
