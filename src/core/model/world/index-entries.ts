/**
 * The index entries of a row, for all tables in one place. `apply` adds and removes entries; when a row is
 * replaced it touches only those that differ.
 */

import type { EntityId } from '../ids.ts';
import { typeOfArn } from '../records/resource-types.ts';
import type { TableName, HolderTable } from '../records/lists.ts';
import type { TableRecords } from '../records/tables.ts';
import { namedPrincipals } from '../trust-principals.ts';
import { runsThrough } from './running-roles.ts';
import {
  type HolderKey,
  type PolicyUse,
  type WorldIndex,
  credentialKey,
  devicesKey,
  nameKey,
  ownedKey,
  resourceTypeKey,
  usageKey,
  usedPoliciesKey,
  versionsKey,
} from './world.ts';

export interface IndexEntry {
  readonly into: keyof WorldIndex;
  readonly key: string;
  readonly id: string;
  /** The list of `key` is sorted by this text. */
  readonly order: string;
}

export const isSameEntry = (a: IndexEntry | undefined, b: IndexEntry): boolean =>
  a !== undefined && a.into === b.into && a.id === b.id && a.key === b.key && a.order === b.order;

export function indexEntries<T extends TableName>(table: T, row: TableRecords[T]): readonly IndexEntry[] {
  const entries: IndexEntry[] = [];
  const put: Put = (into, key, id, order = id) => {
    entries.push({ into, key, id, order });
  };
  if (table !== 'accounts' && table !== 'clock') {
    const owned = row as { id: EntityId; account: string };
    const order = listOrder(table, row);
    put('owned', ownedKey(table, owned.account), owned.id, order);
    if ('path' in row) put('byPath', ownedKey(table, owned.account), owned.id, `${row.path}\n${order}`);
  }
  (putEntries[table] as PutEntries<T>)(row, put);
  return entries;
}

type Put = (into: keyof WorldIndex, key: string, id: string, order?: string) => void;
type PutEntries<T extends TableName> = (row: TableRecords[T], put: Put) => void;
const none = (): void => undefined;

/** The entries of each table's rows, besides the lists of what an account owns. */
const putEntries: { readonly [T in TableName]: PutEntries<T> } = {
  users: (user, put) => {
    putName(put, 'users', user.userName, user);
    putPolicies(put, 'users', user, user.permissionsBoundary);
    for (const group of user.groups) put('members', group, user.id, user.userName);
  },
  groups: (group, put) => {
    putName(put, 'groups', group.groupName, group);
    putPolicies(put, 'groups', group, undefined);
  },
  roles: (role, put) => {
    putName(put, 'roles', role.roleName, role);
    putPolicies(put, 'roles', role, role.permissionsBoundary);
    for (const { value } of namedPrincipals(role.assumeRolePolicyDocument)) put('trustedBy', value, role.id);
  },
  policies: (policy, put) => {
    putName(put, 'policies', policy.policyName, policy);
    for (const { versionId } of policy.versions)
      put('owned', versionsKey(policy.account), `${policy.id}/${versionId}`);
  },
  instanceProfiles: (profile, put) => {
    putName(put, 'instanceProfiles', profile.instanceProfileName, profile);
    for (const role of profile.roles) put('profilesOf', role, profile.id, profile.instanceProfileName);
  },
  resources: (resource, put) => {
    const { arn, id, account } = resource;
    put('byArn', arn, id);
    const type = typeOfArn(arn);
    if (type !== undefined) put('ofType', resourceTypeKey(account, type), id, arn);
    for (const key of runsThrough(resource)) put('runsThrough', key, id, arn);
  },
  serverCertificates: (certificate, put) =>
    putName(put, 'serverCertificates', certificate.serverCertificateName, certificate),
  samlProviders: (provider, put) => putName(put, 'samlProviders', provider.samlProviderName, provider),
  oidcProviders: ({ arn, id }, put) => put('byArn', arn, id),
  mfaDevices: ({ id, account, path, name, kind, owner }, put) => {
    putName(put, 'mfaDevices', path + name, { id, account, arn: id });
    put('owned', devicesKey(account, kind, owner !== undefined), id);
    if (owner !== undefined) put('credentialsOf', credentialKey('mfaDevices', owner), id);
  },
  accessKeys: ({ owner, id }, put) => put('credentialsOf', credentialKey('accessKeys', owner), id),
  loginProfiles: ({ owner, id }, put) => put('credentialsOf', credentialKey('loginProfiles', owner), id),
  userCredentials: ({ owner, id }, put) => put('credentialsOf', credentialKey('userCredentials', owner), id),
  usage: ({ principal, id }, put) => put('usesOf', principal, id),
  accounts: none,
  secrets: none,
  credentialReports: none,
  lastAccessedJobs: none,
  organizationsReports: none,
  deletionTasks: none,
  sessions: none,
  signIns: none,
  organizations: none,
  organizationalUnits: none,
  controlPolicies: none,
  clock: none,
  reviews: none,
  silences: none,
  reportSchedules: none,
  reportDeliveries: none,
  outsideProviders: none,
};

function putName(
  put: Put,
  table: TableName,
  name: string,
  { id, account, arn }: { readonly id: string; readonly account: string; readonly arn: string },
): void {
  put('byName', nameKey(table, account, name), id);
  put('byArn', arn, id);
}

/** Puts the policies that a user, group or role uses, and the holder under each of them. */
function putPolicies(
  put: Put,
  table: HolderTable,
  { id, account, attachedPolicies }: TableRecords[HolderTable],
  boundary: string | undefined,
): void {
  const key: HolderKey = `${table}/${id}`;
  const uses = (holders: 'attachedTo' | 'boundaryOf', use: PolicyUse, policy: string) => {
    put(holders, usageKey(policy, account), key);
    const order = `${policy.slice(policy.lastIndexOf('/') + 1)}\n${policy}`;
    put('usedPolicies', usedPoliciesKey(account, use, policy), `${policy} ${key}`, order);
  };
  for (const policy of attachedPolicies) uses('attachedTo', 'attached', policy);
  if (boundary !== undefined) uses('boundaryOf', 'boundary', boundary);
}

/** Returns the sort text of an account's rows: names as AWS pages them, else what is looked up first. */
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
