/**
 * The scenario file: accounts with everything in them, a question to start with, and notes, as JSON that a
 * teacher can write by hand. Members with AWS's default may be left out. Policy documents are objects, or
 * texts when the exact spelling matters. public/scenario.schema.json documents it for editors.
 *
 * INVARIANT: the format has a version. An older one can always be read; a newer one is refused with its
 * number.
 */

import { type QuotaOverrides } from '../../core/model/quotas.ts';
import type { ControlPolicyType, OrganizationRecord } from '../../core/model/records/organization.ts';
import type { OrganizationDetails } from '../../core/model/records/organization-details.ts';
import type { AccountSettings } from '../../core/model/records/account-settings.ts';
import type { PublicJwk } from '../../core/model/federation/jwks.ts';
import type {
  OutsideApplication,
  OutsideKind,
  OutsideWorkload,
} from '../../core/model/records/outside-providers.ts';
import {
  type OutboundFederation,
  type PasswordPolicy,
  type SignInExtensions,
  type UnknownPart,
} from '../../core/model/records/tables.ts';
import type { ReportScheduleRecord } from '../../core/model/records/report-schedules.ts';
import type { SilencedPlace } from '../../core/model/records/silences.ts';
import type {
  ScenarioExercise,
  ScenarioGoal,
  ScenarioPin,
  ScenarioStart,
  ScenarioStep,
} from './guide-format.ts';

export type {
  ScenarioCall,
  ScenarioExercise,
  ScenarioFlow,
  ScenarioGoal,
  ScenarioPin,
  ScenarioQuestion,
  ScenarioSolution,
  ScenarioStart,
  ScenarioStep,
  ScenarioVerdict,
} from './guide-format.ts';

export const scenarioFormat = 'iam-playground/scenario';
/**
 * Version 1: accounts, question, notes. 2: also credentials, password policy, providers, organization, pinned
 * answers and steps. 3: also outside providers, account settings, spare MFA devices, the report schedule, a
 * stopped clock, the ids behind resource policies, flow positions, solutions of steps, and the place to begin
 * at. 4: also goals, what tells that a step is done, what was learnt, and the scenario to go on with. 5: also the
 * level that it belongs to, and last uses of passwords and access keys. 6: also the variant of the level, and the
 * exercise that makes a level of a scenario. 7: also silenced findings. A file of an older version is a file of the newest without the new members.
 */
export const scenarioVersion = 7;

export interface Scenario {
  readonly title: string;
  /** One sentence about its use. */
  readonly purpose: string;
  /** Paragraphs that are shown beside the scenario. */
  readonly notes: readonly string[];
  readonly start?: ScenarioStart;
  /** Address to open at instead of the first question. */
  readonly place?: string;
  /** Time at which the simulation's clock is stopped. */
  readonly clock?: string;
  /** Answers that are wanted. The scenario is solved when all of them hold. */
  readonly goals?: readonly ScenarioGoal[];
  /** Pinned answers, which are only watched. After a change, the page shows which of them changed. */
  readonly questions: readonly ScenarioPin[];
  /** A teacher's explanations, step by step, with the place on the page. */
  readonly steps: readonly ScenarioStep[];
  /** Up to three sentences that say what was learnt, shown at the end. */
  readonly learnt?: readonly string[];
  /** Id of the gallery's scenario to go on with. */
  readonly next?: string;
  /** Id of the level in Learn that the account was opened from. Its goals and hints are the level's. */
  readonly level?: string;
  /** Six letters and digits. Names and account numbers of the level or exercise are those of this variant. */
  readonly variant?: string;
  /** Makes a level of the scenario. Its goals are `goals`, what is only watched is `questions`. */
  readonly exercise?: ScenarioExercise;
  readonly accounts: readonly ScenarioAccount[];
  readonly organization?: ScenarioOrganization;
  /** The AWS managed policies that the accounts use, so that a scenario needs no catalogue. */
  readonly awsManagedPolicies: readonly ScenarioPolicy[];
}

/** The text of a scenario, without its accounts. */
export type ScenarioGuide = Pick<
  Scenario,
  | 'purpose'
  | 'notes'
  | 'start'
  | 'place'
  | 'goals'
  | 'questions'
  | 'steps'
  | 'learnt'
  | 'next'
  | 'level'
  | 'variant'
  | 'exercise'
>;

/** An object, or the JSON text exactly as the editor shows it. */
export type ScenarioDocument = string | Readonly<Record<string, unknown>>;

export interface ScenarioTag {
  readonly key: string;
  readonly value: string;
}

