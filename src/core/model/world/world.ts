/**
 * The whole simulated world: one Map per table and the indexes derived from them. Everything outside
 * `apply.ts` sees it read-only. INVARIANT: an index is always what `rebuildIndex` would make of the
 * tables; it is never stored.
 */

import type { MfaDeviceRecord } from '../records/credentials.ts';
import { type AccountId, type Arn, type EntityId, awsAccount } from '../ids.ts';
import { type Listed, type RowList, merged } from './row-set.ts';
import {
  type HolderTable,
  type OwnedTable,
  type TableName,
  type TableRecords,
  tableNames,
} from '../records/tables.ts';
import type { ResourceFacts } from '../records/resource-facts.ts';

export type Tables = { readonly [T in TableName]: ReadonlyMap<string, TableRecords[T]> };

export interface World extends Tables {
  readonly index: WorldIndex;
  /** What else is known to exist in its accounts; absent: nothing is known of that. */
  readonly resourceFacts?: ResourceFacts;
}

/** A row that holds policies, as it stands in the attachment indexes. */
export type HolderKey = `${HolderTable}/${string}`;

export interface WorldIndex {
  /** `{table}/{account}/{name in lower case}` → row key; names are unique ignoring case (N-01). */
  readonly byName: ReadonlyMap<string, EntityId>;
  readonly byArn: ReadonlyMap<string, RowRef>;
  /**
   * `{table}/{account}` → row keys, for lists and quotas per account without a scan. Sorted by name; usage by
   * service, sessions by expiration, all else by id. MFA
   * devices also by kind and use (`devicesKey`).
   */
  readonly owned: ReadonlyMap<string, RowList<EntityId>>;
  /** `{table}/{account}` → the rows that have a path, by path, then as in `owned`: `{path}\n{order}`. */
  readonly byPath: ReadonlyMap<string, RowList<EntityId>>;
  /** Group key → keys of its users, by name. */
  readonly members: ReadonlyMap<string, RowList<EntityId>>;
  /** `usageKey` of a managed policy → who has it attached / as boundary in that account. */
  readonly attachedTo: ReadonlyMap<string, RowList<HolderKey>>;
  readonly boundaryOf: ReadonlyMap<string, RowList<HolderKey>>;
  /** `usedPoliciesKey` → one entry for each use; its orders are the policies, `{name}\n{arn}`. */
  readonly usedPolicies: ReadonlyMap<string, RowList<string>>;
  /** Principal as trust policies write it (ARN, account id, service, provider, `*`) → keys of roles naming it. */
  readonly trustedBy: ReadonlyMap<string, RowList<EntityId>>;
  /** Role key → keys of the instance profiles that hold it, by name. */
  readonly profilesOf: ReadonlyMap<string, RowList<EntityId>>;
  /** `{table}/{owner}` → keys of the credentials that a user or the root user has. */
  readonly credentialsOf: ReadonlyMap<string, RowList<EntityId>>;
  /** User, role or credential → keys of its usage marks. */
  readonly usesOf: ReadonlyMap<string, RowList<EntityId>>;
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

/** One entry for each version of an account's policies, in `owned`. */
export const versionsKey = (account: string): string => `policyVersions/${account}`;

/** The uses of a managed policy in an account: its own policies by ARN, AWS's (used by all) for each account. */
export const usageKey = (policy: string, account: string): string =>
  policy.startsWith(awsPolicies) ? `${account} ${policy}` : policy;
/** The policies that an account has attached, or as boundaries: its own and AWS's are lists of their own. */
export const usedPoliciesKey = (account: string, use: PolicyUse, policy: string): string =>
  `${use}/${account}/${policy.startsWith(awsPolicies) ? awsAccount : account}`;
export type PolicyUse = 'attached' | 'boundary';
const awsPolicies = `arn:aws:iam::${awsAccount}:`;

type NamedTable =
  'users' | 'groups' | 'roles' | 'policies' | 'instanceProfiles' | 'serverCertificates' | 'samlProviders';

/** The row of that name in the account, ignoring case (N-01). */
export function findByName<T extends NamedTable>(
  world: World,
  table: T,
  account: AccountId,
  name: string,
): TableRecords[T] | undefined {
  const id = world.index.byName.get(nameKey(table, account, name));
  return id === undefined ? undefined : (world[table] as ReadonlyMap<string, TableRecords[T]>).get(id);
}

/** The row that an ARN names, if it is one of `table`. The ARN must have the stored case (G-44). */
export function findByArn<T extends TableName>(
  world: World,
  table: T,
  arn: string,
): TableRecords[T] | undefined {
  const ref = world.index.byArn.get(arn);
  if (ref?.table !== table) return undefined;
  return (world[table] as ReadonlyMap<string, TableRecords[T]>).get(ref.id);
}

/** All rows of a table that belong to the account, in insertion order. */
export function ownedBy<T extends TableName>(world: World, table: T, account: AccountId): TableRecords[T][] {
  const rows = world[table] as ReadonlyMap<string, TableRecords[T]>;
  const owned: TableRecords[T][] = [];
  for (const id of world.index.owned.get(ownedKey(table, account)) ?? []) {
    const row = rows.get(id);
    if (row) owned.push(row);
  }
  return owned;
}

/** What an account has of a table, in the order of its list; `after`: only what is sorted after that. */
export const ownedInOrder = (
  world: World,
  table: TableName,
  account: AccountId,
  after?: string,
): Iterable<Listed<EntityId>> => world.index.owned.get(ownedKey(table, account))?.from(after) ?? [];

/** As `ownedInOrder`, of rows whose path begins with `prefix`, without a look at others. */
export function ownedUnder(
  world: World,
  table: TableName,
  account: AccountId,
  prefix: string,
  after?: string,
): Iterable<Listed<EntityId>> {
  if (prefix === '/') return ownedInOrder(world, table, account, after);
  const rows = world.index.byPath.get(ownedKey(table, account));
  if (!rows) return [];
  return merged(pathsUnder(rows, prefix).map((path) => ofPath(rows, path, after)));
}

/** The different paths that begin with `prefix`. */
function pathsUnder(rows: RowList<EntityId>, prefix: string): string[] {
  const paths: string[] = [];
  for (let from = prefix; ;) {
    const next = rows.from(from).next();
    const path = next.done ? '' : next.value.order.slice(0, next.value.order.indexOf('\n'));
    if (path === '' || !path.startsWith(prefix)) return paths;
    paths.push(path);
    // No name holds the character after the line break: past all rows of this path.
    from = `${path}\v`;
  }
}

function* ofPath(
  rows: RowList<EntityId>,
  path: string,
  after: string | undefined,
): IterableIterator<Listed<EntityId>> {
  const start = `${path}\n`;
  for (const { order, id } of rows.from(start + (after ?? ''))) {
    if (!order.startsWith(start)) return;
    yield { order: order.slice(start.length), id };
  }
}

/** The credentials of that kind that the user, or the root user (by account id), has; oldest first. */
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

/** Who of the account has a managed policy attached (as boundary), by holder key. */
export const attachedIn = (world: World, policy: string, account: string): RowList<HolderKey> | undefined =>
  world.index.attachedTo.get(usageKey(policy, account));
export const boundaryIn = (world: World, policy: string, account: string): RowList<HolderKey> | undefined =>
  world.index.boundaryOf.get(usageKey(policy, account));

/** Policies of `owner` (the account itself or AWS) that `account` uses, as orders `{name}\n{arn}`, sorted. */
export const usedPolicies = (
  world: World,
  account: AccountId,
  use: PolicyUse,
  owner: AccountId,
  after?: string,
): Iterable<string> => world.index.usedPolicies.get(`${use}/${account}/${owner}`)?.orders(after) ?? [];

/** ARNs of the AWS managed policies that the account has attached, by name. */
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

/** The user, group or role behind a key of the attachment indexes. */
export function holder(world: World, key: HolderKey): Holder | undefined {
  const slash = key.indexOf('/');
  return world[key.slice(0, slash) as HolderTable].get(key.slice(slash + 1));
}

/** Number of rows in all tables. */
export const countRows = (world: World): number =>
  tableNames.reduce((sum, table) => sum + world[table].size, 0);
