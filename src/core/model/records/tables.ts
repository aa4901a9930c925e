/**
 * The rows of the World and their tables, each stated once: the schema says the type, and checks what comes back from a
 * disk that may be damaged or from a backup file. A record is plain readonly JSON and is replaced as a whole when it
 * changes. Dates are ISO 8601 in UTC seconds (`2026-01-31T12:00:00Z`, N-20). Policy documents are the JSON text that was
 * saved, so that spans and line numbers are those that the person wrote. Every row of an account carries `account`.
 */

import { faultIn, pathText } from '../schema/fault.ts';
import { mapOf, optional, row } from '../schema/members.ts';
import {
  accountId,
  arn,
  date,
  entityId,
  number,
  policyDocument,
  type Schema,
  type Stated,
  text,
} from '../schema/words.ts';
import { type AccountRecord, account } from './account.ts';
import {
  type AccessKeyRecord,
  type LoginProfileRecord,
  type MfaDeviceRecord,
  type SecretRecord,
  type ServerCertificateRecord,
  type UserCredentialRecord,
  accessKey,
  loginProfile,
  mfaDevice,
  secret,
  serverCertificate,
  userCredential,
} from './credentials.ts';
import {
  type GroupRecord,
  type InstanceProfileRecord,
  type PolicyRecord,
  type RoleRecord,
  type UserRecord,
  group,
  instanceProfile,
  policy,
  role,
  user,
} from './identities.ts';
import {
  type OidcProviderRecord,
  type SamlProviderRecord,
  oidcProvider,
  samlProvider,
} from './identity-providers.ts';
import {
  type CredentialReportRecord,
  type DeletionTaskRecord,
  type LastAccessedJobRecord,
  type OrganizationsReportRecord,
  type ReportDeliveryRecord,
  type ReportScheduleRecord,
  credentialReport,
  deletionTask,
  lastAccessedJob,
  organizationsReport,
  reportDelivery,
  reportSchedule,
} from './jobs.ts';
import {
  type ControlPolicyRecord,
  type OrganizationRecord,
  type OrganizationalUnitRecord,
  controlPolicy,
  organization,
  organizationalUnit,
} from './organization.ts';
import { type OutsideProviderRecord, outsideProvider } from './outside-providers.ts';
import { type ReviewRecord, type SilenceRecord, review, silence } from './notes.ts';
import { type SessionRecord, session } from './sessions.ts';
import { type SignInRecord, signIn } from './sign-ins.ts';
import type { TableName } from './lists.ts';
import { tags } from './tag.ts';

/** A resource that exists in the simulation (a bucket, a queue, a key …). Its key is its ARN. */
const resource = row({
  id: entityId,
  arn,
  /** The owner, even when the ARN has no account (S3). */
  account: accountId,
  name: text,
  tags,
  policy: optional(policyDocument),
  /** The unique id behind each user or role ARN that the policy named when saved (G-52); absent: none. */
  principalIds: optional(mapOf(entityId)),
  /** Absent: added by hand or by a file, not made by a call. */
  createDate: optional(date),
  /**
   * More facts of its service: an instance's type and state, an object's body. `resource-types.ts` says which of them
   * name the role that it runs as.
   */
  details: optional(mapOf(text)),
});
export interface ResourceRecord extends Stated<typeof resource> {}
export type ResourceDetails = NonNullable<ResourceRecord['details']>;

/**
 * Last use of a service by a user, a role or a credential (`{principal}/{service}`): a mark, never undone
 * (N-22, N-23). Credentials: an access key's id; `{user id}/password`; an MFA device's serial number.
 */
const usage = row({
  id: entityId,
  account: accountId,
  principal: entityId,
  service: text,
  lastUsed: date,
  region: text,
  /** One action (`CreateUser`), for last accessed. The key is `{principal}/{service}/{action}`. */
  action: optional(text),
  /** MFA devices only: the last time step whose code was accepted. It and earlier ones are refused (F-06). */
  step: optional(number),
});
export interface UsageRecord extends Stated<typeof usage> {}

const clock = row({
  id: entityId,
  /** Milliseconds by which simulated time is ahead of the real time while it runs; 0 while it stands. */
  offset: number,
  /** Milliseconds since the epoch at which the clock stands still; absent: it runs. */
  frozenAt: optional(number),
});
export interface ClockRecord extends Stated<typeof clock> {}

export interface TableRecords {
  accounts: AccountRecord;
  users: UserRecord;
  groups: GroupRecord;
  roles: RoleRecord;
  policies: PolicyRecord;
  instanceProfiles: InstanceProfileRecord;
  resources: ResourceRecord;
  usage: UsageRecord;
  accessKeys: AccessKeyRecord;
  loginProfiles: LoginProfileRecord;
  mfaDevices: MfaDeviceRecord;
  userCredentials: UserCredentialRecord;
  secrets: SecretRecord;
  serverCertificates: ServerCertificateRecord;
  samlProviders: SamlProviderRecord;
  oidcProviders: OidcProviderRecord;
  credentialReports: CredentialReportRecord;
  lastAccessedJobs: LastAccessedJobRecord;
  organizationsReports: OrganizationsReportRecord;
  deletionTasks: DeletionTaskRecord;
  sessions: SessionRecord;
  signIns: SignInRecord;
  organizations: OrganizationRecord;
  organizationalUnits: OrganizationalUnitRecord;
  controlPolicies: ControlPolicyRecord;
  clock: ClockRecord;
  reviews: ReviewRecord;
  silences: SilenceRecord;
  reportSchedules: ReportScheduleRecord;
  reportDeliveries: ReportDeliveryRecord;
  outsideProviders: OutsideProviderRecord;
}

export const tableSchemas = {
  accounts: account,
  users: user,
  groups: group,
  roles: role,
  policies: policy,
  instanceProfiles: instanceProfile,
  resources: resource,
  usage,
  accessKeys: accessKey,
  loginProfiles: loginProfile,
  mfaDevices: mfaDevice,
  userCredentials: userCredential,
  secrets: secret,
  serverCertificates: serverCertificate,
  samlProviders: samlProvider,
  oidcProviders: oidcProvider,
  credentialReports: credentialReport,
  lastAccessedJobs: lastAccessedJob,
  organizationsReports: organizationsReport,
  deletionTasks: deletionTask,
  sessions: session,
  signIns: signIn,
  organizations: organization,
  organizationalUnits: organizationalUnit,
  controlPolicies: controlPolicy,
  clock,
  reviews: review,
  silences: silence,
  reportSchedules: reportSchedule,
  reportDeliveries: reportDelivery,
  outsideProviders: outsideProvider,
} satisfies { readonly [T in TableName]: Schema<TableRecords[T]> };

const isTable = (name: unknown): name is TableName =>
  typeof name === 'string' && Object.hasOwn(tableSchemas, name);

/**
 * Returns one line that says why `row` cannot be the record of that key; `undefined` when it can. It quotes no value,
 * because a row may hold a secret. References to other rows are not checked: every reader accepts a row that is missing.
 */
export function recordDamage(table: unknown, id: unknown, row: unknown): string | undefined {
  if (!isTable(table)) return `there is no table \`${String(table)}\``;
  const fault = faultIn(tableSchemas[table], row);
  if (!fault)
    return (row as { id: string }).id === id ? undefined : '`id`: expected the key under which it is kept';
  const { path, message } = fault;
  if (path.length === 0) return message;
  return `\`${pathText(path)}\`${message.startsWith('expected') ? ':' : ''} ${message}`;
}
