/**
 * Finds the credential reports that are due by the simulated clock, and writes them (an extension). A report
 * states the account as it is when the clock is found past its date, so the same world and time give the same
 * reports. After a long jump only the newest that fit the inbox are made.
 */

import { type Change, created, deleted } from '../model/world/change.ts';
import { type AccountId, unsafeEntityId } from '../model/ids.ts';
import type { ReportDeliveryRecord, ReportFile, ReportScheduleRecord } from '../model/records/jobs.ts';
import type { ReportFrequency } from '../model/records/lists.ts';
import { maxKeptDeliveries } from '../model/world/dates.ts';
import { isoSeconds } from '../model/request/request.ts';
import { type World, ownedBy } from '../model/world/world.ts';
import { credentialReportCsv, linkedRoles, linkedRolesCsv, reportJson } from './credential-report.ts';

const day = 86_400_000;
/** 1970-01-05 was a Monday. */
const monday = 4 * day;

/** Returns the first due date after `time`, both in milliseconds. */
export function nextDue(frequency: ReportFrequency, time: number): number {
  const [start, period] = frequency === 'daily' ? [0, day] : [monday, 7 * day];
  return start + (Math.floor((time - start) / period) + 1) * period;
}

/** Returns the account's inbox, newest first. */
export const reportInbox = (world: World, account: AccountId): ReportDeliveryRecord[] =>
  ownedBy(world, 'reportDeliveries', account).sort((a, b) => (a.date > b.date ? -1 : 1));

/** Returns dates that have passed without a delivery, oldest first, in milliseconds; at most a full inbox. */
export function dueReports(world: World, account: AccountId, now: number): number[] {
  const schedule = world.reportSchedules.get(account);
  if (!schedule) return [];
  const delivered = reportInbox(world, account)[0]?.date ?? '';
  const since = Date.parse(delivered > schedule.since ? delivered : schedule.since);
  const step = schedule.frequency === 'daily' ? day : 7 * day;
  const first = nextDue(schedule.frequency, since);
  const count = Math.max(0, Math.floor((now - first) / step) + 1);
  const skipped = Math.max(0, count - maxKeptDeliveries);
  return Array.from({ length: count - skipped }, (_, at) => first + (skipped + at) * step);
}

/** Returns all accounts' due deliveries, and removes the oldest that no longer fit. All are marks. */
export const deliveries = (world: World, now: number): Change[] =>
  [...world.reportSchedules.values()].flatMap((schedule) => deliveriesOf(world, schedule, now));

function deliveriesOf(world: World, schedule: ReportScheduleRecord, now: number): Change[] {
  const account = world.accounts.get(schedule.account);
  const due = account ? dueReports(world, account.id, now) : [];
  if (!account || due.length === 0) return [];
  const csv = credentialReportCsv(world, account);
  const { frequency, format, serviceLinkedRoles } = schedule;
  const made = due.map((time): ReportDeliveryRecord => {
    const generated = isoSeconds(time);
    const date = generated.slice(0, 10);
    const text = (name: string, type: ReportFile['type'], content: string): ReportFile => ({
      name: `${name}-${date}.${type === 'text/csv' ? 'csv' : 'json'}`,
      type,
      text: content,
    });
    const about = { account: account.id, generated };
    const roles = serviceLinkedRoles ? linkedRoles(world, account) : undefined;
    const files =
      format === 'json'
        ? [text('credential-report', 'application/json', reportJson(csv, about, roles))]
        : [
            text('credential-report', 'text/csv', csv),
            ...(serviceLinkedRoles
              ? [text('service-linked-roles', 'text/csv', linkedRolesCsv(world, account))]
              : []),
          ];
    const id = unsafeEntityId(`${account.id}/${generated}`);
    return { id, account: account.id, date: generated, frequency, files };
  });
  const old = reportInbox(world, account.id).slice(Math.max(0, maxKeptDeliveries - made.length));
  return [
    ...made.map((row) => created('reportDeliveries', row)),
    ...old.map((row) => deleted('reportDeliveries', row)),
  ];
}
