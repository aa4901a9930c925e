/**
 * Inline policies. The twelve calls differ only in the holder that they address, so each is one line of the
 * list at the end. The quota is for the sum of all inline policies of one holder (PT-3).
 */

import { type Change, replaced } from '#core/model/world/change.ts';
import { holderQuotas, quotaOf } from '#core/model/quotas.ts';
import type { HolderTable } from '#core/model/records/lists.ts';
import type { InlinePolicy } from '#core/model/records/identities.ts';
import type { AwsError } from '#core/model/request/request.ts';
import { type Result, ok } from '#core/model/result.ts';
import type { Holder } from '#core/model/world/world.ts';
import { policySize } from '#core/policy/syntax/format.ts';
import { fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Answer, done } from '../../operation.ts';
import { type PageParams, pageOf } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { refuseDocument } from './documents.ts';
import { checkNamed, entityToChange, namedEntity, naming } from '../entities.ts';
import { type Named, entityOperation, nameMember } from '../entity-operation.ts';

type Empty = Record<string, never>;

function put(
  call: Call<{ PolicyName: string; PolicyDocument: string }>,
  { table, name }: Named<HolderTable>,
): Answer<Empty> {
  const { PolicyName: policyName, PolicyDocument: document } = call.params;
  const found = entityToChange<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const refused = refuseDocument(document, 'identity-inline');
  if (refused) return refused;
  const at = found.value.inlinePolicies.findIndex((policy) => sameName(policy, policyName));
  const after =
    at < 0
      ? [...found.value.inlinePolicies, { policyName, document }]
      : found.value.inlinePolicies.with(at, { policyName, document });
  const quota = quotaOf(call.account, holderQuotas[table].inline);
  const size = after.reduce((sum, policy) => sum + policySize(policy.document), 0);
  if (size > quota) return fail('LimitExceeded', errorTexts.inlineTooLarge(quota, naming[table].noun, name));
  return done({}, [withInline(table, found.value, after)]);
}

function get(call: Call<{ PolicyName: string }>, named: Named<HolderTable>) {
  const { table, name } = named;
  const found = namedEntity<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const policy = inlineOf(found.value, table, call.params.PolicyName);
  if (!policy.ok) return policy;
  return done({
    ...nameMember(named),
    PolicyName: policy.value.policyName,
    PolicyDocument: policy.value.document,
  });
}

function list(
  call: Call<PageParams>,
  { table, name }: Named<HolderTable>,
): Answer<{ PolicyNames: string[] }> {
  const found = namedEntity<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const page = pageOf(found.value.inlinePolicies, ({ policyName }) => policyName, call.params);
  if (!page.ok) return page;
  return done({ PolicyNames: page.value.items.map(({ policyName }) => policyName), ...page.value.more });
}

function remove(call: Call<{ PolicyName: string }>, { table, name }: Named<HolderTable>): Answer<Empty> {
  const found = entityToChange<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const policy = inlineOf(found.value, table, call.params.PolicyName);
  if (!policy.ok) return policy;
  return done({}, [
    withInline(
      table,
      found.value,
      found.value.inlinePolicies.filter((other) => other !== policy.value),
    ),
  ]);
}

/** Names of inline policies are unique per holder, and their case counts. */
const sameName = (policy: InlinePolicy, name: string): boolean => policy.policyName === name;

function inlineOf(holder: Holder, table: HolderTable, name: string): Result<InlinePolicy, AwsError> {
  const policy = holder.inlinePolicies.find((candidate) => sameName(candidate, name));
  return policy ? ok(policy) : fail('NoSuchEntity', errorTexts.inlineMissing(naming[table].noun, name));
}

const withInline = (table: HolderTable, holder: Holder, inlinePolicies: readonly InlinePolicy[]): Change =>
  replaced(table, holder, { ...holder, inlinePolicies });

const putting = { checks: checkNamed, run: put };
const getting = { checks: checkNamed, run: get };
const listing = { checks: checkNamed, run: list };
const deleting = { checks: checkNamed, run: remove };

export const inlinePolicyOperations: Operation[] = [
  entityOperation('PutUserPolicy', 'users', putting),
  entityOperation('PutGroupPolicy', 'groups', putting),
  entityOperation('PutRolePolicy', 'roles', putting),
  entityOperation('GetUserPolicy', 'users', getting),
  entityOperation('GetGroupPolicy', 'groups', getting),
  entityOperation('GetRolePolicy', 'roles', getting),
  entityOperation('ListUserPolicies', 'users', listing),
  entityOperation('ListGroupPolicies', 'groups', listing),
  entityOperation('ListRolePolicies', 'roles', listing),
  entityOperation('DeleteUserPolicy', 'users', deleting),
  entityOperation('DeleteGroupPolicy', 'groups', deleting),
  entityOperation('DeleteRolePolicy', 'roles', deleting),
];
