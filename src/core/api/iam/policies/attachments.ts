/** Attaching managed policies to users, groups and roles (N-26, N-27). Each call is one line at the end. */

import { replaced } from '#core/model/world/change.ts';
import { holderQuotas } from '#core/model/quotas.ts';
import type { HolderTable } from '#core/model/records/lists.ts';
import type { PolicyRecord } from '#core/model/records/identities.ts';
import type { Holder } from '#core/model/world/world.ts';
import { type ApiFailure, fail, overQuota } from '../../errors/codes.ts';
import { type Call, type Operation, type Answer, done } from '../../operation.ts';
import { type PageParams, pageOf } from '../../paging.ts';
import { errorTexts } from '../../errors/texts.ts';
import { checkNamed, entityToChange, isServiceLinked, namedEntity } from '../entities.ts';
import { type Named, entityOperation } from '../entity-operation.ts';
import { attachedPolicy, usablePolicy } from './usable-policies.ts';

type Empty = Record<string, never>;
type PolicyParams = { readonly PolicyArn: string };

function attach(call: Call<PolicyParams>, { table, name }: Named<HolderTable>): Answer<Empty> {
  const { PolicyArn } = call.params;
  const found = entityToChange<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const used = usablePolicy(call, PolicyArn);
  if (!used?.policy.isAttachable) return fail('NoSuchEntity', errorTexts.notAttachable(PolicyArn));
  if (found.value.attachedPolicies.includes(used.policy.arn)) return done({});
  const refused = refuseServicePolicy(found.value, used.policy);
  if (refused) return refused;
  const exceeded = overQuota(
    call.account,
    holderQuotas[table].attached,
    found.value.attachedPolicies.length + 1,
  );
  if (exceeded) return exceeded;
  const attachedPolicies = [...found.value.attachedPolicies, used.policy.arn];
  return done({}, [...used.changes, replaced(table, found.value, { ...found.value, attachedPolicies })]);
}

/** N-27: policies of service-linked roles attach to nothing else. */
function refuseServicePolicy(holder: Holder, policy: PolicyRecord): ApiFailure | undefined {
  if (!policy.path.startsWith('/aws-service-role/')) return undefined;
  if ('roleName' in holder && isServiceLinked(holder)) return undefined;
  return fail('PolicyNotAttachable', errorTexts.servicePolicy);
}

function detach(call: Call<PolicyParams>, { table, name }: Named<HolderTable>): Answer<Empty> {
  const { PolicyArn } = call.params;
  const found = entityToChange<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const attachedPolicies = found.value.attachedPolicies.filter((arn) => arn !== PolicyArn);
  if (attachedPolicies.length === found.value.attachedPolicies.length) {
    return fail('NoSuchEntity', errorTexts.policyMissing(PolicyArn));
  }
  return done({}, [replaced(table, found.value, { ...found.value, attachedPolicies })]);
}

function list(
  call: Call<PageParams & { readonly PathPrefix?: string }>,
  { table, name }: Named<HolderTable>,
) {
  const found = namedEntity<HolderTable>(call, table, name);
  if (!found.ok) return found;
  const { PathPrefix = '/' } = call.params;
  const attached = found.value.attachedPolicies
    .map((arn) => attachedPolicy(call, arn))
    .filter(({ path }) => path.startsWith(PathPrefix));
  const page = pageOf(attached, ({ view }) => `${view.PolicyName}\n${view.PolicyArn}`, call.params);
  if (!page.ok) return page;
  return done({ AttachedPolicies: page.value.items.map(({ view }) => view), ...page.value.more });
}

/** The check states the policy's ARN as `iam:PolicyARN` (K-34). */
const checkPolicy = (call: Call<PolicyParams>, action: string, named: Named<HolderTable>) =>
  checkNamed(call, action, named, { 'iam:PolicyARN': call.params.PolicyArn });

const attaching = { checks: checkPolicy, run: attach };
const detaching = { checks: checkPolicy, run: detach };
const listing = { checks: checkNamed, run: list };

export const attachmentOperations: Operation[] = [
  entityOperation('AttachUserPolicy', 'users', attaching),
  entityOperation('AttachGroupPolicy', 'groups', attaching),
  entityOperation('AttachRolePolicy', 'roles', attaching),
  entityOperation('DetachUserPolicy', 'users', detaching),
  entityOperation('DetachGroupPolicy', 'groups', detaching),
  entityOperation('DetachRolePolicy', 'roles', detaching),
  entityOperation('ListAttachedUserPolicies', 'users', listing),
  entityOperation('ListAttachedGroupPolicies', 'groups', listing),
  entityOperation('ListAttachedRolePolicies', 'roles', listing),
];
