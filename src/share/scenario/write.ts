/**
 * Turns a World into a scenario, without what the reader would fill in. Reading it gives the same rows, with
 * ids and dates. Trail and history are not part of it.
 *
 * INVARIANT: only the secrets in `head.secrets` are written.
 */

import {
  groupArn,
  instanceProfileArn,
  policyArn,
  resourceName,
  roleArn,
  userArn,
} from '../../core/model/arn.ts';
import { awsAccount, type EntityId, idPrefixes, unsafeEntityId } from '../../core/model/ids.ts';
import type { AccountRecord } from '../../core/model/records/account.ts';
import type {
  GroupRecord,
  PolicyRecord,
  RoleRecord,
  UserRecord,
} from '../../core/model/records/identities.ts';
import type { ResourceRecord } from '../../core/model/records/tables.ts';
import { defined } from '../../core/model/defined.ts';
import { unless } from '../../core/model/schema/members.ts';
import { clockId } from '../../core/model/records/clock.ts';
import { isoSeconds } from '../../core/model/request/request.ts';
import { ownedBy, type World } from '../../core/model/world/world.ts';
import { derivedId } from '../random.ts';
import type { Scenario } from './format/scenario.ts';
import type { ScenarioAccount } from './format/account.ts';
import type { ScenarioDocument } from './format/parts.ts';
import type { ScenarioEntity, ScenarioPolicy } from './format/identities.ts';
import type { ScenarioStart } from './format/guide.ts';
import { defaultSessionSeconds, policyRecord, scenarioDate, writtenSettings } from './records.ts';
import { type SecretsGiven, writtenCredentials, writtenSpareDevices } from './credentials.ts';
import { writtenOrganization } from './organization.ts';
import { writtenOutside } from './outside.ts';
import { type MetadataOf, writtenProviders } from './providers.ts';
import { writtenSilence } from './silences.ts';
import { writtenUsage } from './usage.ts';
import { documentText, trustedIdsOf } from '../world-records.ts';

export interface ScenarioHead {
  readonly title: string;
  readonly purpose: string;
  readonly notes: readonly string[];
  readonly start?: ScenarioStart;
  readonly goals?: Scenario['goals'];
  readonly questions?: Scenario['questions'];
  readonly steps?: Scenario['steps'];
  readonly learnt?: Scenario['learnt'];
  readonly next?: string;
  readonly level?: string;
  readonly variant?: string;
  readonly exercise?: Scenario['exercise'];
  readonly place?: string;
  /** Secrets that may travel, by credential id. Without it, opening the scenario makes new ones. */
  readonly secrets?: SecretsGiven;
  /** Returns an outside provider's metadata, which then need not travel. Without it they travel. */
  readonly metadataOf?: MetadataOf;
}

export function scenarioOfWorld(world: World, head: ScenarioHead): Scenario {
  const secrets: SecretsGiven = head.secrets ?? new Map<string, string>();
  const [organization] = world.organizations.values();
  const { frozenAt } = world.clock.get(clockId) ?? {};
  const { metadataOf = () => undefined } = head;
  return defined({
    title: head.title,
    purpose: head.purpose,
    notes: head.notes,
    start: head.start,
    place: head.place,
    clock: frozenAt === undefined ? undefined : isoSeconds(frozenAt),
    goals: head.goals,
    questions: head.questions ?? [],
    steps: head.steps ?? [],
    learnt: head.learnt,
    next: head.next,
    level: head.level,
    variant: head.variant,
    exercise: head.exercise,
    accounts: [...world.accounts.values()].map((account) =>
      scenarioAccount(world, account, { secrets, metadataOf }),
    ),
    organization: organization && writtenOrganization(world, organization, scenarioDate, shortest),
    awsManagedPolicies: ownedBy(world, 'policies', awsAccount).map((policy) =>
      scenarioPolicy(policy, scenarioDate),
    ),
  });
}

interface Means {
  readonly secrets: SecretsGiven;
  readonly metadataOf: MetadataOf;
}

function scenarioAccount(
  world: World,
  account: AccountRecord,
  { secrets, metadataOf }: Means,
): ScenarioAccount {
  const { id, name, email, alias, createDate, quotas, unknown, resourcesKnown, passwordPolicy } = account;
  const root = writtenCredentials(world, unsafeEntityId(id), createDate, secrets);
  const silences = ownedBy(world, 'silences', id).map((one) => writtenSilence(world, one, createDate));
  const groupName = (key: EntityId) => world.groups.get(key)?.groupName ?? key;
  const roleName = (key: EntityId) => world.roles.get(key)?.roleName ?? key;
  return {
    id,
    name,
    ...defined({
      email,
      alias,
      createDate: createDate === scenarioDate ? undefined : createDate,
      quotas: Object.keys(quotas).length === 0 ? undefined : quotas,
      unknown,
      resourcesKnown,
      passwordPolicy,
    }),
    ...writtenSettings(world, account),
    ...(root.console || root.accessKeys.length + root.mfaDevices.length > 0 ? { root } : {}),
    users: ownedBy(world, 'users', id).map((user) => ({
      userName: user.userName,
      ...entity(user, idPrefixes.user, userArn(id, user.path, user.userName), createDate),
      ...held(user),
      ...writtenCredentials(world, user.id, createDate, secrets),
      groups: user.groups.map(groupName),
      ...defined({ permissionsBoundary: user.permissionsBoundary }),
      tags: user.tags,
    })),
    groups: ownedBy(world, 'groups', id).map((group) => ({
      groupName: group.groupName,
      ...entity(group, idPrefixes.group, groupArn(id, group.path, group.groupName), createDate),
      ...held(group),
    })),
    roles: ownedBy(world, 'roles', id).map((role) => scenarioRole(world, role, createDate)),
    policies: ownedBy(world, 'policies', id).map((policy) => scenarioPolicy(policy, createDate)),
    instanceProfiles: ownedBy(world, 'instanceProfiles', id).map((profile) => ({
      instanceProfileName: profile.instanceProfileName,
      ...entity(
        profile,
        idPrefixes.instanceProfile,
        instanceProfileArn(id, profile.path, profile.instanceProfileName),
        createDate,
      ),
      roles: profile.roles.map(roleName),
      tags: profile.tags,
    })),
    resources: ownedBy(world, 'resources', id).map((resource) => scenarioResource(world, resource)),
    usage: ownedBy(world, 'usage', id).flatMap((use) => writtenUsage(world, use) ?? []),
    ...writtenProviders(world, id, createDate, metadataOf),
    outsideProviders: writtenOutside(world, id, createDate, secrets),
    mfaDevices: writtenSpareDevices(world, id, createDate, secrets),
    ...(silences.length > 0 && { silences }),
  };
}

