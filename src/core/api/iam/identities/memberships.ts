/** Adds users to groups and removes them (N-26: adding is idempotent, removing a non-member is not). */

import { replaced } from '../../../model/world/change.ts';
import type { GroupRecord, UserRecord } from '../../../model/records/identities.ts';
import { ok } from '../../../model/result.ts';
import type { World } from '../../../model/world/world.ts';
import { fail, overQuota } from '../../errors/codes.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, namedEntity } from '../entities.ts';
import { groupView } from '../views.ts';
import { onEntity } from '../entity-operation.ts';

const addUserToGroup = iamOperation('AddUserToGroup', {
  checks: (call) => [checkOn(call, 'AddUserToGroup', 'groups', call.params.GroupName)],
  run: (call) => {
    const found = groupAndUser(call);
    if (!found.ok) return found;
    const { group, user } = found.value;
    if (user.groups.includes(group.id)) return done({});
    const exceeded = overQuota(call.account, 'GroupsPerUser', user.groups.length + 1);
    if (exceeded) return exceeded;
    return done({}, [replaced('users', user, { ...user, groups: [...user.groups, group.id] })]);
  },
});

const removeUserFromGroup = iamOperation('RemoveUserFromGroup', {
  checks: (call) => [checkOn(call, 'RemoveUserFromGroup', 'groups', call.params.GroupName)],
  run: (call) => {
    const found = groupAndUser(call);
    if (!found.ok) return found;
    const { group, user } = found.value;
    if (!user.groups.includes(group.id))
      return fail('NoSuchEntity', unverifiedTexts.notMember(user.userName, group.groupName));
    return done({}, [
      replaced('users', user, { ...user, groups: user.groups.filter((id) => id !== group.id) }),
    ]);
  },
});

function groupAndUser(call: Call<Api.AddUserToGroupRequest>) {
  const group = namedEntity(call, 'groups', call.params.GroupName);
  if (!group.ok) return group;
  const user = namedEntity(call, 'users', call.params.UserName);
  return user.ok ? ok({ group: group.value, user: user.value }) : user;
}

const listGroupsForUser = onEntity('ListGroupsForUser', 'users', (call, user) => {
  const page = pageOf(groupsOf(call.world, user), ({ groupName }) => groupName, call.params);
  return page.ok ? done({ Groups: page.value.items.map(groupView), ...page.value.more }) : page;
});

export const groupsOf = (world: World, user: UserRecord): GroupRecord[] =>
  user.groups.flatMap((id) => world.groups.get(id) ?? []);

export const membershipOperations: Operation[] = [addUserToGroup, removeUserFromGroup, listGroupsForUser];
