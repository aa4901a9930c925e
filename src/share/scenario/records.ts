/**
 * Turns a scenario into rows of a World: fills in defaults, resolves names to ids, and refuses with its place
 * what does not fit together (a name twice, an unknown group).
 */

import {
  groupArn,
  instanceProfileArn,
  policyArn,
  resourceName,
  roleArn,
  userArn,
} from '../../core/model/arn.ts';
import {
  type AccountId,
  type Arn,
  type EntityId,
  awsAccount,
  idPrefixes,
  unsafeAccountId,
  unsafeArn,
  unsafeEntityId,
} from '../../core/model/ids.ts';
import type { PolicyRecord } from '../../core/model/records/identities.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { derivedId } from '../random.ts';
import type { Scenario } from './format/scenario.ts';
import type { ScenarioAccount, ScenarioResource, ScenarioSettings } from './format/account.ts';
import type { ScenarioCredentials } from './format/credentials.ts';
import type { ScenarioEntity, ScenarioHolder, ScenarioPolicy } from './format/identities.ts';
import { defined } from '../../core/model/defined.ts';
import { clockId } from '../../core/model/records/clock.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { credentialRecords, type SecretWish, spareDeviceRecords } from './credentials.ts';
import { organizationRecords } from './organization.ts';
import { type KeyWish, type MetadataWish, outsideRecords } from './outside.ts';
import { providerRecords } from './providers.ts';
import { silenceRecord } from './silences.ts';
import { usageRecord } from './usage.ts';
import { type ScenarioProblem, withPath } from './file.ts';
import type { Path } from '../../core/model/schema/fault.ts';
import { readShape, ShapeProblem } from '../json/shape.ts';
import {
  type MutableRecords,
  type WorldRecords,
  documentText,
  noRecords,
  trustedIdsOf,
} from '../world-records.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type { World } from '../../core/model/world/world.ts';

export const scenarioDate = '2026-01-05T09:00:00Z';
export const defaultSessionSeconds = 3600;

export interface ScenarioRecords {
  readonly records: WorldRecords;
  readonly wishes: readonly SecretWish[];
  /** Keys of outside providers and their documents. The app makes them with WebCrypto. */
  readonly reissue: Reissue;
}

export interface Reissue {
  readonly keys: readonly KeyWish[];
  readonly metadata: readonly MetadataWish[];
}

export function scenarioRecords(scenario: Scenario): Result<ScenarioRecords, ScenarioProblem> {
  const result = readShape(() => new Builder(scenario));
  return result.ok ? ok(result.value.made) : err(withPath(result.error));
}

/** Turns a policy of the file into a row. `account` is `aws` for AWS managed ones. */
export function policyRecord(policy: ScenarioPolicy, account: AccountId, accountDate: string): PolicyRecord {
  const path = policy.path ?? '/';
  const arn = unsafeArn(policy.arn ?? policyArn(account, path, policy.policyName));
  const createDate = policy.createDate ?? accountDate;
  const versions = (policy.versions ?? [{ versionId: 'v1', document: policy.document ?? {} }]).map(
    (version) => ({
      versionId: version.versionId,
      document: documentText(version.document),
      createDate: ('createDate' in version ? version.createDate : undefined) ?? createDate,
    }),
  );
  const numbers = versions.map(({ versionId }) => Number(versionId.slice(1)));
  return {
    id: policy.id === undefined ? derivedId(idPrefixes.policy, arn) : unsafeEntityId(policy.id),
    account,
    policyName: policy.policyName,
    path,
    arn,
    ...defined({ description: policy.description }),
    createDate,
    updateDate: policy.updateDate ?? createDate,
    defaultVersionId: policy.defaultVersionId ?? versions.at(-1)?.versionId ?? 'v1',
    nextVersion: policy.nextVersion ?? Math.max(...numbers) + 1,
    isAttachable: policy.isAttachable ?? true,
    versions,
    tags: policy.tags,
  };
}

class Builder {
  readonly records: MutableRecords = noRecords();
  readonly wishes: SecretWish[] = [];
  readonly #keys: KeyWish[] = [];
  readonly #metadata: MetadataWish[] = [];
  readonly #byArn = new Map<string, EntityId>();
  readonly #names = new Set<string>();
  readonly #ids = new Set<string>();

