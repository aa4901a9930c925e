/** Merges an account's management policies, from the root down (Y-12). They decide no request. */

import { standing } from '../../authz/organization.ts';
import type { ManagementPolicyType } from '../../model/records/lists.ts';
import { effectivePolicy } from '../../policy/inheritance.ts';
import { fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Call, type Operation, done } from '../operation.ts';
import { checkAll, checkInOrganization, delegableOperation } from './caller.ts';
import { arnOfNode, memberAccountOf, namedMember, pathOfNode, typeKey } from './tree.ts';

const describe = delegableOperation('DescribeEffectivePolicy', {
  checks: (call) => {
    const { PolicyType, TargetId = call.account.id } = call.params;
    return [checkInOrganization('DescribeEffectivePolicy', arnOfNode(call, TargetId), typeKey(PolicyType))];
  },
  run: (organization, call) => {
    const { PolicyType, TargetId = call.account.id } = call.params;
    const type: ManagementPolicyType = PolicyType;
    if (!memberAccountOf(call.world, organization, TargetId))
      return fail('TargetNotFoundException', orgTexts.targetMissing);
    const { nodes } = standing(call.world, TargetId) ?? { nodes: [] };
    const policies = (organization.details?.policies ?? []).filter((one) => one.type === type);
    const levels = nodes.map((node) => policies.filter(({ targets }) => targets.includes(node)));
    const merged = effectivePolicy(levels.map((level) => level.map(({ content }) => content)));
    if (!merged) return fail('EffectivePolicyNotFoundException', orgTexts.noEffectivePolicy);
    const changes = levels.flat().map(({ changed }) => changed);
    return done({
      EffectivePolicy: {
        PolicyContent: JSON.stringify(merged),
        LastUpdatedTimestamp: changes.sort().at(-1) ?? call.now,
        TargetId,
        PolicyType: type,
      },
    });
  },
});

/** A policy is checked when it is saved, and merging two sound ones never makes an unsound one here. */
const listInvalid = delegableOperation('ListAccountsWithInvalidEffectivePolicy', {
  checks: ({ params }) => [checkAll('ListAccountsWithInvalidEffectivePolicy', typeKey(params.PolicyType))],
  run: (_, { params: { PolicyType } }) => done({ Accounts: [], PolicyType }),
});

const listErrors = delegableOperation('ListEffectivePolicyValidationErrors', {
  checks: (call) => {
    const { AccountId, PolicyType } = call.params;
    return [
      checkInOrganization(
        'ListEffectivePolicyValidationErrors',
        arnOfNode(call, AccountId),
        typeKey(PolicyType),
      ),
    ];
  },
  run: (organization, { world, params: { AccountId, PolicyType }, now }) => {
    const account = namedMember(world, organization, AccountId);
    if (!account.ok) return account;
    const above = pathOfNode(world, organization, account.value.membership?.parent ?? '');
    return done({
      AccountId,
      PolicyType,
      Path: `${above}${AccountId}/`,
      EvaluationTimestamp: now,
      EffectivePolicyValidationErrors: [],
    });
  },
});

/** Every account may ask what holds for itself, whatever the organization delegates. */
export const effectivePolicyOperations: Operation[] = [
  {
    ...describe,
    checks: (given) => {
      const call = given as Call<Api.DescribeEffectivePolicyRequest>;
      const { PolicyType, TargetId = call.account.id } = call.params;
      return TargetId === call.account.id
        ? [checkAll('DescribeEffectivePolicy', typeKey(PolicyType))]
        : describe.checks(call);
    },
  },
  listInvalid,
  listErrors,
];