export interface ScenarioAccount {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly alias?: string;
  readonly createDate?: string;
  readonly quotas?: QuotaOverrides;
  readonly unknown?: readonly UnknownPart[];
  /** True: the account has no other resources than these; absent: as far as `unknown` says. */
  readonly resourcesKnown?: true;
  readonly passwordPolicy?: PasswordPolicy;
  readonly settings?: AccountSettings;
  readonly signInExtensions?: SignInExtensions;
  readonly globalEndpointTokenVersion?: 1 | 2;
  readonly outboundFederation?: OutboundFederation;
  readonly reportSchedule?: Omit<ReportScheduleRecord, 'id' | 'account'>;
  /** Virtual MFA devices that nobody uses yet. */
  readonly mfaDevices: readonly ScenarioMfaDevice[];
  /** Credentials of the root user. */
  readonly root?: ScenarioCredentials;
  readonly users: readonly ScenarioUser[];
  readonly groups: readonly ScenarioGroup[];
  readonly roles: readonly ScenarioRole[];
  readonly policies: readonly ScenarioPolicy[];
  readonly instanceProfiles: readonly ScenarioInstanceProfile[];
  readonly resources: readonly ScenarioResource[];
  readonly usage: readonly ScenarioUsage[];
  readonly samlProviders: readonly ScenarioSamlProvider[];
  readonly oidcProviders: readonly ScenarioOidcProvider[];
  readonly outsideProviders: readonly ScenarioOutsideProvider[];
  readonly silences?: readonly ScenarioSilence[];
}

export interface ScenarioEntity {
  readonly id?: string;
  readonly path?: string;
  /** Needed only when it is not the ARN that account, path and name make. */
  readonly arn?: string;
  readonly createDate?: string;
}

export interface ScenarioHolder extends ScenarioEntity {
  readonly inlinePolicies: readonly { readonly policyName: string; readonly document: ScenarioDocument }[];
  /** ARNs. */
  readonly attachedPolicies: readonly string[];
}

