/** Attaching managed policies to users, groups and roles (N-26, N-27). Each call is one line at the end. */

import { replaced } from '../../../model/world/change.ts';
import type { QuotaName } from '../../../model/quotas.ts';
import type { HolderTable, PolicyRecord } from '../../../model/records/tables.ts';
import type { Holder } from '../../../model/world/world.ts';
import { type Failure, fail } from '../../errors/codes.ts';
import { type Call, type Operation, type Result, done, iamOperation, isFailure } from '../../operation.ts';
import { type PageParams, pageOf } from '../../paging.ts';
import { overQuota } from '../../errors/over-quota.ts';
import { texts, unverifiedTexts } from '../../errors/texts.ts';
import { checkOn, findEntity, noSuchEntity } from '../entities.ts';
import { holderToChange } from './inline-policies.ts';
import { attachedPolicy, usablePolicy } from './usable-policies.ts';
import { isServiceLinked } from '../identities/protected-roles.ts';

const quotas: Readonly<Record<HolderTable, QuotaName>> = {
  users: 'PoliciesPerUser',
  groups: 'PoliciesPerGroup',
  roles: 'PoliciesPerRole',
};

interface Named {
  readonly table: HolderTable;
  readonly name: string;
}
type Empty = Record<string, never>;
type PolicyParams = { readonly PolicyArn: string };

function attach(call: Call<PolicyParams>, { table, name }: Named): Result<Empty> {
  const { PolicyArn } = call.params;
  const found = holderToChange(call, { table, name });
  if (isFailure(found)) return found;
  const used = usablePolicy(call, PolicyArn);
  if (!used?.policy.isAttachable) return fail('NoSuchEntity', texts.notAttachable(PolicyArn));
  if (found.attachedPolicies.includes(used.policy.arn)) return done({});
  const refused = refuseServicePolicy(found, used.policy);
  if (refused) return refused;
  const exceeded = overQuota(call.account, quotas[table], found.attachedPolicies.length + 1);
  if (exceeded) return exceeded;
  const attachedPolicies = [...found.attachedPolicies, used.policy.arn];
  return done({}, [...used.changes, replaced(table, found, { ...found, attachedPolicies })]);
}

/** N-27: policies of service-linked roles attach to nothing else. */
function refuseServicePolicy(holder: Holder, policy: PolicyRecord): Failure | undefined {
  if (!policy.path.startsWith('/aws-service-role/')) return undefined;
  if ('roleName' in holder && isServiceLinked(holder)) return undefined;
  return fail('PolicyNotAttachable', unverifiedTexts.servicePolicy);
}

function detach(call: Call<PolicyParams>, { table, name }: Named): Result<Empty> {
  const { PolicyArn } = call.params;
  const found = holderToChange(call, { table, name });
  if (isFailure(found)) return found;
  const attachedPolicies = found.attachedPolicies.filter((arn) => arn !== PolicyArn);
  if (attachedPolicies.length === found.attachedPolicies.length) {
    return fail('NoSuchEntity', texts.policyMissing(PolicyArn));
  }
  return done({}, [replaced(table, found, { ...found, attachedPolicies })]);
}

function list(call: Call<PageParams & { readonly PathPrefix?: string }>, { table, name }: Named) {
  const found: Holder | undefined = findEntity(call, table, name);
  if (!found) return noSuchEntity(table, name);
  const { PathPrefix = '/' } = call.params;
  const attached = found.attachedPolicies
    .map((arn) => attachedPolicy(call, arn))
    .filter(({ path }) => path.startsWith(PathPrefix));
  const page = pageOf(attached, ({ view }) => `${view.PolicyName}\n${view.PolicyArn}`, call.params);
  if (isFailure(page)) return page;
  return done({ AttachedPolicies: page.items.map(({ view }) => view), ...page.more });
}

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

/** The check states the policy's ARN as `iam:PolicyARN` (K-34). */
const checkPolicy = (call: Call<PolicyParams>, action: string, { table, name }: Named) => [
  checkOn(call, action, table, name, { 'iam:PolicyARN': call.params.PolicyArn }),
];

export const attachmentOperations: Operation[] = [
  iamOperation('AttachUserPolicy', {
    checks: (c) => checkPolicy(c, 'AttachUserPolicy', user(c)),
    run: (c) => attach(c, user(c)),
  }),
  iamOperation('AttachGroupPolicy', {
    checks: (c) => checkPolicy(c, 'AttachGroupPolicy', group(c)),
    run: (c) => attach(c, group(c)),
  }),
  iamOperation('AttachRolePolicy', {
    checks: (c) => checkPolicy(c, 'AttachRolePolicy', role(c)),
    run: (c) => attach(c, role(c)),
  }),
  iamOperation('DetachUserPolicy', {
    checks: (c) => checkPolicy(c, 'DetachUserPolicy', user(c)),
    run: (c) => detach(c, user(c)),
  }),
  iamOperation('DetachGroupPolicy', {
    checks: (c) => checkPolicy(c, 'DetachGroupPolicy', group(c)),
    run: (c) => detach(c, group(c)),
  }),
  iamOperation('DetachRolePolicy', {
    checks: (c) => checkPolicy(c, 'DetachRolePolicy', role(c)),
    run: (c) => detach(c, role(c)),
  }),
  iamOperation('ListAttachedUserPolicies', {
    checks: (c) => check(c, 'ListAttachedUserPolicies', user(c)),
    run: (c) => list(c, user(c)),
  }),
  iamOperation('ListAttachedGroupPolicies', {
    checks: (c) => check(c, 'ListAttachedGroupPolicies', group(c)),
    run: (c) => list(c, group(c)),
  }),
  iamOperation('ListAttachedRolePolicies', {
    checks: (c) => check(c, 'ListAttachedRolePolicies', role(c)),
    run: (c) => list(c, role(c)),
  }),
];
