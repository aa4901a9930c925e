/** Reads the entities of an account file; references stay names or ARNs until all are read (accounts.ts). */

import { type Arn, type EntityId, unsafeEntityId } from '../../core/model/ids.ts';
import type {
  GroupRecord,
  InstanceProfileRecord,
  PolicyRecord,
  PolicyVersion,
  RoleRecord,
  UserRecord,
} from '../../core/model/records/identities.ts';
import { readShape, type JsonShape, ShapeProblem } from '../json/shape.ts';
import { readDocument } from './document.ts';
import type { Skip } from './faults.ts';
import {
  readArn,
  readAttached,
  readBoundary,
  readDateField,
  readEntity,
  rawName,
  readInline,
  readName,
  readTags,
} from './fields.ts';
import { defined } from '../../core/model/defined.ts';

export interface ReadUser {
  readonly row: UserRecord;
  readonly groupNames: readonly string[];
}

export interface ReadRole {
  readonly row: RoleRecord;
  /** False when description and session duration are not in the file. */
  settingsKnown: boolean;
  readonly profiles: readonly ReadProfile[];
  readonly lastUsed: { readonly date: string; readonly region: string | undefined } | undefined;
}

export interface ReadProfile {
  readonly row: InstanceProfileRecord;
  readonly roleArns: readonly Arn[];
  readonly settings: ReadonlyMap<Arn, RoleSettings>;
  readonly shape: JsonShape;
}

export interface RoleSettings {
  readonly description?: string;
  readonly maxSessionDuration?: number;
}

export function readUser(shape: JsonShape, skip: Skip): ReadUser {
  const entity = readEntity(shape, 'user', 'UserId');
  const userName = readName(shape.member('UserName'));
  const row: UserRecord = {
    ...entity,
    userName,
    inlinePolicies: readInline(shape, 'UserPolicyList', `user \`${userName}\``, skip),
    attachedPolicies: readAttached(shape),
    groups: [],
    ...readBoundary(shape),
    tags: readTags(shape),
  };
  return { row, groupNames: [...new Set(shape.items('GroupList').map(readName))] };
}

export function readGroup(shape: JsonShape, skip: Skip): GroupRecord {
  const entity = readEntity(shape, 'group', 'GroupId');
  const groupName = readName(shape.member('GroupName'));
  return {
    ...entity,
    groupName,
    inlinePolicies: readInline(shape, 'GroupPolicyList', `group \`${groupName}\``, skip),
    attachedPolicies: readAttached(shape),
  };
}

export function readRole(shape: JsonShape, skip: Skip): ReadRole {
  const entity = readEntity(shape, 'role', 'RoleId');
  const roleName = readName(shape.member('RoleName'));
  const document = readDocument(
    shape.member('AssumeRolePolicyDocument'),
    `trust policy of role \`${roleName}\``,
  );
  const profiles = shape.items('InstanceProfileList').flatMap((item) => {
    const read = readShape(() => readProfile(item));
    if (read.ok) return [read.value];
    skip(read.error, `instance profile ${rawName(item, 'InstanceProfileName')}`);
    return [];
  });
  const settings = profiles
    .map((profile) => profile.settings.get(entity.arn))
    .find((found) => found !== undefined);
  const used = shape.optional('RoleLastUsed');
  const date = used?.optional('LastUsedDate');
  const row: RoleRecord = {
    ...entity,
    roleName,
    assumeRolePolicyDocument: document,
    trustedIds: {},
    inlinePolicies: readInline(shape, 'RolePolicyList', `role \`${roleName}\``, skip),
    attachedPolicies: readAttached(shape),
    ...readBoundary(shape),
    tags: readTags(shape),
    ...(settings?.description === undefined ? {} : { description: settings.description }),
    maxSessionDuration: settings?.maxSessionDuration ?? 3600,
  };
  return {
    row,
    settingsKnown: settings?.maxSessionDuration !== undefined,
    profiles,
    lastUsed: date ? { date: readDateField(date), region: used?.optional('Region')?.text() } : undefined,
  };
}

