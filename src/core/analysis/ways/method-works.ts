/**
 * Says whether a method works for two principals in a world. The engine decides every permission on the concrete thing
 * that it is needed on, one after the other, each in the world that the calls before it leave.
 */

import type { DecisionEnv } from '../../authz/authorize.ts';
import { rootArn } from '../../model/arn.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { actingAs } from './administrator.ts';
import { MethodAttempt } from './trying/attempt.ts';
import type { AtRefusal, ChosenPair, MethodResult, Pair } from './trying/result.ts';
import {
  type Binding,
  bindingsOf,
  freshBinding,
  ownStatementsMayCover,
  mentionsKey,
  namesAction,
} from './candidates.ts';
import { administratorAccess } from '../everything.ts';
import { choicesOf, type Entity, entityBehind } from './choices.ts';
import { fits, neededFor } from './circumstances.ts';
import type { Method } from './format.ts';
import { formsOfNeed, templateOf } from './placeholders.ts';
import { remembered, type SearchEnv, searchEnv } from './search-env.ts';

export type { AtRefusal, ChosenPair, DecidedCall, MethodResult, Pair } from './trying/result.ts';

/** Returns the best that can be done: to become an administrator, else to work, else to come nearest. */
export function methodWorks(world: World, method: Method, pair: Pair, env: DecisionEnv): MethodResult {
  let best: MethodResult | undefined;
  for (const result of attempts(world, method, pair, searchEnv(env))) {
    if (result.administrator && result.assumes.length === 0) return result;
    if (best === undefined || isBetter(result, best)) best = result;
  }
  return best ?? nothing(world, pair.to);
}

const nothing = (world: World, to: string, choice = {}): MethodResult => ({
  works: false,
  administrator: false,
  decided: [],
  calls: [],
  choice,
  gained: to,
  assumes: [],
  isLikely: false,
  after: world,
});

const isBetter = (one: MethodResult, other: MethodResult): boolean =>
  one.administrator === other.administrator ? worth(one) > worth(other) : one.administrator;

/** A sure way is worth more than one that depends on something that nobody knows of. */
const worth = ({ works, decided, assumes }: MethodResult): number =>
  works ? 1e9 - assumes.length : decided.filter(({ decision }) => decision.verdict === 'allowed').length;

export function* attempts(
  world: World,
  method: Method,
  pair: Pair,
  env: SearchEnv,
  atRefusal: AtRefusal = 'continue',
): Generator<MethodResult, undefined> {
  const self = entityBehind(world, pair.from);
  const target = entityBehind(world, pair.to);
  if (!self || !target || !fits(world, method, self, target)) return undefined;
  if (
    atRefusal === 'stop' &&
    !(
      isThinkable(world, method, pair.from, env) &&
      canReach(world, method, { self, target, from: pair.from }, env)
    )
  )
    return undefined;
  const refused = new Set<string>();
  for (const choice of choicesOf(world, method, self, target, env)) {
    const { group = '', attaches } = choice;
    if (attaches !== undefined && refused.has(group)) continue;
    const result = attemptMethod(world, method, { ...pair, choice }, env, atRefusal);
    yield result;
    if (attaches === undefined) continue;
    // Nothing is stronger than that, so no other policy needs to be tried.
    if (result.works && attaches === administratorAccess) return undefined;
    if (!result.works && !dependsOnPolicy(world, method, pair, env)) refused.add(group);
  }
  return undefined;
}

/** Returns false when no policy of the actor names a call that nothing but such a policy can allow, whatever the target. */
const isThinkable = (world: World, method: Method, from: string, env: SearchEnv): boolean =>
  remembered(env, world, `thinkable ${method.id} ${from} ${env.source?.region}`, () =>
    namesAll(world, method, from, env),
  );

function namesAll(world: World, { needs, retired }: Method, from: string, env: SearchEnv): boolean {
  if (retired) return false;
  const asking = actingAs(world, from, env);
  return needs.every(
    ({ action, on }) =>
      action === 'sts:AssumeRole' ||
      // A resource of these services can let somebody in by its own policy.
      (on === 'resource' && /^(lambda|bedrock-agentcore):/.test(action)) ||
      on.startsWith('s3:') ||
      namesAction(world, asking, action, env),
  );
}

