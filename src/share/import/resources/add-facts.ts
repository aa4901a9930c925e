/**
 * Makes rows of what files tell about resources: functions, instances and the like with the role that they run as,
 * access keys and passwords without their secrets, and OpenID Connect providers.
 */

import {
  arnName,
  arnRegion,
  instanceProfileArn as profileArn,
  oidcProviderArn,
  parseArn,
  roleArn,
} from '#core/model/arn.ts';
import {
  type AccountId,
  type Arn,
  parseAccountId,
  placeholderKeyId,
  unsafeArn,
  unsafeEntityId,
} from '#core/model/ids.ts';
import type { OidcProviderRecord } from '#core/model/records/identity-providers.ts';
import { instanceAccounts as accountsOfInstances } from '#core/model/records/resource-types.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { ResourceRecord } from '#core/model/records/tables.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import { abacDetails } from '#core/model/world/bucket-abac.ts';
import { policyNotTold } from '#core/model/world/known-parts.ts';
import type { WorldRecords } from '../../world-records.ts';
import { audienceNotice, leftOutNotice, strangeAccountsNotice, strangerNotice } from '../notices.ts';
import type { ImportedFact, ResourceFacts } from './fact.ts';

export interface Added {
  readonly records: WorldRecords;
  readonly notices: readonly string[];
}

/** Returns the records with the rows of the facts. What they say about a resource that is there is added to its row. */
export function addFacts(records: WorldRecords, { list, completeFor, credentialsFor }: ResourceFacts): Added {
  const resources = new Map(records.resources.map((row) => [row.arn as string, row]));
  const users = new Map(records.users.map((row) => [row.arn as string, row]));
  const adding = new Adding(records, resources, users);
  for (const fact of list) adding.add(fact);
  for (const fact of list) adding.addInstance(fact);
  return {
    records: {
      ...records,
      ...adding.added(),
      accounts: records.accounts.map((row) => knowing(row, completeFor, credentialsFor)),
    },
    notices: adding.notices(),
  };
}

/**
 * Does the same for lists that may leave out regions and types, so nothing is complete. Resources of accounts that are
 * not `known` are left out.
 */
export function addListed(
  records: WorldRecords,
  facts: readonly ImportedFact[],
  known: ReadonlySet<string>,
): Added {
  const list = facts.filter(({ account }) => known.has(account));
  const strangers = new Set<string>(facts.map(({ account }) => account).filter((one) => !known.has(one)));
  const added = addFacts(records, { list, completeFor: new Set(), credentialsFor: new Set() });
  return strangers.size === 0
    ? added
    : { ...added, notices: [...added.notices, strangeAccountsNotice(strangers)] };
}

/** Returns the account with the parts that a list told completely. */
function knowing(
  account: AccountRecord,
  completeFor: ReadonlySet<AccountId>,
  credentialsFor: ReadonlySet<AccountId>,
): AccountRecord {
  const told: readonly string[] = credentialsFor.has(account.id) ? ['access-keys', 'passwords'] : [];
  return {
    ...account,
    ...(account.unknown && { unknown: account.unknown.filter((part) => !told.includes(part)) }),
    ...(completeFor.has(account.id) && { resourcesKnown: true as const }),
  };
}

class Adding {
  readonly #resources: Map<string, ResourceRecord>;
  readonly #users: ReadonlyMap<string, UserRecord>;
  readonly #accessKeys: WorldRecords['accessKeys'][number][];
  readonly #loginProfiles: WorldRecords['loginProfiles'][number][];
  readonly #oidcProviders: Map<string, OidcProviderRecord>;
  /** ARNs by `{account}/{name}`. */
  readonly #named: Readonly<Record<'roles' | 'profiles', ReadonlyMap<string, Arn>>>;
  readonly #dates: ReadonlyMap<string, string>;
  /** Owners whose keys another file told. */
  readonly #toldKeys: ReadonlySet<string>;
  readonly #withoutArn = new Set<string>();
  readonly #withoutAudiences = new Set<string>();
  readonly #strangers = new Set<string>();

