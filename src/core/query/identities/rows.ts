/**
 * The rows of the lists of identities: what a column shows or a filter reads. Each table is read once for all
 * rows, so that 5,000 users stay cheap. What an imported account does not tell is undefined, never guessed.
 * The screen decides who may see a list.
 */

import type { AccessKeyRecord } from '../../model/records/credentials.ts';
import type { AccountId, EntityId } from '../../model/ids.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  RoleRecord,
  UserRecord,
} from '../../model/records/identities.ts';
import type { Tag } from '../../model/records/tag.ts';
import { type TrustedPrincipal, namedPrincipals } from '../../model/trust-principals.ts';
import { knowsKeyUse, knowsPart, knowsRoleUse, knowsUserUse } from '../../model/world/known-parts.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { memoBy, memoByKey } from '../../model/memo.ts';
import { type LastUses, lastUses } from '../../model/world/dates.ts';
import { trustedNames } from '../../words/statement.ts';

interface IdentityRow {
  readonly id: EntityId;
  readonly name: string;
  readonly path: string;
  /** Path and name in lower case, for search. */
  readonly text: string;
  readonly created: string;
  readonly tags: readonly Tag[];
}

export interface UserRow extends IdentityRow {
  readonly kind: 'user';
  readonly groups: readonly string[];
  readonly ownPolicies: number;
  readonly console: boolean | undefined;
  readonly mfa: number | undefined;
  readonly keys: KeyFacts | undefined;
  /** ISO; the latest of password, keys and calls. Undefined: never, or not known (`knowsActivity`). */
  readonly lastActivity: string | undefined;
  /** True when no activity means never, as far as AWS looks back. */
  readonly knowsActivity: boolean;
}

export interface KeyFacts {
  readonly active: number;
  readonly inactive: number;
  /** ISO: when the oldest active key was made. */
  readonly oldest: string | undefined;
  /** True when an active key was never used, for certain (W-21). */
  readonly unused: boolean;
}

export interface GroupRow extends IdentityRow {
  readonly kind: 'group';
  readonly users: number;
  readonly policies: number;
}

export const trustKindsOfRoles = ['service', 'account', 'saml', 'oidc', 'service-linked', 'other'] as const;
export type RoleTrustKind = (typeof trustKindsOfRoles)[number];

export interface RoleRow extends IdentityRow {
  readonly kind: 'role';
  readonly trusts: string;
  readonly trustKinds: readonly RoleTrustKind[];
  readonly policies: number;
  readonly lastActivity: string | undefined;
  /** True when no activity means never. */
  readonly knowsActivity: boolean;
}

export interface ProfileRow extends IdentityRow {
  readonly kind: 'profile';
  readonly role: string | undefined;
}

/** Cached by world: a list that is opened again costs nothing. */
export const userRows = memoByKey((world: World, account: AccountId) => readUsers(world, account));

function readUsers(world: World, account: AccountId): UserRow[] {
  const uses = lastUses(world, account);
  const keysOf = byOwner(world.accessKeys.values());
  const devicesOf = byOwner(world.mfaDevices.values());
  return ownedBy(world, 'users', account).map((user) => {
    const { id, userName: name, path, groups } = user;
    const keys = keysOf.get(id);
    const console = world.loginProfiles.has(id);
    return {
      kind: 'user',
      id,
      name,
      path,
      text: `${path}${name}`.toLowerCase(),
      created: user.createDate,
      tags: user.tags,
      groups:
        groups.length === 0 ? none : groups.flatMap((group) => world.groups.get(group)?.groupName ?? []),
      ownPolicies: user.attachedPolicies.length + user.inlinePolicies.length,
      console: console || knowsPart(world, user, 'passwords') ? console : undefined,
      mfa: countKnown(devicesOf.get(id)?.length ?? 0, knowsPart(world, user, 'mfa-devices')),
      keys: keys || knowsPart(world, user, 'access-keys') ? keyFacts(world, keys ?? [], uses) : undefined,
      lastActivity: uses.size === 0 ? undefined : latest(id, keys, uses),
      knowsActivity: knowsUserUse(world, user),
    };
  });
}

