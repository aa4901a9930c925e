/** Referential integrity of imported records: checks return the first problem as one line, or `undefined`. */

import { parseArn } from '../../model/arn.ts';
import { awsAccount } from '../../model/ids.ts';
import {
  type HolderTable,
  type ImportedTable,
  holderTables,
  importedTables,
} from '../../model/records/lists.ts';
import type { PolicyRecord } from '../../model/records/identities.ts';
import type { TableRecords } from '../../model/records/tables.ts';
import type { Reference } from '../../model/service-reference.ts';
import { type World, findByArn, nameKey } from '../../model/world/world.ts';
import { passwordUseId } from '../../model/world/dates.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';
import { copyOfManagedPolicy } from '../iam/policies/usable-policies.ts';

export type ImportedRecords = { readonly [T in ImportedTable]: readonly TableRecords[T][] };

/** Returns copies of the AWS managed policies that the records use and neither they nor the world hold. */
export function missingManagedPolicies(
  world: World,
  records: ImportedRecords,
  reference: Reference,
): PolicyRecord[] {
  const present = new Set<string>(records.policies.map(({ arn }) => arn));
  const copies: PolicyRecord[] = [];
  for (const arn of usedPolicies(records)) {
    if (present.has(arn) || findByArn(world, 'policies', arn)) continue;
    const found = reference.managedPolicy(arn);
    if (found) copies.push(copyOfManagedPolicy(found));
    present.add(arn);
  }
  return copies;
}

function* usedPolicies(records: ImportedRecords): Iterable<string> {
  for (const table of holderTables) {
    for (const record of records[table]) {
      yield* record.attachedPolicies;
      if ('permissionsBoundary' in record && record.permissionsBoundary !== undefined)
        yield record.permissionsBoundary;
    }
  }
}

export function inconsistency(world: World, records: ImportedRecords): string | undefined {
  for (const table of importedTables) {
    const problem = duplicates(world, table, records[table]) ?? foreignRows(world, table, records);
    if (problem !== undefined) return problem;
  }
  return brokenReferences(world, records) ?? brokenVersions(records) ?? brokenDocuments(records);
}

type Row = TableRecords[ImportedTable];

const place = (table: ImportedTable, row: Row): string => `${table}: \`${'arn' in row ? row.arn : row.id}\``;

/** Ids, ARNs, and names ignoring case (N-01) must be unique, among themselves and in the world. */
function duplicates(world: World, table: ImportedTable, rows: readonly Row[]): string | undefined {
  const seen = new Set<string>();
  for (const row of rows) {
    const name = nameOf(row);
    const keys = [
      ...(world[table].has(row.id) ? [undefined] : [`id ${row.id}`]),
      ...('arn' in row ? [world.index.byArn.has(row.arn) ? undefined : `arn ${row.arn}`] : []),
      ...(name !== undefined && 'account' in row ? [nameKey(table, row.account, name)] : []),
    ];
    for (const key of keys) {
      if (key === undefined || seen.has(key)) return `${place(table, row)} appears twice`;
      seen.add(key);
    }
  }
  return undefined;
}

function nameOf(row: Row): string | undefined {
  if ('userName' in row) return row.userName;
  if ('groupName' in row) return row.groupName;
  if ('roleName' in row) return row.roleName;
  if ('policyName' in row) return row.policyName;
  return 'instanceProfileName' in row ? row.instanceProfileName : undefined;
}

/** Rows belong to accounts of the import, resources maybe to accounts here, and their ARNs say so. */
function foreignRows(world: World, table: ImportedTable, records: ImportedRecords): string | undefined {
  const accounts = new Set<string>(records.accounts.map(({ id }) => id));
  if (table === 'policies') accounts.add(awsAccount);
  if (table === 'resources') for (const id of world.accounts.keys()) accounts.add(id);
  for (const row of records[table]) {
    if (!('account' in row)) continue;
    const inArn = 'arn' in row ? parseArn(row.arn)?.account : row.account;
    const stated = inArn === '' && table === 'resources' ? row.account : inArn;
    if (!accounts.has(row.account) || stated !== row.account) {
      return `${place(table, row)} does not belong to an account of this import`;
    }
  }
  return undefined;
}

/**
 * Everything that a row names must be among the records or in the world. Exceptions are policies and groups
 * of an account that says that its file lacks some of them.
 */