  constructor(
    { accessKeys, loginProfiles, oidcProviders, accounts, roles, instanceProfiles }: WorldRecords,
    resources: Map<string, ResourceRecord>,
    users: ReadonlyMap<string, UserRecord>,
  ) {
    this.#resources = resources;
    this.#users = users;
    this.#named = {
      roles: new Map(roles.map((row) => [`${row.account}/${row.roleName}`, row.arn])),
      profiles: new Map(
        instanceProfiles.map((row) => [`${row.account}/${row.instanceProfileName}`, row.arn]),
      ),
    };
    this.#accessKeys = [...accessKeys];
    this.#loginProfiles = [...loginProfiles];
    this.#oidcProviders = new Map(oidcProviders.map((row) => [row.arn, row]));
    this.#dates = new Map(accounts.map(({ id, createDate }) => [id, createDate]));
    this.#toldKeys = new Set(accessKeys.map(({ owner }) => owner));
  }

  added(): Pick<WorldRecords, 'resources' | 'accessKeys' | 'loginProfiles' | 'oidcProviders'> {
    return {
      resources: [...withRevisions([...this.#resources.values()])],
      accessKeys: this.#accessKeys,
      loginProfiles: this.#loginProfiles,
      oidcProviders: [...this.#oidcProviders.values()],
    };
  }

  notices(): string[] {
    return [
      ...(this.#withoutArn.size > 0 ? [leftOutNotice(this.#withoutArn)] : []),
      ...(this.#withoutAudiences.size > 0 ? [audienceNotice(this.#withoutAudiences)] : []),
      ...(this.#strangers.size > 0 ? [strangerNotice(this.#strangers)] : []),
    ];
  }

  add(fact: ImportedFact): void {
    switch (fact.type) {
      case 'AWS::IAM::AccessKey':
        return this.#addKey(fact);
      case 'AWS::IAM::LoginProfile':
        return this.#addPassword(fact);
      case 'AWS::IAM::OIDCProvider':
        return this.#addProvider(fact);
      case 'AWS::CloudFormation::StackSetInstance':
        return fact.arn === undefined ? undefined : this.#addResource(fact);
      case 'AWS::Lambda::Url':
        return this.#addResource({ ...fact, arn: fact.functionArn });
      default:
        return this.#addResource(fact);
    }
  }

  /** Tells the stack set of an instance in which account it deploys; stack sets are all there by then. */
  addInstance({ type, account, stackSetName, instanceAccount = account }: ImportedFact): void {
    if (type !== 'AWS::CloudFormation::StackSetInstance' || stackSetName === undefined) return;
    const named = [...this.#resources.values()].filter(({ arn }) =>
      parseArn(arn)?.resource.startsWith(`stackset/${stackSetName}:`),
    );
    const own = named.filter((row) => row.account === account);
    for (const row of own.length > 0 ? own : named) {
      const accounts = new Set([...accountsOfInstances(row.details), instanceAccount]);
      const details = { ...row.details, instanceAccounts: [...accounts].join(' ') };
      this.#resources.set(row.arn, { ...row, details });
    }
  }

  #addResource(fact: Omit<ImportedFact, 'arn'> & { readonly arn?: Arn | undefined }): void {
    const arn = fact.arn ?? bucketArn(fact);
    if (arn === undefined) {
      this.#withoutArn.add(fact.name ?? fact.type);
      return;
    }
    const before = this.#resources.get(arn);
    const { account, service = '' } = parseArn(arn) ?? {};
    const fresh: ResourceRecord = {
      id: unsafeEntityId(arn),
      arn,
      account: parseAccountId(account ?? '') ?? fact.account,
      name: fact.type === 'AWS::Lambda::Url' ? arnName(arn) : (fact.name ?? nameOf(arn)),
      tags: [],
      details: {
        [policyNotTold]: 'true',
        // Y-06: no file says if tags of a bucket count.
        ...(service === 's3' && account === '' ? { abac: abacDetails.unknown } : {}),
      },
    };
    const row = before ?? fresh;
    const tags = Object.entries(fact.tags ?? {}).map(([key, value]) => ({ key, value }));
    this.#resources.set(arn, {
      ...row,
      tags: tags.length > 0 ? tags : row.tags,
      details: { ...row.details, ...detailsOf(this.#resolved(fact), arn) },
    });
  }

  /** Returns the fact with ARNs where it names a role or an instance profile of its account. */
  #resolved(fact: Omit<ImportedFact, 'arn'>): Omit<ImportedFact, 'arn'> {
    const { account, roleArn: role, instanceProfileArn, instanceProfileName: profile } = fact;
    const { roles, profiles } = this.#named;
    return {
      ...fact,
      ...(role !== undefined &&
        !role.startsWith('arn:') && {
          roleArn: roles.get(`${account}/${role}`) ?? roleArn(account, '/', role),
        }),
      ...(instanceProfileArn === undefined &&
        profile !== undefined && {
          instanceProfileArn: profiles.get(`${account}/${profile}`) ?? profileArn(account, '/', profile),
        }),
    };
  }

  #addKey(fact: ImportedFact): void {
    const user = this.#userOf(fact);
    if (!user || this.#toldKeys.has(user.id)) return;
    const before = this.#accessKeys.filter(({ owner }) => owner === user.id).length;
    const { account, createDate } = user;
    this.#accessKeys.push({
      id: placeholderKeyId(user.id, before),
      account,
      owner: user.id,
      status: fact.status === 'Inactive' ? 'Inactive' : 'Active',
      createDate,
      statusDate: createDate,
    });
  }

  #addPassword(fact: ImportedFact): void {
    const user = this.#userOf(fact);
    if (!user || this.#loginProfiles.some(({ owner }) => owner === user.id)) return;
    const { id, account, createDate } = user;
    this.#loginProfiles.push({
      id,
      account,
      owner: id,
      createDate,
      passwordDate: createDate,
      passwordResetRequired: false,
    });
  }

  #userOf({ userArn = unsafeArn('') }: ImportedFact): UserRecord | undefined {
    const user = this.#users.get(userArn);
    if (!user) this.#strangers.add(userArn);
    return user;
  }

  #addProvider({ account, arn, url: given, clientIds, tags = {} }: ImportedFact): void {
    const url = (given ?? parseArn(arn ?? '')?.resource.slice('oidc-provider/'.length) ?? '')
      .replace(/^https:\/\//, '')
      .replace(/\/$/, '');
    if (url === '') {
      this.#withoutArn.add('AWS::IAM::OIDCProvider');
      return;
    }
    const own = arn ?? oidcProviderArn(account, url);
    // A provider that is there decides about audiences; one that is not leaves them open.
    if (clientIds === undefined) {
      this.#withoutAudiences.add(own);
      return;
    }
    this.#oidcProviders.set(own, {
      id: unsafeEntityId(own),
      account,
      arn: own,
      url,
      createDate: this.#dates.get(account) ?? longAgo,
      clientIds,
      thumbprints: [],
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    });
  }
}

