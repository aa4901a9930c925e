/** Lays the calls of a method over a copy of the world: what an actor who wants everything would make of them. */

import { entityOfArn } from '../../authz/principal.ts';
import { arnName, parseArn } from '../../model/arn.ts';
import type { RequestContext } from '../../authz/decision.ts';
import {
  type AccountId,
  type Arn,
  awsAccount,
  unsafeAccountId,
  unsafeArn,
  unsafeEntityId,
} from '../../model/ids.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import type { Tag } from '../../model/records/tag.ts';
import { type Change, created, replaced } from '../../model/world/change.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { everythingText } from '../everything.ts';
import { administratorAccess, strongPolicies } from './aws-policies.ts';
import { namedMethods } from '../../../content/methods/list.ts';
import { tagsInRequest } from './request-keys.ts';

/** A call that is allowed, with the things that it names. */
export interface AllowedCall {
  readonly action: string;
  /** ARN of what it is made on. */
  readonly resource: string;
  /** ARN of the user or role that makes it. */
  readonly self: string;
  /** ARN of the user or role that is strengthened or gained: `self` where a method gives the actor more rights. */
  readonly target: string;
  /** ARN of the policy that is attached. */
  readonly attaches?: string | undefined;
  /** Id of the version that becomes the default. */
  readonly version?: string | undefined;
  /** Name of the inline policy that is deleted or replaced. */
  readonly inline?: string | undefined;
  /** `{key}={value}`, or `{key}` where it is taken away. */
  readonly tag?: string | undefined;
  /** Keys of the request: the tags and the boundary of what is made. */
  readonly context?: RequestContext | undefined;
  /** ARN of what the method makes. */
  readonly gained?: string | undefined;
}

/** Returns the world after the call. Only calls that change rights change it. */
export function worldAfter(world: World, call: AllowedCall): World {
  const change = changers[call.action]?.(world, call);
  return change ? overlayWorld(world, [change].flat()) : world;
}

type Changer = (world: World, call: AllowedCall) => Change | readonly Change[] | undefined;

const madeMark = 'new ';

/** Returns true for a row that a step of a way has made. */
export const isMade = ({ id }: { readonly id: string }): boolean => id.startsWith(madeMark);

/** The actor lets itself in by the policy of a resource, and leaves out what denies where it writes all of it. */
const opens =
  (keepsDenies: boolean): Changer =>
  (world, { resource, self, target }) => {
    const maker = entityOfArn(world, self);
    if (!maker || target !== self) return undefined;
    const { service, account } = parseArn(resource) ?? {};
    const own = { Effect: 'Allow', Principal: { AWS: self }, Action: `${service}:*`, Resource: '*' };
    const record = findByArn(world, 'resources', resource);
    const before = keepsDenies ? statementsIn(record?.policy) : allowsIn(record?.policy);
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [...before, own] });
    if (record) return replaced('resources', record, { ...record, policy });
    return created('resources', {
      id: unsafeEntityId(`${madeMark}${resource}`),
      account: unsafeAccountId(account || maker.account),
      arn: unsafeArn(resource),
      name: arnName(resource),
      tags: [],
      policy,
    });
  };

const deletesResourcePolicy: Changer = (world, { resource }) => {
  const record = findByArn(world, 'resources', resource);
  if (record?.policy === undefined) return undefined;
  const { policy: _, ...free } = record;
  return replaced('resources', record, free);
};

const writesPolicy: Changer = (world, { resource, inline = 'Everything' }) =>
  holderChanged(world, resource, (holder) => withInline(holder, inline));

const attachesPolicy: Changer = (world, { resource, attaches = administratorAccess }) =>
  holderChanged(world, resource, (holder) => {
    if (world.index.byArn.has(attaches))
      return { ...holder, attachedPolicies: [...holder.attachedPolicies, unsafeArn(attaches)] };
    // The world has no copy of AWS's policy yet. Its text counts the same.
    const text = strongPolicies.get(attaches);
    return text === undefined ? holder : withInline(holder, arnName(attaches), text);
  });

