import type { AccountId, EntityId } from '../model/ids.ts';
import type {
  AccountRecord,
  GroupRecord,
  InstanceProfileRecord,
  RoleRecord,
  Tag,
  UnknownPart,
  UserRecord,
} from '../model/records.ts';
import { type NamedPrincipal, namedPrincipals } from '../model/trust.ts';
import { type World, credentialsOf, ownedBy } from '../model/world.ts';
import { type LastUses, daysBetween, lastUses } from './last-uses.ts';
import { trustedNames } from './trusted-names.ts';

/**
 * The rows of the lists of identities: what stands in a column or is filtered by, read once for all rows, so
 * that 5,000 users cost one pass over each table. What an imported account does not tell is undefined, never
 * guessed. A list is shown only to who may call its List operation; that is the screen's question.
 */
interface IdentityRow {
  readonly id: EntityId;
  readonly name: string;
  readonly path: string;
  /** Lower case: what search looks in. */
  readonly text: string;
  readonly created: string;
  readonly tags: readonly Tag[];
}

export interface UserRow extends IdentityRow {
  readonly kind: 'user';
  readonly groups: readonly string[];
  readonly ownPolicies: number;
  /** Has a console password. */
  readonly console: boolean | undefined;
  readonly mfa: number | undefined;
  readonly keys: KeyFacts | undefined;
  /** ISO; the latest of password, keys and calls. Undefined: never. */
  readonly lastActivity: string | undefined;
}

export interface KeyFacts {
  readonly active: number;
  readonly inactive: number;
  /** Days since the oldest active key was made. */
  readonly oldest: number | undefined;
  /** An active key that was never used. */
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
}

export interface ProfileRow extends IdentityRow {
  readonly kind: 'profile';
  readonly role: string | undefined;
}

const knows = (account: AccountRecord | undefined, part: UnknownPart): boolean =>
  !account?.unknown?.includes(part);

export function userRows(world: World, account: AccountId, now: number): UserRow[] {
  const row = world.accounts.get(account);
  const uses = lastUses(world, account);
  const known = {
    passwords: knows(row, 'passwords'),
    keys: knows(row, 'access-keys'),
    mfa: knows(row, 'mfa-devices'),
  };
  return ownedBy(world, 'users', account).map((user) => {
    const keys = credentialsOf(world, 'accessKeys', user.id);
    const active = keys.filter(({ status }) => status === 'Active');
    const ages = active.map(({ createDate }) => daysBetween(createDate, now));
    return {
      ...identityOf(user, user.userName, user.tags),
      kind: 'user',
      groups: user.groups.flatMap((id) => world.groups.get(id)?.groupName ?? []),
      ownPolicies: user.attachedPolicies.length + user.inlinePolicies.length,
      console:
        known.passwords || world.loginProfiles.has(user.id) ? world.loginProfiles.has(user.id) : undefined,
      mfa: countKnown(credentialsOf(world, 'mfaDevices', user.id).length, known.mfa),
      keys:
        known.keys || keys.length > 0
          ? {
              active: active.length,
              inactive: keys.length - active.length,
              oldest: ages.length > 0 ? Math.max(...ages) : undefined,
              unused: active.some(({ id }) => !uses.has(id)),
            }
          : undefined,
      lastActivity: latest([user.id, `${user.id}/password`, ...keys.map(({ id }) => id)], uses),
    };
  });
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

const latest = (ids: readonly string[], uses: LastUses): string | undefined => {
  let found: string | undefined;
  for (const id of ids) {
    const use = uses.get(id);
    if (use !== undefined && use > (found ?? '')) found = use;
  }
  return found;
};

const kindsOf = new WeakMap<RoleRecord, readonly RoleTrustKind[]>();

/** The kinds of principals that its trust policy names. */
function trustKindsOf(role: RoleRecord): readonly RoleTrustKind[] {
  let kinds = kindsOf.get(role);
  if (!kinds) {
    const named = namedPrincipals(role.assumeRolePolicyDocument).map(trustKindOf);
    kinds = role.path.startsWith('/aws-service-role/') ? ['service-linked'] : [...new Set(named)];
    kindsOf.set(role, kinds);
  }
  return kinds;
}

function trustKindOf({ type, value }: NamedPrincipal): RoleTrustKind {
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