function brokenReferences(world: World, records: ImportedRecords): string | undefined {
  const partial = new Set<string>(
    records.accounts.filter(({ unknown }) => unknown?.includes('attached-policies')).map(({ id }) => id),
  );
  const accountOf = (table: 'groups' | 'roles' | 'users') =>
    new Map<string, string>(records[table].map(({ id, account }) => [id, account]));
  const groups = accountOf('groups');
  const roles = accountOf('roles');
  const users = accountOf('users');
  const policies = new Map<string, string>(records.policies.map(({ arn, account }) => [arn, account]));
  const usable = (arn: string, account: string) => {
    const owner = policies.get(arn) ?? findByArn(world, 'policies', arn)?.account;
    return owner === account || owner === awsAccount || (owner === undefined && partial.has(account));
  };
  for (const user of records.users) {
    const lost = user.groups.find((id) =>
      partial.has(user.account)
        ? (groups.get(id) ?? user.account) !== user.account
        : groups.get(id) !== user.account,
    );
    if (lost !== undefined) return `${place('users', user)} is in group \`${lost}\`, which does not exist`;
    if (new Set(user.groups).size < user.groups.length) return `${place('users', user)} is in a group twice`;
  }
  for (const table of holderTables) {
    const problem = brokenHolders(table, records[table], usable);
    if (problem !== undefined) return problem;
  }
  for (const profile of records.instanceProfiles) {
    const lost = profile.roles.find((id) => roles.get(id) !== profile.account);
    if (lost !== undefined)
      return `${place('instanceProfiles', profile)} holds role \`${lost}\`, which does not exist`;
  }
  // The root user is the account itself.
  const roots = new Map<string, string>(records.accounts.map(({ id }) => [id, id]));
  const ownerAccount = (owner: string) => users.get(owner) ?? roots.get(owner);
  const marked = new Map<string, string>([...users, ...roles]);
  for (const table of ['accessKeys', 'loginProfiles', 'mfaDevices'] as const) {
    for (const row of records[table]) {
      if (ownerAccount(row.owner ?? row.account) !== row.account)
        return `${place(table, row)} belongs to \`${row.owner ?? ''}\`, who does not exist`;
      marked.set(row.id, row.account);
    }
  }
  for (const [owner, account] of [...users, ...roots]) marked.set(passwordUseId(owner), account);
  const mark = records.usage.find(({ principal, account }) => marked.get(principal) !== account);
  return mark && `${place('usage', mark)} marks principal \`${mark.principal}\`, which does not exist`;
}

function brokenHolders(
  table: HolderTable,
  rows: readonly TableRecords[HolderTable][],
  usable: (arn: string, account: string) => boolean,
): string | undefined {
  for (const row of rows) {
    const boundary = 'permissionsBoundary' in row ? row.permissionsBoundary : undefined;
    const lost = [...row.attachedPolicies, ...(boundary === undefined ? [] : [boundary])].find(
      (arn) => !usable(arn, row.account),
    );
    if (lost !== undefined) return `${place(table, row)} uses policy \`${lost}\`, which does not exist`;
    if (new Set(row.attachedPolicies).size < row.attachedPolicies.length) {
      return `${place(table, row)} has a policy attached twice`;
    }
    if (new Set(row.inlinePolicies.map(({ policyName }) => policyName)).size < row.inlinePolicies.length) {
      return `${place(table, row)} has two inline policies of one name`;
    }
  }
  return undefined;
}

/** N-25: one default, distinct ids, and a counter beyond all of them. */
function brokenVersions(records: ImportedRecords): string | undefined {
  for (const policy of records.policies) {
    const ids = policy.versions.map(({ versionId }) => versionId);
    if (!ids.includes(policy.defaultVersionId)) {
      return `${place('policies', policy)} lacks its default version \`${policy.defaultVersionId}\``;
    }
    if (new Set(ids).size < ids.length) return `${place('policies', policy)} has two versions of one id`;
    const highest = Math.max(...ids.map((id) => Number(/^v(\d+)/.exec(id)?.[1] ?? 0)));
    if (policy.nextVersion <= highest)
      return `${place('policies', policy)} would count its next version twice`;
  }
  return undefined;
}

/** A document that does not parse could never be evaluated. */
function brokenDocuments(records: ImportedRecords): string | undefined {
  for (const { at, document } of documents(records)) {
    const parsed = parsePolicy(document);
    if (!parsed.ok) return `${at} holds a policy that does not parse: ${parsed.error.message}`;
  }
  return undefined;
}

function* documents(records: ImportedRecords): Iterable<{ at: string; document: string }> {
  for (const table of holderTables) {
    for (const row of records[table]) {
      for (const { policyName, document } of row.inlinePolicies) {
        yield { at: `${place(table, row)} policy \`${policyName}\``, document };
      }
      if ('assumeRolePolicyDocument' in row) {
        yield { at: `${place(table, row)} trust policy`, document: row.assumeRolePolicyDocument };
      }
    }
  }
  for (const policy of records.policies) {
    for (const { versionId, document } of policy.versions) {
      yield { at: `${place('policies', policy)} version \`${versionId}\``, document };
    }
  }
  for (const resource of records.resources) {
    if (resource.policy !== undefined) yield { at: place('resources', resource), document: resource.policy };
  }
}
