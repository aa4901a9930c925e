import { arnAccount } from './arn.ts';
import type { AccountId, Arn, EntityId } from './ids.ts';
import {
  type HolderTable,
  type OwnedTable,
  type TableName,
  type TableRecords,
  tableNames,
} from './records.ts';

/**
 * The whole simulated world: one Map per table and the indexes derived from them. Everything outside
 * `apply.ts` sees it read-only. INVARIANT: an index is always what `rebuildIndex` would make of the
 * tables; it is never stored.
 */
export type Tables = { readonly [T in TableName]: ReadonlyMap<string, TableRecords[T]> };

export interface World extends Tables {
  readonly index: WorldIndex;
}

/** A row that holds policies, as it stands in the attachment indexes. */
export type HolderKey = `${HolderTable}/${string}`;

export interface WorldIndex {
  /** `{table}/{account}/{name in lower case}` → row key; names are unique ignoring case (N-01). */
  readonly byName: ReadonlyMap<string, EntityId>;
  readonly byArn: ReadonlyMap<string, RowRef>;
  /** `{table}/{account}` → row keys: lists and quotas per account without a scan. */
  readonly owned: ReadonlyMap<string, ReadonlySet<EntityId>>;
  /** Group key → keys of its users. */
  readonly members: ReadonlyMap<string, ReadonlySet<EntityId>>;
  /** Managed policy ARN → who has it attached / as boundary. */
  readonly attachedTo: ReadonlyMap<string, ReadonlySet<HolderKey>>;
  readonly boundaryOf: ReadonlyMap<string, ReadonlySet<HolderKey>>;
  /** Principal as trust policies write it (ARN, account id, service, provider, `*`) → keys of roles naming it. */
  readonly trustedBy: ReadonlyMap<string, ReadonlySet<EntityId>>;
  /** Role key → keys of the instance profiles that hold it. */
  readonly profilesOf: ReadonlyMap<string, ReadonlySet<EntityId>>;
  /** `{table}/{owner}` → keys of the credentials that a user or the root user has. */
  readonly credentialsOf: ReadonlyMap<string, ReadonlySet<EntityId>>;
}

export interface RowRef {
  readonly table: TableName;
  readonly id: EntityId;
}

export const nameKey = (table: TableName, account: string, name: string): string =>
  `${table}/${account}/${name.toLowerCase()}`;
export const ownedKey = (table: TableName, account: string): string => `${table}/${account}`;

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

export const countAttached = (world: World, policy: Arn, account: AccountId): number =>
  countHolders(world, policy, world.index.attachedTo.get(policy), account);
export const countBoundaries = (world: World, policy: Arn, account: AccountId): number =>
  countHolders(world, policy, world.index.boundaryOf.get(policy), account);

/** A customer policy is used only in its own account; AWS's in any, so their holders are looked at. */
function countHolders(
  world: World,
  policy: Arn,
  holders: ReadonlySet<HolderKey> | undefined,
  account: AccountId,
): number {
  if (!holders) return 0;
  if (world.accounts.size === 1 || arnAccount(policy) === account) return holders.size;
  let count = 0;
  for (const key of holders) if (holder(world, key)?.account === account) count += 1;
  return count;
}

export type Holder = TableRecords[HolderTable];

/** The user, group or role behind a key of the attachment indexes. */
export function holder(world: World, key: HolderKey): Holder | undefined {
  const slash = key.indexOf('/');
  return world[key.slice(0, slash) as HolderTable].get(key.slice(slash + 1));
}

/** Number of rows in all tables. */
export const countRows = (world: World): number =>
  tableNames.reduce((sum, table) => sum + world[table].size, 0);