  constructor(scenario: Scenario) {
    scenario.awsManagedPolicies.forEach((policy, at) => {
      this.#policy(policy, awsAccount, scenarioDate, ['awsManagedPolicies', at]);
    });
    scenario.accounts.forEach((account, at) => this.#account(account, ['accounts', at]));
    scenario.accounts.forEach((account, at) => this.#roles(account, ['accounts', at]));
    scenario.accounts.forEach((account, at) => this.#dependants(account, ['accounts', at]));
    const { organization } = scenario;
    if (organization) organizationRecords(organization, this.records, scenarioDate, ['organization']);
    scenario.accounts.forEach((account, at) => this.#silences(account, ['accounts', at]));
    if (scenario.clock !== undefined) {
      this.records.clock.push({ id: clockId, offset: 0, frozenAt: Date.parse(scenario.clock) });
    }
  }

  get made() {
    const { records, wishes } = this;
    return { records, wishes, reissue: { keys: this.#keys, metadata: this.#metadata } };
  }

  #account(account: ScenarioAccount, path: Path): void {
    const { id, name, email, alias, quotas, unknown, resourcesKnown, passwordPolicy, root } = account;
    this.#once('accounts', id, id, id, [...path, 'id']);
    this.records.accounts.push({
      id: unsafeAccountId(id),
      name,
      ...defined({ email, alias }),
      createDate: account.createDate ?? scenarioDate,
      quotas: quotas ?? {},
      ...defined({ unknown, resourcesKnown, passwordPolicy }),
      ...accountSettingsOf(account),
    });
    const context = this.#context(account);
    scheduleRecord(account, context.account, this.records);
    this.#spareDevices(account, path);
    if (root) this.#credentials(root, unsafeEntityId(id), context, [...path, 'root']);
    account.policies.forEach((policy, at) => {
      this.#policy(policy, context.account, context.date, [...path, 'policies', at]);
    });
    account.groups.forEach((group, at) => {
      const arn = unsafeArn(group.arn ?? groupArn(context.account, group.path ?? '/', group.groupName));
      const row = { ...this.#holder(group, arn, idPrefixes.group, context), groupName: group.groupName };
      this.#once('groups', id, group.groupName, row.id, [...path, 'groups', at]);
      this.records.groups.push(row);
    });
    this.#users(account, path);
  }

  #users(account: ScenarioAccount, path: Path): void {
    const context = this.#context(account);
    const groupIds = new Map(
      this.records.groups
        .filter((group) => group.account === account.id)
        .map((group) => [group.groupName, group.id]),
    );
    account.users.forEach((user, at) => {
      const arn = unsafeArn(user.arn ?? userArn(context.account, user.path ?? '/', user.userName));
      const row = {
        ...this.#holder(user, arn, idPrefixes.user, context),
        userName: user.userName,
        groups: user.groups.map((name, index) =>
          found(groupIds.get(name), `no group \`${name}\` in this account`, [
            ...path,
            'users',
            at,
            'groups',
            index,
          ]),
        ),
        ...boundary(user.permissionsBoundary),
        tags: user.tags,
      };
      this.#once('users', account.id, user.userName, row.id, [...path, 'users', at]);
      this.#byArn.set(arn, row.id);
      this.records.users.push(row);
      this.#credentials(user, row.id, context, [...path, 'users', at]);
    });
  }

  /** Every user and role of every account has its id before the trust policies are read. */
  #roles(account: ScenarioAccount, path: Path): void {
    const { account: id } = this.#context(account);
    account.roles.forEach((role, at) => {
      const arn = unsafeArn(role.arn ?? roleArn(id, role.path ?? '/', role.roleName));
      const key = role.id === undefined ? derivedId(idPrefixes.role, arn) : unsafeEntityId(role.id);
      this.#once('roles', account.id, role.roleName, key, [...path, 'roles', at]);
      this.#byArn.set(arn, key);
    });
  }

  #dependants(account: ScenarioAccount, path: Path): void {
    const context = this.#context(account);
    const roleIds = new Map<string, EntityId>();
    for (const role of account.roles) {
      const arn = unsafeArn(role.arn ?? roleArn(context.account, role.path ?? '/', role.roleName));
      const document = documentText(role.assumeRolePolicyDocument);
      const row = {
        ...this.#holder(role, arn, idPrefixes.role, context),
        roleName: role.roleName,
        assumeRolePolicyDocument: document,
        trustedIds:
          (role.trustedIds as Record<string, EntityId> | undefined) ??
          trustedIdsOf(document, (named) => this.#byArn.get(named)),
        ...boundary(role.permissionsBoundary),
        tags: role.tags,
        ...defined({ description: role.description }),
        maxSessionDuration: role.maxSessionDuration ?? defaultSessionSeconds,
      };
      roleIds.set(role.roleName, row.id);
      this.records.roles.push(row);
    }
    account.instanceProfiles.forEach((profile, at) => {
      const here = [...path, 'instanceProfiles', at];
      const name = profile.instanceProfileName;
      const arn = unsafeArn(profile.arn ?? instanceProfileArn(context.account, profile.path ?? '/', name));
      const row = {
        ...entity(profile, arn, idPrefixes.instanceProfile, context),
        instanceProfileName: name,
        roles: profile.roles.map((role, index) =>
          found(roleIds.get(role), `no role \`${role}\` in this account`, [...here, 'roles', index]),
        ),
        tags: profile.tags,
      };
      this.#once('instanceProfiles', account.id, name, row.id, here);
      this.records.instanceProfiles.push(row);
    });
    this.#resources(account, path);
  }

  #credentials(of: ScenarioCredentials, id: EntityId, { account, date }: AccountContext, path: Path) {
    credentialRecords(of, { id, account, date }, this.records, this.wishes, (table, key) =>
      this.#once(table, '', key, key, path),
    );
  }

  #spareDevices(account: ScenarioAccount, path: Path): void {
    const { account: owner, date } = this.#context(account);
    spareDeviceRecords(account.mfaDevices, owner, date, this.records, this.wishes, (table, id) =>
      this.#once(table, '', id, id, [...path, 'mfaDevices']),
    );
  }

  /** IAM's providers come after the outside ones, whose documents they hold. */
  #providers(account: ScenarioAccount, path: Path): void {
    const { account: owner, date } = this.#context(account);
    outsideRecords(account.outsideProviders, owner, date, this.records, this.#keys, (table, id) =>
      this.#once(table, '', id, id, [...path, 'outsideProviders']),
    );
    providerRecords(account, owner, date, this.records, this.#metadata, path, (table, name) =>
      this.#once(table, account.id, name, `${account.id}/${name}`, [...path, table]),
    );
  }

  #resources(account: ScenarioAccount, path: Path): void {
    const { account: owner } = this.#context(account);
    this.#providers(account, path);
    account.resources.forEach((resource, at) => {
      this.#once('resources', '', resource.arn, resource.arn, [...path, 'resources', at, 'arn']);
      this.records.resources.push({
        id: unsafeEntityId(resource.arn),
        arn: unsafeArn(resource.arn),
        account: owner,
        name: resource.name ?? resourceName(resource.arn),
        tags: resource.tags,
        ...(resource.policy === undefined ? {} : { policy: documentText(resource.policy) }),
        ...this.#idsBehind(resource),
        ...defined({ createDate: resource.createDate, details: resource.details }),
      });
    });
    account.usage.forEach((use, at) => {
      const here = [...path, 'usage', at];
      const principal = found(this.#byArn.get(use.principal), `no user or role \`${use.principal}\``, here);
      const { credential } = use;
      const keys = this.records.accessKeys.filter((key) => key.owner === principal).map(({ id }) => `${id}`);
      if (credential !== undefined && ![...keys, 'password'].includes(credential))
        throw new ShapeProblem(`no access key \`${credential}\` of this user`, here);
      const row = usageRecord(use, principal, owner);
      this.#once('usage', '', row.id, row.id, here);
      this.records.usage.push(row);
    });
  }

  /** Control policies can be silenced too, so they come after the organization. */
  #silences(account: ScenarioAccount, path: Path): void {
    const { account: owner, date } = this.#context(account);
    account.silences?.forEach((silence, at) => {
      const here = [...path, 'silences', at];
      const row = silenceRecord(silence, owner, date, this.records, here);
      this.#once('silences', '', row.id, row.id, here);
      this.records.silences.push(row);
    });
  }