/** The date of a thing whose date no file tells, far enough back for everything. */
const longAgo = '2006-03-14T00:00:00Z';

const bucketArn = ({ type, name }: Omit<ImportedFact, 'arn'>): Arn | undefined =>
  type === 'AWS::S3::Bucket' && name !== undefined ? unsafeArn(`arn:aws:s3:::${name}`) : undefined;

/** Returns the name that a person knows: a stack's or a service's own ARN ends in an id. */
function nameOf(arn: string): string {
  const { service = '', resource = '' } = parseArn(arn) ?? {};
  const [kind, name] = resource.split('/');
  if (service === 'cloudformation' || service === 'apprunner') return name?.split(':')[0] ?? resource;
  if (service === 'ssm' && kind === 'parameter') return resource.slice('parameter'.length);
  return service === 's3' ? resource : arnName(arn);
}

function detailsOf(fact: Omit<ImportedFact, 'arn'>, arn: Arn): Readonly<Record<string, string>> {
  const { taskDefinition, cluster, launchTemplateId } = fact;
  const told: Readonly<Record<string, string | undefined>> = {
    role: fact.roleArn ?? fact.instanceRoleArn ?? fact.taskRoleArn,
    unauthenticatedRole: fact.unauthenticatedRoleArn,
    instanceProfile: fact.instanceProfileArn,
    executionRole: fact.executionRoleArn,
    administrationRole: fact.administrationRoleArn,
    executionRoleName: fact.executionRoleName,
    stackSet: fact.stackSetName,
    urlAuthType: fact.authType,
    handler: fact.handler,
    streamEnabled: textOf(fact.streamEnabled),
    family: fact.family,
    requiresCompatibilities: fact.requiresCompatibilities?.join(' '),
    taskDefinition: taskDefinition && besideArn(arn, 'ecs', `task-definition/`, taskDefinition),
    cluster: cluster && besideArn(arn, 'ecs', 'cluster/', cluster),
    enableExecuteCommand: textOf(fact.enableExecuteCommand),
    desiredCount: textOf(fact.desiredCount),
    launchTemplate: launchTemplateId && besideArn(arn, 'ec2', 'launch-template/', launchTemplateId),
    launchTemplateVersion: fact.version,
  };
  return Object.fromEntries(
    Object.entries(told).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const textOf = (value: boolean | number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/** Returns the ARN of what a resource names by its id: it is in the same account and region. */
function besideArn(of: string, service: string, before: string, named: string): string {
  if (named.startsWith('arn:')) return named;
  const { partition = 'aws', account = '' } = parseArn(of) ?? {};
  return `arn:${partition}:${service}:${arnRegion(of) ?? ''}:${account}:${before}${named}`;
}

const revision = /:(\d+)$/;

/** Returns the rows, with the newest revision that is among them where a service names only the family. */
function withRevisions(rows: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const newest = new Map<string, number>();
  for (const { arn } of rows) {
    const found = arn.includes(':task-definition/') ? revision.exec(arn) : null;
    if (!found) continue;
    const family = arn.slice(0, found.index);
    newest.set(family, Math.max(newest.get(family) ?? 0, Number(found[1])));
  }
  return rows.map((row) => {
    const named = row.details?.['taskDefinition'] ?? '';
    const last = newest.get(named);
    return last === undefined
      ? row
      : { ...row, details: { ...row.details, taskDefinition: `${named}:${last}` } };
  });
}
