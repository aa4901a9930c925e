/**
 * The whole simulated world: one Map for each table, and the indexes derived from them. Everything outside
 * `apply.ts` sees it read-only.
 * INVARIANT: the indexes are always what `indexEntries` makes of the tables. They are never stored.
 */

import type { MfaDeviceRecord } from '../records/credentials.ts';
import { type AccountId, type Arn, type EntityId, awsAccount } from '../ids.ts';
import { type ListedRow, type RowList, mergedRows } from './row-set.ts';
import type { HolderTable, TableName } from '../records/lists.ts';
import type { TableRecords } from '../records/tables.ts';

export type Tables = { readonly [T in TableName]: ReadonlyMap<string, TableRecords[T]> };

export interface World extends Tables {
  readonly index: WorldIndex;
}

/** The key of a row that holds policies, as the attachment indexes have it. */
export type HolderKey = `${HolderTable}/${string}`;

export interface WorldIndex {
  /** `{table}/{account}/{name in lower case}` → row key; names are unique ignoring case (N-01). */
  readonly byName: ReadonlyMap<string, EntityId>;
  readonly byArn: ReadonlyMap<string, RowRef>;
  /**
   * `{table}/{account}` → row keys, for lists and quotas of an account without a scan. Sorted by name; usage
   * by service, sessions by expiration, all else by id. MFA devices also by kind and use (`devicesKey`).
   */
  readonly owned: ReadonlyMap<string, RowList<EntityId>>;
  /** `{table}/{account}` → the rows that have a path, by path, then like `owned`: `{path}\n{order}`. */
  readonly byPath: ReadonlyMap<string, RowList<EntityId>>;
  /** Group key → keys of its users, by name. */
  readonly members: ReadonlyMap<string, RowList<EntityId>>;
  /** `usageKey` of a managed policy → the users, groups and roles of the account that have it attached. */
  readonly attachedTo: ReadonlyMap<string, RowList<HolderKey>>;
  /** `usageKey` of a managed policy → the users and roles of the account that have it as boundary. */
  readonly boundaryOf: ReadonlyMap<string, RowList<HolderKey>>;
  /** `usedPoliciesKey` → one entry for each use; its orders are the policies, `{name}\n{arn}`. */
  readonly usedPolicies: ReadonlyMap<string, RowList<string>>;
  /** Principal of trust policies (ARN, account id, service, provider, `*`) → keys of roles that name it. */
  readonly trustedBy: ReadonlyMap<string, RowList<EntityId>>;
  /** Role key → keys of the instance profiles that hold it, by name. */
  readonly profilesOf: ReadonlyMap<string, RowList<EntityId>>;
  /** `{table}/{owner}` → keys of the credentials that a user or the root user has. */
  readonly credentialsOf: ReadonlyMap<string, RowList<EntityId>>;
  /** User, role or credential → keys of its usage marks. */
  readonly usesOf: ReadonlyMap<string, RowList<EntityId>>;
  /** `resourceTypeKey` → keys of the account's resources of the type, by ARN. */
  readonly ofType: ReadonlyMap<string, RowList<EntityId>>;
  /** ARN of a role, or of what holds one, and `executionRoleKey` → keys of the resources that name it, by ARN. */
  readonly runsThrough: ReadonlyMap<string, RowList<EntityId>>;
}

export interface RowRef {
  readonly table: TableName;
  readonly id: EntityId;
}

export const nameKey = (table: TableName, account: string, name: string): string =>
  `${table}/${account}/${name.toLowerCase()}`;
export const ownedKey = (table: TableName, account: string): string => `${table}/${account}`;
export const devicesKey = (account: string, kind: MfaDeviceRecord['kind'], inUse: boolean): string =>
  `mfaDevices/${account}/${kind}/${inUse ? 'in use' : 'free'}`;

/** `type`: CloudFormation's name. */
export const resourceTypeKey = (account: string, type: string): string => `${account}/${type}`;
/** Returns the key of a role that stack sets take by its name. */
export const executionRoleKey = (account: string, roleName: string): string =>
  `${account}/${roleName.toLowerCase()}`;

/** Returns the key in `owned` that has one entry for each version of an account's policies. */
export const versionsKey = (account: string): string => `policyVersions/${account}`;

/** Returns the key of a policy's uses in an account. AWS's policies have one for each account. */
export const usageKey = (policy: string, account: string): string =>
  policy.startsWith(awsPolicies) ? `${account} ${policy}` : policy;
/** Returns the key of an account's used policies: one list for its own, one for AWS's. */
export const usedPoliciesKey = (account: string, use: PolicyUse, policy: string): string =>
  `${use}/${account}/${policy.startsWith(awsPolicies) ? awsAccount : account}`;
export type PolicyUse = 'attached' | 'boundary';
const awsPolicies = `arn:aws:iam::${awsAccount}:`;

type NamedTable =
  | 'users'
  | 'groups'
  | 'roles'
  | 'policies'
  | 'instanceProfiles'
  | 'serverCertificates'
  | 'samlProviders';

/** Returns the row of that name in the account, ignoring case (N-01). */
export function findByName<T extends NamedTable>(
  world: World,
  table: T,
  account: AccountId,
  name: string,
): TableRecords[T] | undefined {
  const id = world.index.byName.get(nameKey(table, account, name));
  return id === undefined ? undefined : (world[table] as ReadonlyMap<string, TableRecords[T]>).get(id);
}