  /** G-52: returns the ids that a save of the policy would have stored. */
  #idsBehind({ policy, principalIds }: ScenarioResource): Pick<ResourceRecord, 'principalIds'> {
    if (policy === undefined) return {};
    const ids =
      (principalIds as Record<string, EntityId> | undefined) ??
      trustedIdsOf(documentText(policy), (named) => this.#byArn.get(named));
    return Object.keys(ids).length === 0 ? {} : { principalIds: ids };
  }

  #policy(policy: ScenarioPolicy, account: AccountId, date: string, path: Path): void {
    const row = policyRecord(policy, account, date);
    this.#once('policies', account, policy.policyName, row.id, path);
    if (!row.versions.some(({ versionId }) => versionId === row.defaultVersionId)) {
      throw new ShapeProblem(`no version \`${row.defaultVersionId}\` for the default`, path);
    }
    this.records.policies.push(row);
  }

  #holder(holder: ScenarioHolder, arn: Arn, prefix: IdPrefixOf, context: AccountContext) {
    return {
      ...entity(holder, arn, prefix, context),
      inlinePolicies: holder.inlinePolicies.map(({ policyName, document }) => ({
        policyName,
        document: documentText(document),
      })),
      attachedPolicies: holder.attachedPolicies.map(unsafeArn),
    };
  }

  #context = (account: ScenarioAccount): AccountContext => ({
    account: unsafeAccountId(account.id),
    date: account.createDate ?? scenarioDate,
  });

  /** Names are unique per table and account, ignoring case (N-01); ids are unique per table. */
  #once(table: string, account: string, name: string, id: string, path: Path): void {
    const key = `${table}/${account}/${table === 'resources' ? name : name.toLowerCase()}`;
    if (this.#names.has(key)) throw new ShapeProblem(`\`${name}\` stands there twice`, path);
    if (this.#ids.has(`${table}/${id}`)) throw new ShapeProblem(`the id \`${id}\` stands there twice`, path);
    this.#names.add(key);
    this.#ids.add(`${table}/${id}`);
  }
}

