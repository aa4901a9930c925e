/**
 * The scenario file: accounts with everything in them, the question to start with, and notes, as JSON that a
 * teacher can write by hand. What has AWS's default may be left out; policy documents are objects, or texts
 * where the exact spelling matters. The format carries a version: an older one is read for ever, a newer one
 * is refused with its number. Documented for editors by public/scenario.schema.json.
 */

import { type QuotaOverrides } from '../../core/model/quotas.ts';
import type { ControlPolicyType, OrganizationRecord } from '../../core/model/records/organization.ts';
import type { AccountSettings } from '../../core/model/records/account-settings.ts';
import type { PublicJwk } from '../../core/model/federation/jwks.ts';
import type {
  OutsideApplication,
  OutsideKind,
  OutsideWorkload,
} from '../../core/model/records/outside-providers.ts';
import {
  type PasswordPolicy,
  type SignInExtensions,
  type UnknownPart,
} from '../../core/model/records/tables.ts';
import type { ReportScheduleRecord } from '../../core/model/records/report-schedules.ts';
import type { ServiceName } from '../../core/model/request/request.ts';

export const scenarioFormat = 'iam-playground/scenario';
/**
 * 1: accounts, question, notes. 2: also credentials, password policy, providers, organization, pinned answers
 * and steps. 3: also outside providers, account settings, spare MFA devices, the report schedule, a clock that
 * stands, the ids behind resource policies, flow positions and solutions of steps, the place to begin at. A
 * file of an older version is a file of the newest without the rest.
 */
export const scenarioVersion = 3;

export interface Scenario {
  readonly title: string;
  /** One sentence: what it is good for. */
  readonly purpose: string;
  /** Shown beside the scenario, one paragraph each. */
  readonly notes: readonly string[];
  readonly start?: ScenarioStart;
  /** Address to open at instead of the first question. */
  readonly place?: string;
  /** When the simulation's clock stands there. */
  readonly clock?: string;
  /** Answers that the scenario is about, pinned: whoever changes it sees which no longer hold. */
  readonly questions: readonly ScenarioPin[];
  /** What a teacher says, step by step, and where on the page it is to be seen. */
  readonly steps: readonly ScenarioStep[];
  readonly accounts: readonly ScenarioAccount[];
  readonly organization?: ScenarioOrganization;
  /** The AWS managed policies that the accounts use, so that a scenario needs no catalogue. */
  readonly awsManagedPolicies: readonly ScenarioPolicy[];
}

/** What a scenario says about itself, apart from what is in it. */
export type ScenarioGuide = Pick<Scenario, 'purpose' | 'notes' | 'start' | 'place' | 'questions' | 'steps'>;

export interface ScenarioStart {
  /** The account on screen. */
  readonly account: string;
  readonly question: ScenarioQuestion;
  /** What to ask after the first answer is changed. */
  readonly next: readonly { readonly text: string; readonly question: ScenarioQuestion }[];
}

export interface ScenarioQuestion {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

export interface ScenarioPin {
  /** What steps call it. */
  readonly id?: string;
  readonly text: string;
  readonly question: ScenarioQuestion;
  readonly expected: 'allowed' | 'denied';
}

export interface ScenarioStep {
  readonly text: string;
  /** Address on the page, from its hash on: `#/graph`. */
  readonly place?: string;
  /** A flow at one of its messages. */
  readonly flow?: ScenarioFlow;
  readonly solution?: ScenarioSolution;
}

export interface ScenarioFlow {
  /** `assume-role` */
  readonly id: string;
  /** What the form before the flow asks for. */
  readonly fields: Readonly<Record<string, string>>;
  /** From 1; absent: the form. */
  readonly step?: number;
}

/** The change that a step asks for, as the calls that make it. */
export interface ScenarioSolution {
  readonly calls: readonly ScenarioCall[];
  /** Ids of the pinned answers that turn by it. */
  readonly turns: readonly string[];
}

export interface ScenarioCall {
  /** Default: `iam`. */
  readonly service?: SolvingService;
  readonly operation: string;
  /** In AWS's member names; a document may be an object. */
  readonly params: Readonly<Record<string, unknown>>;
  /** ARN of who calls; default: the root user of the account that the scenario starts in. */
  readonly as?: string;
}

/** AWS's own; nothing that only the playground can do. */
export type SolvingService = Exclude<ServiceName, 'playground' | 'signin' | 'any'>;

/** An object, or the JSON text as it shall stand in the editor. */
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
  readonly passwordPolicy?: PasswordPolicy;
  readonly settings?: AccountSettings;
  readonly signInExtensions?: SignInExtensions;
  readonly globalEndpointTokenVersion?: 1 | 2;
  readonly reportSchedule?: Omit<ReportScheduleRecord, 'id' | 'account'>;
  /** Virtual MFA devices that nobody has yet. */
  readonly mfaDevices: readonly ScenarioMfaDevice[];
  /** Of the root user. */
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
}

