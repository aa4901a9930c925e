/** Existing policies and groups that hold an allow for the request, and what takes policies away from the principal. */

import { evaluationInput } from '../../authz/authorize.ts';
import type { Decision, NamedPolicy } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { inlinePolicies, managedPolicy } from '../../authz/gather.ts';
import { awsAccount } from '../../model/ids.ts';
import type { Steps } from '../../model/steps.ts';
import type { GroupRecord, PolicyRecord, UserRecord } from '../../model/records/identities.ts';
import { type Holder, type World, attachedIn, boundaryIn, ownedBy } from '../../model/world/world.ts';
import { type FixQuestion, policyHolder } from './statement-steps.ts';
import {
  type Bounded,
  type FixStep,
  attachStep,
  documentOf,
  inlineOf,
  joinStep,
  leaveStep,
  removeStep,
  unboundStep,
} from './steps.ts';

const stride = 50;

/** Finds a step for each policy and group that would help where the identity policies are silent. */
export function* grantSteps({ world, question, decision, principal, env }: FixQuestion): Steps<FixStep[]> {
  const holder = policyHolder(principal);
  if (!holder || decision.layer !== 'identity' || decision.reason !== 'implicit-deny') return [];
  const input = evaluationInput(world, question, env);
  const mayName = namesActionOf(question.action);
  const helps = (policies: readonly NamedPolicy[]): boolean => {
    if (policies.length === 0) return false;
    const { verdict, layer } = evaluate({ ...input, identityPolicies: policies });
    return verdict === 'allowed' || layer !== 'identity';
  };
  const named = (arn: string): readonly NamedPolicy[] =>
    mayName(documentOf(world, arn) ?? '') ? [managedPolicy(world, arn) ?? []].flat() : [];
  const policies: PolicyRecord[] = [];
  const all = [...ownedBy(world, 'policies', holder.account), ...ownedBy(world, 'policies', awsAccount)];
  for (const [at, policy] of all.entries()) {
    const { arn, isAttachable } = policy;
    if (
      isAttachable &&
      !isBoundaryOnly(world, policy) &&
      !holder.attachedPolicies.includes(arn) &&
      helps(named(arn))
    )
      policies.push(policy);
    if (at % stride === stride - 1) yield;
  }
  const groups =
    'userName' in holder
      ? ownedBy(world, 'groups', holder.account).filter(
          (group) =>
            !holder.groups.includes(group.id) &&
            helps([...inlinePolicies(group), ...group.attachedPolicies.flatMap(named)]),
        )
      : [];
  return [
    ...policies.map((policy) => attachStep(holder, policy)),
    ...groups.map((group) => joinStep(world, holder as UserRecord, group)),
  ];
}

/** A policy that limits others is no grant, unless somebody has it as one. */
const isBoundaryOnly = (world: World, { arn, account }: PolicyRecord): boolean =>
  (boundaryIn(world, arn, account)?.size ?? 0) > 0 && (attachedIn(world, arn, account)?.size ?? 0) === 0;

/** Tells by the text alone, because most of AWS's thousand policies are about other services, and compiling takes time. */
function namesActionOf(action: string): (document: string) => boolean {
  const service = action.slice(0, action.indexOf(':') + 1);
  const about = new RegExp(
    `"${service}|"[^":]*[*?][^":]*:|"NotAction"|"Action"\\s*:\\s*(?:\\[[^\\]]*)?"\\*"`,
    'i',
  );
  return (document) => about.test(document);
}

export function removalSteps({ world, decision, principal }: FixQuestion): FixStep[] {
  const holder = policyHolder(principal);
  if (!holder) return [];
  if (decision.reason === 'explicit-deny') return removals(world, holder, decision);
  return decision.layer === 'permissions-boundary' && holder.permissionsBoundary !== undefined
    ? [unboundStep(world, holder)]
    : [];
}

export function removals(world: World, holder: Bounded, decision: Decision): FixStep[] {
  if (decision.layer === 'permissions-boundary')
    return holder.permissionsBoundary === undefined ? [] : [unboundStep(world, holder)];
  const names = [...new Set(decision.deciding.map(({ policy }) => policy))];
  return names.flatMap((policy) => [
    ...(holds(holder, policy) ? [removeStep(world, holder, policy)] : []),
    ...groupsWith(world, holder, policy).flatMap((group) => [
      leaveStep(world, holder as UserRecord, group),
      removeStep(world, group, policy),
    ]),
  ]);
}

const holds = (holder: Holder, policy: string): boolean =>
  holder.attachedPolicies.some((arn) => arn === policy) || inlineOf(holder, policy) !== undefined;

const groupsWith = (world: World, holder: Bounded, policy: string): GroupRecord[] =>
  'groups' in holder
    ? holder.groups.flatMap((id) => world.groups.get(id) ?? []).filter((group) => holds(group, policy))
    : [];
