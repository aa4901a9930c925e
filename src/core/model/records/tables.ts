/**
 * The rows of the World and their tables. A record is plain readonly JSON and is replaced as a whole when it
 * changes. Dates are ISO 8601 in UTC seconds (`2026-01-31T12:00:00Z`, N-20). Policy documents are the JSON
 * text that was saved, so that spans and line numbers are those that the person wrote. Every row of an
 * account carries `account`.
 */

import type { ClockRecords } from './clock.ts';
import type { AccountSettings } from './account-settings.ts';
import type { CredentialRecords } from './credentials.ts';
import type { AccountId, Arn, EntityId } from '../ids.ts';
import type { JobRecords } from './jobs.ts';
import type {
  ControlPolicyRecord,
  Membership,
  OrganizationRecord,
  OrganizationalUnitRecord,
} from './organization.ts';
import type { ProviderRecords } from './identity-providers.ts';
import type { QuotaOverrides } from '../quotas.ts';
import type { OutsideRecords } from './outside-providers.ts';
import type { ReportRecords } from './report-schedules.ts';
import type { ReviewRecords } from './reviews.ts';
import type { SilenceRecords } from './silences.ts';
import type { SignInRecord } from './sign-ins.ts';
import type { Tag } from './tag.ts';

export type { Tag } from './tag.ts';
import type { SessionRecord } from './sessions.ts';

export interface AccountRecord {
  readonly id: AccountId;
  readonly name: string;
  readonly email?: string;
  readonly alias?: string;
  readonly createDate: string;
  /** Quotas that this account was granted beyond the defaults of `quotas.ts`. */
  readonly quotas: QuotaOverrides;
  /**
   * Parts of this account that are not known, because the imported file does not hold them. Answers
   * that depend on such a part say so instead of guessing. Absent: everything is known.
   */
  readonly unknown?: readonly UnknownPart[];
  /**
   * ISO 8601: the date of the newest entity in that file. What is newer was made here, so all of it is known.
   * Absent in accounts of older imports.
   */
  readonly knownSince?: string;
  /** A file listed all resources that run as a role; without it an imported account may have others. */
  readonly resourcesKnown?: true;
  /** Absent: AWS's default policy (P-03). */
  readonly passwordPolicy?: PasswordPolicy;
  /** Settings that AWS does not have; absent: as in AWS. */
  readonly signInExtensions?: SignInExtensions;
  /** Version of the sessions that the global STS endpoint issues; absent: version 1. */
  readonly globalEndpointTokenVersion?: 1 | 2;
  /** AWS as identity provider of others (Y-02); absent: it was never switched on. */
  readonly outboundFederation?: OutboundFederation;
  /** Absent: the account is in no organization. */
  readonly membership?: Membership;
  /** Settings of the account page; absent: the owner set nothing yet. */
  readonly settings?: AccountSettings;
}

/** The issuer is made when it is first switched on, and stays when it is switched off and on again. */
export interface OutboundFederation {
  /** `https://{uuid}.tokens.sts.global.api.aws`. */
  readonly issuer: string;
  readonly enabled: boolean;
}

/** The password policy of P-14. Absent numbers: never expires, no reuse check. */
export interface PasswordPolicy {
  readonly minimumPasswordLength: number;
  readonly requireSymbols: boolean;
  readonly requireNumbers: boolean;
  readonly requireUppercaseCharacters: boolean;
  readonly requireLowercaseCharacters: boolean;
  readonly allowUsersToChangePassword: boolean;
  /** Days. */
  readonly maxPasswordAge?: number;
  readonly passwordReusePrevention?: number;
  readonly hardExpiry: boolean;
}

/**
 * Simulator extensions: what the tutorial teaches and AWS has no setting for. They are no part of the
 * password policy (P-12). They bind users, never the root user (P-04).
 */
export interface SignInExtensions {
  readonly maximumPasswordLength?: number;
  /** After `attempts` failed sign-ins in a row, none is accepted for `minutes`. */
  readonly lockout?: { readonly attempts: number; readonly minutes: number };
}

export const unknownParts = [
  'resource-policies',
  'organization',
  'passwords',
  'access-keys',
  'mfa-devices',
  'identity-providers',
  'role-settings',
  'creation-date',
  /** Groups or managed policies that the file names but does not hold, or entries that could not be read. */
  'attached-policies',
] as const;
export type UnknownPart = (typeof unknownParts)[number];

export interface InlinePolicy {
  readonly policyName: string;
  readonly document: string;
}

/** Members that users, groups and roles share because they hold permissions. */
interface PolicyHolder {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly path: string;
  readonly arn: Arn;
  readonly createDate: string;
  readonly inlinePolicies: readonly InlinePolicy[];
  /** ARNs of managed policies, in the order in which they were attached. */
  readonly attachedPolicies: readonly Arn[];
}

export interface UserRecord extends PolicyHolder {
  readonly userName: string;
  readonly groups: readonly EntityId[];
  readonly permissionsBoundary?: Arn;
  readonly tags: readonly Tag[];
}

export interface GroupRecord extends PolicyHolder {
  readonly groupName: string;
}

