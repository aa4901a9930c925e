/**
 * Calls whose answer AWS prepares in the background. Their state follows from `polls`, the number of times
 * that somebody asked (a mark), and from `env.now`. No timer runs.
 */

import type { AccountId, Arn, EntityId } from '../ids.ts';

interface Job {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly createDate: string;
  readonly polls: number;
}

/** The newest credential report of an account; its id is the account's. */
export interface CredentialReportRecord extends Job {
  /** The CSV as it was when the job started. */
  readonly content: string;
}

/** Milliseconds for which a credential report is returned before a new one must be made. */
export const reportLifetime = 4 * 3_600_000;

export interface LastAccessedJobRecord extends Job {
  readonly arn: Arn;
  readonly granularity: 'SERVICE_LEVEL' | 'ACTION_LEVEL';
  /** Principal id of the caller; only this principal may read the result. */
  readonly requester: string;
}

/** Last use of services below one node of the organization. */
export interface OrganizationsReportRecord extends Job {
  /** `o-…/r-…/ou-…/{account}`, down to the node. */
  readonly entityPath: string;
  /** Asks for the services that this control policy allows, instead of those that reach the node. */
  readonly policyId?: string;
}

/** Deletion of a service-linked role (N-42); its id is the task's. */
export interface DeletionTaskRecord extends Job {
  readonly roleName: string;
  readonly roleArn: Arn;
  /** Resources that used the role when its deletion was asked for. The task then fails and the role stays. */
  readonly usedBy: readonly Arn[];
}

export interface JobRecords {
  credentialReports: CredentialReportRecord;
  lastAccessedJobs: LastAccessedJobRecord;
  organizationsReports: OrganizationsReportRecord;
  deletionTasks: DeletionTaskRecord;
}