function readProfile(shape: JsonShape): ReadProfile {
  const settings = new Map<Arn, RoleSettings>();
  for (const role of shape.items('Roles')) {
    const description = role.optional('Description')?.text();
    const maxSessionDuration = role.optional('MaxSessionDuration')?.whole(3600, 43_200);
    settings.set(readArn(role.member('Arn'), 'role').arn, {
      ...defined({ description, maxSessionDuration }),
    });
  }
  const row: InstanceProfileRecord = {
    ...readEntity(shape, 'instance-profile', 'InstanceProfileId'),
    instanceProfileName: readName(shape.member('InstanceProfileName')),
    roles: [],
    tags: readTags(shape),
  };
  return { row, roleArns: [...settings.keys()], settings, shape };
}

export function readPolicy(shape: JsonShape, skip: Skip): PolicyRecord {
  const { arn, account } = readArn(shape.member('Arn'), 'policy');
  const policyName = readName(shape.member('PolicyName'));
  const list = shape.optional('PolicyVersionList');
  if (!list)
    shape.fail(
      '`PolicyVersionList` is missing. Use `aws iam get-account-authorization-details`, because `aws iam list-policies` gives no documents',
    );
  const chosen = shape.member('DefaultVersionId');
  const defaultVersionId = chosen.text();
  const items = list?.list() ?? [];
  const versions = items.flatMap((item) => {
    const read = readShape(() => readVersion(item, arn));
    if (read.ok) return [read.value];
    const id = rawName(item, 'VersionId');
    // A policy says nothing without its default version.
    if (id === `\`${defaultVersionId}\``) throw new ShapeProblem(read.error.message, read.error.path);
    skip(read.error, `version ${id} of policy \`${policyName}\``);
    return [];
  });
  const ids = new Set(versions.map(({ versionId }) => versionId));
  if (ids.size < versions.length) list?.fail(`a version of \`${arn}\` stands there twice`);
  if (!ids.has(defaultVersionId))
    chosen.fail(`the default version \`${defaultVersionId}\` is not in \`PolicyVersionList\``);
  const description = shape.optional('Description')?.text();
  return {
    id: idOf(shape),
    account,
    policyName,
    path: shape.member('Path').matching(/^\/(?:[!-~]{0,510}\/)?$/, 'a path like `/` or `/staff/`'),
    arn,
    ...defined({ description }),
    createDate: readDateField(shape.member('CreateDate')),
    updateDate: readDateField(shape.member('UpdateDate')),
    defaultVersionId,
    nextVersion: Math.max(...versions.map(versionNumber), ...items.map(rawNumber)) + 1,
    isAttachable: shape.optional('IsAttachable')?.flag() ?? true,
    versions: versions.toSorted((left, right) => versionNumber(left) - versionNumber(right)),
    tags: [],
  };
}

const idOf = (shape: JsonShape): EntityId =>
  unsafeEntityId(shape.member('PolicyId').matching(/^\S{1,128}$/, 'an id'));

function readVersion(shape: JsonShape, arn: Arn): PolicyVersion {
  const versionId = shape.member('VersionId').matching(/^v[1-9]\d{0,8}(?:\.[\w-]*)?$/, 'a version like `v1`');
  return {
    versionId,
    document: readDocument(shape.member('Document'), `version ${versionId} of \`${arn}\``),
    createDate: readDateField(shape.member('CreateDate')),
  };
}

/** N-25: version ids only count up. */
const rawNumber = (item: JsonShape): number =>
  Number(/^`v(\d{1,9})/.exec(rawName(item, 'VersionId'))?.[1] ?? 0);

const versionNumber = ({ versionId }: { versionId: string }): number =>
  Number.parseInt(versionId.slice(1), 10);
