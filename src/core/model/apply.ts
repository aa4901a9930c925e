import { arnName } from './arn.ts';
import type { Change } from './change.ts';
import type { EntityId } from './ids.ts';
import { type TableName, type TableRecords, tableNames } from './records.ts';
import { RowSet } from './row-set.ts';
import { namedPrincipals } from './trust.ts';
import {
  type HolderKey,
  type PolicyUse,
  type RowRef,
  type World,
  credentialKey,
  devicesKey,
  nameKey,
  ownedKey,
  usageKey,
  usedPoliciesKey,
} from './world.ts';

/**
 * The only writer of a World. `apply` costs O(changes): the tables are Maps that are changed in place
 * (copying a 5,000-row table per call costs 1.5 ms), and the indexes follow from the same changes.
 */
interface MutableIndex {
  byName: Map<string, EntityId>;
  byArn: Map<string, RowRef>;
  owned: Map<string, RowSet<EntityId>>;
  members: Map<string, RowSet<EntityId>>;
  attachedTo: Map<string, RowSet<HolderKey>>;
  boundaryOf: Map<string, RowSet<HolderKey>>;
  usedPolicies: Map<string, RowSet<string>>;
  trustedBy: Map<string, RowSet<EntityId>>;
  profilesOf: Map<string, RowSet<EntityId>>;
  credentialsOf: Map<string, RowSet<EntityId>>;
  usesOf: Map<string, RowSet<EntityId>>;
}

const emptyIndex = (): MutableIndex => ({
  byName: new Map(),
  byArn: new Map(),
  owned: new Map(),
  members: new Map(),
  attachedTo: new Map(),
  boundaryOf: new Map(),
  usedPolicies: new Map(),
  trustedBy: new Map(),
  profilesOf: new Map(),
  credentialsOf: new Map(),
  usesOf: new Map(),
});

export interface WorldOptions {
  /** Deep-freezes every record that is applied (development and tests). */
  readonly freeze?: boolean;
}

const freezing = new WeakSet<World>();

export function createWorld(options: WorldOptions = {}): World {
  const tables = Object.fromEntries(tableNames.map((table) => [table, new Map()]));
  const world = { ...tables, index: emptyIndex() } as unknown as World;
  if (options.freeze) freezing.add(world);
  return world;
}

/**
 * Writes the changes, in order. The caller guarantees that each `before` is the row that stands there;
 * a change that does not fit is a bug of ours and throws before anything of the batch is written.
 */
export function apply(world: World, changes: readonly Change[]): void {
  assertFits(world, changes);
  const index = world.index as MutableIndex;
  for (const change of changes) {
    const rows = world[change.table] as Map<string, unknown>;
    if (change.before) unlist(index, change.table, change.before);
    if (change.after) {
      rows.set(change.id, freezing.has(world) ? deepFreeze(change.after) : change.after);
      list(index, change.table, change.after);
    } else {
      rows.delete(change.id);
    }
  }
}

/** An independent World of the same rows (records are shared: they never change). */
export function cloneWorld(world: World): World {
  const copy = createWorld({ freeze: freezing.has(world) });
  for (const table of tableNames) {
    const rows = copy[table] as Map<string, unknown>;
    for (const [id, row] of world[table]) rows.set(id, row);
  }
  const index = copy.index as MutableIndex;
  for (const table of tableNames) for (const row of world[table].values()) list(index, table, row);
  return copy;
}

function assertFits(world: World, changes: readonly Change[]): void {
  const touched = new Map<string, boolean>();
  for (const { table, id, before, after } of changes) {
    const key = `${table}/${id}`;
    const exists = touched.get(key) ?? world[table].has(id);
    if (exists !== (before !== undefined)) {
      throw new Error(`change of \`${key}\` does not fit: the row ${exists ? 'exists' : 'does not exist'}`);
    }
    touched.set(key, after !== undefined);
  }
}

const list = (index: MutableIndex, table: TableName, row: TableRecords[TableName]) =>
  visit(index, table, row, add, (map, key, value) => map.set(key, value));
const unlist = (index: MutableIndex, table: TableName, row: TableRecords[TableName]) =>
  visit(index, table, row, remove, (map, key) => map.delete(key));

/** `order`: what the list of `key` is sorted by; absent: the value itself. */
type SetOp = <V extends string>(map: Map<string, RowSet<V>>, key: string, value: V, order?: string) => void;
type MapOp = <V>(map: Map<string, V>, key: string, value: V) => void;

