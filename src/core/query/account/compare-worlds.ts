/**
 * Compares two worlds record by record. A user is the same when the unique id is the same, else when the ARN
 * is. Last uses, sessions, jobs and secrets are not compared: nobody would call them a difference.
 */

import type { AccountId } from '../../model/ids.ts';
import { type KnownParts, knowsPart } from '../../model/world/known-parts.ts';
import type { TableName, UnknownPart } from '../../model/records/lists.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import type { Steps } from '../../model/steps.ts';

export interface RecordDifference {
  /** `unknown-before`, `unknown-after`: that side was imported without such records, and may have it or not. */
  readonly kind: 'added' | 'removed' | 'changed' | 'unknown-before' | 'unknown-after';
  readonly table: ComparedTable;
  readonly name: string;
  /** Members of a changed record that differ, in words (`attached policies`). */
  readonly members: readonly string[];
}

export const comparedTables = [
  'accounts',
  'users',
  'groups',
  'roles',
  'policies',
  'instanceProfiles',
  'resources',
  'accessKeys',
  'loginProfiles',
  'mfaDevices',
  'userCredentials',
  'serverCertificates',
  'samlProviders',
  'oidcProviders',
  'organizations',
  'organizationalUnits',
  'controlPolicies',
  'outsideProviders',
  'reportSchedules',
  'clock',
] as const satisfies readonly TableName[];
export type ComparedTable = (typeof comparedTables)[number];

type Row = Readonly<Record<string, unknown>>;

/** Returns the differences from `before` to `after` in short steps: tables in the order above, each by name. */
export function* compareWorlds(before: World, after: World): Steps<readonly RecordDifference[]> {
  const differences: RecordDifference[] = [];
  for (const table of comparedTables) {
    const found = yield* compareTable(table, before, after);
    differences.push(...found.sort((a, b) => a.name.localeCompare(b.name)));
  }
  return differences;
}

function* compareTable(table: ComparedTable, before: World, after: World): Steps<RecordDifference[]> {
  const differences: RecordDifference[] = [];
  const [here, there] = [rowsOf(before, table), new Map(rowsOf(after, table))];
  const byName = new Map([...there].map(([id, row]) => [keyOf(after, table, row), id]));
  const add = (kind: RecordDifference['kind'], world: World, row: Row, members: readonly string[] = []) =>
    differences.push({ kind, table, name: nameOf(world, table, row), members });
  const alone: [string, Row][] = [];
  for (const [id, row] of here) {
    yield;
    const same = there.get(id);
    if (!same) alone.push([id, row]);
    else {
      there.delete(id);
      const members = changedMembers(before, row, after, same);
      if (members.length > 0) add('changed', after, same, members);
    }
  }
  for (const [, row] of alone) {
    yield;
    const id = byName.get(keyOf(before, table, row));
    const same = id === undefined ? undefined : there.get(id);
    if (id === undefined || !same)
      add(isOpen(table, row, before, after) ? 'unknown-after' : 'removed', before, row);
    else {
      there.delete(id);
      const members = changedMembers(before, row, after, same);
      if (members.length > 0) add('changed', after, same, members);
    }
  }
  for (const row of there.values())
    add(isOpen(table, row, after, before) ? 'unknown-before' : 'added', after, row);
  return differences;
}

/** The part of a file whose absence leaves open which of these records the account has. */
const partOf: { readonly [T in ComparedTable]?: UnknownPart } = {
  accessKeys: 'access-keys',
  loginProfiles: 'passwords',
  mfaDevices: 'mfa-devices',
  userCredentials: 'access-keys',
  samlProviders: 'identity-providers',
  oidcProviders: 'identity-providers',
  organizations: 'organization',
  organizationalUnits: 'organization',
  controlPolicies: 'organization',
};

/** Returns true when `world` may have the record of `home` too: its file does not say so, and has whoever holds it. */
function isOpen(table: ComparedTable, row: Row, home: World, world: World): boolean {
  const [part, account] = [partOf[table], row['account'] as AccountId];
  if (part === undefined || !world.accounts.has(account)) return false;
  const owner = home.users.get(text(row['owner']) ?? '');
  const user = owner && findByArn(world, 'users', owner.arn);
  return !(owner && !user) && !knowsPart(world, user ?? { account }, part);
}

