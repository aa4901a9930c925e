/**
 * The shape of every table's rows; the types of the model make it complete. Only this page writes records,
 * but they come back from a disk that may be damaged and from backup files. A row that does not fit here
 * would fail far from its cause.
 */

import {
  type AccountSettings,
  type AlternateContact,
  alternateContactTypes,
} from '../records/account-settings.ts';
import type { ClockRecord } from '../records/clock.ts';
import { credentialShapes } from './credentials.ts';
import type {
  CredentialReportRecord,
  DeletionTaskRecord,
  LastAccessedJobRecord,
  OrganizationsReportRecord,
} from '../records/jobs.ts';
import {
  type ControlPolicyRecord,
  type Membership,
  type OrganizationRecord,
  type OrganizationalUnitRecord,
  controlPolicyTypes,
} from '../records/organization.ts';
import { organizationDetails } from './organization-details.ts';
import { providerShapes } from './providers.ts';
import {
  type Check,
  date,
  flag,
  list,
  mapOf,
  misfitText,
  number,
  object,
  oneOf,
  policyDocument,
  tags,
  text,
} from './checks.ts';
import {
  type AccountRecord,
  type GroupRecord,
  type InlinePolicy,
  type InstanceProfileRecord,
  type OutboundFederation,
  type PasswordPolicy,
  type PolicyRecord,
  type PolicyVersion,
  type ResourceRecord,
  type RoleRecord,
  type SignInExtensions,
  type TableName,
  type UsageRecord,
  type UserRecord,
  tableNames,
} from '../records/tables.ts';
import {
  type ReportDeliveryRecord,
  type ReportFile,
  type ReportScheduleRecord,
  reportFormats,
  reportFrequencies,
} from '../records/report-schedules.ts';
import type { ReviewRecord } from '../records/reviews.ts';
import type { SilencedPlace, SilenceRecord } from '../records/silences.ts';

const holder = {
  id: text,
  account: text,
  path: text,
  arn: text,
  createDate: date,
  inlinePolicies: list(object<InlinePolicy>({ policyName: text, document: policyDocument }, {})),
  attachedPolicies: list(text),
};
const job = { id: text, account: text, createDate: date, polls: number };

const passwordPolicy = object<PasswordPolicy>(
  {
    minimumPasswordLength: number,
    requireSymbols: flag,
    requireNumbers: flag,
    requireUppercaseCharacters: flag,
    requireLowercaseCharacters: flag,
    allowUsersToChangePassword: flag,
    hardExpiry: flag,
  },
  { maxPasswordAge: number, passwordReusePrevention: number },
);

const contact = object<AlternateContact>(
  { name: text, title: text, emailAddress: text, phoneNumber: text },
  {},
);
const settings = object<AccountSettings>(
  {},
  {
    contact: mapOf(text),
    alternateContacts: (value) =>
      mapOf(contact)(value) ?? list(oneOf(alternateContactTypes))(Object.keys(value as object)),
    optInRegions: list(text),
    iamAccessToBilling: flag,
    closedDate: date,
  },
);

