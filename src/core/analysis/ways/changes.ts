/** Lays the calls of a method over a copy of the world: what an actor who wants everything would make of them. */

import { entityOfArn } from '../../authz/principal.ts';
import { arnName, parseArn } from '../../model/arn.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { type AccountId, awsAccount, unsafeAccountId, unsafeArn, unsafeEntityId } from '../../model/ids.ts';
import type { PolicyRecord, RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { administratorAccess, everythingText, strongPolicies } from '../everything.ts';
import { namedMethods } from '#content/methods/list.ts';
import { ChangedRows } from './changed-rows.ts';
import { tagsInRequest } from './request-keys.ts';

export interface AllowedCall {
  readonly action: string;
  readonly resource: string;
  readonly self: string;
  /** ARN of the user or role that is strengthened or gained: `self` where a method gives the actor more rights. */
  readonly target: string;
  readonly attaches?: string | undefined;
  /** Id of the version that becomes the default. */
  readonly version?: string | undefined;
  readonly inline?: string | undefined;
  /** `{key}={value}`, or `{key}` where it is taken away. */
  readonly tag?: string | undefined;
  /** Keys of the request: the tags and the boundary of what is made. */
  readonly context?: RequestContext | undefined;
  readonly gained?: string | undefined;
}

/** Returns the world after the call. Only calls that change rights change it. */
export function worldAfterCall(world: World, call: AllowedCall): World {
  const rows = new ChangedRows(world);
  return layCall(rows, call, world) ? rows.world : world;
}

/** Lays the call over the rows. Returns false for one that changes no rights. */
export function layCall(rows: ChangedRows, call: AllowedCall, world: World): boolean {
  const effect = effects[call.action];
  effect?.(rows, call, world);
  return effect !== undefined;
}

type CallEffect = (rows: ChangedRows, call: AllowedCall, world: World) => void;

const madeMark = 'new ';

export const isMade = ({ id }: { readonly id: string }): boolean => id.startsWith(madeMark);

/** The actor lets itself in by the policy of a resource, and leaves out what denies where it writes all of it. */
const opens =
  (keepsDenies: boolean): CallEffect =>
  (rows, { resource, self, target }, world) => {
    const maker = entityOfArn(world, self);
    if (!maker || target !== self) return;
    const { service, account } = parseArn(resource) ?? {};
    const own = { Effect: 'Allow', Principal: { AWS: self }, Action: `${service}:*`, Resource: '*' };
    const record = findByArn(world, 'resources', resource);
    const before = keepsDenies ? statementsIn(record?.policy) : allowsIn(record?.policy);
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [...before, own] });
    if (rows.setResourcePolicy(resource, policy)) return;
    rows.create('resources', {
      id: unsafeEntityId(`${madeMark}${resource}`),
      account: unsafeAccountId(account || maker.account),
      arn: unsafeArn(resource),
      name: arnName(resource),
      tags: [],
      policy,
    });
  };

const writesPolicy: CallEffect = (rows, { resource, inline = 'Everything' }) =>
  rows.putInline(resource, inline, everythingText);

const attachesPolicy: CallEffect = (rows, { resource, attaches = administratorAccess }, world) => {
  // The world has no copy of AWS's policy yet. Its text counts the same.
  const text = world.index.byArn.has(attaches) ? undefined : strongPolicies.get(attaches);
  if (text !== undefined) rows.putInline(resource, arnName(attaches), text);
  else if (world.index.byArn.has(attaches)) rows.attach(resource, attaches);
};

const putsBoundary: CallEffect = (rows, { resource, attaches = administratorAccess }, world) => {
  if (rows.putBoundary(resource, attaches)) copy(rows, world, attaches);
};

/** Copies a policy of AWS into the world where it is not there yet. */
function copy(rows: ChangedRows, world: World, arn: string): void {
  const text = strongPolicies.get(arn);
  if (text !== undefined && !world.index.byArn.has(arn))
    rows.create('policies', newPolicy(arn, awsAccount, text));
}

const deletesBoundary: CallEffect = (rows, { resource }) => rows.deleteBoundary(resource);
const detachesPolicy: CallEffect = (rows, { resource, attaches }) => rows.detach(resource, attaches);
const deletesPolicy: CallEffect = (rows, { resource, inline }) => rows.deleteInline(resource, inline);

