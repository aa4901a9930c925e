/**
 * Jobs that AWS does in the background. Here a job is done when it is asked for a second time, or after ten
 * seconds. So a loop that waits ends even if the clock stands still.
 */

import { type Change, replaced } from '../../../model/world/change.ts';
import type { TableRecords } from '../../../model/records/tables.ts';

const jobMilliseconds = 10_000;

type JobTable = 'credentialReports' | 'lastAccessedJobs' | 'organizationsReports' | 'deletionTasks';
type Job = TableRecords[JobTable];

export const isJobDone = ({ createDate, polls }: Pick<Job, 'createDate' | 'polls'>, now: number): boolean =>
  polls > 0 || now - Date.parse(createDate) >= jobMilliseconds;

/** Counts that somebody asked for a job. It is a mark, since reading changes nothing that could be undone. */
export const polled = <T extends JobTable>(table: T, job: TableRecords[T]): Change =>
  replaced(table, job, { ...job, polls: job.polls + 1 });
