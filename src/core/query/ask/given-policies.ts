/** Finds the policies given by hand that would do nothing for this question, by kind, and why. */

import { type Assumed, type Idle, addedPolicies, idleLayers } from '../../authz/assume.ts';
import { type Question, evaluationInput } from '../../authz/authorize.ts';
import { applicable } from '../../authz/applicable-statements.ts';
import { targetOf } from '../../authz/gather.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import type { World } from '../../model/world/world.ts';

export interface IdlePolicies {
  readonly scp?: Idle | undefined;
  readonly rcp?: Idle | undefined;
  readonly endpoint?: undefined;
  readonly session?: Idle | undefined;
  readonly resource?: Idle | undefined;
}

export function idlePolicies(world: World, question: Question): IdlePolicies {
  const principal = resolvePrincipal(world, question.principal, question.sessionName);
  const { request } = applicable(evaluationInput(world, question, { now: 0 }));
  const { action, resource } = question;
  const asked = { action, resource, policy: targetOf(world, action, resource).policy };
  const idle = idleLayers(world, principal, request.resourceAccount, asked, question.assume?.organizations);
  return {
    scp: idle.serviceControlPolicies,
    rcp: idle.resourceControlPolicies,
    session: idle.sessionPolicies,
    resource: idle.resourcePolicy,
  };
}

/** Returns the whole text of each policy that a question assumes. */
export const addedTexts = (assume: Assumed | undefined) =>
  addedPolicies(assume).map(({ name, document }) => ({
    policy: name,
    text: typeof document === 'string' ? document : JSON.stringify(document, null, 2),
  }));