const setsTag: CallEffect = (rows, { resource, tag = '' }) => {
  const at = tag.indexOf('=');
  if (at < 0) rows.setTag(resource, tag, undefined);
  else rows.setTag(resource, tag.slice(0, at), tag.slice(at + 1));
};

const widensPermissionSet: CallEffect = (rows, { self, gained }) => {
  if (gained === undefined) rows.putInline(self, 'Everything', everythingText);
};

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
  (make: (rows: ChangedRows, call: AllowedCall, account: AccountId) => void): CallEffect =>
  (rows, call, world) => {
    const maker = entityOfArn(world, call.self);
    if (!maker || (world.index.byArn.has(call.resource) && !rows.joins(call.resource))) return;
    const { permissionsBoundary = '' } = asAsked(call.context);
    copy(rows, world, permissionsBoundary);
    make(rows, call, maker.account);
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

const effects: Readonly<Record<string, CallEffect>> = {
  's3:PutBucketPolicy': opens(false),
  's3:DeleteBucketPolicy': (rows, { resource }) => rows.deleteResourcePolicy(resource),
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
  'sts:AssumeRole': (rows, call, world) => call.tag !== undefined && setsTag(rows, call, world),
  'iam:TagRole': setsTag,
  'iam:TagPolicy': setsTag,
  'iam:UntagUser': setsTag,
  'iam:UntagRole': setsTag,
  'iam:AddUserToGroup': (rows, { resource, target }) => rows.join(target, resource),
  'iam:RemoveUserFromGroup': (rows, { resource, target }) => rows.leave(target, resource),
  'iam:CreateRole': making((rows, { resource, self, context }, account) =>
    rows.create('roles', { ...newRole(resource, self, account), ...asAsked(context) }),
  ),
  'iam:CreateUser': making((rows, { resource, context }, account) => {
    const holder = newHolder(resource, account);
    rows.create('users', { ...holder, userName: arnName(resource), groups: [], ...asAsked(context) });
  }),
  'iam:CreateGroup': making((rows, { resource }, account) => {
    const { tags: _, ...holder } = newHolder(resource, account);
    rows.create('groups', { ...holder, groupName: arnName(resource) });
  }),
  'iam:CreatePolicy': making((rows, { resource, context }, account) =>
    rows.create('policies', { ...newPolicy(resource, account), tags: asAsked(context).tags }),
  ),
  'sso:AttachManagedPolicyToPermissionSet': widensPermissionSet,
  'sso:PutInlinePolicyToPermissionSet': widensPermissionSet,
  'sso:CreateAccountAssignment': (rows, { self, gained }, world) => {
    const maker = entityOfArn(world, self);
    if (!maker || gained === undefined || world.index.byArn.has(gained)) return;
    const inlinePolicies = [{ policyName: 'Everything', document: everythingText }];
    rows.create('roles', { ...newRole(gained, self, maker.account), inlinePolicies });
  },
  'iam:CreatePolicyVersion': (rows, { resource }) => rows.addVersion(resource, everythingText),
  'iam:DeletePolicyVersion': (rows, { resource }) => rows.deleteVersion(resource),
  'iam:SetDefaultPolicyVersion': (rows, { resource, version }) => rows.setDefaultVersion(resource, version),
  'iam:UpdateAssumeRolePolicy': (rows, { resource, self }, world) => {
    const role = findByArn(world, 'roles', resource);
    if (role) rows.setTrust(resource, trusting(role, self));
  },
};

/** The calls of which the effect is modelled. @internal */
export const modelledCalls: readonly string[] = Object.keys(effects);

const statementsIn = (policy = '{}'): object[] =>
  [(JSON.parse(policy) as { Statement?: object | object[] }).Statement ?? []].flat();

const allowsIn = (policy?: string): object[] =>
  statementsIn(policy).filter((one) => 'Effect' in one && one.Effect === 'Allow');

/** Returns the trust policy with one more principal and the services that a later step hands the role to, without what it denies. */
function trusting({ assumeRolePolicyDocument }: RoleRecord, arn: string): string {
  const allows = allowsIn(assumeRolePolicyDocument);
  const own = { Effect: 'Allow', Principal: { AWS: arn, Service: takers }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [...allows, own] });
}