const shapes: Readonly<Record<TableName, Check>> = {
  ...credentialShapes,
  ...providerShapes,
  accounts: object<AccountRecord>(
    { id: text, name: text, createDate: date, quotas: mapOf(number) },
    {
      email: text,
      alias: text,
      unknown: list(text),
      knownSince: date,
      resourcesKnown: oneOf([true]),
      passwordPolicy,
      signInExtensions: object<SignInExtensions>(
        {},
        {
          maximumPasswordLength: number,
          lockout: object<NonNullable<SignInExtensions['lockout']>>(
            { attempts: number, minutes: number },
            {},
          ),
        },
      ),
      globalEndpointTokenVersion: oneOf([1, 2]),
      outboundFederation: object<OutboundFederation>({ issuer: text, enabled: flag }, {}),
      membership: object<Membership>(
        { organization: text, parent: text, joined: date, method: oneOf(['CREATED', 'INVITED']) },
        { requestId: text },
      ),
      settings,
    },
  ),
  users: object<UserRecord>(
    { ...holder, userName: text, groups: list(text), tags },
    { permissionsBoundary: text },
  ),
  groups: object<GroupRecord>({ ...holder, groupName: text }, {}),
  roles: object<RoleRecord>(
    {
      ...holder,
      roleName: text,
      assumeRolePolicyDocument: policyDocument,
      trustedIds: mapOf(text),
      tags,
      maxSessionDuration: number,
    },
    { permissionsBoundary: text, description: text },
  ),
  policies: object<PolicyRecord>(
    {
      id: text,
      account: text,
      policyName: text,
      path: text,
      arn: text,
      createDate: date,
      updateDate: date,
      defaultVersionId: text,
      nextVersion: number,
      isAttachable: flag,
      versions: list(
        object<PolicyVersion>({ versionId: text, document: policyDocument, createDate: date }, {}),
      ),
      tags,
    },
    { description: text },
  ),
  instanceProfiles: object<InstanceProfileRecord>(
    {
      id: text,
      account: text,
      instanceProfileName: text,
      path: text,
      arn: text,
      createDate: date,
      roles: list(text),
      tags,
    },
    {},
  ),
  resources: object<ResourceRecord>(
    { id: text, arn: text, account: text, name: text, tags },
    { policy: policyDocument, principalIds: mapOf(text), createDate: date, details: mapOf(text) },
  ),
  usage: object<UsageRecord>(
    { id: text, account: text, principal: text, service: text, lastUsed: date, region: text },
    { action: text, step: number },
  ),
  credentialReports: object<CredentialReportRecord>({ ...job, content: text }, {}),
  lastAccessedJobs: object<LastAccessedJobRecord>(
    { ...job, arn: text, granularity: oneOf(['SERVICE_LEVEL', 'ACTION_LEVEL']), requester: text },
    {},
  ),
  organizationsReports: object<OrganizationsReportRecord>({ ...job, entityPath: text }, { policyId: text }),
  deletionTasks: object<DeletionTaskRecord>(
    { ...job, roleName: text, roleArn: text, usedBy: list(text) },
    {},
  ),
  organizations: object<OrganizationRecord>(
    {
      id: text,
      account: text,
      arn: text,
      rootId: text,
      featureSet: oneOf(['ALL', 'CONSOLIDATED_BILLING']),
      enabledPolicyTypes: list(oneOf(controlPolicyTypes)),
      createDate: date,
    },
    { rootFeatures: list(text), details: organizationDetails },
  ),
  organizationalUnits: object<OrganizationalUnitRecord>(
    { id: text, account: text, arn: text, organization: text, parent: text, name: text },
    {},
  ),
  controlPolicies: object<ControlPolicyRecord>(
    {
      id: text,
      account: text,
      organization: text,
      policyId: text,
      arn: text,
      type: oneOf(controlPolicyTypes),
      name: text,
      description: text,
      content: policyDocument,
      awsManaged: flag,
      targets: list(text),
    },
    {},
  ),
  clock: object<ClockRecord>({ id: text, offset: number }, { frozenAt: number }),
  reviews: object<ReviewRecord>({ id: text, account: text, date, by: text }, { note: text }),
  silences: object<SilenceRecord>(
    { id: text, account: text, policy: text, check: text, text, reason: text, date, by: text },
    { place: object<SilencedPlace>({ at: number, of: number }, {}), until: date },
  ),
  reportSchedules: object<ReportScheduleRecord>(
    {
      id: text,
      account: text,
      frequency: oneOf(reportFrequencies),
      format: oneOf(reportFormats),
      serviceLinkedRoles: flag,
      since: date,
    },
    {},
  ),
  reportDeliveries: object<ReportDeliveryRecord>(
    {
      id: text,
      account: text,
      date,
      frequency: oneOf(reportFrequencies),
      files: list(object<ReportFile>({ name: text, type: text, text }, {})),
    },
    {},
  ),
};

const known: ReadonlySet<string> = new Set(tableNames);
const isTable = (name: unknown): name is TableName => typeof name === 'string' && known.has(name);

/**
 * Returns one lower-case line that says why `row` cannot be the record of that key; `undefined` when it can.
 * References to other rows are not checked: every reader accepts a row that is missing.
 */
export function recordDamage(table: unknown, id: unknown, row: unknown): string | undefined {
  if (!isTable(table)) return `there is no table \`${String(table)}\``;
  const wrong = shapes[table](row);
  if (wrong) return misfitText(wrong);
  return (row as { id: string }).id === id ? undefined : '`id`: expected the key under which it is kept';
}
