/**
 * Worlds for tests, in one chain: `aWorld().policy('P', allow('s3:*')).user('alice', { attach: ['P'] }).world()`.
 * Policies are named by their name, or by ARN where they belong to somebody else.
 */

import { policyArn } from '#core/model/arn.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import type { Scenario } from '#share/scenario/format/scenario.ts';
import type { ScenarioAccount } from '#share/scenario/format/account.ts';
import type { ScenarioDocument } from '#share/scenario/format/parts.ts';
import type { ScenarioPolicy } from '#share/scenario/format/identities.ts';
import type { Tag } from '#core/model/records/tag.ts';
import { scenarioRecords } from '#share/scenario/records.ts';
import { worldOf, type WorldRecords } from '#share/world-records.ts';

export const testAccount = '123456789012';

export interface HolderOptions {
  readonly id?: string;
  readonly path?: string;
  readonly attach?: readonly string[];
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, ScenarioDocument>>;
}

export interface PrincipalOptions extends HolderOptions {
  readonly boundary?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

export const aWorld = (account: string = testAccount): WorldBuilder => new WorldBuilder(account);

export class WorldBuilder {
  readonly #accounts: Mutable<ScenarioAccount>[] = [];
  readonly #awsManaged: ScenarioPolicy[] = [];

  constructor(account: string) {
    this.account(account);
  }

  /** All that is added later belongs to this account. */
  account(
    id: string,
    more: Partial<Pick<ScenarioAccount, 'alias' | 'quotas' | 'unknown' | 'createDate'>> = {},
  ): this {
    this.#accounts.push({
      id,
      name: `Account ${id}`,
      ...more,
      ...{ users: [], groups: [], roles: [], policies: [], instanceProfiles: [], resources: [], usage: [] },
      ...{ samlProviders: [], oidcProviders: [], outsideProviders: [], mfaDevices: [] },
    });
    return this;
  }

  user(userName: string, options: PrincipalOptions & { readonly groups?: readonly string[] } = {}): this {
    const groups = options.groups ?? [];
    this.#current.users.push({
      userName,
      ...this.#holder(options),
      ...this.#principal(options),
      groups,
      accessKeys: [],
      mfaDevices: [],
    });
    return this;
  }

  group(groupName: string, options: HolderOptions = {}): this {
    this.#current.groups.push({ groupName, ...this.#holder(options) });
    return this;
  }

  role(
    roleName: string,
    trust: ScenarioDocument,
    options: PrincipalOptions & { readonly description?: string; readonly maxSessionDuration?: number } = {},
  ): this {
    const { description, maxSessionDuration } = options;
    this.#current.roles.push({
      roleName,
      assumeRolePolicyDocument: trust,
      ...this.#holder(options),
      ...this.#principal(options),
      ...(description === undefined ? {} : { description }),
      ...(maxSessionDuration === undefined ? {} : { maxSessionDuration }),
    });
    return this;
  }

  policy(policyName: string, document: ScenarioDocument, more: Partial<ScenarioPolicy> = {}): this {
    this.#current.policies.push({ policyName, document, tags: [], ...more });
    return this;
  }

  awsManagedPolicy(policyName: string, document: ScenarioDocument, more: Partial<ScenarioPolicy> = {}): this {
    this.#awsManaged.push({ policyName, document, tags: [], ...more });
    return this;
  }

  instanceProfile(instanceProfileName: string, roles: readonly string[] = []): this {
    this.#current.instanceProfiles.push({ instanceProfileName, roles, tags: [] });
    return this;
  }

  resource(arn: string, policy?: ScenarioDocument, tags: Readonly<Record<string, string>> = {}): this {
    this.#current.resources.push({ arn, ...(policy === undefined ? {} : { policy }), tags: tagList(tags) });
    return this;
  }

  scenario(): Scenario {
    return {
      title: 'Test',
      purpose: '',
      questions: [],
      steps: [],
      notes: [],
      accounts: this.#accounts,
      awsManagedPolicies: this.#awsManaged,
    };
  }

  records(): WorldRecords {
    const result = scenarioRecords(this.scenario());
    if (!result.ok) throw new Error(result.error.message);
    return result.value.records;
  }

  /** Deep-frozen. */
  world(): World {
    return worldOf(this.records(), { freeze: true });
  }

  get #current(): Mutable<ScenarioAccount> {
    const account = this.#accounts.at(-1);
    if (!account) throw new Error('a builder begins with an account');
    return account;
  }

  #arn(policy: string): string {
    if (policy.startsWith('arn:')) return policy;
    const path = this.#current.policies.find(({ policyName }) => policyName === policy)?.path ?? '/';
    return policyArn(unsafeAccountId(this.#current.id), path, policy);
  }

  #holder({ id, path, attach = [], inline = {} }: HolderOptions) {
    return {
      ...(id === undefined ? {} : { id }),
      ...(path === undefined ? {} : { path }),
      attachedPolicies: attach.map((policy) => this.#arn(policy)),
      inlinePolicies: Object.entries(inline).map(([policyName, document]) => ({ policyName, document })),
    };
  }

  #principal({ boundary, tags = {} }: PrincipalOptions) {
    return {
      ...(boundary === undefined ? {} : { permissionsBoundary: this.#arn(boundary) }),
      tags: tagList(tags),
    };
  }
}

const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

export const policyOf = (...statements: readonly object[]) => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const allow = (
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  condition?: object,
) =>
  policyOf({
    Effect: 'Allow',
    Action: action,
    Resource: resource,
    ...(condition && { Condition: condition }),
  });

export const deny = (
  action: string | readonly string[],
  resource: string | readonly string[] = '*',
  condition?: object,
) =>
  policyOf({
    Effect: 'Deny',
    Action: action,
    Resource: resource,
    ...(condition && { Condition: condition }),
  });

/** A trust policy: `trusts({ AWS: arn })`, `trusts({ Service: 'ec2.amazonaws.com' })`. */
export const trusts = (principal: object | '*', condition?: object) =>
  policyOf({
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition && { Condition: condition }),
  });