const none: readonly string[] = [];

/** Groups credentials by owner in one pass: most accounts have far fewer of them than users. */
function byOwner<Row extends { readonly owner?: EntityId }>(rows: Iterable<Row>): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.owner === undefined) continue;
    const of = found.get(row.owner);
    if (of) of.push(row);
    else found.set(row.owner, [row]);
  }
  return found;
}

function keyFacts(world: World, keys: readonly AccessKeyRecord[], uses: LastUses): KeyFacts {
  const active = keys.filter(({ status }) => status === 'Active');
  return {
    active: active.length,
    inactive: keys.length - active.length,
    oldest: active.reduce<string | undefined>(
      (oldest, { createDate }) => (oldest === undefined || createDate < oldest ? createDate : oldest),
      undefined,
    ),
    unused: active.some((key) => !uses.has(key.id) && knowsKeyUse(world, key)),
  };
}

function latest(
  id: string,
  keys: readonly AccessKeyRecord[] | undefined,
  uses: LastUses,
): string | undefined {
  let found = uses.get(id);
  for (const source of [`${id}/password`, ...(keys ?? []).map((key) => key.id)]) {
    const use = uses.get(source);
    if (use !== undefined && use > (found ?? '')) found = use;
  }
  return found;
}

const countKnown = (count: number, known: boolean): number | undefined =>
  known || count > 0 ? count : undefined;

export function groupRows(world: World, account: AccountId): GroupRow[] {
  return ownedBy(world, 'groups', account).map((group: GroupRecord) => ({
    ...identityOf(group, group.groupName, []),
    kind: 'group',
    users: world.index.members.get(group.id)?.size ?? 0,
    policies: group.attachedPolicies.length + group.inlinePolicies.length,
  }));
}

export function roleRows(world: World, account: AccountId): RoleRow[] {
  const uses = lastUses(world, account);
  return ownedBy(world, 'roles', account).map((role) => ({
    ...identityOf(role, role.roleName, role.tags),
    kind: 'role',
    trusts: trustedNames(role).join(', '),
    trustKinds: trustKindsOf(role),
    policies: role.attachedPolicies.length + role.inlinePolicies.length,
    lastActivity: uses.get(role.id),
    knowsActivity: knowsRoleUse(world, role),
  }));
}

export function profileRows(world: World, account: AccountId): ProfileRow[] {
  return ownedBy(world, 'instanceProfiles', account).map((profile: InstanceProfileRecord) => ({
    ...identityOf(profile, profile.instanceProfileName, profile.tags),
    kind: 'profile',
    role: profile.roles.flatMap((id) => world.roles.get(id)?.roleName ?? [])[0],
  }));
}

const identityOf = (
  row: UserRecord | GroupRecord | RoleRecord | InstanceProfileRecord,
  name: string,
  tags: readonly Tag[],
): IdentityRow => ({
  id: row.id,
  name,
  path: row.path,
  text: `${row.path}${name}`.toLowerCase(),
  created: row.createDate,
  tags,
});

const trustKindsOf = memoBy((role: RoleRecord): readonly RoleTrustKind[] =>
  role.path.startsWith('/aws-service-role/')
    ? ['service-linked']
    : [...new Set(namedPrincipals(role.assumeRolePolicyDocument).map(trustKindOf))],
);

function trustKindOf({ type, value }: TrustedPrincipal): RoleTrustKind {
  switch (type) {
    case 'Service':
      return 'service';
    case 'Federated':
      return value.includes(':saml-provider/') ? 'saml' : 'oidc';
    case 'AWS':
      return 'account';
    case 'CanonicalUser':
      return 'other';
  }
}
