/**
 * Removes names and ids that tell where a scenario comes from. Accounts, users, groups, roles, policies and
 * buckets are numbered, in policy documents too, so that the answers stay the same. E-mail, aliases,
 * descriptions, unique ids, keys and dates are dropped; of an organization its tags, handshakes and management
 * policies too. A silenced finding stays silenced, without its reason and the name of the person.
 */

import { defined } from '../../core/model/defined.ts';
import type { OrganizationDetails } from '../../core/model/records/organization-details.ts';
import type { Scenario } from './format/scenario.ts';
import type { ScenarioOrganization } from './format/organization.ts';
import type { ScenarioSilence } from './format/account.ts';

export interface Anonymised {
  readonly scenario: Scenario;
  /** Names that stay because a policy matches a part of them (`dev-*`): another name would change answers. */
  readonly kept: readonly string[];
}

export function anonymised(scenario: Scenario): Anonymised {
  const names = new Names(scenario);
  const renamed = names.inValue(bare(scenario)) as Scenario;
  return {
    scenario: { ...withoutWords(renamed), title: 'Anonymised account', purpose: '', notes: [], steps: [] },
    kept: names.kept,
  };
}

/** Removes texts that a person wrote, and addresses, in which names are encoded. */
function withoutWords({
  place: _,
  learnt: _learnt,
  next: _next,
  level: _level,
  variant: _variant,
  exercise: _exercise,
  goals,
  ...scenario
}: Scenario): Scenario {
  const questions = scenario.questions.map(({ question, expected }) => ({ text: '', question, expected }));
  const wishes = goals?.map((goal, at) => ({ ...goal, id: `goal-${at + 1}`, text: '' }));
  const { start } = scenario;
  const next = (start?.next ?? []).map(({ question }) => ({ text: 'Next', question }));
  return {
    ...scenario,
    ...defined({ goals: wishes }),
    questions,
    ...(start ? { start: { ...start, next } } : {}),
  };
}

const dropped = new Set([
  ...[
    'email',
    'alias',
    'description',
    'createDate',
    'updateDate',
    'passwordDate',
    'statusDate',
    'enableDate',
  ],
  ...['accessKeys', 'mfaDevices', 'samlProviders', 'oidcProviders', 'usage', 'trustedIds', 'root', 'console'],
  ...['principalIds', 'outsideProviders', 'contact', 'alternateContacts', 'body', 'outboundFederation'],
]);
const emptied = { accessKeys: [], mfaDevices: [] };
const documents = new Set(['document', 'policy', 'assumeRolePolicyDocument']);

/** Removes what identifies and is not needed. */
function bare(scenario: Scenario): Scenario {
  const cleaned = strip(scenario, '') as Scenario;
  const { organization } = cleaned;
  return {
    ...cleaned,
    ...(organization ? { organization: withGrants(organization, scenario.organization?.details) } : {}),
    accounts: cleaned.accounts.map((account, at) => ({
      ...account,
      name: `Account ${at + 1}`,
      usage: [],
      samlProviders: [],
      oidcProviders: [],
      outsideProviders: [],
      mfaDevices: [],
      users: account.users.map((user) => ({ ...user, ...emptied })),
      ...(account.silences && { silences: account.silences.map(withoutPerson) }),
    })),
  };
}

/** Lists what stays: a member that comes later may hold what a person wrote. */
const withoutPerson = ({
  policy,
  inlinePolicy,
  check,
  text,
  place,
  until,
}: ScenarioSilence): ScenarioSilence =>
  defined({ policy, inlinePolicy, check, text, place, reason: 'Silenced', until });

/** Keeps of the details what decides requests of members. */
function withGrants(
  { details: _, ...organization }: ScenarioOrganization,
  { resourcePolicy, administrators, services }: OrganizationDetails = {},
): ScenarioOrganization {
  const details = {
    ...defined({ resourcePolicy, administrators, services }),
  };
  return Object.keys(details).length === 0 ? organization : { ...organization, details };
}

function strip(value: unknown, within: string): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, within));
  if (typeof value !== 'object' || value === null || documents.has(within)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      // An `id` beside a name is a unique id; accounts and units need theirs. ARNs come from the names.
      const id = key === 'id' && !['accounts', 'units', 'organization'].includes(within);
      const arn = key === 'arn' && !['resources', 'awsManagedPolicies'].includes(within);
      return dropped.has(key) || id || arn ? [] : [[key, strip(inner, key)] as const];
    }),
  );
}

/** Words of ARNs and policies. A user with such a name keeps it. */
const reserved = new Set(
  `arn aws iam s3 sts user group role policy root assumed-role Version Statement Sid Effect Allow Deny Action
  NotAction Resource NotResource Principal NotPrincipal Condition AWS Service Federated Bool true false`.split(
    /\s+/,
  ),
);
const token = /[\w+=,.@-]+/g;
const partial = /[\w+=,.@*?-]*[*?][\w+=,.@*?-]*/g;

class Names {
  readonly kept: string[] = [];
  readonly #renamed = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  constructor(scenario: Scenario) {
    const patterns = partialPatterns(JSON.stringify(scenario));
    const add = (kind: string, name: string) => this.#add(kind, name, patterns);
    for (const account of scenario.accounts) {
      this.#renamed.set(account.id, String(111122223333 + this.#count('account') * 111111111111));
      account.users.forEach(({ userName }) => add('user', userName));
      account.groups.forEach(({ groupName }) => add('group', groupName));
      account.roles.forEach(({ roleName }) => add('role', roleName));
      account.policies.forEach(({ policyName }) => add('policy', policyName));
      account.instanceProfiles.forEach((one) => add('profile', one.instanceProfileName));
      for (const { arn } of account.resources) {
        const bucket = /^arn:[^:]+:s3:::([\w.-]+)/.exec(arn)?.[1];
        if (bucket !== undefined) add('bucket', bucket);
      }
    }
  }

  #count(kind: string): number {
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    return count;
  }

  #add(kind: string, name: string, patterns: readonly RegExp[]): void {
    if (this.#renamed.has(name) || this.kept.includes(name)) return;
    if (reserved.has(name) || patterns.some((pattern) => pattern.test(name))) this.kept.push(name);
    else this.#renamed.set(name, `${kind}-${this.#count(kind) + 1}`);
  }

  inValue(value: unknown): unknown {
    if (typeof value === 'string') return value.replace(token, (word) => this.#renamed.get(word) ?? word);
    if (Array.isArray(value)) return value.map((item) => this.inValue(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.inValue(inner)]));
  }
}

/** Returns patterns that match a part of a name. A whole `*` matches the new names too. */
function partialPatterns(text: string): RegExp[] {
  const found = new Set(text.match(partial));
  return [...found]
    .filter((pattern) => /[\w+=,.@-]/.test(pattern))
    .map(
      (pattern) =>
        new RegExp(`^${pattern.replace(/[+.]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`),
    );
}