export interface ScenarioUser extends ScenarioHolder, ScenarioCredentials {
  readonly userName: string;
  /** Names of groups of the same account. */
  readonly groups: readonly string[];
  readonly permissionsBoundary?: string;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioGroup extends ScenarioHolder {
  readonly groupName: string;
}

export interface ScenarioRole extends ScenarioHolder {
  readonly roleName: string;
  readonly assumeRolePolicyDocument: ScenarioDocument;
  /** G-52; absent: the ids are those of this scenario's entities that the trust policy names. */
  readonly trustedIds?: Readonly<Record<string, string>>;
  readonly permissionsBoundary?: string;
  readonly tags: readonly ScenarioTag[];
  readonly description?: string;
  readonly maxSessionDuration?: number;
}

export interface ScenarioPolicy extends ScenarioEntity {
  readonly policyName: string;
  readonly description?: string;
  readonly updateDate?: string;
  readonly isAttachable?: boolean;
  readonly tags: readonly ScenarioTag[];
  /** The document when there is one version, `v1`; else see `versions`. */
  readonly document?: ScenarioDocument;
  readonly versions?: readonly {
    readonly versionId: string;
    readonly document: ScenarioDocument;
    readonly createDate?: string;
  }[];
  readonly defaultVersionId?: string;
  readonly nextVersion?: number;
}

export interface ScenarioInstanceProfile extends ScenarioEntity {
  readonly instanceProfileName: string;
  /** Names of roles of the same account. */
  readonly roles: readonly string[];
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioResource {
  readonly arn: string;
  readonly name?: string;
  readonly tags: readonly ScenarioTag[];
  readonly policy?: ScenarioDocument;
  /** G-52; absent: the ids are those of this scenario's entities that the policy names. */
  readonly principalIds?: Readonly<Record<string, string>>;
  readonly createDate?: string;
  /** Further data of its service, such as an instance's type and state, or a function's role. */
  readonly details?: Readonly<Record<string, string>>;
}

export interface ScenarioUsage {
  /** ARN of a user or role of the account. */
  readonly principal: string;
  readonly service: string;
  readonly lastUsed: string;
  readonly region: string;
  /** `password`, or the id of an access key of the user; absent: the use of the service by the principal. */
  readonly credential?: string;
}

/** A finding of a policy that somebody accepts. */
export interface ScenarioSilence {
  /** ARN of a managed policy, a resource or a control policy, or of the identity whose policy it is. */
  readonly policy: string;
  /** Name of an inline policy of that identity; absent for a role: its trust policy. */
  readonly inlinePolicy?: string;
  /** Id of the check; one that this page does not know is kept. */
  readonly check: string;
  /** The characters that the finding points at, without white space between values. */
  readonly text: string;
  /** Tells which of several such findings it is; absent: there is one. */
  readonly place?: SilencedPlace;
  readonly reason: string;
  /** The date of the account, if absent. */
  readonly date?: string;
  /** ARN of the person; absent: the root user of the account. */
  readonly by?: string;
  readonly until?: string;
}

/** Credentials of a user or root. For secrets that the file leaves out, new and unknown ones are made. */
export interface ScenarioCredentials {
  readonly console?: {
    readonly password?: string;
    readonly passwordResetRequired?: boolean;
    readonly createDate?: string;
    readonly passwordDate?: string;
  };
  readonly accessKeys: readonly ScenarioAccessKey[];
  readonly mfaDevices: readonly ScenarioMfaDevice[];
}

export interface ScenarioAccessKey {
  /** `AKIA…` */
  readonly id?: string;
  readonly secretAccessKey?: string;
  readonly status?: 'Active' | 'Inactive';
  readonly createDate?: string;
  readonly statusDate?: string;
}

export interface ScenarioMfaDevice {
  /** Name of a virtual device or a passkey (with its random end); the serial number of a hardware token. */
  readonly name: string;
  readonly hardware?: boolean;
  /** A passkey or a security key; `path` is then `/user/alice/`, or `/root/` for the root user. */
  readonly passkey?: boolean;
  /** Levels that a passkey's authenticator is certified for: `FIDO` → `L1`. */
  readonly certifications?: Readonly<Record<string, string>>;
  readonly path?: string;
  /** Base32. */
  readonly seed?: string;
  readonly enableDate?: string;
  /** The date on which it was enabled, if absent. */
  readonly createDate?: string;
  /** Time steps of 30 s by which its clock is ahead. */
  readonly offset?: number;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioSamlProvider {
  readonly name: string;
  /** The metadata document (XML); else see `metadataOf`. */
  readonly metadata?: string;
  /** Takes the metadata of this outside provider, with these of its keys (default: all). */
  readonly metadataOf?: { readonly provider: string; readonly keys?: readonly string[] };
  readonly createDate?: string;
  readonly validUntil?: string;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioOidcProvider {
  /** An address with or without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  /** Keys that its issuer publishes, when that is no outside provider of this scenario. */
  readonly keys?: readonly PublicJwk[];
  readonly createDate?: string;
  readonly tags: readonly ScenarioTag[];
}

/** A simulated provider outside AWS with its people. New keys are made when the file has no secrets. */
export interface ScenarioOutsideProvider {
  readonly id?: string;
  readonly kind: OutsideKind;
  readonly name: string;
  readonly domain: string;
  readonly entityId?: string;
  readonly issuer?: string;
  readonly createDate?: string;
  /** The first one signs. Without keys, one of RS256 is made. */
  readonly keys: readonly ScenarioOutsideKey[];
  readonly groups: readonly string[];
  readonly people: readonly ScenarioPerson[];
  readonly workloads: readonly OutsideWorkload[];
  readonly applications: readonly OutsideApplication[];
}

export interface ScenarioOutsideKey {
  readonly kid: string;
  /** Default: RS256. */
  readonly algorithm?: 'RS256' | 'ES256';
  readonly createDate?: string;
  /** A private JWK as JSON, and its certificate (base64 of DER): both or none. */
  readonly privateJwk?: string;
  readonly certificate?: string;
}

export interface ScenarioPerson {
  readonly id?: string;
  readonly userName: string;
  readonly name?: string;
  readonly email?: string;
  readonly groups: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface ScenarioOrganization {
  readonly id?: string;
  readonly managementAccount: string;
  /** The unit of the management account; absent for the root. */
  readonly managementParent?: string;
  readonly rootId?: string;
  readonly featureSet?: OrganizationRecord['featureSet'];
  readonly createDate?: string;
  /** Default: SCPs. */
  readonly enabledPolicyTypes?: readonly ControlPolicyType[];
  readonly rootFeatures?: OrganizationRecord['rootFeatures'];
  /** Tags, invitations, delegated administrators and others, as the organization's row has them. */
  readonly details?: OrganizationDetails;
  readonly units: readonly { readonly id: string; readonly name: string; readonly parent?: string }[];
  /** Members besides the management account. `parent`: a unit, absent for the root. */
  readonly members: readonly {
    readonly account: string;
    readonly parent?: string;
    readonly joined?: string;
    /** Absent: the account was invited. */
    readonly method?: 'CREATED';
  }[];
  readonly policies: readonly ScenarioControlPolicy[];
}

export interface ScenarioControlPolicy {
  /** `p-…` */
  readonly policyId: string;
  readonly name: string;
  readonly type: ControlPolicyType;
  readonly description?: string;
  /** Absent for AWS's own policies, which allow everything. */
  readonly document?: ScenarioDocument;
  /** Ids of the root, units and accounts. */
  readonly targets: readonly string[];
}
