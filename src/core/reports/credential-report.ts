/** The credential report as text: AWS's columns, byte for byte. */

import { rootArn } from '../model/arn.ts';
import type { UserCredentialRecord } from '../model/records/credentials.ts';
import { passwordExpiry } from '../model/passwords/rules.ts';
import type { AccountRecord } from '../model/records/account.ts';
import type { UserRecord } from '../model/records/identities.ts';
import { isoSeconds } from '../model/request/request.ts';
import { type KnownParts, knowsPart, knowsRoleUse, unknownPartsOf } from '../model/world/known-parts.ts';
import { lastUse, passwordUseId } from '../model/world/dates.ts';
import { type World, credentialsOf, ownedBy, ownedUnder } from '../model/world/world.ts';
import { defined } from '../model/defined.ts';

export const reportColumns = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_region',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_region',
  'access_key_2_last_used_service',
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
] as const;

/** the root user first, then users by name ignoring case. Lines end in LF, except the last one. */
export function credentialReportCsv(world: World, account: AccountRecord): string {
  const users = ownedBy(world, 'users', account.id)
    .map((user) => ({ user, key: user.userName.toLowerCase() }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows = [rootRow(world, account), ...users.map(({ user }) => userRow(world, account, user))];
  return csvOf([reportColumns, ...rows]);
}

const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map(quoted).join(',')).join('\n');

/** user names may contain commas. */
const quoted = (field: string): string => (field.includes(',') ? `"${field}"` : field);

/** returns the time as `2026-01-31T12:00:00+00:00`. */
const reportTime = (iso: string): string => iso.replace(/Z$/, '+00:00');

const none = 'N/A';
/** AWS's word for what it cannot tell. Here also for what an imported file does not hold. */
const unknown = 'no_information';

function rootRow(world: World, account: AccountRecord): string[] {
  const used = world.usage.get(passwordUseId(account.id));
  return [
    '<root_account>',
    rootArn(account.id),
    unknownPartsOf(world, account.id).includes('creation-date') ? unknown : reportTime(account.createDate),
    // older reports and the guide say so; the columns do not describe the root password.
    'not_supported',
    used ? reportTime(used.lastUsed) : unknown,
    'not_supported',
    'not_supported',
    ...credentialFields(world, account.id, { account: account.id }),
  ];
}

function userRow(world: World, account: AccountRecord, user: UserRecord): string[] {
  return [
    user.userName,
    user.arn,
    reportTime(user.createDate),
    ...passwordFields(world, account, user),
    ...credentialFields(world, user.id, user),
  ];
}

function passwordFields(world: World, account: AccountRecord, user: UserRecord): string[] {
  const { id } = user;
  const profile = world.loginProfiles.get(id);
  if (!profile && !knowsPart(world, user, 'passwords')) return [unknown, unknown, unknown, unknown];
  if (!profile) return ['false', none, none, none];
  const used = world.usage.get(passwordUseId(id));
  const expiry = passwordExpiry(account, profile);
  return [
    'true',
    used ? reportTime(used.lastUsed) : unknown,
    reportTime(profile.passwordDate),
    expiry === undefined ? none : reportTime(isoSeconds(expiry)),
  ];
}

/** Returns the fields from `mfa_active` on. Keys and certificates are in the order of their ids. */
function credentialFields(world: World, owner: string, subject: KnownParts): string[] {
  const keys = inOrder(credentialsOf(world, 'accessKeys', owner));
  const keysKnown = knowsPart(world, subject, 'access-keys');
  const certificates = inOrder(
    credentialsOf(world, 'userCredentials', owner).filter(
      (row: UserCredentialRecord) => row.kind === 'signing-certificate',
    ),
  );
  const key = (at: number): string[] => {
    const row = keys[at];
    if (!row && !keysKnown) return [unknown, unknown, unknown, unknown, unknown];
    if (!row) return ['false', none, none, none, none];
    const used = world.usage.get(row.id);
    const use = used ? [reportTime(used.lastUsed), used.region, used.service] : [none, none, none];
    return [String(row.status === 'Active'), reportTime(row.statusDate), ...use];
  };
  const certificate = (at: number): string[] => {
    const row = certificates[at];
    if (row) return [String(row.status === 'Active'), reportTime(row.statusDate)];
    return keysKnown ? ['false', none] : [unknown, unknown];
  };
  const hasMfa = credentialsOf(world, 'mfaDevices', owner).length > 0;
  const mfa = hasMfa || knowsPart(world, subject, 'mfa-devices') ? String(hasMfa) : unknown;
  return [mfa, ...key(0), ...key(1), ...certificate(0), ...certificate(1)];
}

const inOrder = <Row extends { readonly id: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Columns of the account's service-linked roles, which the simulator adds to AWS's report (an extension). */
const linkedRoleColumns = [
  'role_name',
  'arn',
  'service',
  'role_creation_time',
  'last_used_date',
  'last_used_region',
] as const;

function linkedRoleRows(world: World, account: AccountRecord): string[][] {
  const rows: string[][] = [];
  for (const { id } of ownedUnder(world, 'roles', account.id, '/aws-service-role/')) {
    const role = world.roles.get(id);
    if (!role) continue;
    const used = lastUse(world, id);
    const unused = knowsRoleUse(world, role) ? none : unknown;
    const use = used ? [reportTime(used.lastUsed), used.region] : [unused, unused];
    const service = role.path.split('/')[2] ?? '';
    rows.push([role.roleName, role.arn, service, reportTime(role.createDate), ...use]);
  }
  return rows;
}

export const linkedRolesCsv = (world: World, account: AccountRecord): string =>
  csvOf([linkedRoleColumns, ...linkedRoleRows(world, account)]);

export const linkedRoles = (world: World, account: AccountRecord): Record<string, string>[] =>
  linkedRoleRows(world, account).map((row) => named(linkedRoleColumns, row));

export function reportRows(csv: string): Record<string, string>[] {
  const [columns = [], ...rows] = csv.split('\n').map(fieldsOf);
  return rows.map((row) => named(columns, row));
}

const named = (columns: readonly string[], row: readonly string[]): Record<string, string> =>
  Object.fromEntries(columns.map((column, at) => [column, row[at] ?? '']));

/** Splits a line. Fields in quotes may hold commas, and no field of the report holds a quote. */
const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map(([, quotedText, text]) => quotedText ?? text ?? '');

export interface JsonReport {
  readonly generated: string;
  readonly account: string;
  readonly users: readonly Record<string, string>[];
  readonly serviceLinkedRoles?: readonly Record<string, string>[];
}

/** Returns a report as JSON (an extension), from its CSV and, if asked for, the service-linked roles. */
export const reportJson = (
  csv: string,
  about: { readonly account: string; readonly generated: string },
  roles?: readonly Record<string, string>[],
): string => {
  const { account, generated } = about;
  const report: JsonReport = {
    generated,
    account,
    users: reportRows(csv),
    ...defined({ serviceLinkedRoles: roles }),
  };
  return JSON.stringify(report, null, 2);
};
