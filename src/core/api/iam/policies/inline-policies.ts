/**
 * Inline policies. The twelve calls differ only in the holder that they address, so each is one line of the
 * list at the end. The quota is for the sum of all inline policies of one holder (PT-3).
 */

import { type Change, replaced } from '../../../model/world/change.ts';
import { type QuotaName, quotaOf } from '../../../model/quotas.ts';
import type { HolderTable, InlinePolicy, RoleRecord } from '../../../model/records/tables.ts';
import type { Holder } from '../../../model/world/world.ts';
import { policySize } from '../../../policy/checks/size.ts';
import { type Failure, fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Result, done, iamOperation, isFailure } from '../../operation.ts';
import { type PageParams, pageOf } from '../../paging.ts';
import { texts } from '../../errors/texts.ts';
import { refuseDocument } from './documents.ts';
import { checkOn, findEntity, naming, noSuchEntity } from '../entities.ts';
import { refuseProtected } from '../identities/protected-roles.ts';

const sizeQuotas: Readonly<Record<HolderTable, QuotaName>> = {
  users: 'UserPolicySize',
  groups: 'GroupPolicySize',
  roles: 'RolePolicySize',
};

interface Named {
  readonly table: HolderTable;
  readonly name: string;
}
type Empty = Record<string, never>;

function put(
  call: Call<{ PolicyName: string; PolicyDocument: string }>,
  { table, name }: Named,
): Result<Empty> {
  const { PolicyName: policyName, PolicyDocument: document } = call.params;
  const found = holderToChange(call, { table, name });
  if (isFailure(found)) return found;
  const refused = refuseDocument(document, 'identity-inline');
  if (refused) return refused;
  const at = found.inlinePolicies.findIndex((policy) => sameName(policy, policyName));
  const after =
    at < 0
      ? [...found.inlinePolicies, { policyName, document }]
      : found.inlinePolicies.with(at, { policyName, document });
  const quota = quotaOf(call.account, sizeQuotas[table]);
  const size = after.reduce((sum, policy) => sum + policySize(policy.document), 0);
  if (size > quota) return fail('LimitExceeded', texts.inlineTooLarge(quota, naming[table].noun, name));
  return done({}, [withInline(table, found, after)]);
}

function get(call: Call<{ PolicyName: string }>, { table, name }: Named): InlinePolicy | Failure {
  const found = findEntity(call, table, name);
  if (!found) return noSuchEntity(table, name);
  return inlineOf(found, table, call.params.PolicyName);
}

function list(call: Call<PageParams>, { table, name }: Named): Result<{ PolicyNames: string[] }> {
  const found = findEntity(call, table, name);
  if (!found) return noSuchEntity(table, name);
  const page = pageOf(found.inlinePolicies, ({ policyName }) => policyName, call.params);
  if (isFailure(page)) return page;
  return done({ PolicyNames: page.items.map(({ policyName }) => policyName), ...page.more });
}

function remove(call: Call<{ PolicyName: string }>, { table, name }: Named): Result<Empty> {
  const found = holderToChange(call, { table, name });
  if (isFailure(found)) return found;
  const policy = inlineOf(found, table, call.params.PolicyName);
  if (isFailure(policy)) return policy;
  return done({}, [
    withInline(
      table,
      found,
      found.inlinePolicies.filter((other) => other !== policy),
    ),
  ]);
}

/** Names of inline policies are unique per holder, and their case counts. */
const sameName = (policy: InlinePolicy, name: string): boolean => policy.policyName === name;

function inlineOf(holder: Holder, table: HolderTable, name: string): InlinePolicy | Failure {
  const policy = holder.inlinePolicies.find((candidate) => sameName(candidate, name));
  return policy ?? fail('NoSuchEntity', texts.inlineMissing(naming[table].noun, name));
}

/** Returns the user, group or role, or a refusal when it is missing or protected. */
export function holderToChange(call: Call<unknown>, { table, name }: Named): Holder | Failure {
  const found: Holder | undefined = findEntity(call, table, name);
  if (!found) return noSuchEntity(table, name);
  return (table === 'roles' ? refuseProtected(found as RoleRecord) : undefined) ?? found;
}

const withInline = (table: HolderTable, holder: Holder, inlinePolicies: readonly InlinePolicy[]): Change =>
  replaced(table, holder, { ...holder, inlinePolicies });

const got = <Name extends object>(name: Name, policy: InlinePolicy | Failure) =>
  isFailure(policy)
    ? policy
    : done({ ...name, PolicyName: policy.policyName, PolicyDocument: policy.document });

const user = ({ params }: { params: { UserName: string } }): Named => ({
  table: 'users',
  name: params.UserName,
});
const group = ({ params }: { params: { GroupName: string } }): Named => ({
  table: 'groups',
  name: params.GroupName,
});
const role = ({ params }: { params: { RoleName: string } }): Named => ({
  table: 'roles',
  name: params.RoleName,
});

const check = (call: Call<unknown>, action: string, { table, name }: Named) => [
  checkOn(call, action, table, name),
];

export const inlinePolicyOperations: Operation[] = [
  iamOperation('PutUserPolicy', {
    checks: (c) => check(c, 'PutUserPolicy', user(c)),
    run: (c) => put(c, user(c)),
  }),
  iamOperation('PutGroupPolicy', {
    checks: (c) => check(c, 'PutGroupPolicy', group(c)),
    run: (c) => put(c, group(c)),
  }),
  iamOperation('PutRolePolicy', {
    checks: (c) => check(c, 'PutRolePolicy', role(c)),
    run: (c) => put(c, role(c)),
  }),
  iamOperation('GetUserPolicy', {
    checks: (c) => check(c, 'GetUserPolicy', user(c)),
    run: (c) => got({ UserName: c.params.UserName }, get(c, user(c))),
  }),
  iamOperation('GetGroupPolicy', {
    checks: (c) => check(c, 'GetGroupPolicy', group(c)),
    run: (c) => got({ GroupName: c.params.GroupName }, get(c, group(c))),
  }),
  iamOperation('GetRolePolicy', {
    checks: (c) => check(c, 'GetRolePolicy', role(c)),
    run: (c) => got({ RoleName: c.params.RoleName }, get(c, role(c))),
  }),
  iamOperation('ListUserPolicies', {
    checks: (c) => check(c, 'ListUserPolicies', user(c)),
    run: (c) => list(c, user(c)),
  }),
  iamOperation('ListGroupPolicies', {
    checks: (c) => check(c, 'ListGroupPolicies', group(c)),
    run: (c) => list(c, group(c)),
  }),
  iamOperation('ListRolePolicies', {
    checks: (c) => check(c, 'ListRolePolicies', role(c)),
    run: (c) => list(c, role(c)),
  }),
  iamOperation('DeleteUserPolicy', {
    checks: (c) => check(c, 'DeleteUserPolicy', user(c)),
    run: (c) => remove(c, user(c)),
  }),
  iamOperation('DeleteGroupPolicy', {
    checks: (c) => check(c, 'DeleteGroupPolicy', group(c)),
    run: (c) => remove(c, group(c)),
  }),
  iamOperation('DeleteRolePolicy', {
    checks: (c) => check(c, 'DeleteRolePolicy', role(c)),
    run: (c) => remove(c, role(c)),
  }),
];
