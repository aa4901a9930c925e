/**
 * Calls whose answer AWS prepares in the background. Their state follows from `polls`, the number of times
 * that somebody asked (a mark), and from `env.now`. No timer runs.
 */

import { optional, list, row } from '../schema/members.ts';
import { accountId, arn, date, entityId, number, oneOf, type Stated, text } from '../schema/words.ts';

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
