/** Tells what a fix opens and closes beside the request that it was asked for. The search does not wait for it. */

import type { DecisionEnv, Question } from '../../authz/authorize.ts';
import type { Consequence, Side } from '../../analysis/consequences/consequence.ts';
import { type ConsequenceOptions, consequenceInSteps } from '../../analysis/consequences/of-principal.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import { replaced } from '../../model/world/change.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import { type Holder, type World, findByArn } from '../../model/world/world.ts';
import { withStatement } from '../../analysis/edits/documents.ts';
import type { SendFix, Fix } from './fix.ts';
import type { Steps } from '../../model/steps.ts';

export interface FixConsequence {
  readonly after: World;
  readonly own: Consequence;
  /** Nothing but the asked permissions of the call is newly allowed to the principal, or taken from it. */
  readonly isExact: boolean;
}

export interface Looking extends ConsequenceOptions {
  readonly env: DecisionEnv;
  readonly attempt: SendFix;
  readonly reference: Actions;
}

/** Works in short steps. Returns `undefined` where the door of the copy refuses the fix by now. */
export function* consequenceOf(
  world: World,
  fix: Pick<Fix, 'requests' | 'by' | 'asked'>,
  question: Question,
  { env, attempt, reference, ...options }: Looking,
): Steps<FixConsequence | undefined> {
  const after = worldAfterFix(world, fix, attempt);
  if (!after) return undefined;
  yield;
  const { principal, session, sessionName } = question;
  const caller = {
    principal,
    ...(session !== undefined && { session }),
    ...(sessionName !== undefined && { sessionName }),
  };
  const own = yield* consequenceInSteps({ world, env }, { world: after, env }, caller, reference, options);
  const { gained, lost, isComplete } = own;
  if (!isComplete || gained.length > 0 === lost.length > 0) return { after, own, isExact: false };
  const [less, more] = gained.length > 0 ? [world, after] : [after, world];
  const rest = withoutAsked(more, principal, fix.asked);
  if (!rest) return { after, own, isExact: false };
  const sides = [less, rest].map((one) => ({ world: one, env })) as [Side, Side];
  const others = yield* consequenceInSteps(...sides, caller, reference, options);
  return { after, own, isExact: others.isComplete && others.gained.length === 0 };
}

export function worldAfterFix(
  world: World,
  { requests, by }: Pick<Fix, 'requests' | 'by'>,
  attempt: SendFix,
): World | undefined {
  let after = world;
  for (const request of requests) {
    const sent = attempt(after, request, by);
    if (!sent.ok) return undefined;
    after = sent.value;
  }
  return after;
}

/** Denies the principal exactly the asked permissions: what is allowed even so is something else. */
function withoutAsked(world: World, principal: string, asked: readonly Question[]): World | undefined {
  const document = asked
    .map(({ action, resource }) => ({ Effect: 'Deny', Action: action, Resource: resource }))
    .reduce(withStatement, undefined as string | undefined);
  if (document === undefined) return undefined;
  const denied = <T extends Holder>(holder: T): T => ({
    ...holder,
    inlinePolicies: [...holder.inlinePolicies, { policyName: 'without-asked', document }],
  });
  const user = findByArn(world, 'users', principal);
  const role = findByArn(world, 'roles', principal);
  if (user) return overlayWorld(world, [replaced('users', user, denied(user))]);
  return role && overlayWorld(world, [replaced('roles', role, denied(role))]);
}
