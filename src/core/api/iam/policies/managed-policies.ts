/** Managed policies: the customer's own to create and delete, AWS's to read (N-25, N-27). */

import { policyArn } from '../../../model/arn.ts';
import { created, deleted } from '../../../model/world/change.ts';
import { idPrefixes, newUniqueId } from '../../../model/ids.ts';
import type { AccountRecord } from '../../../model/records/account.ts';
import type { PolicyRecord } from '../../../model/records/identities.ts';
import { merged } from '../../../model/world/row-set.ts';
import {
  type HolderKey,
  type World,
  attachedIn,
  boundaryIn,
  countAttached,
  countBoundaries,
  findByName,
  holder,
} from '../../../model/world/world.ts';
import { policySize } from '../../../policy/checks/size.ts';
import { type ApiFailure, fail } from '../../errors/codes.ts';
import { type Check, type Operation, done, iamOperation } from '../../operation.ts';
import { pageFrom } from '../../paging.ts';
import { overQuota, overTableQuota } from '../../errors/over-quota.ts';
import { texts } from '../../errors/texts.ts';
import { refuseDocument } from './documents.ts';
import { underPath } from '../entities.ts';
import { ownOrAws, usablePolicy } from './usable-policies.ts';
import { fromReference, policiesAsked } from './lists.ts';
import { creationTagKeys, mergeTags, refuseTags, tagsOf } from '../tag-rules.ts';
import { newPolicyView, policyItem, policyView } from '../views.ts';

const tagRules = { ignoreCase: false };

export const checkPolicyArn = (action: string, arn: string): Check => ({
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
      return fail('EntityAlreadyExists', texts.policyExists(name));
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
      ...(Description === undefined ? {} : { description: Description }),
    };
    return done({ Policy: newPolicyView(world, account.id, policy) }, [created('policies', policy)]);
  },
});

const getPolicy = iamOperation('GetPolicy', {
  checks: ({ params }) => [checkPolicyArn('GetPolicy', params.PolicyArn)],
  run: (call) => {
    const used = usablePolicy(call, call.params.PolicyArn);
    if (!used) return fail('NoSuchEntity', texts.policyMissing(call.params.PolicyArn));
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
    if (policy?.account !== account.id) return fail('NoSuchEntity', texts.policyMissing(params.PolicyArn));
    if (countAttached(world, policy.arn, account.id) + countBoundaries(world, policy.arn, account.id) > 0) {
      return fail('DeleteConflict', texts.attachedPolicy);
    }
    if (policy.versions.length > 1) return fail('DeleteConflict', texts.hasVersions);
    return done({}, [deleted('policies', policy)]);
  },
});

const listEntitiesForPolicy = iamOperation('ListEntitiesForPolicy', {
  checks: ({ params }) => [checkPolicyArn('ListEntitiesForPolicy', params.PolicyArn)],
  run: (call) => {
    const { world, account, params } = call;
    const { PolicyArn, EntityFilter, PathPrefix = '/', PolicyUsageFilter } = params;
    const policy = usablePolicy(call, PolicyArn)?.policy;
    if (!policy) return fail('NoSuchEntity', texts.policyMissing(PolicyArn));
    const lists = [
      PolicyUsageFilter === 'PermissionsBoundary' ? undefined : attachedIn(world, policy.arn, account.id),
      PolicyUsageFilter === 'PermissionsPolicy' ? undefined : boundaryIn(world, policy.arn, account.id),
    ];
    const only = EntityFilter === undefined ? '' : `${EntityFilter.toLowerCase()}s/`;
    const page = pageFrom(
      (after) => merged(lists.map((list) => list?.from(after) ?? [])),
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
