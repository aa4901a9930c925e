import { currentTrustDocument } from '../../authz/trust-ids.ts';
import type { EntityId } from '../../model/ids.ts';
import type { GroupRecord, PolicyRecord, RoleRecord, UsageRecord, UserRecord } from '../../model/records.ts';
import { awsAccount } from '../../model/ids.ts';
import { type World, countAttached, ownedBy } from '../../model/world.ts';
import type * as Api from '../model/generated/iam-types.ts';
import { type Call, type Operation, done, iamOperation, isFailure } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { lastUses } from '../usage.ts';
import { checkAccount } from './entities.ts';
import { attachedPolicy } from './managed-policies.ts';
import { groupsOf } from './memberships.ts';
import { apiTags } from './tagging.ts';
import { boundaryView, instanceProfileView, policyItem, roleLastUsed, versionView } from './views.ts';

/**
 * GetAccountAuthorizationDetails (11.1): the whole account as one file, and the form in which real accounts
 * are brought in. Four lists, paged as one.
 */
type Filter = Api.GetAccountAuthorizationDetailsRequest['Filter'];
type Entry =
  | { readonly list: 'User'; readonly record: UserRecord }
  | { readonly list: 'Group'; readonly record: GroupRecord }
  | { readonly list: 'Role'; readonly record: RoleRecord }
  | { readonly list: 'LocalManagedPolicy' | 'AWSManagedPolicy'; readonly record: PolicyRecord };

/** The order of the lists over the pages, as the first character of the paging key. */
const listOrder: Readonly<Record<Entry['list'], string>> = {
  User: '1',
  Group: '2',
  Role: '3',
  LocalManagedPolicy: '4',
  AWSManagedPolicy: '5',
};

const getAccountAuthorizationDetails = iamOperation('GetAccountAuthorizationDetails', {
  checks: () => [checkAccount('GetAccountAuthorizationDetails')],
  run: (call) => {
    const page = pageOf(entries(call, call.params.Filter), keyOf, call.params);
    if (isFailure(page)) return page;
    const marks = lastUses(call.world, call.account.id);
    return done({
      UserDetailList: page.items.flatMap((e) => (e.list === 'User' ? [userDetail(call, e.record)] : [])),
      GroupDetailList: page.items.flatMap((e) => (e.list === 'Group' ? [groupDetail(call, e.record)] : [])),
      RoleDetailList: page.items.flatMap((e) =>
        e.list === 'Role' ? [roleDetail(call, e.record, marks)] : [],
      ),
      Policies: page.items.flatMap((e) =>
        e.list === 'LocalManagedPolicy' || e.list === 'AWSManagedPolicy'
          ? [policyDetail(call, e.record)]
          : [],
      ),
      ...page.more,
    });
  },
});

const keyOf = ({ list, record }: Entry): string => `${listOrder[list]}${record.arn}`;

function entries({ world, account }: Call<unknown>, filter: Filter): Entry[] {
  const wanted = (list: Entry['list']) =>
    filter === undefined || filter.length === 0 || filter.includes(list);
  const all: Entry[] = [];
  if (wanted('User'))
    for (const record of ownedBy(world, 'users', account.id)) all.push({ list: 'User', record });
  if (wanted('Group'))
    for (const record of ownedBy(world, 'groups', account.id)) all.push({ list: 'Group', record });
  if (wanted('Role'))
    for (const record of ownedBy(world, 'roles', account.id)) all.push({ list: 'Role', record });
  if (wanted('LocalManagedPolicy')) {
    for (const record of ownedBy(world, 'policies', account.id))
      all.push({ list: 'LocalManagedPolicy', record });
  }
  if (wanted('AWSManagedPolicy')) {
    for (const record of usedAwsPolicies(world, account.id)) all.push({ list: 'AWSManagedPolicy', record });
  }
  return all;
}

/** AWS managed policies appear only when attached. */
const usedAwsPolicies = (world: World, account: UserRecord['account']): PolicyRecord[] =>
  ownedBy(world, 'policies', awsAccount).filter(({ arn }) => countAttached(world, arn, account) > 0);

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

function roleDetail(
  call: Call<unknown>,
  role: RoleRecord,
  marks: ReadonlyMap<EntityId, UsageRecord>,
): Api.RoleDetail {
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
    InstanceProfileList: profiles.map((profile) => instanceProfileView(world, profile)),
    RolePolicyList: inlineList(role.inlinePolicies),
    AttachedManagedPolicies: attachedList(call, role.attachedPolicies),
    ...boundaryView(role.permissionsBoundary),
    Tags: apiTags(role.tags),
    RoleLastUsed: roleLastUsed(marks.get(role.id)),
  };
}

const policyDetail = ({ world, account }: Call<unknown>, policy: PolicyRecord): Api.ManagedPolicyDetail => ({
  ...policyItem(world, account.id, policy),
  ...(policy.description === undefined ? {} : { Description: policy.description }),
  PolicyVersionList: policy.versions.map((version) => versionView(policy, version)),
});

export const detailOperations: Operation[] = [getAccountAuthorizationDetails];