export interface ScenarioEntity {
  readonly id?: string;
  readonly path?: string;
  /** Where it is not the one that account, path and name make. */
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
  /** G-52; absent: the entities of this scenario that the trust policy names. */
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
  /** The only version, `v1`; else `versions`. */
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
  /** G-52; absent: the entities of this scenario that the policy names. */
  readonly principalIds?: Readonly<Record<string, string>>;
  readonly createDate?: string;
  /** What its service keeps of it besides: an instance's type and state, a function's role. */
  readonly details?: Readonly<Record<string, string>>;
}

export interface ScenarioUsage {
  /** ARN of a user or role of the account. */
  readonly principal: string;
  readonly service: string;
  readonly lastUsed: string;
  readonly region: string;
}

/**
 * What somebody proves who they are with. Secrets may be left out: then they are made anew when the scenario
 * is opened, and nobody has seen them.
 */
export interface ScenarioCredentials {
  /** Console access. */
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
  /** Of a virtual device; a hardware token has its serial number here. */
  readonly name: string;
  readonly hardware?: boolean;
  readonly path?: string;
  /** Base32. */
  readonly seed?: string;
  readonly enableDate?: string;
  /** Default: when it was enabled. */
  readonly createDate?: string;
  /** Time steps of 30 s by which its clock is ahead. */
  readonly offset?: number;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioSamlProvider {
  readonly name: string;
  /** The metadata document (XML); else `metadataOf`. */
  readonly metadata?: string;
  /** What that outside provider of this account publishes, with these of its keys (default: all). */
  readonly metadataOf?: { readonly provider: string; readonly keys?: readonly string[] };
  readonly createDate?: string;
  readonly validUntil?: string;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioOidcProvider {
  /** With or without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  /** What its issuer publishes, where that is no outside provider of this scenario. */
  readonly keys?: readonly PublicJwk[];
  readonly createDate?: string;
  readonly tags: readonly ScenarioTag[];
}

/** A simulated provider outside of AWS with its people; its keys are made anew where the file has no secrets. */
export interface ScenarioOutsideProvider {
  readonly id?: string;
  readonly kind: OutsideKind;
  readonly name: string;
  readonly domain: string;
  readonly entityId?: string;
  readonly issuer?: string;
  readonly createDate?: string;
  /** The first signs; none: one of RS256 is made. */
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
  /** The unit that holds it; absent: the root. */
  readonly managementParent?: string;
  readonly rootId?: string;
  readonly featureSet?: OrganizationRecord['featureSet'];
  readonly createDate?: string;
  /** Default: SCPs. */
  readonly enabledPolicyTypes?: readonly ControlPolicyType[];
  readonly rootFeatures?: OrganizationRecord['rootFeatures'];
  readonly units: readonly { readonly id: string; readonly name: string; readonly parent?: string }[];
  /** Members beside the management account; `parent`: a unit, absent for the root. */
  readonly members: readonly {
    readonly account: string;
    readonly parent?: string;
    readonly joined?: string;
    /** Default: it was invited. */
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
  /** Absent for AWS's own, which allow everything. */
  readonly document?: ScenarioDocument;
  /** Root, units and accounts. */
  readonly targets: readonly string[];
}
