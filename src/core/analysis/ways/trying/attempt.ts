/** Tries a method with everything chosen: each call in the world that the calls before it leave. */

import { authorize } from '#core/authz/authorize.ts';
import { defaultSource } from '#core/authz/context.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import type { World } from '#core/model/world/world.ts';
import { actingAs, isAdministrator } from '../administrator.ts';
import { assumedPolicyNote } from '../attack-path.ts';
import {
  type AskingPrincipal,
  assertedContexts,
  contextsToSend,
  freeValues,
  isGlobal,
  namesSource,
} from '../candidates.ts';
import { type AllowedCall, worldAfterCall } from '../changes.ts';
import {
  doubtsAbout,
  doubtsAboutProvider,
  likelyDoubts,
  isRefusedAnyway,
  neededFor,
} from '../circumstances.ts';
import { needsByCall, type Method, type Need } from '../format.ts';
import { formsOfNeed, templateOf } from '../placeholders.ts';
import { askedOnAssuming, doubtsAboutKeys, poolContexts, sessionName } from '../request-keys.ts';
import type { SearchEnv } from '../search-env.ts';
import { assumedThing, doubtsAboutGroup, doubtsAboutHost } from '../things.ts';
import { assumeRoleAction } from '../search/granted-besides.ts';
import { Naming, type Parts } from './naming.ts';
import type { AtRefusal, DecidedCall, MethodResult } from './result.ts';
import { ifPolicyLetsIn } from './supposed-policy.ts';
import { defined } from '#core/model/defined.ts';