/** Every index entry that a row causes, named once; listing and unlisting differ only in the operation. */
function visit(
  index: MutableIndex,
  table: TableName,
  row: TableRecords[TableName],
  inSet: SetOp,
  inMap: MapOp,
): void {
  const named = (name: string, arn: string, id: EntityId, account: string) => {
    inMap(index.byName, nameKey(table, account, name), id);
    inMap(index.byArn, arn, { table, id });
  };
  const held = (record: TableRecords['users' | 'groups' | 'roles'], boundary: string | undefined) => {
    const key: HolderKey = `${table as 'users'}/${record.id}`;
    const uses = (holders: MutableIndex['attachedTo'], use: PolicyUse, policy: string) => {
      inSet(holders, usageKey(policy, record.account), key);
      const order = `${arnName(policy)}\n${policy}`;
      inSet(index.usedPolicies, usedPoliciesKey(record.account, use, policy), `${policy} ${key}`, order);
    };
    for (const policy of record.attachedPolicies) uses(index.attachedTo, 'attached', policy);
    if (boundary !== undefined) uses(index.boundaryOf, 'boundary', boundary);
  };
  if (table !== 'accounts' && table !== 'clock') {
    const owned = row as { id: EntityId; account: string };
    inSet(index.owned, ownedKey(table, owned.account), owned.id, listOrder(table, row));
  }
  switch (table) {
    case 'users': {
      const user = row as TableRecords['users'];
      named(user.userName, user.arn, user.id, user.account);
      held(user, user.permissionsBoundary);
      for (const group of user.groups) inSet(index.members, group, user.id, user.userName);
      return;
    }
    case 'groups': {
      const group = row as TableRecords['groups'];
      named(group.groupName, group.arn, group.id, group.account);
      held(group, undefined);
      return;
    }
    case 'roles': {
      const role = row as TableRecords['roles'];
      named(role.roleName, role.arn, role.id, role.account);
      held(role, role.permissionsBoundary);
      for (const { value } of namedPrincipals(role.assumeRolePolicyDocument))
        inSet(index.trustedBy, value, role.id);
      return;
    }
    case 'policies': {
      const policy = row as TableRecords['policies'];
      named(policy.policyName, policy.arn, policy.id, policy.account);
      return;
    }
    case 'instanceProfiles': {
      const profile = row as TableRecords['instanceProfiles'];
      named(profile.instanceProfileName, profile.arn, profile.id, profile.account);
      for (const role of profile.roles)
        inSet(index.profilesOf, role, profile.id, profile.instanceProfileName);
      return;
    }
    case 'resources': {
      const resource = row as TableRecords['resources'];
      inMap(index.byArn, resource.arn, { table, id: resource.id });
      return;
    }
    case 'serverCertificates': {
      const certificate = row as TableRecords['serverCertificates'];
      named(certificate.serverCertificateName, certificate.arn, certificate.id, certificate.account);
      return;
    }
    case 'samlProviders': {
      const provider = row as TableRecords['samlProviders'];
      named(provider.samlProviderName, provider.arn, provider.id, provider.account);
      return;
    }
    case 'oidcProviders': {
      const provider = row as TableRecords['oidcProviders'];
      inMap(index.byArn, provider.arn, { table, id: provider.id });
      return;
    }
    case 'mfaDevices': {
      const device = row as TableRecords['mfaDevices'];
      named(device.path + device.name, device.id, device.id, device.account);
      const inUse = device.owner !== undefined;
      inSet(index.owned, devicesKey(device.account, device.kind, inUse), device.id);
      if (device.owner !== undefined)
        inSet(index.credentialsOf, credentialKey(table, device.owner), device.id);
      return;
    }
    case 'accessKeys':
    case 'loginProfiles':
    case 'userCredentials': {
      const credential = row as TableRecords['accessKeys' | 'loginProfiles' | 'userCredentials'];
      inSet(index.credentialsOf, credentialKey(table, credential.owner), credential.id);
      return;
    }
    case 'usage': {
      const use = row as TableRecords['usage'];
      inSet(index.usesOf, use.principal, use.id);
      return;
    }
    case 'accounts':
    case 'secrets':
    case 'credentialReports':
    case 'lastAccessedJobs':
    case 'organizationsReports':
    case 'deletionTasks':
    case 'sessions':
    case 'signIns':
    case 'organizations':
    case 'organizationalUnits':
    case 'controlPolicies':
    case 'clock':
    case 'reviews':
      return;
  }
}

/** By what the lists of an account's rows are sorted: names as AWS pages them, else what is looked up first. */
function listOrder(table: TableName, row: TableRecords[TableName]): string {
  switch (table) {
    case 'users':
      return (row as TableRecords['users']).userName;
    case 'groups':
      return (row as TableRecords['groups']).groupName;
    case 'roles':
      return (row as TableRecords['roles']).roleName;
    case 'policies': {
      const { policyName, arn } = row as TableRecords['policies'];
      return `${policyName}\n${arn}`;
    }
    case 'instanceProfiles':
      return (row as TableRecords['instanceProfiles']).instanceProfileName;
    case 'serverCertificates':
      return (row as TableRecords['serverCertificates']).serverCertificateName;
    case 'usage':
      return (row as TableRecords['usage']).service;
    case 'sessions':
      return (row as TableRecords['sessions']).expiration;
    default:
      return (row as { id: EntityId }).id;
  }
}

function add<V extends string>(
  map: Map<string, RowSet<V>>,
  key: string,
  value: V,
  order: string = value,
): void {
  let set = map.get(key);
  if (!set) map.set(key, (set = new RowSet()));
  set.add(value, order);
}

function remove<V extends string>(map: Map<string, RowSet<V>>, key: string, value: V): void {
  const set = map.get(key);
  if (set?.delete(value) && set.size === 0) map.delete(key);
}

function deepFreeze<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