interface Reaching {
  readonly self: Entity;
  readonly target: Entity;
  readonly from: string;
}

/** Returns false when the trust policy names nobody who could take the role, or no statement can be about the target. */
function canReach(world: World, method: Method, { self, target, from }: Reaching, env: SearchEnv): boolean {
  const { needs, trusts, through } = method;
  if (trusts !== undefined && !through && !mayTrust(world, target, [trusts])) return false;
  const asking = actingAs(world, from, env);
  return needs.every(({ action, on }) => {
    if (on !== 'target') return true;
    if (action === 'sts:AssumeRole') return mayTrust(world, target, [from, self.arn, ...accountNames(self)]);
    return ownStatementsMayCover(world, asking, { action, resource: target.arn }, env);
  });
}

const accountNames = ({ account }: Entity): string[] => [account, rootArn(account)];

function mayTrust(world: World, role: Entity, names: readonly string[]): boolean {
  if (!('assumeRolePolicyDocument' in role)) return true;
  const { trustedBy } = world.index;
  return (
    [...names, '*'].some((name) => trustedBy.get(name)?.has(role.id)) ||
    role.assumeRolePolicyDocument.includes('NotPrincipal')
  );
}

/** Returns true when a refusal may be of one policy and not of another. */
const dependsOnPolicy = (world: World, { needs }: Method, { from }: Pair, env: SearchEnv): boolean =>
  needs.some(({ action }) => {
    const asking = actingAs(world, from, env);
    return ['iam:policyarn', 'iam:permissionsboundary'].some((key) =>
      mentionsKey(world, asking, action, key, env),
    );
  });

export function attemptMethod(
  world: World,
  method: Method,
  pair: ChosenPair,
  env: SearchEnv,
  atRefusal: AtRefusal = 'continue',
): MethodResult {
  const { from, to, choice } = pair;
  const self = entityBehind(world, from);
  const target = entityBehind(world, to);
  if (!self || !target || !fits(world, method, self, target)) return nothing(world, to, choice);
  if (atRefusal === 'stop' && !canStart(world, method, pair, env)) return nothing(world, to, choice);
  const tried = (binding: Binding) => {
    const made = new MethodAttempt(world, method, { from, to, choice, self, target, binding }, env);
    return { result: made.result(atRefusal), isFinal: made.isFinal };
  };
  const { result: first, isFinal } = tried(freshBinding(env));
  if (first.works || isFinal || (atRefusal === 'stop' && isFixed(world, method, first, env))) return first;
  let nearest = first;
  for (const binding of bindings(world, method, { ...pair, target }, env)) {
    const { result } = tried(binding);
    if (result.works) return result;
    if (worth(result) > worth(nearest)) nearest = result;
  }
  return nearest;
}

/** Returns false when a thing has no policy of its own, and no policy of the actor names a call on it. */
function canStart(world: World, { needs }: Method, { from, choice }: ChosenPair, env: SearchEnv): boolean {
  const { resource } = choice;
  if (resource !== undefined && findByArn(world, 'resources', resource)?.policy !== undefined) return true;
  const asking = actingAs(world, from, env);
  return needs.every(({ action, on }) => on !== 'resource' || namesAction(world, asking, action, env));
}

/** Returns true when the call that was refused is the same for each name and region. */
function isFixed(world: World, { needs }: Method, { decided }: MethodResult, env: SearchEnv): boolean {
  const last = decided.at(-1);
  if (last?.decision.verdict !== 'denied' || last.action === 'sts:AssumeRole') return false;
  const about = needs.filter(({ action }) => action === last.action).flatMap(formsOfNeed);
  if (about.length === 0 || about.some(({ on }) => on.includes('{') || on === 'resource' || on === 'beside'))
    return false;
  const asking = { principal: last.principal };
  return !['iam:associatedresourcearn', 'aws:requestedregion'].some((key) =>
    mentionsKey(world, asking, last.action, key, env),
  );
}

function bindings(
  world: World,
  method: Method,
  { from, target, choice }: ChosenPair & { readonly target: Entity },
  env: SearchEnv,
): Binding[] {
  const needs = neededFor(world, method, target, choice)
    .flatMap(formsOfNeed)
    .map((one) => ({
      action: one.action,
      on: templateOf(method, one),
    }));
  return bindingsOf(world, actingAs(world, from, env), needs, target, env);
}
