/**
 * Regular delivery of the credential report, an extension of the simulator: AWS has no such setting. The
 * schedule is a setting like any other. A delivery is a trace: undoing the schedule does not remove it, like
 * a mail that was sent.
 */

import type { AccountId, EntityId } from '../ids.ts';

export const reportFrequencies = ['daily', 'weekly'] as const;
export type ReportFrequency = (typeof reportFrequencies)[number];
export const reportFormats = ['csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** The id is the account's. Reports are due at midnight UTC, weekly ones on Mondays. */
export interface ReportScheduleRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly frequency: ReportFrequency;
  readonly format: ReportFormat;
  /** True when the report also lists the account's service-linked roles. */
  readonly serviceLinkedRoles: boolean;
  /** ISO 8601 in UTC seconds. A report that was due before or at this moment is not delivered. */
  readonly since: string;
}

/** A report in the account's inbox; its id is `{account}/{date}`. */
export interface ReportDeliveryRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  /** The moment at which it was due, ISO 8601 in UTC seconds. */
  readonly date: string;
  readonly frequency: ReportFrequency;
  readonly files: readonly ReportFile[];
}

export interface ReportFile {
  /** `credential-report-2026-02-02.csv`, for example. */
  readonly name: string;
  readonly type: 'text/csv' | 'application/json';
  readonly text: string;
}

/** The inbox has at most this many reports of an account, the newest. */
export const keptDeliveries = 12;

export interface ReportRecords {
  reportSchedules: ReportScheduleRecord;
  reportDeliveries: ReportDeliveryRecord;
}