const deletesBoundary: Changer = (world, { resource }) =>
  holderChanged(world, resource, ({ permissionsBoundary: _, ...holder }) => holder);

const putsBoundary: Changer = (world, { resource, attaches = administratorAccess }) => {
  const change = holderChanged(world, resource, (holder) => ({
    ...holder,
    permissionsBoundary: unsafeArn(attaches),
  }));
  return change && [...copied(world, attaches), change];
};

/** Copies a policy of AWS into the world where it is not there yet. */
function copied(world: World, arn: string): Change[] {
  const text = strongPolicies.get(arn);
  return text === undefined || world.index.byArn.has(arn)
    ? []
    : [created('policies', newPolicy(arn, awsAccount, text))];
}

const detachesPolicy: Changer = (world, { resource, attaches }) =>
  holderChanged(world, resource, (holder) => ({
    ...holder,
    attachedPolicies: holder.attachedPolicies.filter((arn) => arn !== attaches),
  }));

const deletesPolicy: Changer = (world, { resource, inline }) =>
  holderChanged(world, resource, (holder) => ({
    ...holder,
    inlinePolicies: holder.inlinePolicies.filter(({ policyName }) => policyName !== inline),
  }));

const setsTag: Changer = (world, { resource, tag = '' }) => {
  const at = tag.indexOf('=');
  const [key, value] = at < 0 ? [tag, undefined] : [tag.slice(0, at), tag.slice(at + 1)];
  const changed = (tags: readonly Tag[]) => [
    ...tags.filter((old) => old.key !== key),
    ...(value === undefined ? [] : [{ key, value }]),
  ];
  const policy = findByArn(world, 'policies', resource);
  if (policy) return replaced('policies', policy, { ...policy, tags: changed(policy.tags) });
  const thing = findByArn(world, 'resources', resource);
  if (thing) return replaced('resources', thing, { ...thing, tags: changed(thing.tags) });
  const holder = entityOfArn(world, resource);
  return holder && holderChanged(world, resource, (one) => ({ ...one, tags: changed(holder.tags) }));
};

/** A permission set is not in the world; the role that it made is. */
const widensPermissionSet: Changer = (world, { self, gained }) =>
  gained === undefined ? holderChanged(world, self, (one) => withInline(one, 'Everything')) : undefined;

const newHolder = (arn: string, account: AccountId) => {
  const name = arnName(arn);
  return {
    id: unsafeEntityId(`${madeMark}${arn}`),
    account,
    path: arn.slice(arn.indexOf('/'), arn.length - name.length),
    arn: unsafeArn(arn),
    createDate: '2026-01-01T00:00:00Z',
    inlinePolicies: [],
    attachedPolicies: [],
    tags: [],
  };
};

/** Returns the tags and the boundary that a request gives to what it makes. */
function asAsked(context: RequestContext = {}): Pick<UserRecord, 'tags' | 'permissionsBoundary'> {
  const boundary = context['iam:PermissionsBoundary'];
  return {
    tags: tagsInRequest(context),
    ...(typeof boundary === 'string' ? { permissionsBoundary: unsafeArn(boundary) } : {}),
  };
}

function newPolicy(arn: string, account: AccountId, document = everythingText): PolicyRecord {
  const { inlinePolicies: _, attachedPolicies: __, ...named } = newHolder(arn, account);
  return {
    ...named,
    policyName: arnName(arn),
    updateDate: named.createDate,
    defaultVersionId: 'v1',
    nextVersion: 2,
    isAttachable: true,
    versions: [{ versionId: 'v1', document, createDate: named.createDate }],
  };
}

/** Makes a thing of the maker's account, unless there is one of that name. */
const making =
  (make: (call: AllowedCall, account: AccountId) => Change): Changer =>
  (world, call) => {
    const maker = entityOfArn(world, call.self);
    if (!maker || world.index.byArn.has(call.resource)) return undefined;
    const { permissionsBoundary = '' } = asAsked(call.context);
    return [...copied(world, permissionsBoundary), make(call, maker.account)];
  };

