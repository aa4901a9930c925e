/** Finds which of the policies given by hand, and of the organizations, count for a question, and why others do not. */

import { type Assumed, type Idle, addedPolicies, idleLayers } from '../../authz/assume.ts';
import { type Question, evaluationInput } from '../../authz/authorize.ts';
import { applicable } from '../../authz/applicable-statements.ts';
import { targetOf } from '../../authz/gather.ts';
import { ownerOf } from '../../authz/organization.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import { bucketOf } from '../../model/world/bucket-abac.ts';
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

/** Returns what a call assumes and what counts for one of its permissions; `undefined`: nothing is assumed. */
export function countingAssumed(world: World, parts: readonly Question[]): Assumed | undefined {
  const found: Assumed[] = parts.flatMap((part) => {
    if (!part.assume) return [];
    const { organizations = {}, partial, ...policies } = part.assume;
    const idle = idlePolicies(world, part);
    const accounts = accountsOf(world, part);
    const asked = Object.entries(organizations).filter(([account]) => accounts.includes(account));
    const { serviceControlPolicies, resourceControlPolicies, vpcEndpointPolicy } = policies;
    const { sessionPolicies, resourcePolicy } = policies;
    return [
      {
        ...(asked.length > 0 && { organizations: Object.fromEntries(asked) }),
        ...(serviceControlPolicies && !idle.scp && { serviceControlPolicies }),
        ...(resourceControlPolicies && !idle.rcp && { resourceControlPolicies }),
        ...(partial && { partial }),
        ...(vpcEndpointPolicy && { vpcEndpointPolicy }),
        ...(sessionPolicies && !idle.session && { sessionPolicies }),
        ...(resourcePolicy && !idle.resource && { resourcePolicy }),
      },
    ];
  });
  if (found.length === 0) return undefined;
  const organizations = Object.fromEntries(
    found.flatMap(({ organizations: some = {} }) => Object.entries(some)),
  );
  const all: Assumed = Object.assign({}, ...found, { organizations }) as Assumed;
  return addedPolicies(all).length > 0 || Object.keys(organizations).length > 0 ? all : undefined;
}

function accountsOf(world: World, { principal, sessionName, resource }: Question): (string | undefined)[] {
  const caller = resolvePrincipal(world, principal, sessionName);
  const own = 'account' in caller ? caller.account : undefined;
  return [own, ownerOf(caller, resource, bucketOf(world, resource)?.account)];
}

export const addedTexts = (assume: Assumed | undefined) =>
  addedPolicies(assume).map(({ name, document }) => ({
    policy: name,
    text: typeof document === 'string' ? document : JSON.stringify(document, null, 2),
  }));
