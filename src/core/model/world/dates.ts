/** When things happened and when they end: the age of rows, whether they still count, and when something was last used. */

import type { AccountRecord } from '../records/account.ts';
import type { UserCredentialRecord } from '../records/credentials.ts';
import type { SessionRecord } from '../records/sessions.ts';
import { tableNames } from '../records/lists.ts';
import { type World, ownedBy } from './world.ts';
import type { TableRecords, UsageRecord } from '../records/tables.ts';
import type { AccountId } from '../ids.ts';
import { type Change, replaced } from './change.ts';

export const isExpired = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) <= now;

/**
 * An expired session is stored for one more day, in which its use answers ExpiredToken. After that the next
 * session of its account removes it, and its use answers InvalidClientTokenId.
 */
export const isPrunable = (session: SessionRecord, now: number): boolean =>
  Date.parse(session.expiration) + 24 * 3_600_000 <= now;

/** Returns the status as time has made it. Stored rows of imported accounts may be `Expired` already. */
export const credentialStatus = (row: UserCredentialRecord, now: number): UserCredentialRecord['status'] =>
  row.kind === 'service-specific' && row.expirationDate !== undefined && Date.parse(row.expirationDate) <= now
    ? 'Expired'
    : row.status;

/** Milliseconds for which a credential report is returned before a new one must be made. */
export const reportLifetimeMs = 4 * 3_600_000;

/** The inbox has at most this many reports of an account, the newest. */
export const maxKeptDeliveries = 12;

/** A closed account is suspended: nothing in it answers any more. */
export const isClosed = ({ settings }: Pick<AccountRecord, 'settings'>): boolean =>
  settings?.closedDate !== undefined;

/** Days for which a closed account can be opened again. */
export const reopenDays = 90;

const dateMembers = [
  'createDate',
  'updateDate',
  'lastUsed',
  'issueTime',
  'passwordDate',
  'statusDate',
  'enableDate',
  'uploadDate',
  'date',
] as const;

/** Returns ISO 8601 in UTC seconds. A clock behind this date would make history run backwards. */
export function newestRecorded(world: World): string | undefined {
  let newest: string | undefined;
  for (const table of tableNames) {
    for (const row of world[table].values()) {
      for (const member of dateMembers) {
        const date = (row as Partial<Record<(typeof dateMembers)[number], string>>)[member];
        if (date !== undefined && (newest === undefined || date > newest)) newest = date;
      }
    }
  }
  return newest;
}

// Usage marks tell when users, roles and credentials were last used (N-22, N-23).

export const passwordUseId = (owner: string): string => `${owner}/password`;

/** Returns the latest mark of a user or role, over all services. */
export function lastUse(world: World, principal: string): UsageRecord | undefined {
  let last: UsageRecord | undefined;
  for (const id of world.index.usesOf.get(principal) ?? []) {
    const mark = world.usage.get(id);
    if (mark && mark.lastUsed > (last?.lastUsed ?? '')) last = mark;
  }
  return last;
}

/**
 * The last use of each user, role and credential of an account, ISO 8601. Keys are a user's or role's unique
 * id, an access key's id, and `{owner}/password`. A missing key was never used.
 */
export type LastUses = ReadonlyMap<string, string>;

export function lastUses(world: World, account: AccountId): LastUses {
  const uses = new Map<string, string>();
  for (const { principal, lastUsed } of ownedBy(world, 'usage', account)) {
    const before = uses.get(principal);
    if (before === undefined || lastUsed > before) uses.set(principal, lastUsed);
  }
  return uses;
}

const dayMs = 86_400_000;

/** Returns whole days from `iso` to `now` (milliseconds); 0 for dates ahead. */
export const daysBetween = (iso: string, now: number): number =>
  Math.max(0, Math.floor((now - Date.parse(iso)) / dayMs));

// Jobs that AWS does in the background. Here a job is done when it is asked for a second time, or after ten seconds.
// So a loop that waits ends even if the clock is frozen.

const jobMilliseconds = 10_000;

type JobTable = 'credentialReports' | 'lastAccessedJobs' | 'organizationsReports' | 'deletionTasks';
type Job = TableRecords[JobTable];

export const isJobDone = ({ createDate, polls }: Pick<Job, 'createDate' | 'polls'>, now: number): boolean =>
  polls > 0 || now - Date.parse(createDate) >= jobMilliseconds;

/** Counts that somebody asked for a job. It is a mark, since reading changes nothing that could be undone. */
export const polled = <T extends JobTable>(table: T, job: TableRecords[T]): Change =>
  replaced(table, job, { ...job, polls: job.polls + 1 });
