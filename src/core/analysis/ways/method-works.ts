/**
 * Says whether a method works for two principals in a world. The engine decides every permission on the concrete thing
 * that it is needed on, one after the other, each in the world that the calls before it leave.
 */

import { type DecisionEnv, authorize } from '../../authz/authorize.ts';
import { defaultSource } from '../../authz/context.ts';
import type { Decision, RequestContext } from '../../authz/decision.ts';
import type { World } from '../../model/world/world.ts';
import { actingAs, isAdministrator } from './administrator.ts';
import {
  type Binding,
  bindingsOf,
  chosenContexts,
  freeValues,
  freshBinding,
  namesSource,
} from './candidates.ts';
import { administratorAccess, worldAfter } from './changes.ts';
import { type Choice, choicesOf, type Entity, entityBehind, fits } from './choices.ts';
import type { Method, Need } from './format.ts';
import { type SearchEnv, searchEnv } from './search-env.ts';

/** The principals of a method: who acts, and whose rights are gained (the same for `self`). */
export interface Pair {
  readonly from: string;
  readonly to: string;
}

/** One question of a method with the engine's answer. */
export interface Decided {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  readonly decision: Decision;
}

export interface MethodResult {
  /** The kinds and circumstances fit, and everything is allowed. */
  readonly works: boolean;
  /** `to` is an administrator afterwards. */
  readonly administrator: boolean;
  /** Each permission in its order, then the trust of the gained role. Empty when the circumstances do not fit. */
  readonly decided: readonly Decided[];
  readonly choice: Choice;
  /** Sentences: what must be so, although the world does not know it. Empty: it works without any doubt. */
  readonly assumes: readonly string[];
  /** The world after the calls. */
  readonly after: World;
}

/** Returns the best that can be done: to become an administrator, else to work, else to come nearest. */
export function methodWorks(world: World, method: Method, pair: Pair, env: DecisionEnv): MethodResult {
  let best: MethodResult | undefined;
  for (const result of attempts(world, method, pair, searchEnv(env))) {
    if (result.administrator) return result;
    if (best === undefined || worth(result) > worth(best)) best = result;
  }
  return best ?? { works: false, administrator: false, decided: [], choice: {}, assumes: [], after: world };
}

const worth = ({ works, decided }: MethodResult): number =>
  works ? Infinity : decided.filter(({ decision }) => decision.verdict === 'allowed').length;

/** Tries the method with everything that can be chosen in it. */
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
  for (const choice of choicesOf(world, method, self, target)) {
    const result = attempt(world, method, { ...pair, choice }, env, atRefusal);
    yield result;
    // Nothing is stronger than that, so no other policy needs to be tried.
    if (result.works && choice.attaches === administratorAccess) return undefined;
  }
  return undefined;
}

export type ChosenPair = Pair & { readonly choice: Choice };

/** `continue`: the other permissions are asked too, for a person who reads them. */
export type AtRefusal = 'continue' | 'stop';

/** Tries the method with what is chosen. */
export function attempt(
  world: World,
  method: Method,
  pair: ChosenPair,
  env: SearchEnv,
  atRefusal: AtRefusal = 'continue',
): MethodResult {
  const { from, to, choice } = pair;
  const self = entityBehind(world, from);
  const target = entityBehind(world, to);
  const failed = { works: false, administrator: false, decided: [], choice, assumes: [], after: world };
  if (!self || !target || !fits(world, method, self, target)) return failed;
  const tried = (binding: Binding) => {
    const made = new Attempt(world, method, { from, to, choice, self, target, binding }, env);
    return { result: made.result(atRefusal), isFinal: made.isFinal };
  };
  const { result: first, isFinal } = tried(freshBinding(env));
  if (first.works || isFinal) return first;
  let nearest = first;
  for (const binding of bindingsOf(world, actingAs(world, from, env), method.needs, target, env)) {
    const { result } = tried(binding);
    if (result.works) return result;
    if (worth(result) > worth(nearest)) nearest = result;
  }
  return nearest;
}

const assumeRole = 'sts:AssumeRole';

interface Parts extends ChosenPair {
  readonly self: Entity;
  readonly target: Entity;
  readonly binding: Binding;
}

/** One attempt with everything chosen. */
class Attempt {
  #world: World;
  readonly #method: Method;
  readonly #parts: Parts;
  /** Asks from the region that was chosen. */
  readonly #env: SearchEnv;
  readonly #own: SearchEnv;
  readonly #decided: Decided[] = [];

  constructor(world: World, method: Method, parts: Parts, env: SearchEnv) {
    this.#world = world;
    this.#method = method;
    this.#parts = parts;
    this.#own = env;
    const { region } = parts.binding;
    this.#env = { ...env, source: { ...defaultSource, ...env.source, region } };
  }