/** Services that a role can be passed to, so that they work as it. */
const takers = [
  ...new Set(
    namedMethods.flatMap(({ trusts, needs }) =>
      trusts !== undefined && needs.some(({ action, on }) => action === 'iam:PassRole' && on === 'target')
        ? [trusts]
        : [],
    ),
  ),
];

/** The maker decides whom a new role trusts: itself, and the service that a later step hands it to. */
function newRole(arn: string, self: string, account: AccountId): RoleRecord {
  const own = { Effect: 'Allow', Principal: { AWS: self, Service: takers }, Action: 'sts:AssumeRole' };
  return {
    ...newHolder(arn, account),
    roleName: arnName(arn),
    assumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [own] }),
    trustedIds: {},
    maxSessionDuration: 3600,
  };
}

const changers: Readonly<Record<string, Changer>> = {
  's3:PutBucketPolicy': opens(false),
  's3:DeleteBucketPolicy': deletesResourcePolicy,
  'kms:PutKeyPolicy': opens(false),
  'kms:CreateGrant': opens(true),
  'secretsmanager:PutResourcePolicy': opens(false),
  'dynamodb:PutResourcePolicy': opens(false),
  'sqs:SetQueueAttributes': opens(false),
  'sqs:AddPermission': opens(true),
  'lambda:AddPermission': opens(true),
  'iam:PutUserPolicy': writesPolicy,
  'iam:PutGroupPolicy': writesPolicy,
  'iam:PutRolePolicy': writesPolicy,
  'iam:AttachUserPolicy': attachesPolicy,
  'iam:AttachGroupPolicy': attachesPolicy,
  'iam:AttachRolePolicy': attachesPolicy,
  'iam:DeleteUserPermissionsBoundary': deletesBoundary,
  'iam:DeleteRolePermissionsBoundary': deletesBoundary,
  'iam:PutUserPermissionsBoundary': putsBoundary,
  'iam:PutRolePermissionsBoundary': putsBoundary,
  'iam:DetachUserPolicy': detachesPolicy,
  'iam:DetachGroupPolicy': detachesPolicy,
  'iam:DetachRolePolicy': detachesPolicy,
  'iam:DeleteUserPolicy': deletesPolicy,
  'iam:DeleteGroupPolicy': deletesPolicy,
  'iam:DeleteRolePolicy': deletesPolicy,
  'ec2:CreateTags': setsTag,
  'iam:TagUser': setsTag,
  // The tag of a session counts like one of its role.
  'sts:AssumeRole': (world, call) => (call.tag === undefined ? undefined : setsTag(world, call)),
  'iam:TagRole': setsTag,
  'iam:TagPolicy': setsTag,
  'iam:UntagUser': setsTag,
  'iam:UntagRole': setsTag,
  'iam:RemoveUserFromGroup': (world, { resource, target }) => {
    const user = findByArn(world, 'users', target);
    const group = findByArn(world, 'groups', resource);
    return user && group
      ? replaced('users', user, { ...user, groups: user.groups.filter((id) => id !== group.id) })
      : undefined;
  },
  'iam:CreateRole': making(({ resource, self, context }, account) =>
    created('roles', { ...newRole(resource, self, account), ...asAsked(context) }),
  ),
  'iam:CreateUser': making(({ resource, context }, account) => {
    const holder = newHolder(resource, account);
    return created('users', { ...holder, userName: arnName(resource), groups: [], ...asAsked(context) });
  }),
  'iam:CreateGroup': making(({ resource }, account) => {
    const { tags: _, ...holder } = newHolder(resource, account);
    return created('groups', { ...holder, groupName: arnName(resource) });
  }),
  'iam:CreatePolicy': making(({ resource, context }, account) => {
    const { tags } = asAsked(context);
    return created('policies', { ...newPolicy(resource, account), tags });
  }),
  'sso:AttachManagedPolicyToPermissionSet': widensPermissionSet,
  'sso:PutInlinePolicyToPermissionSet': widensPermissionSet,
  'sso:CreateAccountAssignment': (world, { self, gained }) => {
    const maker = entityOfArn(world, self);
    return maker && gained !== undefined && !world.index.byArn.has(gained)
      ? created('roles', withInline(newRole(gained, self, maker.account), 'Everything'))
      : undefined;
  },
  'iam:CreatePolicyVersion': (world, { resource }) => {
    const policy = findByArn(world, 'policies', resource);
    if (!policy) return undefined;
    const versionId = `v${policy.nextVersion}`;
    const version = { versionId, document: everythingText, createDate: policy.updateDate };
    return replaced('policies', policy, {
      ...policy,
      defaultVersionId: versionId,
      nextVersion: policy.nextVersion + 1,
      versions: [...policy.versions, version],
    });
  },
  'iam:DeletePolicyVersion': (world, { resource }) => {
    const policy = findByArn(world, 'policies', resource);
    const oldest = policy && oldestVersion(policy);
    return policy && oldest !== undefined
      ? replaced('policies', policy, {
          ...policy,
          versions: policy.versions.filter(({ versionId }) => versionId !== oldest),
        })
      : undefined;
  },
  'iam:SetDefaultPolicyVersion': (world, { resource, version }) => {
    const policy = findByArn(world, 'policies', resource);
    return policy?.versions.some(({ versionId }) => versionId === version) && version !== undefined
      ? replaced('policies', policy, { ...policy, defaultVersionId: version })
      : undefined;
  },
  'iam:AddUserToGroup': (world, { resource, target }) => {
    const user = findByArn(world, 'users', target);
    const group = findByArn(world, 'groups', resource);
    return user && group
      ? replaced('users', user, { ...user, groups: [...user.groups, group.id] })
      : undefined;
  },
  'iam:UpdateAssumeRolePolicy': (world, { resource, self }) => {
    const role = findByArn(world, 'roles', resource);
    return role
      ? replaced('roles', role, { ...role, assumeRolePolicyDocument: trusting(role, self) })
      : undefined;
  },
};

