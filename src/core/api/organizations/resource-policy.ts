/** The resource policy of an organization, with which it lets member accounts make some of its calls. */

import { requestTagKeys } from '../../authz/context.ts';
import { standing } from '../../authz/organization.ts';
import { unsafeArn } from '../../model/ids.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { World } from '../../model/world/world.ts';
import { checkPolicy } from '../../policy/checks/check.ts';
import { type CompiledStatement, compile } from '../../policy/compile.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { tagsOf } from '../iam/tag-rules.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Operation, done } from '../operation.ts';
import { checkInOrganization, delegableOperation, managementOperation } from './caller.ts';
import { allTags, changedDetails } from './details.ts';
import { constraint, invalidInput } from './errors.ts';
import { newOrganizationId } from './organization.ts';
import { refuseOrganizationTags } from './tags.ts';
import { memberAccountOf } from './tree.ts';

const sizeLimit = 40_000;

/** Actions that may be delegated, beside those that only look. */
const delegable: ReadonlySet<string> = new Set(
  [
    ...['CreatePolicy', 'UpdatePolicy', 'DeletePolicy', 'AttachPolicy', 'DetachPolicy'],
    ...['EnablePolicyType', 'DisablePolicyType', 'TagResource', 'UntagResource'],
  ].map((name) => `organizations:${name}`.toLowerCase()),
);

const isDelegable = (action: string): boolean =>
  delegable.has(action.toLowerCase()) || /^organizations:(describe|list)[a-z]*\*?$/i.test(action);

function refuseContent(world: World, organization: OrganizationRecord, text: string): ApiFailure | undefined {
  if (text.length > sizeLimit) return constraint('POLICY_CONTENT_LIMIT_EXCEEDED');
  if (checkPolicy(text, 'resource').length > 0) return invalidInput('INVALID_RESOURCE_POLICY_JSON');
  const { statements } = compile(text);
  if (statements.some(({ actions }) => !actions?.every(isDelegable)))
    return invalidInput('UNSUPPORTED_ACTION_IN_RESOURCE_POLICY');
  return statements.every((statement) => namesMembers(world, organization, statement))
    ? undefined
    : invalidInput('INVALID_PRINCIPAL');
}

/** Only accounts of the organization, or users and roles in them. */
const namesMembers = (world: World, organization: OrganizationRecord, { principals }: CompiledStatement) =>
  principals?.every(({ type, value }) => {
    const [id] = /\d{12}/.exec(value) ?? [''];
    return type === 'AWS' && memberAccountOf(world, organization, id) !== undefined;
  }) === true;

const view = ({ details }: OrganizationRecord): Api.ResourcePolicy => ({
  ResourcePolicySummary: { Id: details?.resourcePolicy?.id ?? '', Arn: details?.resourcePolicy?.arn ?? '' },
  Content: details?.resourcePolicy?.content ?? '',
});

export const resourcePolicyOperations: Operation[] = [
  managementOperation('PutResourcePolicy', {
    checks: ({ world, account, params: { Tags = [] } }) => {
      const own = standing(world, account.id)?.organization;
      return [
        checkInOrganization('PutResourcePolicy', own?.details?.resourcePolicy?.arn, requestTagKeys(Tags)),
      ];
    },
    run: (organization, { world, env, params: { Content: content, Tags: tags = [] } }) => {
      const refused = refuseContent(world, organization, content) ?? refuseOrganizationTags(tags);
      if (refused) return refused;
      const before = organization.details?.resourcePolicy;
      // AWS takes tags only for a new policy; by which reason it refuses others is unverified.
      if (before && tags.length > 0) return invalidInput('TARGET_NOT_SUPPORTED');
      const id = before?.id ?? newOrganizationId('rp-', env.random, 8);
      const arn = unsafeArn(
        `arn:aws:organizations::${organization.account}:resourcepolicy/${organization.id}/${id}`,
      );
      const resourcePolicy = { id, arn, content };
      const change = changedDetails(organization, {
        resourcePolicy,
        ...(tags.length > 0 ? { tags: allTags(organization, id, tagsOf(tags)) } : {}),
      });
      const after = { ...organization, details: { resourcePolicy } };
      return done({ ResourcePolicy: view(after) }, [change]);
    },
  }),
  delegableOperation('DescribeResourcePolicy', {
    run: (organization) =>
      organization.details?.resourcePolicy
        ? done({ ResourcePolicy: view(organization) })
        : fail('ResourcePolicyNotFoundException', orgTexts.noResourcePolicy),
  }),
  managementOperation('DeleteResourcePolicy', {
    run: (organization) => {
      const before = organization.details?.resourcePolicy;
      if (!before) return fail('ResourcePolicyNotFoundException', orgTexts.noResourcePolicy);
      const tags = allTags(organization, before.id, []);
      return done({}, [changedDetails(organization, { resourcePolicy: undefined, tags })]);
    },
  }),
];
