/**
 * The index entries of a row, for all tables in one place. `apply` adds and removes entries; when a row is
 * replaced it touches only those that differ.
 */

import type { EntityId } from '../ids.ts';
import { type TableName, type TableRecords } from '../records/tables.ts';
import { namedPrincipals } from '../trust-principals.ts';
import {
  type HolderKey,
  type PolicyUse,
  type WorldIndex,
  credentialKey,
  devicesKey,
  nameKey,
  ownedKey,
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

export function indexEntries(table: TableName, row: TableRecords[TableName]): readonly IndexEntry[] {
  const entries: IndexEntry[] = [];
  const put = (into: keyof WorldIndex, key: string, id: string, order: string = id): void => {
    entries.push({ into, key, id, order });
  };
  const named = (name: string, arn: string, id: EntityId, account: string) => {
    put('byName', nameKey(table, account, name), id);
    put('byArn', arn, id);
  };
  const held = (record: TableRecords['users' | 'groups' | 'roles'], boundary: string | undefined) => {
    const key: HolderKey = `${table as 'users'}/${record.id}`;
    const uses = (holders: 'attachedTo' | 'boundaryOf', use: PolicyUse, policy: string) => {
      put(holders, usageKey(policy, record.account), key);
      const order = `${policy.slice(policy.lastIndexOf('/') + 1)}\n${policy}`;
      put('usedPolicies', usedPoliciesKey(record.account, use, policy), `${policy} ${key}`, order);
    };
    for (const policy of record.attachedPolicies) uses('attachedTo', 'attached', policy);
    if (boundary !== undefined) uses('boundaryOf', 'boundary', boundary);
  };
  if (table !== 'accounts' && table !== 'clock') {
    const owned = row as { id: EntityId; account: string };
    const order = listOrder(table, row);
    put('owned', ownedKey(table, owned.account), owned.id, order);
    if ('path' in row) put('byPath', ownedKey(table, owned.account), owned.id, `${row.path}\n${order}`);
  }
  switch (table) {
    case 'users': {
      const user = row as TableRecords['users'];
      named(user.userName, user.arn, user.id, user.account);
      held(user, user.permissionsBoundary);
      for (const group of user.groups) put('members', group, user.id, user.userName);
      return entries;
    }
    case 'groups': {
      const group = row as TableRecords['groups'];
      named(group.groupName, group.arn, group.id, group.account);
      held(group, undefined);
      return entries;
    }
    case 'roles': {
      const role = row as TableRecords['roles'];
      named(role.roleName, role.arn, role.id, role.account);
      held(role, role.permissionsBoundary);
      for (const { value } of namedPrincipals(role.assumeRolePolicyDocument))
        put('trustedBy', value, role.id);
      return entries;
    }
    case 'policies': {
      const policy = row as TableRecords['policies'];
      named(policy.policyName, policy.arn, policy.id, policy.account);
      for (const { versionId } of policy.versions)
        put('owned', versionsKey(policy.account), `${policy.id}/${versionId}`);
      return entries;
    }
    case 'instanceProfiles': {
      const profile = row as TableRecords['instanceProfiles'];
      named(profile.instanceProfileName, profile.arn, profile.id, profile.account);
      for (const role of profile.roles) put('profilesOf', role, profile.id, profile.instanceProfileName);
      return entries;
    }
    case 'resources': {
      const resource = row as TableRecords['resources'];
      put('byArn', resource.arn, resource.id);
      return entries;
    }
    case 'serverCertificates': {
      const certificate = row as TableRecords['serverCertificates'];
      named(certificate.serverCertificateName, certificate.arn, certificate.id, certificate.account);
      return entries;
    }
    case 'samlProviders': {
      const provider = row as TableRecords['samlProviders'];
      named(provider.samlProviderName, provider.arn, provider.id, provider.account);
      return entries;
    }
    case 'oidcProviders': {
      const provider = row as TableRecords['oidcProviders'];
      put('byArn', provider.arn, provider.id);
      return entries;
    }
    case 'mfaDevices': {
      const device = row as TableRecords['mfaDevices'];
      named(device.path + device.name, device.id, device.id, device.account);
      const inUse = device.owner !== undefined;
      put('owned', devicesKey(device.account, device.kind, inUse), device.id);
      if (device.owner !== undefined) put('credentialsOf', credentialKey(table, device.owner), device.id);
      return entries;
    }
    case 'accessKeys':
    case 'loginProfiles':
    case 'userCredentials': {
      const credential = row as TableRecords['accessKeys' | 'loginProfiles' | 'userCredentials'];
      put('credentialsOf', credentialKey(table, credential.owner), credential.id);
      return entries;
    }
    case 'usage': {
      const use = row as TableRecords['usage'];
      put('usesOf', use.principal, use.id);
      return entries;
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
    case 'reportSchedules':
    case 'reportDeliveries':
    case 'outsideProviders':
      return entries;
  }
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
