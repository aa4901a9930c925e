/**
 * Tries a method with everything chosen: each call on its concrete resource, in the world that the calls before it
 * leave, and the trust of the role that is gained.
 */

import { authorize } from '../../authz/authorize.ts';
import { defaultSource } from '../../authz/context.ts';
import type { Decision, RequestContext } from '../../authz/decision.ts';
import type { World } from '../../model/world/world.ts';
import { actingAs, isAdministrator } from './administrator.ts';
import {
  type Asking,
  assertedContexts,
  type Binding,
  contextsToSend,
  freeValues,
  isGlobal,
  namesSource,
} from './candidates.ts';
import { worldAfter } from './changes.ts';
import type { Choice, Entity } from './choices.ts';
import { doubtsAbout, doubtsAboutProvider, isRefusedAnyway, neededFor } from './circumstances.ts';
import type { Method, Need } from './format.ts';
import { filledForm, formOf, formsOfNeed, templateOf } from './placeholders.ts';
import {
  askedOnAssuming,
  clusterContext,
  doubtsAboutKeys,
  keysOfChoice,
  poolContexts,
  sessionName,
  tagContext,
} from './request-keys.ts';
import type { SearchEnv } from './search-env.ts';
import {
  assumedThing,
  doubtsAboutGroup,
  doubtsAboutHost,
  namesOf,
  type ThingNames,
  thingOf,
} from './things.ts';

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
  /** The gained principal is an administrator afterwards. */
  readonly administrator: boolean;
  /** Each permission in its order, then the trust of the gained role. Empty when the circumstances do not fit. */
  readonly decided: readonly Decided[];
  readonly choice: Choice;
  /** ARN of what is gained: the target, or what the method made. */
  readonly gained: string;
  /** Sentences: what must be so, although the world does not know it. Empty: it works without any doubt. */
  readonly assumes: readonly string[];
  /** The world after the calls. */
  readonly after: World;
}

