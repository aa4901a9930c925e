import { policyArn } from '../../model/arn.ts';
import { created, deleted } from '../../model/change.ts';
import { awsAccount, idPrefixes, newUniqueId } from '../../model/ids.ts';
import type { AccountRecord, PolicyRecord } from '../../model/records.ts';
import {
  type HolderKey,
  type World,
  countAttached,
  countBoundaries,
  countOwned,
  findByName,
  holder,
  ownedBy,
} from '../../model/world.ts';
import { policySize } from '../../policy/size.ts';
import { type Failure, fail } from '../errors.ts';
import { type Call, type Check, type Operation, done, iamOperation, isFailure } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { overQuota } from '../quota.ts';
import { texts } from '../texts.ts';
import { refuseDocument } from './documents.ts';
import { copyOf, ownOrAws, usablePolicy } from './managed-policies.ts';
import { creationTagKeys, mergeTags, refuseTags, tagsOf } from './tagging.ts';
import { policyItem, policyView } from './views.ts';

/** Managed policies: the customer's own to create and delete, AWS's to read (N-25, N-27). */
const tagRules = { ignoreCase: false };

/** The check of a call on a managed policy by ARN. */
export const checkPolicyArn = (action: string, arn: string): Check => ({
  action: `iam:${action}`,
  resource: arn,
  printed: `policy ${arn}`,
});

/** A document for a managed policy: the grammar, and the size without white space (G-18). */
export function refuseManagedDocument(account: AccountRecord, text: string): Failure | undefined {
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
    const exceeded = overQuota(account, 'PoliciesPerAccount', countOwned(world, 'policies', account.id) + 1);
    if (exceeded) return exceeded;
    const tags = mergeTags(account, [], tagsOf(Tags), tagRules);
    if (isFailure(tags)) return tags;
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
      tags,
      ...(Description === undefined ? {} : { description: Description }),
    };
    return done({ Policy: policyView(world, account.id, policy) }, [created('policies', policy)]);
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
    const { Scope = 'All', OnlyAttached, PathPrefix = '/', PolicyUsageFilter } = params;
    const policies = [
      ...(Scope === 'AWS' ? [] : ownedBy(world, 'policies', account.id)),
      ...(Scope === 'Local' ? [] : awsManagedPolicies(call)),
    ].filter(
      (policy) =>
        policy.path.startsWith(PathPrefix) &&
        (!OnlyAttached || countAttached(world, policy.arn, account.id) > 0) &&
        (PolicyUsageFilter !== 'PermissionsPolicy' || countAttached(world, policy.arn, account.id) > 0) &&
        (PolicyUsageFilter !== 'PermissionsBoundary' || countBoundaries(world, policy.arn, account.id) > 0),
    );
    const page = pageOf(policies, ({ policyName, arn }) => `${policyName}\n${arn}`, params);
    if (isFailure(page)) return page;
    return done({
      Policies: page.items.map((policy) => policyItem(world, account.id, policy)),
      ...page.more,
    });
  },
});

/** All AWS managed policies: the copies of the World, and the rest of the reference. */
function awsManagedPolicies({ world, env }: Call<unknown>): PolicyRecord[] {
  const copies = ownedBy(world, 'policies', awsAccount);
  const copied = new Set<string>(copies.map(({ arn }) => arn));
  const others = env.reference.managedPolicies().filter(({ arn }) => !copied.has(arn));
  return [...copies, ...others.map(copyOf)];
}

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
    const keys = new Set<HolderKey>([
      ...(PolicyUsageFilter === 'PermissionsBoundary' ? [] : (world.index.attachedTo.get(policy.arn) ?? [])),
      ...(PolicyUsageFilter === 'PermissionsPolicy' ? [] : (world.index.boundaryOf.get(policy.arn) ?? [])),
    ]);
    const entities = [...keys].filter((key) => {
      const entity = holder(world, key);
      const wanted = EntityFilter === undefined || key.startsWith(`${EntityFilter.toLowerCase()}s/`);
      return wanted && entity?.account === account.id && entity.path.startsWith(PathPrefix);
    });
    const page = pageOf(entities, (key) => key, params);
    return isFailure(page) ? page : done({ ...entityLists(world, page.items), ...page.more });
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