  /** No other name or region would change a refusal. */
  get isFinal(): boolean {
    const { needs, trusts } = this.#method;
    const { target } = this.#parts;
    if (!needs.some(({ on }) => on.includes('{'))) return true;
    // Trust has neither, unless it names the resource that the service works for.
    return this.#decided.some(
      ({ action, decision }) =>
        decision.verdict === 'denied' &&
        action === assumeRole &&
        !(trusts !== undefined && namesSource(target)),
    );
  }

  result(atRefusal: AtRefusal): MethodResult {
    const { needs, gain, trusts, isPreparation } = this.#method;
    const { to, choice } = this.#parts;
    const goesOn = () => atRefusal === 'continue' || this.#allowsAll();
    // The trust of a service is the cheapest to ask, and it rules most roles out.
    const trustFirst = atRefusal === 'stop' && trusts !== undefined;
    if (trustFirst) this.#enter();
    for (const need of needs) if (goesOn()) this.#call(need);
    if (gain === 'role' && !isPreparation && !trustFirst && goesOn()) this.#enter();
    const works = this.#allowsAll();
    return {
      works,
      administrator: works && !isPreparation && isAdministrator(this.#world, to, this.#own),
      decided: this.#decided,
      choice,
      assumes: [],
      after: this.#world,
    };
  }

  #allowsAll(): boolean {
    return this.#decided.every(({ decision }) => decision.verdict === 'allowed');
  }

  #call(need: Need): void {
    const { action } = need;
    const { self, choice, from } = this.#parts;
    const asking = actingAs(this.#world, from, this.#env);
    const given = this.#contextOf(action);
    let first: Decided | undefined;
    for (const value of freeValues(this.#world, asking, need, this.#env)) {
      const resource = this.#resourceOf(need, value);
      for (const chosen of chosenContexts(this.#world, asking, action, this.#env)) {
        const context = { ...chosen, ...given };
        const decision = authorize(this.#world, { ...asking, action, resource, context }, this.#env);
        const decided = { principal: from, action, resource, context, decision };
        if (decision.verdict === 'allowed') {
          this.#decided.push(decided);
          this.#world = worldAfter(this.#world, { action, resource, self: self.arn, ...choice });
          return;
        }
        first ??= decided;
      }
    }
    if (first) this.#decided.push(first);
  }

  /** The service takes the role, or the actor assumes it, unless that was asked already. */
  #enter(): void {
    const { from, target, self } = this.#parts;
    const { trusts, needs } = this.#method;
    const action = assumeRole;
    if (trusts === undefined && needs.some((need) => need.action === action)) return;
    const asking = trusts === undefined ? actingAs(this.#world, from, this.#env) : { principal: trusts };
    const made = this.#made();
    const context: RequestContext =
      trusts === undefined
        ? this.#contextOf(action)
        : { 'aws:SourceAccount': self.account, ...(made === undefined ? {} : { 'aws:SourceArn': made }) };
    const resource = target.arn;
    const decision = authorize(this.#world, { ...asking, action, resource, context }, this.#env);
    this.#decided.push({ principal: asking.principal, action, resource, context, decision });
  }

  /** Returns the keys that the call itself carries. */
  #contextOf(action: string): RequestContext {
    const { choice } = this.#parts;
    const { trusts } = this.#method;
    if (action === assumeRole) return { 'sts:RoleSessionName': 'session' };
    if (choice.attaches !== undefined && /^iam:Attach/.test(action))
      return { 'iam:PolicyARN': choice.attaches };
    if (action !== 'iam:PassRole' || trusts === undefined) return {};
    const made = this.#made();
    return {
      'iam:PassedToService': trusts,
      ...(made === undefined ? {} : { 'iam:AssociatedResourceArn': made }),
    };
  }

  /** Returns the ARN of the first thing that the method makes; `undefined` when it has no ARN before. */
  #made(): string | undefined {
    const need = this.#method.needs.find(({ on }) => on.includes('{'));
    return need && this.#resourceOf(need, this.#parts.binding.name);
  }

  #resourceOf({ on }: Need, free: string): string {
    const { self, target, choice, binding } = this.#parts;
    switch (on) {
      case 'self':
        return self.arn;
      case 'target':
        return target.arn;
      case 'group':
        return choice.group ?? '';
      case 'policy':
        return choice.policy ?? '';
      case '*':
        return '*';
      default:
        return `arn:aws:${on
          .replaceAll('{region}', binding.region)
          .replaceAll('{account}', self.account)
          .replaceAll('{name}', binding.name)
          .replaceAll('{any}', free)}`;
    }
  }
}
