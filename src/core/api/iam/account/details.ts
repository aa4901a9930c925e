/**
 * GetAccountAuthorizationDetails: the whole account as one file, in the form in which real accounts
 * are imported. Its four lists are paged as one.
 */

import { currentTrustDocument } from '#core/authz/trust-ids.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UserRecord } from '#core/model/records/identities.ts';
import type { AccountId, EntityId } from '#core/model/ids.ts';
import type { ListedRow } from '#core/model/world/row-set.ts';
import { lastUse } from '#core/model/world/dates.ts';
import { type World, findByArn, ownedInOrder, usedAwsPolicies } from '#core/model/world/world.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Call, type Operation, done } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { accountOperation } from '../entities.ts';
import { attachedPolicy } from '../policies/usable-policies.ts';
import { groupsOf } from '../identities/memberships.ts';
import { apiTags } from '../tag-rules.ts';
import {
  boundaryView,
  instanceProfileView,
  policyItem,
  roleItem,
  roleLastUsed,
  versionView,
} from '../views.ts';
import { defined } from '#core/model/defined.ts';

type Filter = Api.GetAccountAuthorizationDetailsRequest['Filter'];
const tables = { User: 'users', Group: 'groups', Role: 'roles', LocalManagedPolicy: 'policies' } as const;

/** The order of the lists over the pages. The paging key begins with a list's place in it. */
const lists = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] as const;
type List = (typeof lists)[number];
type Entry =
  | { readonly list: 'User'; readonly record: UserRecord }
  | { readonly list: 'Group'; readonly record: GroupRecord }
  | { readonly list: 'Role'; readonly record: RoleRecord }
  | { readonly list: 'Policy'; readonly record: PolicyRecord };

const getAccountAuthorizationDetails = accountOperation('GetAccountAuthorizationDetails', (call) => {
  const found = pageFrom(
    (after) => inOrder(call, after),
    (id, order) => entryOf(call.world, id, order),
    call.params,
  );
  if (!found.ok) return found;
  const page = found.value;
  return done({
    UserDetailList: page.items.flatMap((e) => (e.list === 'User' ? [userDetail(call, e.record)] : [])),
    GroupDetailList: page.items.flatMap((e) => (e.list === 'Group' ? [groupDetail(call, e.record)] : [])),
    RoleDetailList: page.items.flatMap((e) => (e.list === 'Role' ? [roleDetail(call, e.record)] : [])),
    Policies: page.items.flatMap((e) => (e.list === 'Policy' ? [policyDetail(call, e.record)] : [])),
    ...page.more,
  });
});

/** Yields the wanted lists one after the other, by name; AWS's policies only when attached. */
function* inOrder({ world, account, params }: Call<{ readonly Filter?: Filter }>, after: string | undefined) {
  const { Filter = [] } = params;
  for (const [at, list] of lists.entries()) {
    const digit = String(at + 1);
    if ((Filter.length > 0 && !Filter.includes(list)) || digit < (after?.charAt(0) ?? '')) continue;
    const inList = after?.startsWith(digit) ? after.slice(1) : undefined;
    for (const { order, id } of listed(world, account.id, list, inList)) yield { order: digit + order, id };
  }
}

function* listed(
  world: World,
  account: AccountId,
  list: List,
  after: string | undefined,
): Iterable<ListedRow<EntityId>> {
  if (list !== 'AWSManagedPolicy') yield* ownedInOrder(world, tables[list], account, after);
  else
    for (const arn of usedAwsPolicies(world, account, after)) {
      const policy = findByArn(world, 'policies', arn);
      if (policy) yield { order: `${policy.policyName}\n${arn}`, id: policy.id };
    }
}

function entryOf(world: World, id: string, order: string): Entry | undefined {
  const list = lists[Number(order.charAt(0)) - 1];
  switch (list) {
    case 'User':
    case 'Group':
    case 'Role': {
      const record = world[tables[list]].get(id);
      return record && ({ list, record } as Entry);
    }
    default: {
      const record = world.policies.get(id);
      return record && { list: 'Policy', record };
    }
  }
}

const inlineList = (policies: UserRecord['inlinePolicies']) =>
  policies.map(({ policyName, document }) => ({ PolicyName: policyName, PolicyDocument: document }));

const attachedList = (call: Call<unknown>, arns: UserRecord['attachedPolicies']) =>
  arns.map((arn) => attachedPolicy(call, arn).view);

const userDetail = (call: Call<unknown>, user: UserRecord): Api.UserDetail => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.id,
  Arn: user.arn,
  CreateDate: user.createDate,
  UserPolicyList: inlineList(user.inlinePolicies),
  GroupList: groupsOf(call.world, user).map(({ groupName }) => groupName),
  AttachedManagedPolicies: attachedList(call, user.attachedPolicies),
  ...boundaryView(user.permissionsBoundary),
  Tags: apiTags(user.tags),
});

const groupDetail = (call: Call<unknown>, group: GroupRecord): Api.GroupDetail => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.id,
  Arn: group.arn,
  CreateDate: group.createDate,
  GroupPolicyList: inlineList(group.inlinePolicies),
  AttachedManagedPolicies: attachedList(call, group.attachedPolicies),
});

function roleDetail(call: Call<unknown>, role: RoleRecord): Api.RoleDetail {
  const { world } = call;
  const profiles = [...(world.index.profilesOf.get(role.id) ?? [])].flatMap(
    (id) => world.instanceProfiles.get(id) ?? [],
  );
  return {
    Path: role.path,
    RoleName: role.roleName,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: role.createDate,
    AssumeRolePolicyDocument: currentTrustDocument(world, role),
    InstanceProfileList: profiles.map((profile) => instanceProfileView(world, profile, roleItem)),
    RolePolicyList: inlineList(role.inlinePolicies),
    AttachedManagedPolicies: attachedList(call, role.attachedPolicies),
    ...boundaryView(role.permissionsBoundary),
    Tags: apiTags(role.tags),
    RoleLastUsed: roleLastUsed(lastUse(world, role.id)),
  };
}

const policyDetail = ({ world, account }: Call<unknown>, policy: PolicyRecord): Api.ManagedPolicyDetail => ({
  ...policyItem(world, account.id, policy),
  ...defined({ Description: policy.description }),
  PolicyVersionList: policy.versions.map((version) => versionView(policy, version)),
});

export const detailOperations: Operation[] = [getAccountAuthorizationDetails];
