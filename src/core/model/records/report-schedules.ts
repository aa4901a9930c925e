/**
 * Regular delivery of the credential report, an extension of the simulator: AWS has no such setting. The
 * schedule is a setting like any other. A delivery is a trace: undoing the schedule does not remove it, like
 * a mail that was sent.
 */

import { accountId, date, entityId, flag, oneOf, type Stated, text } from '../schema/words.ts';
import { list, row } from '../schema/members.ts';
import { reportFormats, reportFrequencies } from './lists.ts';

/** The id is the account's. Reports are due at midnight UTC, weekly ones on Mondays. */
export const reportSchedule = row({
  id: entityId,
  account: accountId,
  frequency: oneOf(reportFrequencies),
  format: oneOf(reportFormats),
  /** True when the report also lists the account's service-linked roles. */
  serviceLinkedRoles: flag,
  /** ISO 8601 in UTC seconds. A report that was due before or at this moment is not delivered. */
  since: date,
});
export interface ReportScheduleRecord extends Stated<typeof reportSchedule> {}

const file = row({
  /** `credential-report-2026-02-02.csv`, for example. */
  name: text,
  type: oneOf(['text/csv', 'application/json']),
  text,
});
export interface ReportFile extends Stated<typeof file> {}

/** A report in the account's inbox; its id is `{account}/{date}`. */
export const reportDelivery = row({
  id: entityId,
  account: accountId,
  /** The moment at which it was due, ISO 8601 in UTC seconds. */
  date,
  frequency: oneOf(reportFrequencies),
  files: list(file),
});
export interface ReportDeliveryRecord extends Stated<typeof reportDelivery> {}
