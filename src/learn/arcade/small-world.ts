/** Makes the world of one question from a few names: accounts with users, groups, roles, policies and resources. */

import { policyArn } from '../../core/model/arn.ts';
import { unsafeAccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import type { ScenarioAccount } from '../../share/scenario/format/account.ts';
import type { ScenarioOrganization } from '../../share/scenario/format/organization.ts';
import type { ScenarioPolicy } from '../../share/scenario/format/identities.ts';
import { scenarioRecords } from '../../share/scenario/records.ts';
import { worldOf } from '../../share/world-records.ts';
import { defined } from '../../core/model/defined.ts';

export interface HolderPart {
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, string>>;
  /** Names of policies of the same account. */
  readonly attach?: readonly string[];
}

export interface PrincipalPart extends HolderPart {
  readonly boundary?: string | undefined;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AccountPart {
  readonly name?: string;
  readonly users?: Readonly<Record<string, PrincipalPart & { readonly groups?: readonly string[] }>>;
  readonly groups?: Readonly<Record<string, HolderPart>>;
  readonly roles?: Readonly<Record<string, PrincipalPart & { readonly trust: string }>>;
  /** Names of roles by the name of the profile. */
  readonly instanceProfiles?: Readonly<Record<string, readonly string[]>>;
  /** A text, or all versions and the number of the default one. */
  readonly policies?: Readonly<Record<string, string | Versions>>;
  /** The key is the ARN. */
  readonly resources?: Readonly<
    Record<string, { readonly policy?: string; readonly tags?: Readonly<Record<string, string>> }>
  >;
}

export interface Versions {
  readonly versions: readonly string[];
  /** Counts from 1. */
  readonly inUse: number;
}

/** The key is the account id. The question is asked in the first account. */
export type AccountParts = Readonly<Record<string, AccountPart>>;

/** Throws when the parts do not fit together: a test makes hundreds of each template. */
export function smallWorld(accounts: AccountParts, organization?: ScenarioOrganization): World {
  const made = scenarioRecords({
    title: '',
    purpose: '',
    notes: [],
    questions: [],
    steps: [],
    accounts: Object.entries(accounts).map(([id, part]) => accountOf(id, part)),
    awsManagedPolicies: [],
    ...defined({ organization }),
  });
  if (!made.ok) throw new Error(made.error.message);
  return worldOf(made.value.records);
}

function accountOf(id: string, part: AccountPart): ScenarioAccount {
  const { name = `Account ${id}`, users = {}, groups = {}, roles = {}, policies = {}, resources = {} } = part;
  const nameOf = (policy: string) => policyArn(unsafeAccountId(id), '/', policy);
  const held = ({ inline = {}, attach = [] }: HolderPart) => ({
    inlinePolicies: Object.entries(inline).map(([policyName, document]) => ({ policyName, document })),
    attachedPolicies: attach.map(nameOf),
  });
  const owned = ({ boundary, tags, ...holder }: PrincipalPart) => ({
    ...held(holder),
    ...(boundary === undefined ? {} : { permissionsBoundary: nameOf(boundary) }),
    tags: tagList(tags),
  });
  return {
    id,
    name,
    mfaDevices: [],
    users: Object.entries(users).map(([userName, user]) => ({
      userName,
      ...owned(user),
      groups: user.groups ?? [],
      accessKeys: [],
      mfaDevices: [],
    })),
    groups: Object.entries(groups).map(([groupName, group]) => ({ groupName, ...held(group) })),
    roles: Object.entries(roles).map(([roleName, role]) => ({
      roleName,
      assumeRolePolicyDocument: role.trust,
      ...owned(role),
    })),
    policies: Object.entries(policies).map(([policyName, text]) => policyOf(policyName, text)),
    instanceProfiles: Object.entries(part.instanceProfiles ?? {}).map(([instanceProfileName, roles]) => ({
      ...{ instanceProfileName, roles, tags: [] },
    })),
    resources: Object.entries(resources).map(([arn, { policy, tags }]) => ({
      arn,
      ...defined({ policy }),
      tags: tagList(tags),
    })),
    usage: [],
    samlProviders: [],
    oidcProviders: [],
    outsideProviders: [],
  };
}

const tagList = (tags: Readonly<Record<string, string>> = {}) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

function policyOf(policyName: string, text: string | Versions): ScenarioPolicy {
  if (typeof text === 'string') return { policyName, document: text, tags: [] };
  const { versions, inUse } = text;
  return {
    policyName,
    versions: versions.map((document, at) => ({ versionId: `v${at + 1}`, document })),
    defaultVersionId: `v${inUse}`,
    tags: [],
  };
}