function scenarioRole(world: World, role: RoleRecord, date: string) {
  const asExpected = sameMembers(idsNow(world, role.assumeRolePolicyDocument), role.trustedIds);
  return {
    roleName: role.roleName,
    ...entity(role, idPrefixes.role, roleArn(role.account, role.path, role.roleName), date),
    ...held(role),
    assumeRolePolicyDocument: shortest(role.assumeRolePolicyDocument),
    ...(asExpected ? {} : { trustedIds: role.trustedIds }),
    ...defined({ permissionsBoundary: role.permissionsBoundary }),
    tags: role.tags,
    ...defined({ description: role.description }),
    ...(role.maxSessionDuration === defaultSessionSeconds
      ? {}
      : { maxSessionDuration: role.maxSessionDuration }),
  };
}

function scenarioPolicy(policy: PolicyRecord, date: string): ScenarioPolicy {
  const { policyName, createDate, updateDate, versions, tags } = policy;
  const [first] = versions;
  const single = versions.length === 1 && first?.versionId === 'v1' && first.createDate === createDate;
  const written: ScenarioPolicy = {
    policyName,
    ...entity(policy, idPrefixes.policy, policyArn(policy.account, policy.path, policyName), date),
    ...defined({ description: policy.description }),
    ...unless(updateDate, createDate, 'updateDate'),
    ...(policy.isAttachable ? {} : { isAttachable: false }),
    tags,
    ...(single && first
      ? { document: shortest(first.document) }
      : {
          versions: versions.map((version) => ({
            versionId: version.versionId,
            document: shortest(version.document),
            ...unless(version.createDate, createDate, 'createDate'),
          })),
        }),
  };
  const read = policyRecord(written, policy.account, date);
  return {
    ...written,
    ...unless(policy.defaultVersionId, read.defaultVersionId, 'defaultVersionId'),
    ...unless(policy.nextVersion, read.nextVersion, 'nextVersion'),
  };
}

/** Returns the present ids of the users and roles that a document names. */
const idsNow = (world: World, document: string) =>
  trustedIdsOf(document, (arn) => {
    const ref = world.index.byArn.get(arn);
    return ref?.table === 'users' || ref?.table === 'roles' ? ref.id : undefined;
  });

const scenarioResource = (world: World, resource: ResourceRecord) => ({
  arn: resource.arn,
  ...unless(resource.name, resourceName(resource.arn), 'name'),
  tags: resource.tags,
  ...(resource.policy === undefined ? {} : { policy: shortest(resource.policy) }),
  ...writtenIds(world, resource),
  ...defined({ createDate: resource.createDate, details: resource.details }),
});

function writtenIds(world: World, { policy, principalIds = {} }: ResourceRecord) {
  if (policy === undefined || sameMembers(idsNow(world, policy), principalIds)) return {};
  return { principalIds };
}

interface Entity {
  readonly id: EntityId;
  readonly path: string;
  readonly arn: string;
  readonly createDate: string;
}

function entity(
  row: Entity,
  prefix: (typeof idPrefixes)[keyof typeof idPrefixes],
  arn: string,
  date: string,
) {
  const written: ScenarioEntity = {
    ...unless(row.id, derivedId(prefix, row.arn), 'id'),
    ...unless(row.path, '/', 'path'),
    ...unless(row.arn, arn, 'arn'),
    ...unless(row.createDate, date, 'createDate'),
  };
  return written;
}

const held = (holder: UserRecord | GroupRecord | RoleRecord) => ({
  inlinePolicies: holder.inlinePolicies.map(({ policyName, document }) => ({
    policyName,
    document: shortest(document),
  })),
  attachedPolicies: holder.attachedPolicies,
});

/** Returns the object if writing it indented gives the text back, else the text. */
function shortest(text: string): ScenarioDocument {
  try {
    const value: unknown = JSON.parse(text);
    if (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      documentText(value) === text
    ) {
      return value as ScenarioDocument;
    }
  } catch {
    // A text that is no JSON stays as it is: the World holds what was saved.
  }
  return text;
}

const sameMembers = (left: Readonly<Record<string, string>>, right: Readonly<Record<string, string>>) =>
  Object.keys(left).length === Object.keys(right).length &&
  Object.entries(left).every(([key, value]) => right[key] === value);
