/** Creates, reads, renames and deletes users (N-07, N-42, N-05, N-20). */

import { principalId } from '../../../authz/principal.ts';
import { created, deleted, replaced } from '../../../model/world/change.ts';
import { rootArn, userArn } from '../../../model/arn.ts';
import { idPrefixes, newUniqueId } from '../../../model/ids.ts';
import type { UserRecord } from '../../../model/records/tables.ts';
import { type World, countOwned, credentialsOf, ownedUnder } from '../../../model/world/world.ts';
import { fail } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation, isFailure } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { overQuota } from '../../errors/over-quota.ts';
import { texts } from '../../errors/texts.ts';
import { boundaryChanges, boundaryKeys } from '../policies/boundaries.ts';
import { checkList, checkNew, checkOn, entityExists, findEntity, noSuchEntity } from '../entities.ts';
import { ownName, rootName } from '../credentials/owners.ts';
import { creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { passwordLastUsed, userItem, userView } from '../views.ts';

const tagRules = { ignoreCase: true };

const createUser = iamOperation('CreateUser', {
  checks: (call) => {
    const { UserName: name, Path: path, PermissionsBoundary, Tags } = call.params;
    const context = { ...creationTagKeys(Tags), ...boundaryKeys(PermissionsBoundary) };
    return [checkNew(call, 'CreateUser', 'users', { name, path }, context)];
  },
  run: (call) => {
    const { UserName: name, Path: path = '/', PermissionsBoundary, Tags = [] } = call.params;
    const refusedTags = refuseTags(Tags, tagRules);
    if (refusedTags) return refusedTags;
    if (findEntity(call, 'users', name)) return entityExists('users', name);
    const exceeded = overQuota(
      call.account,
      'UsersPerAccount',
      countOwned(call.world, 'users', call.account.id) + 1,
    );
    if (exceeded) return exceeded;
    const tags = mergeTags(call.account, [], tagsOf(Tags), tagRules);
    if (isFailure(tags)) return tags;
    const boundary = boundaryChanges(call, PermissionsBoundary);
    if (isFailure(boundary)) return boundary;
    const user: UserRecord = {
      id: newUniqueId(idPrefixes.user, call.env.random),
      account: call.account.id,
      userName: name,
      path,
      arn: userArn(call.account.id, path, name),
      createDate: call.now,
      groups: [],
      inlinePolicies: [],
      attachedPolicies: [],
      tags,
      ...boundary.held,
    };
    return done({ User: userView(call.world, user) }, [...boundary.changes, created('users', user)]);
  },
});

const getUser = iamOperation('GetUser', {
  checks: (call) => {
    const name = call.params.UserName ?? ownName(call);
    if (typeof name === 'object') return name;
    if (name !== undefined) return [checkOn(call, 'GetUser', 'users', name)];
    const resource = rootArn(call.account.id);
    return [{ action: 'iam:GetUser', resource, printed: resource }];
  },
  run: (call) => {
    const name = call.params.UserName ?? ownName(call);
    if (typeof name === 'object') return name;
    if (name === undefined) return done({ User: rootView(call) });
    const user = findEntity(call, 'users', name);
    return user ? done({ User: userView(call.world, user) }) : noSuchEntity('users', name);
  },
});

const rootView = (call: Call<unknown>): Api.User => ({
  Path: '/',
  UserName: rootName(call),
  UserId: principalId(call.principal),
  Arn: rootArn(call.account.id),
  CreateDate: call.account.createDate,
  ...passwordLastUsed(call.world, call.account.id),
});

const listUsers = iamOperation('ListUsers', {
  checks: (call) => [checkList(call, 'ListUsers', 'users', call.params.PathPrefix)],
  run: ({ world, account, params }) => {
    const { PathPrefix = '/' } = params;
    const page = pageFrom(
      (after) => ownedUnder(world, 'users', account.id, PathPrefix, after),
      (id) => world.users.get(id),
      params,
    );
    return isFailure(page)
      ? page
      : done({ Users: page.items.map((user) => userItem(world, user)), ...page.more });
  },
});

/** N-05: needs permission on the old and the new ARN; id, attachments and memberships stay. */
const updateUser = iamOperation('UpdateUser', {
  checks: (call) => {
    const { UserName: name, NewUserName, NewPath } = call.params;
    const old = checkOn(call, 'UpdateUser', 'users', name);
    const path = NewPath ?? findEntity(call, 'users', name)?.path;
    const renamed = checkNew(call, 'UpdateUser', 'users', { name: NewUserName ?? name, path });
    return renamed.resource === old.resource
      ? [old]
      : [old, { ...renamed, printed: `user ${NewUserName ?? name}` }];
  },
  run: (call) => {
    const { UserName: name, NewUserName, NewPath } = call.params;
    const user = findEntity(call, 'users', name);
    if (!user) return noSuchEntity('users', name);
    const userName = NewUserName ?? user.userName;
    const path = NewPath ?? user.path;
    const taken = findEntity(call, 'users', userName);
    if (taken && taken.id !== user.id) return entityExists('users', userName);
    if (userName === user.userName && path === user.path) return done({});
    const renamed = { ...user, userName, path, arn: userArn(call.account.id, path, userName) };
    return done({}, [replaced('users', user, renamed)]);
  },
});

/** N-42: a boundary and tags do not block the deletion. */
const deleteUser = iamOperation('DeleteUser', {
  checks: (call) => [checkOn(call, 'DeleteUser', 'users', call.params.UserName)],
  run: (call) => {
    const user = findEntity(call, 'users', call.params.UserName);
    if (!user) return noSuchEntity('users', call.params.UserName);
    if (user.groups.length > 0) return fail('DeleteConflict', texts.removeUsersFirst);
    if (user.attachedPolicies.length > 0) return fail('DeleteConflict', texts.detachFirst);
    if (user.inlinePolicies.length > 0) return fail('DeleteConflict', texts.deletePoliciesFirst);
    const held = heldCredentials(call.world, user.id);
    if (held !== undefined) return fail('DeleteConflict', texts.deleteFirst(held));
    return done({}, [deleted('users', user)]);
  },
});

/** Returns the first kind of credentials that the user still has, as the refusal to delete it says. */
function heldCredentials(world: World, user: string): string | undefined {
  if (credentialsOf(world, 'loginProfiles', user).length > 0) return 'login profile';
  if (credentialsOf(world, 'accessKeys', user).length > 0) return 'access keys';
  if (credentialsOf(world, 'mfaDevices', user).length > 0) return 'MFA device';
  const kind = credentialsOf(world, 'userCredentials', user)[0]?.kind;
  return kind && credentialNouns[kind];
}

const credentialNouns = {
  'signing-certificate': 'signing certificates',
  'ssh-public-key': 'SSH public keys',
  'service-specific': 'service specific credentials',
} as const;

export const userOperations: Operation[] = [createUser, getUser, listUsers, updateUser, deleteUser];
