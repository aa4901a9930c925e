/**
 * Calls whose answer AWS prepares in the background. Their state follows from `polls`, the number of times
 * that somebody asked (a mark), and from `env.now`. No timer runs.
 */

import { list, optional, row } from '../schema/members.ts';
import { type Stated, accountId, arn, date, entityId, flag, number, oneOf, text } from '../schema/words.ts';
import { reportFormats, reportFrequencies } from './lists.ts';

const job = { id: entityId, account: accountId, createDate: date, polls: number };

/** The newest credential report of an account; its id is the account's. */
export const credentialReport = row({
  ...job,
  /** The CSV as it was when the job started. */
  content: text,
});
export interface CredentialReportRecord extends Stated<typeof credentialReport> {}

export const lastAccessedJob = row({
  ...job,
  arn,
  granularity: oneOf(['SERVICE_LEVEL', 'ACTION_LEVEL']),
  /** Principal id of the caller; only this principal may read the result. */
  requester: text,
});
export interface LastAccessedJobRecord extends Stated<typeof lastAccessedJob> {}

/** Last use of services below one node of the organization. */
export const organizationsReport = row({
  ...job,
  /** `o-…/r-…/ou-…/{account}`, down to the node. */
  entityPath: text,
  /** Asks for the services that this control policy allows, instead of those that reach the node. */
  policyId: optional(text),
});
export interface OrganizationsReportRecord extends Stated<typeof organizationsReport> {}

/** Deletion of a service-linked role (N-42); its id is the task's. */
export const deletionTask = row({
  ...job,
  roleName: text,
  roleArn: arn,
  /** Resources that used the role when its deletion was asked for. The task then fails and the role stays. */
  usedBy: list(arn),
});
export interface DeletionTaskRecord extends Stated<typeof deletionTask> {}

// Regular delivery of the credential report, an extension of the simulator: AWS has no such setting. The schedule is
// a setting like any other. A delivery is a trace: undoing the schedule does not remove it, like a mail that was
// sent.

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