const assumeRole = 'sts:AssumeRole';
/** An ARN without a place for a name. */
const isOneThing = /^[^{]+:[^{]+$/;

export type ChosenPair = Pair & { readonly choice: Choice };

/** `continue`: the other permissions are asked too, for a person who reads them. */
export type AtRefusal = 'continue' | 'stop';

interface Parts extends ChosenPair {
  readonly self: Entity;
  readonly target: Entity;
  readonly binding: Binding;
}

/** One attempt with everything chosen. */
export class Attempt {
  #world: World;
  readonly #method: Method;
  readonly #parts: Parts;
  readonly #needs: readonly Need[];
  readonly #names: ThingNames;
  /** Asks from the region that was chosen. */
  readonly #env: SearchEnv;
  readonly #own: SearchEnv;
  readonly #decided: Decided[] = [];
  readonly #doubts = new Set<string>();
  /** Nothing that is unknown matters. */
  #isSure = false;
  /** AWS refuses a call whatever policies say: its name is taken, or it changes what only AWS may change. */
  #isImpossible = false;

  constructor(world: World, method: Method, parts: Parts, env: SearchEnv) {
    this.#world = world;
    this.#method = method;
    this.#parts = parts;
    this.#own = env;
    this.#needs = neededFor(world, method, parts.target, parts.choice);
    this.#names = this.#thingNames();
    this.#env = { ...env, source: { ...defaultSource, ...env.source, region: this.#names.region } };
  }

  /** Reads the names from the things that are known; else they are chosen. */
  #thingNames(): ThingNames {
    const { binding, choice, self, target } = this.#parts;
    const { exists, beside } = this.#method;
    const { name, region } = binding;
    const account = exists?.role === 'target' ? target.account : self.account;
    const chosen = { region, account, name, parent: name };
    const known = exists && choice.resource !== undefined ? namesOf(choice.resource, exists.type) : chosen;
    const other = beside && choice.beside !== undefined ? namesOf(choice.beside, beside) : undefined;
    return {
      // A thing without region or account in its ARN is everywhere, like an instance of Identity Center.
      region: known.region || region,
      account: known.account || account,
      name: known.name,
      parent: other?.parent ?? (beside === undefined ? known.parent : name),
    };
  }

  /** No other name or region would change a refusal. */
  get isFinal(): boolean {
    const { trusts, exists, beside } = this.#method;
    const { target, choice } = this.#parts;
    const isKnown = choice.resource !== undefined && (beside === undefined || choice.beside !== undefined);
    if (exists && isKnown && exists.type !== 'AWS::SSO::Instance') return true;
    const isFree = ({ action, on }: Need) => !isGlobal(action) || on.includes('{');
    if (!this.#needs.some(isFree)) return true;
    // Trust has neither, unless it names the resource that the service works for, or is only made.
    if (this.#method.makes !== undefined) return false;
    return this.#decided.some(
      ({ action, decision }) =>
        decision.verdict === 'denied' &&
        action === assumeRole &&
        !(trusts !== undefined && namesSource(target)),
    );
  }

  result(atRefusal: AtRefusal): MethodResult {
    const { gain, trusts, isPreparation } = this.#method;
    const goesOn = () => atRefusal === 'continue' || this.#allowsAll();
    const entered = (gain === 'role' || this.#makesRole) && !isPreparation;
    // The trust of a service is the cheapest to ask, and it rules most roles out.
    const trustFirst = atRefusal === 'stop' && trusts !== undefined;
    if (trustFirst) this.#enter();
    for (const one of this.#needs) if (goesOn()) this.#call(one);
    if (entered && !trustFirst && goesOn()) this.#enter();
    if (goesOn()) this.#askRole();
    if (this.#allowsAll()) this.#askOtherwise();
    return this.#resultNow();
  }

  get #makesRole(): boolean {
    return this.#method.needs.some(({ action }) => action === 'iam:CreateRole');
  }

  #resultNow(): MethodResult {
    const { isPreparation } = this.#method;
    const works = this.#allowsAll();
    const after = this.#world;
    const gained = this.#gained;
    const env = this.#own;
    let administrator: boolean | undefined;
    return {
      works,
      // Many who ask only want to know whether it works.
      get administrator() {
        return (administrator ??= works && !isPreparation && isAdministrator(after, gained, env));
      },
      decided: this.#decided,
      choice: this.#parts.choice,
      gained,
      assumes: works ? this.#assumes() : [],
      after,
    };
  }

  #assumes(): string[] {
    const { exists, beside, assumes, onHost } = this.#method;
    const { choice, self, target } = this.#parts;
    const world = this.#world;
    return [
      ...(this.#isSure ? [] : doubtsAbout(world, this.#method, self, target)),
      ...doubtsAboutProvider(world, this.#method, choice),
      ...doubtsAboutGroup(world, choice),
      ...(onHost ? doubtsAboutHost(world, self.account) : []),
      ...this.#doubts,
      ...(exists && choice.resource === undefined ? [assumedThing(exists, target, this.#names.account)] : []),
      ...(beside !== undefined && choice.beside === undefined
        ? [assumedThing({ type: beside, role: 'any' }, target, self.account)]
        : []),
      ...(assumes === undefined ? [] : [assumes]),
    ];
  }

  get #gained(): string {
    const { makes } = this.#method;
    const { choice, to } = this.#parts;
    return choice.made ?? (makes === undefined ? to : this.#filled(makes));
  }

  #allowsAll(): boolean {
    if (this.#isImpossible) return false;
    return this.#decided.every(({ decision }) => decision.verdict === 'allowed');
  }

  #call(one: Need): void {
    const { self, target, choice, from } = this.#parts;
    const asking = actingAs(this.#world, from, this.#env);
    const decided = this.#asked(one, asking);
    this.#decided.push(decided);
    if (decided.decision.verdict === 'denied') return;
    this.#askBeside(asking, decided);
    const { action, resource, context } = decided;
    if (isRefusedAnyway(this.#world, action, resource)) this.#isImpossible = true;
    const gained = this.#method.makes === undefined ? undefined : this.#gained;
    const call = { action, resource, self: self.arn, target: target.arn, gained, context, ...choice };
    this.#world = worldAfter(this.#world, call);
  }

  /** Tries the names and keys that may be chosen; the first refusal stands for all. */
  #asked(one: Need, asking: Asking): Decided {
    const { action } = one;
    const { target } = this.#parts;
    const given = this.#contextOf(one);
    const isThere = one.on === 'resource' || one.on === 'beside' || isOneThing.test(one.on);
    let first: Decided | undefined;
    for (const resource of this.#resourcesFor(one, asking)) {
      for (const context of contextsToSend(
        this.#world,
        asking,
        { action, target, given, isThere },
        this.#env,
      )) {
        const decided = this.#decide(asking, action, resource, context);
        if (decided.decision.verdict === 'allowed') {
          if (isThere) for (const doubt of doubtsAboutKeys(context, resource)) this.#doubts.add(doubt);
          return decided;
        }
        first ??= decided;
      }
    }
    return first ?? this.#decide(asking, action, this.#resourceOf(one), given);
  }

  /** Lists what the call may be made on: each form of its ARN, with each name that may be chosen. */
  *#resourcesFor(one: Need, asking: Asking): Generator<string, void> {
    for (const form of formsOfNeed(one)) {
      const on = templateOf(this.#method, form);
      for (const value of freeValues(this.#world, asking, { action: one.action, on }, this.#env))
        yield this.#resourceOf(form, value);
    }
  }

  /** Asks for what the call of AssumeRole needs beside. */
  #askBeside(asking: Asking, { action, resource, context }: Decided): void {
    if (action !== assumeRole) return;
    for (const beside of askedOnAssuming(context))
      this.#decided.push(this.#decide(asking, beside, resource, context));
  }

  #decide(asking: Asking, action: string, resource: string, context: RequestContext): Decided {
    const decision = authorize(this.#world, { ...asking, action, resource, context }, this.#env);
    return { principal: asking.principal, action, resource, context, decision };
  }

  /** The role itself must have one of the rights that the method names. */
  #askRole(): void {
    const { roleMay } = this.#method;
    if (!roleMay) return;
    const all = roleMay.map((one) => this.#asked(one, { principal: this.#parts.target.arn }));
    const best = all.find(({ decision }) => decision.verdict === 'allowed') ?? all[0];
    if (best) this.#decided.push(best);
  }

  /** If nobody knows which of two calls is the right one, the method is sure when both are allowed. */
  #askOtherwise(): void {
    const { otherwise } = this.#method;
    const { self, target, from } = this.#parts;
    if (!otherwise || doubtsAbout(this.#world, this.#method, self, target).length === 0) return;
    const decided = this.#asked(otherwise, actingAs(this.#world, from, this.#env));
    if (decided.decision.verdict === 'denied') return;
    this.#isSure = true;
    const isAsked = this.#needs.some(({ action }) => action === otherwise.action);
    if (!isAsked) this.#decided.push(decided);
  }

  /** The service takes the role, or the actor assumes it, unless that was asked already. */
  #enter(): void {
    const { from, target, self, choice } = this.#parts;
    const { trusts, through, enters, makes } = this.#method;
    if (trusts === undefined && this.#needs.some(({ action }) => action === assumeRole)) return;
    const gained = makes === undefined ? target.arn : this.#gained;
    if (choice.provider !== undefined) return this.#federate(choice.provider, enters ?? assumeRole);
    if (trusts === undefined) {
      const asking = actingAs(this.#world, from, this.#env);
      this.#decided.push(this.#decide(asking, assumeRole, gained, sessionName));
      return;
    }
    const made = this.#made();
    const contexts: RequestContext[] = enters
      ? poolContexts(this.#names.name, choice.resource === undefined ? assertedContexts(target, enters) : [])
      : [{ 'aws:SourceAccount': self.account, ...(made === undefined ? {} : { 'aws:SourceArn': made }) }];
    const first = through ? (choice.passed ?? '') : gained;
    this.#pushBest(contexts, { principal: trusts }, enters ?? assumeRole, first);
    if (through) this.#decided.push(this.#decide({ principal: first }, assumeRole, gained, sessionName));
  }

  /** A provider asserts whatever its owner wants, so the trust policy tells what that has to be. */
  #federate(provider: string, action: string): void {
    const { target } = this.#parts;
    this.#pushBest(assertedContexts(target, action), { principal: provider }, action, target.arn);
  }

  #pushBest(contexts: readonly RequestContext[], asking: Asking, action: string, on: string): void {
    const asked = contexts.map((context) => this.#decide(asking, action, on, context));
    const best = asked.find(({ decision }) => decision.verdict === 'allowed') ?? asked[0];
    if (best) this.#decided.push(best);
  }

  /** Returns the keys that the call itself carries. */
  #contextOf({ action }: Need): RequestContext {
    const { choice } = this.#parts;
    const { trusts, withMfa } = this.#method;
    if (action === assumeRole)
      return {
        ...sessionName,
        ...(withMfa ? { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '1' } : {}),
        ...(choice.tag === undefined ? {} : tagContext(choice.tag)),
      };
    const keys = keysOfChoice(action, choice);
    if (keys) return keys;
    if (action.startsWith('ecs:')) return clusterContext(this.#method, choice, action);
    if (action !== 'iam:PassRole' || trusts === undefined) return {};
    const made = this.#made();
    return {
      'iam:PassedToService': trusts,
      ...(made === undefined ? {} : { 'iam:AssociatedResourceArn': made }),
    };
  }

  /** Returns the ARN of the thing that works as the role; `undefined` when it has no ARN before. */
  #made(): string | undefined {
    const { exists } = this.#method;
    if (exists) {
      const { resource = this.#filled(thingOf(exists.type).form) } = this.#parts.choice;
      return resource;
    }
    const one = this.#needs.find(({ on }) => on.includes('{') && !on.startsWith('iam:'));
    return one && this.#resourceOf(one, [this.#parts.binding.name]);
  }

  #resourceOf(one: Need, free: readonly string[] = []): string {
    const { self, target, choice } = this.#parts;
    switch (one.on) {
      case 'self':
        return self.arn;
      case 'target':
        return target.arn;
      case 'group':
        return choice.group ?? '';
      case 'policy':
        return choice.policy ?? '';
      case 'passed':
        return choice.passed ?? '';
      case 'profile':
        return choice.profile ?? '';
      case 'provider':
        return choice.provider ?? '';
      case 'made':
        return choice.made ?? '';
      case 'resource':
        return choice.resource ?? this.#filled(formOf(this.#method, one), free);
      case 'beside':
        return choice.beside ?? this.#filled(formOf(this.#method, one), free);
      case '*':
        return '*';
      default:
        return this.#filled(one.on, free);
    }
  }

  #filled(form: string, free: readonly string[] = []): string {
    return filledForm(form, this.#names, free);
  }
}
