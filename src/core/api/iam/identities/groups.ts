/** Creates, reads, renames and deletes groups. Membership is in `memberships.ts`. */

import { groupArn } from '#core/model/arn.ts';
import { created, deleted } from '#core/model/world/change.ts';
import { idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { GroupRecord } from '#core/model/records/identities.ts';
import { fail, overTableQuota } from '../../errors/codes.ts';
import { type Operation, done, iamOperation } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { checkNew, entityExists, findEntity } from '../entities.ts';
import { listOperation, onEntity } from '../entity-operation.ts';
import { renaming } from '../rename.ts';
import { groupView, userItem } from '../views.ts';

const createGroup = iamOperation('CreateGroup', {
  checks: (call) => {
    const { GroupName: name, Path: path } = call.params;
    return [checkNew(call, 'CreateGroup', 'groups', { name, path })];
  },
  run: (call) => {
    const { GroupName: name, Path: path = '/' } = call.params;
    if (findEntity(call, 'groups', name)) return entityExists('groups', name);
    const exceeded = overTableQuota(call, 'groups');
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

const getGroup = onEntity('GetGroup', 'groups', (call, group) => {
  const members = call.world.index.members.get(group.id);
  const page = pageFrom(
    (after) => members?.from(after) ?? [],
    (id) => call.world.users.get(id),
    call.params,
  );
  if (!page.ok) return page;
  return done({
    Group: groupView(group),
    Users: page.value.items.map((user) => userItem(call.world, user)),
    ...page.value.more,
  });
});

const listGroups = listOperation('ListGroups', 'groups', (groups) => ({ Groups: groups.map(groupView) }));

const updateGroup = renaming('UpdateGroup', 'groups');

const deleteGroup = onEntity('DeleteGroup', 'groups', (call, group) => {
  const members = call.world.index.members.get(group.id)?.size ?? 0;
  if (members > 0) return fail('DeleteConflict', errorTexts.removeUsersFirst);
  if (group.attachedPolicies.length > 0) return fail('DeleteConflict', errorTexts.detachFirst);
  if (group.inlinePolicies.length > 0) return fail('DeleteConflict', errorTexts.deletePoliciesFirst);
  return done({}, [deleted('groups', group)]);
});

export const groupOperations: Operation[] = [createGroup, getGroup, listGroups, updateGroup, deleteGroup];