interface AccountContext {
  readonly account: AccountId;
  readonly date: string;
}
type IdPrefixOf = (typeof idPrefixes)[keyof typeof idPrefixes];

const entity = (given: ScenarioEntity, arn: Arn, prefix: IdPrefixOf, context: AccountContext) => ({
  id: given.id === undefined ? derivedId(prefix, arn) : unsafeEntityId(given.id),
  account: context.account,
  path: given.path ?? '/',
  arn,
  createDate: given.createDate ?? context.date,
});

const boundary = (arn: string | undefined) =>
  arn === undefined ? {} : { permissionsBoundary: unsafeArn(arn) };

function found<T>(value: T | undefined, message: string, path: Path): T {
  if (value === undefined) throw new ShapeProblem(message, path);
  return value;
}

type OwnSettings = Omit<ScenarioSettings, 'reportSchedule'>;

/** Returns the settings that are in the account's own row, and have the same form in a file. */
const accountSettingsOf = ({
  settings,
  signInExtensions,
  globalEndpointTokenVersion,
  outboundFederation,
}: OwnSettings): OwnSettings =>
  defined({ settings, signInExtensions, globalEndpointTokenVersion, outboundFederation });

function scheduleRecord(
  { reportSchedule }: ScenarioSettings,
  account: AccountId,
  records: MutableRecords,
): void {
  if (reportSchedule) {
    records.reportSchedules.push({ id: unsafeEntityId(account), account, ...reportSchedule });
  }
}

export function writtenSettings(world: World, account: AccountRecord): ScenarioSettings {
  const { id: _, account: __, ...reportSchedule } = world.reportSchedules.get(account.id) ?? {};
  return {
    ...accountSettingsOf(account),
    ...('since' in reportSchedule ? { reportSchedule } : {}),
  };
}
