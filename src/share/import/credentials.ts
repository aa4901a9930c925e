/** Adds what a credential report tells: passwords, access keys, MFA and last use, but no secret. */

import { mfaArn } from '../../core/model/arn.ts';
import {
  type AccountId,
  type EntityId,
  placeholderDeviceName,
  placeholderKeyId,
  unsafeEntityId,
} from '../../core/model/ids.ts';
import { passwordUseId } from '../../core/model/world/dates.ts';
import type { UserRecord } from '../../core/model/records/identities.ts';
import { noRegion } from '../account-details-format.ts';
import type { MutableRecords } from '../world-records.ts';
import { type ReadReport, type ReportRow, reportedRootName } from './credential-report.ts';

export interface ReportedCredentials {
  /** Users of the report that the account details do not hold. */
  readonly strangers: readonly string[];
  /** Users of the account details whose credentials the report does not tell. */
  readonly unreported: readonly string[];
  /** When the account was made, as the root user's row tells. */
  readonly accountCreated: string | undefined;
  /** Users with signing certificates, which the report only counts. */
  readonly certificates: readonly string[];
}

/** Adds the rows of one report. Its account is in the files. */
export function addCredentials(records: MutableRecords, { account, rows }: ReadReport): ReportedCredentials {
  const users = new Map<string, UserRecord>(
    records.users.filter((user) => user.account === account).map((user) => [user.arn, user]),
  );
  const strangers: string[] = [];
  const reported = new Set<string>();
  let rootTold = true;
  for (const row of rows) {
    const user = users.get(row.arn);
    if (row.user === reportedRootName)
      add(records, account, row, { id: unsafeEntityId(account), created: row.created });
    else if (user) add(records, account, row, { id: user.id, name: user.userName, created: user.createDate });
    else strangers.push(row.user);
    if (user && row.tells) reported.add(user.arn);
    if (row.user === reportedRootName) rootTold = row.tells;
  }
  const unreported = [...users.values()].filter(({ arn }) => !reported.has(arn));
  return {
    strangers,
    unreported: [...(rootTold ? [] : ['root']), ...unreported.map(({ userName }) => userName)],
    accountCreated: rows.find(({ user }) => user === reportedRootName)?.created,
    certificates: rows.filter(({ certificates }) => certificates).map(({ user }) => user),
  };
}

interface Owner {
  readonly id: EntityId;
  /** Absent for the root user. */
  readonly name?: string;
  readonly created: string | undefined;
}

/** The date of a thing whose date no file tells, far enough back for everything. */
const longAgo = '2006-03-14T00:00:00Z';

function add(records: MutableRecords, account: AccountId, row: ReportRow, owner: Owner): void {
  const created = owner.created ?? row.created ?? longAgo;
  const owned = { account, owner: owner.id };
  if (row.password) {
    const changed = row.password.changed ?? created;
    records.loginProfiles.push({
      ...owned,
      id: owner.id,
      createDate: changed,
      passwordDate: changed,
      passwordResetRequired: false,
    });
  }
  if (row.passwordUsed !== undefined) {
    const id = unsafeEntityId(passwordUseId(owner.id));
    const use = { service: 'signin', lastUsed: row.passwordUsed, region: noRegion };
    records.usage.push({ id, account, principal: id, ...use });
  }
  for (const { at, active, rotated, used } of row.keys) {
    const id = placeholderKeyId(owner.id, at);
    const date = rotated ?? created;
    const status = active ? 'Active' : 'Inactive';
    records.accessKeys.push({ ...owned, id, status, createDate: date, statusDate: date });
    if (!used) continue;
    const { date: lastUsed, region, service } = used;
    records.usage.push({ id, account, principal: id, service, lastUsed, region });
  }
  if (!row.mfa) return;
  const name = placeholderDeviceName(owner.name);
  records.mfaDevices.push({
    ...owned,
    id: unsafeEntityId(mfaArn(account, '/', name)),
    kind: 'virtual',
    path: '/',
    name,
    createDate: created,
    enableDate: created,
    tags: [],
    offset: 0,
    clock: 'simulated',
  });
}
