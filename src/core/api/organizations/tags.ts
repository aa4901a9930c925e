/** Tags of the root, units, accounts and policies of an organization (N-33). */

import { requestTagKeys } from '../../authz/context.ts';
import { standing } from '../../authz/organization.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { Change } from '../../model/world/change.ts';
import type { World } from '../../model/world/world.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { type ApiTag, apiTags, tagsOf } from '../iam/tag-rules.ts';
import { type Answer, type Call, type PermissionCheck, type Operation, done } from '../operation.ts';
import { checkInOrganization, delegableOperation } from './caller.ts';
import { allTags, changedDetails, tagsOfNode } from './details.ts';
import { constraint, invalidInput } from './errors.ts';
import { resultsOf } from '../paging.ts';
import { anyPolicy, organizationNodeOf, typeKey } from './tree.ts';

const tagQuota = 50;

export function refuseOrganizationTags(tags: readonly ApiTag[] = []): ApiFailure | undefined {
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) return invalidInput('INVALID_SYSTEM_TAGS_PARAMETER');
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) return invalidInput('DUPLICATE_TAG_KEY');
  return tags.length > tagQuota ? constraint('MAX_TAG_LIMIT_EXCEEDED') : undefined;
}

export const taggedAtCreation = (
  organization: OrganizationRecord,
  id: string,
  tags: readonly ApiTag[] = [],
): readonly Change[] =>
  tags.length === 0 ? [] : [changedDetails(organization, { tags: allTags(organization, id, tagsOf(tags)) })];

function taggable(world: World, organization: OrganizationRecord, id: string) {
  const node = organizationNodeOf(world, organization, id);
  if (node) return { arn: node.arn };
  const policy = anyPolicy(world, organization, id);
  if (policy) return { arn: policy.arn, context: typeKey(policy.type) };
  const own = organization.details?.resourcePolicy;
  return own?.id === id ? { arn: own.arn } : undefined;
}

interface OneResource {
  readonly ResourceId: string;
}

function checkTags(
  action: string,
  call: Call<OneResource>,
  keys: ReturnType<typeof requestTagKeys>,
): PermissionCheck[] {
  const own = standing(call.world, call.account.id);
  const found = own && taggable(call.world, own.organization, call.params.ResourceId);
  return [checkInOrganization(action, found?.arn, { ...found?.context, ...keys })];
}

/** Runs `run` on something that exists; AWS's own policies carry no tags. */
function onTaggable<Output>(
  organization: OrganizationRecord,
  { world, params }: Call<OneResource>,
  run: (id: string) => Answer<Output>,
): Answer<Output> {
  const { ResourceId: id } = params;
  const found = taggable(world, organization, id);
  if (!found) return fail('TargetNotFoundException', orgTexts.targetMissing);
  return found.arn.startsWith('arn:aws:organizations::aws:') ? invalidInput('TARGET_NOT_SUPPORTED') : run(id);
}

export const organizationTagOperations: Operation[] = [
  delegableOperation('TagResource', {
    checks: (call) => checkTags('TagResource', call, requestTagKeys(call.params.Tags)),
    run: (organization, call) =>
      onTaggable(organization, call, (id) => {
        const refused = refuseOrganizationTags(call.params.Tags);
        if (refused) return refused;
        const merged = new Map(tagsOfNode(organization, id).map((tag) => [tag.key, tag]));
        for (const tag of tagsOf(call.params.Tags)) merged.set(tag.key, tag);
        if (merged.size > tagQuota) return constraint('MAX_TAG_LIMIT_EXCEEDED');
        const tags = allTags(organization, id, [...merged.values()]);
        return done({}, [changedDetails(organization, { tags })]);
      }),
  }),
  delegableOperation('UntagResource', {
    checks: (call) => checkTags('UntagResource', call, { 'aws:TagKeys': call.params.TagKeys }),
    run: (organization, call) =>
      onTaggable(organization, call, (id) => {
        const before = tagsOfNode(organization, id);
        const left = before.filter(({ key }) => !call.params.TagKeys.includes(key));
        if (left.length === before.length) return done({});
        return done({}, [changedDetails(organization, { tags: allTags(organization, id, left) })]);
      }),
  }),
  delegableOperation('ListTagsForResource', {
    checks: (call) => checkTags('ListTagsForResource', call, {}),
    run: (organization, call) =>
      onTaggable(organization, call, (id) => {
        const { NextToken } = call.params;
        const asked =
          NextToken === undefined ? { MaxResults: tagQuota } : { MaxResults: tagQuota, NextToken };
        const page = resultsOf(tagsOfNode(organization, id), ({ key }) => key, asked);
        return page.ok ? done({ Tags: apiTags(page.value.items), ...page.value.more }) : page;
      }),
  }),
];
