/** Existing policies and groups that hold an allow for the request, and what takes policies away from the principal. */

import { type DecisionEnv, evaluationInput } from '../../authz/authorize.ts';
import type { Decision } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { managedPolicy } from '../../authz/gather.ts';
import { awsAccount } from '../../model/ids.ts';
import type { GroupRecord, PolicyRecord, UserRecord } from '../../model/records/tables.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { type Asked, policyHolder } from './statement-steps.ts';
import {
  type Bounded,
  type FixStep,
  type Holder,
  attachStep,
  inlineOf,
  joinStep,
  leaveStep,
  removeStep,
  unboundStep,
} from './steps.ts';

/** Returns a step for each policy and group that would help where the identity policies are silent. */
export function grantSteps({ world, question, decision, principal }: Asked, env: DecisionEnv): FixStep[] {
  const holder = policyHolder(principal);
  if (!holder || decision.layer !== 'identity' || decision.reason !== 'implicit-deny') return [];
  const input = evaluationInput(world, question, env);
  const helps = (policy: PolicyRecord): boolean => {
    const named = managedPolicy(world, policy.arn);
    if (!named) return false;
    const { verdict, layer } = evaluate({ ...input, identityPolicies: [named] });
    return verdict === 'allowed' || layer !== 'identity';
  };
  const policies = [...ownedBy(world, 'policies', holder.account), ...ownedBy(world, 'policies', awsAccount)]
    .filter(({ arn, isAttachable }) => isAttachable && !holder.attachedPolicies.includes(arn))
    .filter(helps);
  const helping = new Set<string>(policies.map(({ arn }) => arn));
  const groups =
    'userName' in holder
      ? ownedBy(world, 'groups', holder.account).filter(
          ({ id, attachedPolicies, inlinePolicies }) =>
            !holder.groups.includes(id) &&
            (inlinePolicies.length > 0 || attachedPolicies.some((arn) => helping.has(arn))),
        )
      : [];
  return [
    ...policies.map((policy) => attachStep(holder, policy)),
    ...groups.map((group) => joinStep(world, holder as UserRecord, group)),
  ];
}

/** Returns ways to take the policies away that deny, or a boundary that is silent. */
export function removalSteps({ world, decision, principal }: Asked): FixStep[] {
  const holder = policyHolder(principal);
  if (!holder) return [];
  if (decision.reason === 'explicit-deny') return removals(world, holder, decision);
  return decision.layer === 'permissions-boundary' && holder.permissionsBoundary !== undefined
    ? [unboundStep(holder)]
    : [];
}

/** Returns ways to remove the deciding policies: from the holder, by leaving a group, from the group. */
export function removals(world: World, holder: Bounded, decision: Decision): FixStep[] {
  if (decision.layer === 'permissions-boundary')
    return holder.permissionsBoundary === undefined ? [] : [unboundStep(holder)];
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
