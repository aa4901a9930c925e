/** Tells what a fix opens and closes beside the request that it was asked for. The search does not wait for it. */

import type { DecisionEnv, Question } from '../../authz/authorize.ts';
import { actionName } from '../../eval/action.ts';
import type { Consequence } from '../../analysis/consequences/consequence.ts';
import { type ConsequenceOptions, consequenceInSteps } from '../../analysis/consequences/of-principal.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import type { World } from '../../model/world/world.ts';
import type { Attempt, Fix } from './fix.ts';

export interface FixConsequence {
  /** The account as it is after the fix. */
  readonly after: World;
  /** The meaning for the principal of the question. */
  readonly own: Consequence;
  /** Nothing but the asked action on the asked resource is newly allowed to the principal, and nothing is lost. */
  readonly isExact: boolean;
}

export interface Looking extends ConsequenceOptions {
  readonly env: DecisionEnv;
  readonly attempt: Attempt;
  readonly reference: Actions;
}

/** Works in short steps. Returns `undefined` where the door of the copy refuses the fix by now. */
export function* consequenceOf(
  world: World,
  fix: Pick<Fix, 'requests' | 'by'>,
  question: Question,
  { env, attempt, reference, ...options }: Looking,
): Generator<undefined, FixConsequence | undefined, undefined> {
  const after = worldAfter(world, fix, attempt);
  if (!after) return undefined;
  yield;
  const { principal, session, sessionName } = question;
  const caller = {
    principal,
    ...(session !== undefined && { session }),
    ...(sessionName !== undefined && { sessionName }),
  };
  const sides = [
    { world, env },
    { world: after, env },
  ] as const;
  const own = yield* consequenceInSteps(...sides, caller, reference, options);
  return { after, own, isExact: isExactly(own, question) };
}

export function worldAfter(
  world: World,
  { requests, by }: Pick<Fix, 'requests' | 'by'>,
  attempt: Attempt,
): World | undefined {
  let after = world;
  for (const request of requests) {
    const sent = attempt(after, request, by);
    if (!sent.ok) return undefined;
    after = sent.value;
  }
  return after;
}

function isExactly({ gained, lost, isComplete }: Consequence, { action, resource }: Question): boolean {
  const { full } = actionName(action);
  const isIt = (text: string) => text === resource;
  return (
    isComplete &&
    lost.length === 0 &&
    gained.length > 0 &&
    gained.every(
      ({ actions, resources, except, unchanged }) =>
        actions.every((name) => actionName(name).full === full) &&
        (resources.every(isIt) ||
          // All others are taken out of it, but where both sides allow them.
          except.some(
            (one) =>
              one.resources.includes('*') &&
              one.but?.every(isIt) === true &&
              (one.conditions === undefined || unchanged.length > 0),
          )),
    )
  );
}