const rowsOf = (world: World, table: ComparedTable): ReadonlyMap<string, Row> =>
  world[table] as ReadonlyMap<string, unknown> as ReadonlyMap<string, Row>;

/** Times and unique ids, which differ even between two accounts made alike. */
const silent = new Set([
  'id',
  'createDate',
  'updateDate',
  'statusDate',
  'passwordDate',
  'trustedIds',
  'joined',
]);

function changedMembers(before: World, row: Row, after: World, other: Row): string[] {
  const names = new Set([...Object.keys(row), ...Object.keys(other)].filter((name) => !silent.has(name)));
  return [...names]
    .filter((name) => readable(before, name, row[name]) !== readable(after, name, other[name]))
    .map((name) => {
      const part = partOfMember[name];
      const isTold = [[before, row] as const, [after, other] as const].every(
        ([world, one]) => part === undefined || holds(one, name) || knowsPart(world, knownOf(one), part),
      );
      return isTold ? inWords(name) : `${inWords(name)} (not known on one side)`;
    });
}

/** The parts without which an absent member of a record is not known. */
const partOfMember: Readonly<Record<string, UnknownPart>> = {
  policy: 'resource-policies',
  description: 'role-settings',
  maxSessionDuration: 'role-settings',
  membership: 'organization',
};

/** A role has always a length of sessions: AWS's default where a file does not say it. */
const holds = (row: Row, member: string): boolean =>
  row[member] !== undefined && member !== 'maxSessionDuration';

const knownOf = (row: Row): KnownParts => {
  const createDate = text(row['createDate']);
  return {
    account: (row['account'] ?? row['id']) as AccountId,
    ...(createDate !== undefined && { createDate }),
  };
};

function readable(world: World, member: string, value: unknown): string {
  const ids = member === 'groups' || member === 'roles' || member === 'owner' || member === 'principalIds';
  if (!ids) return JSON.stringify(value, (key, part: unknown) => (silent.has(key) ? undefined : part)) ?? '';
  if (member === 'principalIds') return '';
  const list = Array.isArray(value) ? (value as string[]) : [value as string];
  return JSON.stringify(list.map((id) => entityName(world, id)).sort());
}

const entityName = (world: World, id: string): string =>
  world.users.get(id)?.userName ?? world.groups.get(id)?.groupName ?? world.roles.get(id)?.roleName ?? id;

const inWords = (member: string): string =>
  member.replace(/[A-Z]+/g, (letters) => ` ${letters.toLowerCase()}`).trim();

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function nameOf(world: World, table: ComparedTable, row: Row): string {
  switch (table) {
    case 'loginProfiles':
      return `password of ${ownerOf(world, row)}`;
    case 'accessKeys':
      return `${String(row['id'])} of ${ownerOf(world, row)}`;
    case 'userCredentials':
      return `${String(row['kind'])} of ${ownerOf(world, row)}`;
    case 'clock':
      return 'clock';
    case 'reportSchedules':
      return 'report schedule';
    default: {
      const names = ['userName', 'groupName', 'roleName', 'policyName', 'instanceProfileName'];
      const others = ['serverCertificateName', 'samlProviderName', 'url', 'name', 'arn', 'id'];
      const found = [...names, ...others].find((name) => text(row[name]) !== undefined);
      return found === undefined ? '' : (text(row[found]) ?? '');
    }
  }
}

const ownerOf = (world: World, row: Row): string => {
  const owner = text(row['owner']) ?? '';
  return world.accounts.has(owner) ? 'root' : entityName(world, owner);
};

function keyOf(world: World, table: ComparedTable, row: Row): string {
  if (table === 'loginProfiles') return `${String(row['account'])} ${ownerOf(world, row)}`;
  return text(row['arn']) ?? `${text(row['account']) ?? ''} ${nameOf(world, table, row)}`;
}