/** Returns the row that an ARN names if it is one of `table`. The ARN must have the stored case (G-44). */
export function findByArn<T extends TableName>(
  world: World,
  table: T,
  arn: string,
): TableRecords[T] | undefined {
  const ref = world.index.byArn.get(arn);
  if (ref?.table !== table) return undefined;
  return (world[table] as ReadonlyMap<string, TableRecords[T]>).get(ref.id);
}

/** Returns the control policy of that ARN, which the index leaves out: AWS's own has the same ARN in each organization. */
export function controlPolicyOf(world: World, arn: string): TableRecords['controlPolicies'] | undefined {
  if (!arn.startsWith('arn:aws:organizations:')) return undefined;
  for (const policy of world.controlPolicies.values()) if (policy.arn === arn) return policy;
  return undefined;
}

/** Returns all rows of a table that belong to the account, in insertion order. */
export function ownedBy<T extends TableName>(world: World, table: T, account: AccountId): TableRecords[T][] {
  const rows = world[table] as ReadonlyMap<string, TableRecords[T]>;
  const owned: TableRecords[T][] = [];
  for (const id of world.index.owned.get(ownedKey(table, account)) ?? []) {
    const row = rows.get(id);
    if (row) owned.push(row);
  }
  return owned;
}

/** Returns the rows that an account has of a table, sorted; `after`: only those that come after it. */
export const ownedInOrder = (
  world: World,
  table: TableName,
  account: AccountId,
  after?: string,
): Iterable<ListedRow<EntityId>> => world.index.owned.get(ownedKey(table, account))?.from(after) ?? [];

/** Returns those of `ownedInOrder` whose path begins with `prefix`, without looking at others. */
export function ownedUnder(
  world: World,
  table: TableName,
  account: AccountId,
  prefix: string,
  after?: string,
): Iterable<ListedRow<EntityId>> {
  if (prefix === '/') return ownedInOrder(world, table, account, after);
  const rows = world.index.byPath.get(ownedKey(table, account));
  if (!rows) return [];
  return mergedRows(pathsUnder(rows, prefix).map((path) => ofPath(rows, path, after)));
}

function pathsUnder(rows: RowList<EntityId>, prefix: string): string[] {
  const paths: string[] = [];
  for (let from = prefix; ;) {
    const next = rows.from(from).next();
    const path = next.done ? '' : next.value.order.slice(0, next.value.order.indexOf('\n'));
    if (path === '' || !path.startsWith(prefix)) return paths;
    paths.push(path);
    // No name has the character after the line break, so this is past all rows of the path.
    from = `${path}\v`;
  }
}

function* ofPath(
  rows: RowList<EntityId>,
  path: string,
  after: string | undefined,
): IterableIterator<ListedRow<EntityId>> {
  const start = `${path}\n`;
  for (const { order, id } of rows.from(start + (after ?? ''))) {
    if (!order.startsWith(start)) return;
    yield { order: order.slice(start.length), id };
  }
}

/** Tables whose rows belong to a user or to the root user; `owner` finds them. */
export type OwnedTable = 'accessKeys' | 'loginProfiles' | 'mfaDevices' | 'userCredentials';

/** Returns the credentials of a user, or of the root user (by account id); oldest first. */
export function credentialsOf<T extends OwnedTable>(
  world: World,
  table: T,
  owner: string,
): TableRecords[T][] {
  const rows = world[table] as ReadonlyMap<string, TableRecords[T]>;
  return [...(world.index.credentialsOf.get(credentialKey(table, owner)) ?? [])].flatMap(
    (id) => rows.get(id) ?? [],
  );
}

export const credentialKey = (table: OwnedTable, owner: string): string => `${table}/${owner}`;

export const countOwned = (world: World, table: TableName, account: AccountId): number =>
  world.index.owned.get(ownedKey(table, account))?.size ?? 0;

export const attachedIn = (world: World, policy: string, account: string): RowList<HolderKey> | undefined =>
  world.index.attachedTo.get(usageKey(policy, account));
export const boundaryIn = (world: World, policy: string, account: string): RowList<HolderKey> | undefined =>
  world.index.boundaryOf.get(usageKey(policy, account));

/** Returns the policies of `owner` (this account or AWS) that `account` uses: `{name}\n{arn}`, sorted. */
export const usedPolicies = (
  world: World,
  account: AccountId,
  use: PolicyUse,
  owner: AccountId,
  after?: string,
): Iterable<string> => world.index.usedPolicies.get(`${use}/${account}/${owner}`)?.orders(after) ?? [];

/** Returns the ARNs of the AWS managed policies that the account has attached, by name. */
export function* usedAwsPolicies(world: World, account: AccountId, after?: string): Iterable<string> {
  for (const order of usedPolicies(world, account, 'attached', awsAccount, after))
    yield order.slice(order.indexOf('\n') + 1);
}

export const countDevices = (
  world: World,
  account: string,
  kind: MfaDeviceRecord['kind'],
  inUse: boolean,
): number => world.index.owned.get(devicesKey(account, kind, inUse))?.size ?? 0;

export const countAttached = (world: World, policy: Arn, account: AccountId): number =>
  attachedIn(world, policy, account)?.size ?? 0;
export const countBoundaries = (world: World, policy: Arn, account: AccountId): number =>
  boundaryIn(world, policy, account)?.size ?? 0;

export type Holder = TableRecords[HolderTable];

export function holder(world: World, key: HolderKey): Holder | undefined {
  const slash = key.indexOf('/');
  return world[key.slice(0, slash) as HolderTable].get(key.slice(slash + 1));
}