export interface RoleRecord extends PolicyHolder {
  readonly roleName: string;
  readonly assumeRolePolicyDocument: string;
  /**
   * The unique id behind each user or role ARN that the trust policy named when it was saved (G-52). A
   * statement's ARN counts only while the entity of that ARN still has this id. ARNs of entities outside the
   * World have no entry and match by text; so do imported ones, because the file shows only ARNs.
   */
  readonly trustedIds: Readonly<Record<string, EntityId>>;
  readonly permissionsBoundary?: Arn;
  readonly tags: readonly Tag[];
  readonly description?: string;
  /** Seconds, 3,600–43,200 (N-29). */
  readonly maxSessionDuration: number;
}

export interface PolicyVersion {
  readonly versionId: string;
  readonly document: string;
  readonly createDate: string;
}

/** A managed policy: a customer's, or the copy of an AWS managed one that this world uses (account `aws`). */
export interface PolicyRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly policyName: string;
  readonly path: string;
  readonly arn: Arn;
  readonly description?: string;
  readonly createDate: string;
  readonly updateDate: string;
  readonly defaultVersionId: string;
  /** Version ids only count up; deleted ids are not used again (N-25). */
  readonly nextVersion: number;
  readonly isAttachable: boolean;
  readonly versions: readonly PolicyVersion[];
  readonly tags: readonly Tag[];
}

export interface InstanceProfileRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly instanceProfileName: string;
  readonly path: string;
  readonly arn: Arn;
  readonly createDate: string;
  readonly roles: readonly EntityId[];
  readonly tags: readonly Tag[];
}

/** A resource that exists in the simulation (a bucket, a queue, a key …). Its key is its ARN. */
export interface ResourceRecord {
  readonly id: EntityId;
  readonly arn: Arn;
  /** The owner, even when the ARN has no account (S3). */
  readonly account: AccountId;
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly policy?: string;
  /** The unique id behind each user or role ARN that the policy named when saved (G-52); absent: none. */
  readonly principalIds?: Readonly<Record<string, EntityId>>;
  /** Absent: added by hand or by a file, not made by a call. */
  readonly createDate?: string;
  /**
   * More facts of its service: an instance's type and state, an object's body. `resource-types.ts` says which of them
   * name the role that it runs as.
   */
  readonly details?: ResourceDetails;
}
export type ResourceDetails = Readonly<Record<string, string>>;

/**
 * Last use of a service by a user, a role or a credential (`{principal}/{service}`): a mark, never undone
 * (N-22, N-23). Credentials: an access key's id; `{user id}/password`; an MFA device's serial number.
 */
export interface UsageRecord {
  readonly id: EntityId;
  readonly account: AccountId;
  readonly principal: EntityId;
  readonly service: string;
  readonly lastUsed: string;
  readonly region: string;
  /** One action (`CreateUser`), for last accessed. The key is `{principal}/{service}/{action}`. */
  readonly action?: string;
  /** MFA devices only: the last time step whose code was accepted. It and earlier ones are refused (F-06). */
  readonly step?: number;
}

export interface TableRecords
  extends
    CredentialRecords,
    ProviderRecords,
    JobRecords,
    ClockRecords,
    ReviewRecords,
    SilenceRecords,
    ReportRecords,
    OutsideRecords {
  accounts: AccountRecord;
  users: UserRecord;
  groups: GroupRecord;
  roles: RoleRecord;
  policies: PolicyRecord;
  instanceProfiles: InstanceProfileRecord;
  resources: ResourceRecord;
  usage: UsageRecord;
  sessions: SessionRecord;
  signIns: SignInRecord;
  organizations: OrganizationRecord;
  organizationalUnits: OrganizationalUnitRecord;
  controlPolicies: ControlPolicyRecord;
}
export type TableName = keyof TableRecords;
export const tableNames = [
  'accounts',
  'users',
  'groups',
  'roles',
  'policies',
  'instanceProfiles',
  'resources',
  'usage',
  'accessKeys',
  'loginProfiles',
  'mfaDevices',
  'userCredentials',
  'secrets',
  'serverCertificates',
  'samlProviders',
  'oidcProviders',
  'credentialReports',
  'lastAccessedJobs',
  'organizationsReports',
  'deletionTasks',
  'sessions',
  'signIns',
  'organizations',
  'organizationalUnits',
  'controlPolicies',
  'clock',
  'reviews',
  'silences',
  'reportSchedules',
  'reportDeliveries',
  'outsideProviders',
] as const satisfies readonly TableName[];

/** Tables whose rows belong to a user or to the root user; `owner` finds them. */
export type OwnedTable = 'accessKeys' | 'loginProfiles' | 'mfaDevices' | 'userCredentials';

/** Tables that the files of an account hold: no secrets, providers or jobs. */
export const importedTables = [
  'accounts',
  'users',
  'groups',
  'roles',
  'policies',
  'instanceProfiles',
  'resources',
  'usage',
  'accessKeys',
  'loginProfiles',
  'mfaDevices',
] as const satisfies readonly TableName[];
export type ImportedTable = (typeof importedTables)[number];

/** Tables whose rows hold policies of their own. */
export type HolderTable = 'users' | 'groups' | 'roles';
export const holderTables = ['users', 'groups', 'roles'] as const satisfies readonly HolderTable[];
