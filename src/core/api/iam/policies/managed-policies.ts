/** Managed policies: the customer's own to create and delete, AWS's to read (N-25, N-27). */

import type * as Api from '../../model/generated/iam-types.ts';
import { policyArn } from '#core/model/arn.ts';
import { created, deleted } from '#core/model/world/change.ts';
import { type AccountId, awsAccount, idPrefixes, newUniqueId } from '#core/model/ids.ts';
import type { AccountRecord } from '#core/model/records/account.ts';
import type { PolicyRecord } from '#core/model/records/identities.ts';
import { type ListedRow, mergedRows } from '#core/model/world/row-set.ts';
import {
  type HolderKey,
  type PolicyUse,
  type World,
  attachedIn,
  boundaryIn,
  countAttached,
  countBoundaries,
  findByName,
  holder,
  ownedUnder,
  usedPolicies,
} from '#core/model/world/world.ts';
import { policySize } from '#core/policy/syntax/format.ts';
import { type ApiFailure, fail, overQuota, overTableQuota } from '../../errors/codes.ts';
import { type Call, type PermissionCheck, type Operation, done, iamOperation } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { refuseDocument } from './documents.ts';
import { underPath } from '../entities.ts';
import { copyOfManagedPolicy, ownOrAws, usablePolicy } from './usable-policies.ts';
import { creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { newPolicyView, policyItem, policyView } from '../views.ts';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import { memoBy } from '#core/model/memo.ts';
import { defined } from '#core/model/defined.ts';

// The policies that ListPolicies goes through, in order and only as far as they are read: the account's own policies
// and AWS's. The World holds AWS's policies that were ever used, the reference the rest. An id is the row's key; a
// policy that only the reference holds is found by its order.

type Asked = Call<Api.ListPoliciesRequest>;

function policiesAsked(call: Asked, after: string | undefined): Iterable<ListedRow<string>> {
  const { world, account, params } = call;
  const { Scope = 'All', OnlyAttached, PolicyUsageFilter, PathPrefix = '/' } = params;
  const [own, aws] = [Scope !== 'AWS', Scope !== 'Local'];
  const uses = [
    ...(OnlyAttached || PolicyUsageFilter === 'PermissionsPolicy' ? ['attached' as const] : []),
    ...(PolicyUsageFilter === 'PermissionsBoundary' ? ['boundary' as const] : []),
  ];
  const owners = [...(own ? [account.id] : []), ...(aws ? [awsAccount] : [])];
  const [use, other] = uses;
  if (use === undefined)
    return mergedRows([
      ...owners.map((owner) => ownedUnder(world, 'policies', owner, PathPrefix, after)),
      ...(aws ? [unused(call, after)] : []),
    ]);
  const used = mergedRows(owners.map((owner) => policiesUsed(world, account.id, use, owner, after)));
  return other === undefined ? used : boundaries(world, account.id, used);
}

function fromReference({ env }: Asked, order: string): PolicyRecord | undefined {
  const policy = env.reference.managedPolicy(arnOfOrder(order));
  return policy && copyOfManagedPolicy(policy);
}

const orderOf = ({ name, arn }: ManagedPolicy): string => `${name}\n${arn}`;
const arnOfOrder = (order: string): string => order.slice(order.indexOf('\n') + 1);

function* policiesUsed(
  world: World,
  account: AccountId,
  use: PolicyUse,
  owner: AccountId,
  after: string | undefined,
): Iterable<ListedRow<string>> {
  for (const order of usedPolicies(world, account, use, owner, after)) {
    const policy = ownOrAws(world, account, arnOfOrder(order));
    if (policy) yield { order, id: policy.id };
  }
}

function* boundaries(
  world: World,
  account: AccountId,
  policies: Iterable<ListedRow<string>>,
): Iterable<ListedRow<string>> {
  for (const entry of policies) {
    const arn = world.policies.get(entry.id)?.arn;
    if (arn && countBoundaries(world, arn, account) > 0) yield entry;
  }
}

/** Yields AWS's policies of which the World has no copy. */
function* unused({ world, env, account }: Asked, after: string | undefined): Iterable<ListedRow<string>> {
  const all = sorted(env.reference.managedPolicies());
  let at = after === undefined ? 0 : all.findIndex(({ order }) => order > after);
  for (let entry = all[at]; at >= 0 && entry; entry = all[(at += 1)])
    if (!ownOrAws(world, account.id, entry.id)) yield entry;
}

const sorted = memoBy((policies: readonly ManagedPolicy[]): readonly ListedRow<string>[] =>
  policies
    .map((policy) => ({ order: orderOf(policy), id: policy.arn }))
    .sort((a, b) => (a.order < b.order ? -1 : 1)),
);

const tagRules = { ignoreCase: false };

export const checkPolicyArn = (action: string, arn: string): PermissionCheck => ({
  action: `iam:${action}`,
  resource: arn,
  printed: `policy ${arn}`,
});

/** Checks a document for a managed policy: the grammar, and the size without white space (G-18). */
export function refuseManagedDocument(account: AccountRecord, text: string): ApiFailure | undefined {
  const refused = refuseDocument(text, 'identity-managed');
  if (refused) return refused;
  return overQuota(account, 'PolicySize', policySize(text));
}

const createPolicy = iamOperation('CreatePolicy', {
  checks: ({ account, params }) => {
    const { PolicyName, Path = '/', Tags } = params;
    const resource = policyArn(account.id, Path, PolicyName);
    return [
      {
        action: 'iam:CreatePolicy',
        resource,
        printed: `policy ${PolicyName}`,
        context: creationTagKeys(Tags),
      },
    ];
  },
  run: (call) => {
    const { world, account, now } = call;
    const { PolicyName: name, Path: path = '/', PolicyDocument, Description, Tags = [] } = call.params;
    const refused = refuseTags(Tags, tagRules) ?? refuseManagedDocument(account, PolicyDocument);
    if (refused) return refused;
    if (findByName(world, 'policies', account.id, name))
      return fail('EntityAlreadyExists', errorTexts.policyExists(name));
    const exceeded = overTableQuota(call, 'policies');
    if (exceeded) return exceeded;
    const tags = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (!tags.ok) return tags;
    const policy: PolicyRecord = {
      id: newUniqueId(idPrefixes.policy, call.env.random),
      account: account.id,
      policyName: name,
      path,
      arn: policyArn(account.id, path, name),
      createDate: now,
      updateDate: now,
      defaultVersionId: 'v1',
      nextVersion: 2,
      isAttachable: true,
      versions: [{ versionId: 'v1', document: PolicyDocument, createDate: now }],
      tags: tags.value,
      ...defined({ description: Description }),
    };
    return done({ Policy: newPolicyView(world, account.id, policy) }, [created('policies', policy)]);
  },
});

const getPolicy = iamOperation('GetPolicy', {
  checks: ({ params }) => [checkPolicyArn('GetPolicy', params.PolicyArn)],
  run: (call) => {
    const used = usablePolicy(call, call.params.PolicyArn);
    if (!used) return fail('NoSuchEntity', errorTexts.policyMissing(call.params.PolicyArn));
    return done({ Policy: policyView(call.world, call.account.id, used.policy) });
  },
});

const listPolicies = iamOperation('ListPolicies', {
  checks: ({ params }) => [
    { action: 'iam:ListPolicies', resource: '*', printed: `policy path ${params.PathPrefix ?? '/'}` },
  ],
  run: (call) => {
    const { world, account, params } = call;
    const { PathPrefix = '/' } = params;
    const page = pageFrom(
      (after) => policiesAsked(call, after),
      (id, order) => underPath(world.policies.get(id) ?? fromReference(call, order), PathPrefix),
      params,
    );
    if (!page.ok) return page;
    return done({
      Policies: page.value.items.map((policy) => policyItem(world, account.id, policy)),
      ...page.value.more,
    });
  },
});

const deletePolicy = iamOperation('DeletePolicy', {
  checks: ({ params }) => [checkPolicyArn('DeletePolicy', params.PolicyArn)],
  run: ({ world, account, params }) => {
    const policy = ownOrAws(world, account.id, params.PolicyArn);
    if (policy?.account !== account.id)
      return fail('NoSuchEntity', errorTexts.policyMissing(params.PolicyArn));
    if (countAttached(world, policy.arn, account.id) + countBoundaries(world, policy.arn, account.id) > 0) {
      return fail('DeleteConflict', errorTexts.attachedPolicy);
    }
    if (policy.versions.length > 1) return fail('DeleteConflict', errorTexts.hasVersions);
    return done({}, [deleted('policies', policy)]);
  },
});

const listEntitiesForPolicy = iamOperation('ListEntitiesForPolicy', {
  checks: ({ params }) => [checkPolicyArn('ListEntitiesForPolicy', params.PolicyArn)],
  run: (call) => {
    const { world, account, params } = call;
    const { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter } = params;
    const policy = usablePolicy(call, PolicyArn)?.policy;
    if (!policy) return fail('NoSuchEntity', errorTexts.policyMissing(PolicyArn));
    const lists = [
      PolicyUsageFilter === 'PermissionsBoundary' ? undefined : attachedIn(world, policy.arn, account.id),
      PolicyUsageFilter === 'PermissionsPolicy' ? undefined : boundaryIn(world, policy.arn, account.id),
    ];
    const only = EntityFilter === undefined ? '' : `${EntityFilter.toLowerCase()}s/`;
    const page = pageFrom(
      (after) => mergedRows(lists.map((list) => list?.from(after) ?? [])),
      (key: HolderKey) =>
        key.startsWith(only) && underPath(holder(world, key), PathPrefix) ? key : undefined,
      params,
    );
    return page.ok ? done({ ...entityLists(world, page.value.items), ...page.value.more }) : page;
  },
});

function entityLists(world: World, keys: readonly HolderKey[]) {
  const entities = keys.flatMap((key) => holder(world, key) ?? []);
  return {
    PolicyGroups: entities.flatMap((e) =>
      'groupName' in e ? [{ GroupName: e.groupName, GroupId: e.id }] : [],
    ),
    PolicyUsers: entities.flatMap((e) => ('userName' in e ? [{ UserName: e.userName, UserId: e.id }] : [])),
    PolicyRoles: entities.flatMap((e) => ('roleName' in e ? [{ RoleName: e.roleName, RoleId: e.id }] : [])),
  };
}

export const policyOperations: Operation[] = [
  createPolicy,
  getPolicy,
  listPolicies,
  deletePolicy,
  listEntitiesForPolicy,
];