/** Returns the id of the oldest version that can be deleted. */
export const oldestVersion = ({ versions, defaultVersionId }: PolicyRecord): string | undefined =>
  versions.find(({ versionId }) => versionId !== defaultVersionId)?.versionId;

type Holder = UserRecord | GroupRecord | RoleRecord;

const withInline = <H extends Holder>(holder: H, policyName: string, document = everythingText): H => ({
  ...holder,
  inlinePolicies: [
    ...holder.inlinePolicies.filter((one) => one.policyName !== policyName),
    { policyName, document },
  ],
});

function holderChanged(
  world: World,
  arn: string,
  change: (holder: Holder & { readonly permissionsBoundary?: Arn }) => Holder,
): Change | undefined {
  const holder = entityOfArn(world, arn) ?? findByArn(world, 'groups', arn);
  if (!holder) return undefined;
  const after = change(holder);
  if ('userName' in holder) return replaced('users', holder, after as UserRecord);
  if ('roleName' in holder) return replaced('roles', holder, after as RoleRecord);
  return replaced('groups', holder, after as GroupRecord);
}

const statementsIn = (policy = '{}'): object[] =>
  [(JSON.parse(policy) as { Statement?: object | object[] }).Statement ?? []].flat();

const allowsIn = (policy?: string): object[] =>
  statementsIn(policy).filter((one) => 'Effect' in one && one.Effect === 'Allow');

/** Returns the trust policy with one more principal, and without what it denies. */
function trusting({ assumeRolePolicyDocument }: RoleRecord, arn: string): string {
  const allows = allowsIn(assumeRolePolicyDocument);
  const own = { Effect: 'Allow', Principal: { AWS: arn }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [...allows, own] });
}
