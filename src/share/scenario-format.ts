import { type QuotaOverrides } from '../core/model/quotas.ts';
import type { ControlPolicyType, OrganizationRecord } from '../core/model/organization.ts';
import { type PasswordPolicy, type UnknownPart } from '../core/model/records.ts';

/**
 * The scenario file: accounts with everything in them, the question to start with, and notes, as JSON that a
 * teacher can write by hand. What has AWS's default may be left out; policy documents are objects, or texts
 * where the exact spelling matters. The format carries a version: an older one is read for ever, a newer one
 * is refused with its number. Documented for editors by public/scenario.schema.json.
 */
export const scenarioFormat = 'iam-playground/scenario';
/**
 * 1: accounts, question, notes. 2: also credentials, password policy, providers, organization, pinned answers
 * and steps. A file of version 1 is a file of version 2 without those.
 */
export const scenarioVersion = 2;

export interface Scenario {
  readonly title: string;
  /** One sentence: what it is good for. */
  readonly purpose: string;
  /** Shown beside the scenario, one paragraph each. */
  readonly notes: readonly string[];
  readonly start?: ScenarioStart;
  /** Answers that the scenario is about, pinned: whoever changes it sees which no longer hold. */
  readonly questions: readonly ScenarioPin[];
  /** What a teacher says, step by step, and where on the page it is to be seen. */
  readonly steps: readonly ScenarioStep[];
  readonly accounts: readonly ScenarioAccount[];
  readonly organization?: ScenarioOrganization;
  /** The AWS managed policies that the accounts use, so that a scenario needs no catalogue. */
  readonly awsManagedPolicies: readonly ScenarioPolicy[];
}

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
  readonly text: string;
  readonly question: ScenarioQuestion;
  readonly expected: 'allowed' | 'denied';
}

export interface ScenarioStep {
  readonly text: string;
  /** Address on the page, from its hash on: `#/graph`. */
  readonly place?: string;
}

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
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioSamlProvider {
  readonly name: string;
  /** The metadata document (XML). */
  readonly metadata: string;
  readonly createDate?: string;
  readonly validUntil?: string;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioOidcProvider {
  /** With or without `https://`. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createDate?: string;
  readonly tags: readonly ScenarioTag[];
}

export interface ScenarioOrganization {
  readonly id?: string;
  readonly managementAccount: string;
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