/** An ARN without a place for a name. */
const isOneThing = /^[^{]+:[^{]+$/;

export class MethodAttempt {
  #world: World;
  readonly #method: Method;
  readonly #parts: Parts;
  readonly #needs: readonly Need[];
  readonly #naming: Naming;
  readonly #env: SearchEnv;
  readonly #own: SearchEnv;
  readonly #decided: DecidedCall[] = [];
  readonly #calls: AllowedCall[] = [];
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
    this.#naming = new Naming(method, parts, this.#needs);
    this.#env = { ...env, source: { ...defaultSource, ...env.source, region: this.#naming.names.region } };
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
        action === assumeRoleAction &&
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
    for (const needs of needsByCall(this.#needs)) if (goesOn()) this.#call(needs, goesOn);
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
    const gained = this.#naming.gained;
    const env = this.#own;
    let administrator: boolean | undefined;
    const assumes = works ? this.#assumes() : [];
    return {
      works,
      // Many who ask only want to know whether it works.
      get administrator() {
        return (administrator ??= works && !isPreparation && isAdministrator(after, gained, env));
      },
      decided: this.#decided,
      calls: this.#calls,
      choice: this.#parts.choice,
      gained,
      assumes,
      isLikely: assumes.length > 0 && assumes.every((one) => this.#isLikely(one)),
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
      ...(exists && choice.resource === undefined
        ? [assumedThing(exists, target, this.#naming.names.account)]
        : []),
      ...(beside !== undefined && choice.beside === undefined
        ? [assumedThing({ type: beside, role: 'any' }, target, self.account)]
        : []),
      ...(assumes === undefined ? [] : [assumes]),
    ];
  }

  #isLikely(assumed: string): boolean {
    return likelyDoubts(this.#world, this.#method, this.#parts.self, this.#parts.target).includes(assumed);
  }

  #allowsAll(): boolean {
    if (this.#isImpossible) return false;
    return this.#decided.every(({ decision }) => decision.verdict === 'allowed');
  }

  /** Asks about everything that the call touches with the rights before it, and only then changes the world. */
  #call(needs: readonly Need[], goesOn: () => boolean): void {
    const { self, target, choice, from } = this.#parts;
    const asking = actingAs(this.#world, from, this.#env);
    const asked: DecidedCall[] = [];
    for (const one of needs) {
      if (!goesOn()) return;
      let decided = this.#asked(one, asking);
      if (decided.decision.verdict === 'denied') decided = this.#ifOpen(one, asking) ?? decided;
      this.#decided.push(decided);
      if (decided.decision.verdict === 'allowed') this.#askBeside(asking, decided);
      asked.push(decided);
    }
    if (asked.some(({ decision }) => decision.verdict === 'denied')) return;
    const gained = this.#method.makes === undefined ? undefined : this.#naming.gained;
    const parts = { ...choice, self: self.arn, target: target.arn, gained };
    const calls = asked.map(({ action, resource, context }) => ({ ...parts, action, resource, context }));
    if (calls.some((call) => isRefusedAnyway(this.#world, call))) this.#isImpossible = true;
    this.#calls.push(...calls);
    const { afterCall = worldAfterCall } = this.#own;
    for (const call of calls) this.#world = afterCall(this.#world, call);
  }

  /** Asks again where the policy of the resource is not known, and supposes that it lets the account of the caller decide. */
  #ifOpen(one: Need, asking: AskingPrincipal): DecidedCall | undefined {
    if (!this.#method.opens) return undefined;
    const resource = this.#naming.resourceOf(one);
    const open = ifPolicyLetsIn(this.#world, resource, asking.principal, this.#own);
    if (!open) return undefined;
    const before = this.#world;
    this.#world = open;
    const decided = this.#asked(one, asking);
    if (decided.decision.verdict === 'allowed') this.#doubts.add(assumedPolicyNote(resource));
    else this.#world = before;
    return decided;
  }

  #asked(one: Need, asking: AskingPrincipal): DecidedCall {
    const { action } = one;
    const { target } = this.#parts;
    const given = this.#naming.contextOf(one);
    const isThere = one.on === 'resource' || one.on === 'beside' || isOneThing.test(one.on);
    let first: DecidedCall | undefined;
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
    return first ?? this.#decide(asking, action, this.#naming.resourceOf(one), given);
  }

  /** Lists what the call may be made on: each form of its ARN, with each name that may be chosen. */
  *#resourcesFor(one: Need, asking: AskingPrincipal): Generator<string, void> {
    for (const form of formsOfNeed(one)) {
      const on = templateOf(this.#method, form);
      for (const value of freeValues(this.#world, asking, { action: one.action, on }, this.#env))
        yield this.#naming.resourceOf(form, value);
    }
  }

  #askBeside(asking: AskingPrincipal, { action, resource, context }: DecidedCall): void {
    if (action !== assumeRoleAction) return;
    for (const beside of askedOnAssuming(context))
      this.#decided.push(this.#decide(asking, beside, resource, context));
  }

  #decide(asking: AskingPrincipal, action: string, resource: string, context: RequestContext): DecidedCall {
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
    if (trusts === undefined && this.#needs.some(({ action }) => action === assumeRoleAction)) return;
    const gained = makes === undefined ? target.arn : this.#naming.gained;
    if (choice.provider !== undefined) return this.#federate(choice.provider, enters ?? assumeRoleAction);
    if (trusts === undefined) {
      const asking = actingAs(this.#world, from, this.#env);
      this.#decided.push(this.#decide(asking, assumeRoleAction, gained, sessionName));
      return;
    }
    const made = this.#naming.made();
    const contexts: RequestContext[] = enters
      ? poolContexts(
          this.#naming.names.name,
          choice.resource === undefined ? assertedContexts(target, enters) : [],
        )
      : [{ 'aws:SourceAccount': self.account, ...defined({ 'aws:SourceArn': made }) }];
    const first = through ? (choice.passed ?? '') : gained;
    this.#pushBest(contexts, { principal: trusts }, enters ?? assumeRoleAction, first);
    if (through)
      this.#decided.push(this.#decide({ principal: first }, assumeRoleAction, gained, sessionName));
  }

  /** A provider asserts whatever its owner wants, so the trust policy tells what that has to be. */
  #federate(provider: string, action: string): void {
    const { target } = this.#parts;
    this.#pushBest(assertedContexts(target, action), { principal: provider }, action, target.arn);
  }

  #pushBest(contexts: readonly RequestContext[], asking: AskingPrincipal, action: string, on: string): void {
    const asked = contexts.map((context) => this.#decide(asking, action, on, context));
    const best = asked.find(({ decision }) => decision.verdict === 'allowed') ?? asked[0];
    if (best) this.#decided.push(best);
  }
}
