/** Does a fix in a copy, and says whether it opens exactly the request that it was asked for. */

import type { DecisionEnv, Question } from '../../../../src/core/authz/authorize.ts';
import type { Consequence } from '../../../../src/core/analysis/consequences/consequence.ts';
import { consequenceFor } from '../../../../src/core/analysis/consequences/of-principal.ts';
import type { Actions } from '../../../../src/core/analysis/effective/action-classes.ts';
import { replaced } from '../../../../src/core/model/world/change.ts';
import { overlayWorld } from '../../../../src/core/model/world/overlay.ts';
import { type Holder, type World, findByArn } from '../../../../src/core/model/world/world.ts';
import type { Attempt, Fix } from '../../../../src/core/query/fixes/fix.ts';

interface FixConsequence {
  /** The account as it is after the fix. */
  readonly after: World;
  /** The meaning for the principal of the question. */
  readonly own: Consequence;
  /** Newly allowed beside the request. */
  readonly others: Consequence['gained'];
  /** Nothing but the asked action on the asked resource is newly allowed to the principal, and nothing is lost. */
  readonly isExact: boolean;
}

interface With {
  readonly env: DecisionEnv;
  readonly attempt: Attempt;
  readonly reference: Actions;
}

/** Returns `undefined` where the door of the copy refuses the fix. */
export function consequenceOf(
  world: World,
  fix: Fix,
  question: Question,
  { env, attempt, reference }: With,
): FixConsequence | undefined {
  const after = worldAfter(world, fix, attempt);
  if (!after) return undefined;
  const { principal, session } = question;
  const caller = { principal, ...(session !== undefined && { session }) };
  const own = consequenceFor({ world, env }, { world: after, env }, caller, reference);
  const others = { world: withoutAsked(after, question), env };
  const { gained, isComplete } = consequenceFor({ world, env }, others, caller, reference);
  const isExact = own.lost.length === 0 && gained.length === 0 && isComplete && own.isComplete;
  return { after, own, others: gained, isExact };
}

export function worldAfter(world: World, { requests, by }: Fix, attempt: Attempt): World | undefined {
  let after = world;
  for (const request of requests) {
    const sent = attempt(after, request, by);
    if (!sent.ok) return undefined;
    after = sent.value;
  }
  return after;
}

/** Returns the world in which the holder is denied exactly the question: what is newly allowed there is something else. */
function withoutAsked(world: World, { principal, action, resource }: Question): World {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: action, Resource: resource }],
  });
  const denied = <T extends Holder>(holder: T): T => ({
    ...holder,
    inlinePolicies: [...holder.inlinePolicies, { policyName: 'without-asked', document }],
  });
  const user = findByArn(world, 'users', principal);
  const role = findByArn(world, 'roles', principal);
  if (user) return overlayWorld(world, [replaced('users', user, denied(user))]);
  if (role) return overlayWorld(world, [replaced('roles', role, denied(role))]);
  throw new Error(`${principal} is no user or role`);
}
