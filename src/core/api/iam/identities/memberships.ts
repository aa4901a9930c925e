/** Adds users to groups and removes them (N-26: adding is idempotent, removing a non-member is not). */

import { replaced } from '../../../model/world/change.ts';
import type { GroupRecord, UserRecord } from '../../../model/records/tables.ts';
import type { World } from '../../../model/world/world.ts';
import { fail } from '../../errors/codes.ts';
import { type Operation, done, iamOperation, isFailure } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { overQuota } from '../../errors/over-quota.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, findEntity, noSuchEntity } from '../entities.ts';
import { groupView } from '../views.ts';

const addUserToGroup = iamOperation('AddUserToGroup', {
  checks: (call) => [checkOn(call, 'AddUserToGroup', 'groups', call.params.GroupName)],
  run: (call) => {
    const { GroupName, UserName } = call.params;
    const group = findEntity(call, 'groups', GroupName);
    if (!group) return noSuchEntity('groups', GroupName);
    const user = findEntity(call, 'users', UserName);
    if (!user) return noSuchEntity('users', UserName);
    if (user.groups.includes(group.id)) return done({});
    const exceeded = overQuota(call.account, 'GroupsPerUser', user.groups.length + 1);
    if (exceeded) return exceeded;
    return done({}, [replaced('users', user, { ...user, groups: [...user.groups, group.id] })]);
  },
});

const removeUserFromGroup = iamOperation('RemoveUserFromGroup', {
  checks: (call) => [checkOn(call, 'RemoveUserFromGroup', 'groups', call.params.GroupName)],
  run: (call) => {
    const { GroupName, UserName } = call.params;
    const group = findEntity(call, 'groups', GroupName);
    if (!group) return noSuchEntity('groups', GroupName);
    const user = findEntity(call, 'users', UserName);
    if (!user) return noSuchEntity('users', UserName);
    if (!user.groups.includes(group.id))
      return fail('NoSuchEntity', unverifiedTexts.notMember(UserName, GroupName));
    return done({}, [
      replaced('users', user, { ...user, groups: user.groups.filter((id) => id !== group.id) }),
    ]);
  },
});

const listGroupsForUser = iamOperation('ListGroupsForUser', {
  checks: (call) => [checkOn(call, 'ListGroupsForUser', 'users', call.params.UserName)],
  run: (call) => {
    const user = findEntity(call, 'users', call.params.UserName);
    if (!user) return noSuchEntity('users', call.params.UserName);
    const page = pageOf(groupsOf(call.world, user), ({ groupName }) => groupName, call.params);
    return isFailure(page) ? page : done({ Groups: page.items.map(groupView), ...page.more });
  },
});

export const groupsOf = (world: World, user: UserRecord): GroupRecord[] =>
  user.groups.flatMap((id) => world.groups.get(id) ?? []);

export const membersOf = (world: World, group: GroupRecord): UserRecord[] =>
  [...(world.index.members.get(group.id) ?? [])].flatMap((id) => world.users.get(id) ?? []);

export const membershipOperations: Operation[] = [addUserToGroup, removeUserFromGroup, listGroupsForUser];
