/** Creates, reads, renames and deletes users (N-07, N-42, N-05, N-20). */

import type * as Api from '../../model/generated/iam-types.ts';
import { principalId } from '#core/authz/principal.ts';
import { created, deleted } from '#core/model/world/change.ts';
import { rootArn, userArn } from '#core/model/arn.ts';
import { idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import { type World, credentialsOf } from '#core/model/world/world.ts';
import { type ApiFailure, fail, overTableQuota } from '../../errors/codes.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { errorTexts } from '../../errors/texts.ts';
import { boundaryChanges, boundaryKeys } from '../policies/boundaries.ts';
import { checkNew, checkOn, entityExists, findEntity, namedEntity } from '../entities.ts';
import { listOperation, onEntity } from '../entity-operation.ts';
import { renaming } from '../rename.ts';
import { nameOrOwn, rootName } from '../credentials/owners.ts';
import { type ApiTag, creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { passwordLastUsed, userItem, userView } from '../views.ts';
import { ok } from '#core/model/result.ts';

const createUser = iamOperation('CreateUser', {
  checks: (call) => {
    const { UserName: name, Path: path, PermissionsBoundary, Tags } = call.params;
    const context = { ...creationTagKeys(Tags), ...boundaryKeys(PermissionsBoundary) };
    return [checkNew(call, 'CreateUser', 'users', { name, path }, context)];
  },
  run: (call) => {
    const { UserName: name, Path: path = '/', Tags = [] } = call.params;
    const refused = refuseTags(Tags, principalTagRules);
    if (refused) return refused;
    const fresh = newPrincipal(call, 'users', name);
    if (!fresh.ok) return fresh;
    const { tags, boundary } = fresh.value;
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
    const name = nameOrOwn(call, call.params.UserName);
    if (!name.ok) return name;
    if (name.value !== undefined) return [checkOn(call, 'GetUser', 'users', name.value)];
    const resource = rootArn(call.account.id);
    return [{ action: 'iam:GetUser', resource, printed: resource }];
  },
  run: (call) => {
    const name = nameOrOwn(call, call.params.UserName);
    if (!name.ok) return name;
    if (name.value === undefined) return done({ User: rootView(call) });
    const user = namedEntity(call, 'users', name.value);
    return user.ok ? done({ User: userView(call.world, user.value) }) : user;
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

const listUsers = listOperation('ListUsers', 'users', (users, world) => ({
  Users: users.map((user) => userItem(world, user)),
}));

const updateUser = renaming('UpdateUser', 'users');

/** N-42: a boundary and tags do not block the deletion. */
const deleteUser = onEntity('DeleteUser', 'users', (call, user) => {
  if (user.groups.length > 0) return fail('DeleteConflict', errorTexts.removeUsersFirst);
  if (user.attachedPolicies.length > 0) return fail('DeleteConflict', errorTexts.detachFirst);
  if (user.inlinePolicies.length > 0) return fail('DeleteConflict', errorTexts.deletePoliciesFirst);
  const held = heldCredentials(call.world, user.id);
  if (held !== undefined) return fail('DeleteConflict', held);
  return done({}, [deleted('users', user)]);
});

/** Returns what refuses to delete the user: the first kind of credentials that it still has. */
function heldCredentials(world: World, user: string): string | undefined {
  if (credentialsOf(world, 'loginProfiles', user).length > 0) return errorTexts.deleteFirst('login profile');
  if (credentialsOf(world, 'accessKeys', user).length > 0) return errorTexts.deleteFirst('access keys');
  if (credentialsOf(world, 'mfaDevices', user).length > 0) return errorTexts.deleteFirst('MFA device');
  const kind = credentialsOf(world, 'userCredentials', user)[0]?.kind;
  if (kind === undefined) return undefined;
  // W-07: AWS does not name SSH keys and service-specific credentials.
  return kind === 'signing-certificate'
    ? errorTexts.deleteFirst('signing certificates')
    : errorTexts.removeReferencedFirst;
}

export const userOperations: Operation[] = [createUser, getUser, listUsers, updateUser, deleteUser];

/** Keys that differ only in case are the same key. */
export const principalTagRules = { ignoreCase: true };

/** Returns the tags and the boundary of a new user or role, or why there must not be one of that name. */
export function newPrincipal(
  call: Call<{ readonly Tags?: readonly ApiTag[]; readonly PermissionsBoundary?: string }>,
  table: 'users' | 'roles',
  name: string,
) {
  const refused: ApiFailure | undefined = findEntity(call, table, name)
    ? entityExists(table, name)
    : overTableQuota(call, table);
  if (refused) return refused;
  const tags = mergeTags(call.account, [], tagsOf(call.params.Tags), principalTagRules);
  if (!tags.ok) return tags;
  const boundary = boundaryChanges(call, call.params.PermissionsBoundary);
  return boundary.ok ? ok({ tags: tags.value, boundary: boundary.value }) : boundary;
}
