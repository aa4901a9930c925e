/**
 * Regular delivery of the credential report: an extension of the simulator, AWS has no such setting. The
 * schedule is a setting like any other. A delivery is a trace: it stays although what led to it is undone,
 * like a mail that was sent.
 */

import type { AccountId, EntityId } from '../ids.ts';

export const reportFrequencies = ['daily', 'weekly'] as const;
export type ReportFrequency = (typeof reportFrequencies)[number];
export const reportFormats = ['csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Of an account; its id is the account's. Reports are due at midnight UTC, weekly ones on Mondays. */
export interface ReportScheduleRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly frequency: ReportFrequency;
  readonly format: ReportFormat;
  /** Whether the account's service-linked roles are reported too. */
  readonly serviceLinkedRoles: boolean;
  /** ISO 8601 in UTC seconds: nothing that was due up to then is delivered. */
  readonly since: string;
}

/** A report in the account's inbox; its id is `{account}/{date}`. */
export interface ReportDeliveryRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  /** When it was due: ISO 8601 in UTC seconds. */
  readonly date: string;
  readonly frequency: ReportFrequency;
  readonly files: readonly ReportFile[];
}

export interface ReportFile {
  /** `credential-report-2026-02-02.csv` */
  readonly name: string;
  readonly type: 'text/csv' | 'application/json';
  readonly text: string;
}

/** The inbox keeps the newest so many of an account. */
export const keptDeliveries = 12;

export interface ReportRecords {
  reportSchedules: ReportScheduleRecord;
  reportDeliveries: ReportDeliveryRecord;
}
