/** Adds users to groups and removes them (N-26: adding is idempotent, removing a non-member is not). */

import { replaced } from '#core/model/world/change.ts';
import type { GroupRecord, UserRecord } from '#core/model/records/identities.ts';
import type { World } from '#core/model/world/world.ts';
import { fail, overQuota } from '../../errors/codes.ts';
import { type Operation, done } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { unverifiedTexts } from '../../errors/texts.ts';
import { namedEntity } from '../entities.ts';
import { groupView } from '../views.ts';
import { onEntity } from '../entity-operation.ts';

const addUserToGroup = onEntity('AddUserToGroup', 'groups', (call, group) => {
  const found = namedEntity(call, 'users', call.params.UserName);
  if (!found.ok) return found;
  const user = found.value;
  if (user.groups.includes(group.id)) return done({});
  const exceeded = overQuota(call.account, 'GroupsPerUser', user.groups.length + 1);
  if (exceeded) return exceeded;
  return done({}, [replaced('users', user, { ...user, groups: [...user.groups, group.id] })]);
});

const removeUserFromGroup = onEntity('RemoveUserFromGroup', 'groups', (call, group) => {
  const found = namedEntity(call, 'users', call.params.UserName);
  if (!found.ok) return found;
  const user = found.value;
  if (!user.groups.includes(group.id))
    return fail('NoSuchEntity', unverifiedTexts.notMember(user.userName, group.groupName));
  return done({}, [
    replaced('users', user, { ...user, groups: user.groups.filter((id) => id !== group.id) }),
  ]);
});

const listGroupsForUser = onEntity('ListGroupsForUser', 'users', (call, user) => {
  const page = pageOf(groupsOf(call.world, user), ({ groupName }) => groupName, call.params);
  return page.ok ? done({ Groups: page.value.items.map(groupView), ...page.value.more }) : page;
});

export const groupsOf = (world: World, user: UserRecord): GroupRecord[] =>
  user.groups.flatMap((id) => world.groups.get(id) ?? []);

export const membershipOperations: Operation[] = [addUserToGroup, removeUserFromGroup, listGroupsForUser];
