/** Creates, reads, renames and deletes groups. Membership is in `memberships.ts`. */

import { groupArn } from '../../../model/arn.ts';
import { created, deleted, replaced } from '../../../model/world/change.ts';
import { idPrefixes, newUniqueId } from '../../../model/ids.ts';
import type { GroupRecord } from '../../../model/records/tables.ts';
import { countOwned, ownedUnder } from '../../../model/world/world.ts';
import { fail } from '../../errors/codes.ts';
import { type Operation, done, iamOperation, isFailure } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { overQuota } from '../../errors/over-quota.ts';
import { texts } from '../../errors/texts.ts';
import { checkList, checkNew, checkOn, entityExists, findEntity, noSuchEntity } from '../entities.ts';
import { groupView, userItem } from '../views.ts';

const createGroup = iamOperation('CreateGroup', {
  checks: (call) => {
    const { GroupName: name, Path: path } = call.params;
    return [checkNew(call, 'CreateGroup', 'groups', { name, path })];
  },
  run: (call) => {
    const { GroupName: name, Path: path = '/' } = call.params;
    if (findEntity(call, 'groups', name)) return entityExists('groups', name);
    const count = countOwned(call.world, 'groups', call.account.id) + 1;
    const exceeded = overQuota(call.account, 'GroupsPerAccount', count);
    if (exceeded) return exceeded;
    const group: GroupRecord = {
      id: newUniqueId(idPrefixes.group, call.env.random),
      account: call.account.id,
      groupName: name,
      path,
      arn: groupArn(call.account.id, path, name),
      createDate: call.now,
      inlinePolicies: [],
      attachedPolicies: [],
    };
    return done({ Group: groupView(group) }, [created('groups', group)]);
  },
});

const getGroup = iamOperation('GetGroup', {
  checks: (call) => [checkOn(call, 'GetGroup', 'groups', call.params.GroupName)],
  run: (call) => {
    const group = findEntity(call, 'groups', call.params.GroupName);
    if (!group) return noSuchEntity('groups', call.params.GroupName);
    const members = call.world.index.members.get(group.id);
    const page = pageFrom(
      (after) => members?.from(after) ?? [],
      (id) => call.world.users.get(id),
      call.params,
    );
    if (isFailure(page)) return page;
    return done({
      Group: groupView(group),
      Users: page.items.map((user) => userItem(call.world, user)),
      ...page.more,
    });
  },
});

const listGroups = iamOperation('ListGroups', {
  checks: (call) => [checkList(call, 'ListGroups', 'groups', call.params.PathPrefix)],
  run: ({ world, account, params }) => {
    const { PathPrefix = '/' } = params;
    const page = pageFrom(
      (after) => ownedUnder(world, 'groups', account.id, PathPrefix, after),
      (id) => world.groups.get(id),
      params,
    );
    return isFailure(page) ? page : done({ Groups: page.items.map(groupView), ...page.more });
  },
});

/** N-05: needs permission on both ARNs, like UpdateUser. */
const updateGroup = iamOperation('UpdateGroup', {
  checks: (call) => {
    const { GroupName: name, NewGroupName, NewPath } = call.params;
    const old = checkOn(call, 'UpdateGroup', 'groups', name);
    const path = NewPath ?? findEntity(call, 'groups', name)?.path;
    const renamed = checkNew(call, 'UpdateGroup', 'groups', { name: NewGroupName ?? name, path });
    return renamed.resource === old.resource
      ? [old]
      : [old, { ...renamed, printed: `group ${NewGroupName ?? name}` }];
  },
  run: (call) => {
    const { GroupName: name, NewGroupName, NewPath } = call.params;
    const group = findEntity(call, 'groups', name);
    if (!group) return noSuchEntity('groups', name);
    const groupName = NewGroupName ?? group.groupName;
    const path = NewPath ?? group.path;
    const taken = findEntity(call, 'groups', groupName);
    if (taken && taken.id !== group.id) return entityExists('groups', groupName);
    if (groupName === group.groupName && path === group.path) return done({});
    const renamed = { ...group, groupName, path, arn: groupArn(call.account.id, path, groupName) };
    return done({}, [replaced('groups', group, renamed)]);
  },
});

const deleteGroup = iamOperation('DeleteGroup', {
  checks: (call) => [checkOn(call, 'DeleteGroup', 'groups', call.params.GroupName)],
  run: (call) => {
    const group = findEntity(call, 'groups', call.params.GroupName);
    if (!group) return noSuchEntity('groups', call.params.GroupName);
    const members = call.world.index.members.get(group.id)?.size ?? 0;
    if (members > 0) return fail('DeleteConflict', texts.removeUsersFirst);
    if (group.attachedPolicies.length > 0) return fail('DeleteConflict', texts.detachFirst);
    if (group.inlinePolicies.length > 0) return fail('DeleteConflict', texts.deletePoliciesFirst);
    return done({}, [deleted('groups', group)]);
  },
});

export const groupOperations: Operation[] = [createGroup, getGroup, listGroups, updateGroup, deleteGroup];
