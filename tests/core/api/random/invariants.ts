/** Checks what always holds in a world, whatever calls were made. Each problem is one line. */

import { apply, createWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import { type QuotaName, quotaOf } from '#core/model/quotas.ts';
import { holderTables, tableNames } from '#core/model/records/lists.ts';
import { RowSet } from '#core/model/world/row-set.ts';
import { type World, countOwned, nameKey } from '#core/model/world/world.ts';

export function brokenInvariants(world: World): string[] {
  return [
    ...references(world),
    ...credentials(world),
    ...names(world),
    ...versions(world),
    ...quotas(world),
    ...indexes(world),
  ];
}

function* references(world: World): Iterable<string> {
  for (const user of world.users.values()) {
    for (const id of user.groups) {
      if (world.groups.get(id)?.account !== user.account)
        yield `user ${user.userName} is in lost group ${id}`;
    }
  }
  for (const table of holderTables) {
    for (const row of world[table].values()) {
      const boundary =
        'permissionsBoundary' in row && row.permissionsBoundary ? [row.permissionsBoundary] : [];
      for (const arn of [...row.attachedPolicies, ...boundary]) {
        const ref = world.index.byArn.get(arn);
        const owner = ref?.table === 'policies' ? world.policies.get(ref.id)?.account : undefined;
        if (owner !== row.account && owner !== 'aws') yield `${row.arn} uses lost policy ${arn}`;
      }
      if (new Set(row.attachedPolicies).size < row.attachedPolicies.length) yield `${row.arn} attached twice`;
    }
  }
  for (const profile of world.instanceProfiles.values()) {
    for (const id of profile.roles) {
      if (world.roles.get(id)?.account !== profile.account)
        yield `profile ${profile.arn} holds lost role ${id}`;
    }
  }
  for (const table of tableNames) {
    for (const [key, row] of world[table]) {
      if (key !== row.id) yield `${table}: key ${key} holds ${row.id}`;
      if ('account' in row && row.account !== 'aws' && !world.accounts.has(row.account))
        yield `${key}: lost account`;
    }
  }
}

/** Credentials belong to users that exist, or to root; each secret to a credential, and each key to a secret. */
function* credentials(world: World): Iterable<string> {
  const ownerOf = (key: string, account: string) =>
    key === account || world.users.get(key)?.account === account;
  for (const table of ['accessKeys', 'loginProfiles', 'mfaDevices', 'userCredentials'] as const) {
    const counts = new Map<string, number>();
    for (const row of world[table].values()) {
      if (row.owner === undefined) continue;
      if (!ownerOf(row.owner, row.account)) yield `${table} ${row.id} of lost ${row.owner}`;
      const kind = 'kind' in row ? row.kind : '';
      const key = `${row.owner}/${'serviceName' in row ? row.serviceName : kind}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const [key, count] of counts) if (count > quotasOfTable[table]) yield `${table}: ${count} of ${key}`;
  }
  for (const { id } of world.accessKeys.values())
    if (world.secrets.get(id)?.kind !== 'access-key') yield `access key ${id} has no secret`;
  for (const { id } of world.mfaDevices.values())
    if (world.secrets.get(id)?.kind !== 'totp') yield `device ${id} has no seed`;
  const providerKeys = new Set(
    [...world.samlProviders.values()].flatMap(({ privateKeys }) =>
      privateKeys.map(({ keyId }): string => keyId),
    ),
  );
  for (const { id } of world.secrets.values()) {
    const owned = [
      world.accessKeys,
      world.loginProfiles,
      world.mfaDevices,
      world.userCredentials,
      world.sessions,
      world.signIns,
    ].some((table) => table.has(id));
    if (!owned && !providerKeys.has(id)) yield `secret ${id} belongs to nothing`;
  }
}

const quotasOfTable = { accessKeys: 2, loginProfiles: 1, mfaDevices: 8, userCredentials: 5 };

/** N-01: one entity per name, ignoring case; ARNs say account, path and name. */
function* names(world: World): Iterable<string> {
  const seen = new Set<string>();
  const named = [
    ...[...world.users.values()].map((r) => [r, 'users', 'user', r.userName] as const),
    ...[...world.groups.values()].map((r) => [r, 'groups', 'group', r.groupName] as const),
    ...[...world.roles.values()].map((r) => [r, 'roles', 'role', r.roleName] as const),
    ...[...world.policies.values()].map((r) => [r, 'policies', 'policy', r.policyName] as const),
    ...[...world.instanceProfiles.values()].map(
      (r) => [r, 'instanceProfiles', 'instance-profile', r.instanceProfileName] as const,
    ),
  ];
  for (const [row, table, type, name] of named) {
    const key = nameKey(table, row.account, name);
    if (seen.has(key)) yield `${key} twice`;
    seen.add(key);
    if (row.arn !== `arn:aws:iam::${row.account}:${type}${row.path}${name}`)
      yield `${row.arn} is not of ${name}`;
  }
}

/** N-25: at least one version, exactly one default, ids below the counter. */
function* versions(world: World): Iterable<string> {
  for (const policy of world.policies.values()) {
    const ids = policy.versions.map(({ versionId }) => versionId);
    if (!ids.includes(policy.defaultVersionId)) yield `${policy.arn} lacks its default`;
    if (new Set(ids).size < ids.length) yield `${policy.arn} has a version twice`;
    if (ids.some((id) => Number(id.slice(1)) >= policy.nextVersion)) yield `${policy.arn} counts backwards`;
  }
}

function* quotas(world: World): Iterable<string> {
  for (const account of world.accounts.values()) {
    const over = (name: QuotaName, count: number) => count > quotaOf(account, name);
    if (over('UsersPerAccount', countOwned(world, 'users', account.id))) yield 'too many users';
    if (over('GroupsPerAccount', countOwned(world, 'groups', account.id))) yield 'too many groups';
    if (over('RolesPerAccount', countOwned(world, 'roles', account.id))) yield 'too many roles';
    if (over('PoliciesPerAccount', countOwned(world, 'policies', account.id))) yield 'too many policies';
    for (const user of world.users.values()) {
      if (over('GroupsPerUser', user.groups.length)) yield `${user.arn} in too many groups`;
      if (over('PoliciesPerUser', user.attachedPolicies.length)) yield `${user.arn} has too many policies`;
      if (over('TagsPerEntity', user.tags.length)) yield `${user.arn} has too many tags`;
    }
    for (const policy of world.policies.values()) {
      if (over('VersionsPerPolicy', policy.versions.length)) yield `${policy.arn} has too many versions`;
    }
  }
}

/** INVARIANT of world/world.ts: the indexes are what the rows alone would make. */
function* indexes(world: World): Iterable<string> {
  const rebuilt = createWorld();
  for (const table of tableNames)
    for (const row of world[table].values()) apply(rebuilt, [created(table, row)]);
  for (const name of Object.keys(world.index) as (keyof World['index'])[]) {
    if (printed(world.index[name]) !== printed(rebuilt.index[name]))
      yield `index ${name} differs from a rebuilt one`;
  }
}

/**
 * A Map of values or lists as text, independent of insertion order. Of a list both the order that it keeps and
 * a search in it are printed, so that one that lost its order differs.
 */
function printed(map: ReadonlyMap<string, unknown>): string {
  const entries = [...map].map(([key, value]) => [
    key,
    value instanceof RowSet ? listed(value as RowSet<string>) : value,
  ]);
  return JSON.stringify(entries.sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)));
}

const listed = (rows: RowSet<string>) => ({
  size: rows.size,
  held: [...rows].sort(),
  inOrder: [...rows.from()],
  orders: [...rows.orders()],
});

/** All rows as text, independent of insertion order. */
export function rowsOf(world: World): string {
  return JSON.stringify(
    tableNames.map((table) => [...world[table]].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)),
  );
}
