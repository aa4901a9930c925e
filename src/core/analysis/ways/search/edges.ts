/** Tries a method for two principals, after cheap reasons why it cannot work, and makes a step of it. */

import { authorize } from '#core/authz/authorize.ts';
import type { World } from '#core/model/world/world.ts';
import { actingAs } from '../administrator.ts';
import type { WayStep } from '../attack-path.ts';
import { namesSource } from '../candidates.ts';
import { type Choice, entityBehind } from '../choices.ts';
import type { Method, Need } from '../format.ts';
import { administratorAccess } from '../../everything.ts';
import { type MethodResult, attempts } from '../method-works.ts';
import { little, ofAttempt } from './pace.ts';
import { type SearchEnv, remembered } from '../search-env.ts';
import { assumeRoleAction, isGrantedBesides } from './granted-besides.ts';
import { OwnStatements } from './own-statements.ts';
import { Takeable } from './takeable.ts';
import { memoBy } from '#core/model/memo.ts';

export interface Edge {
  readonly step: WayStep;
  readonly calls: MethodResult['calls'];
  readonly after: World;
}

/**
 * The steps that count: those without assumptions (`sure`); also those that most accounts allow, as a second access key of a
 * user (`likely`); or all, also those that need an unknown thing to exist (`assumed`).
 */
export type Counting = 'sure' | 'likely' | 'assumed';

export function countsAs(counting: Counting, { works, assumes, isLikely }: MethodResult): boolean {
  if (!works) return false;
  return assumes.length === 0 || counting === 'assumed' || (counting === 'likely' && isLikely);
}

export class Edges {
  readonly env: SearchEnv;
  readonly own: OwnStatements;
  readonly takeable: Takeable;
  readonly counting: Counting;
  readonly #hopeless = memoBy((_: World) => new Set<string>());

  constructor(env: SearchEnv, counting: Counting) {
    this.env = env;
    this.own = new OwnStatements(env);
    this.takeable = new Takeable(env);
    this.counting = counting;
  }

  /** True where steps count that need an unknown thing to exist. */
  get isConditional(): boolean {
    return this.counting === 'assumed';
  }

  /** Returns false when a call of the method has no Allow, or a Deny on everything. */
  isThinkable(world: World, method: Method, from: string): boolean {
    if (method.retired) return false;
    if (entersItself(method) && this.own.isRefused(world, from, assumeRoleAction)) return false;
    return method.needs.every((need) => {
      const { action } = need;
      if (!isGrantedBesides(world, method, need) && !this.own.mayHave(world, from, action)) return false;
      return !this.own.isRefused(world, from, action);
    });
  }

  /** Returns the step without assumptions if there is one, else one with the fewest that count. */
  first(world: World, method: Method, from: string, to: string): Edge | undefined {
    const steps = this.firstInSteps(world, method, from, to);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  *firstInSteps(
    world: World,
    method: Method,
    from: string,
    to: string,
  ): Generator<undefined, Edge | undefined, undefined> {
    let best: MethodResult | undefined;
    for (const result of this.#working(world, method, from, to)) {
      if (!result) {
        yield undefined;
        continue;
      }
      if (result.assumes.length === 0) return edgeOf(method, { from, to }, result);
      if (best === undefined || result.assumes.length < best.assumes.length) best = result;
    }
    return best && edgeOf(method, { from, to }, best);
  }

  /** Yields a step for each choice that works; `undefined` for a pause. */
  *every(world: World, method: Method, from: string, to: string): Generator<Edge | undefined, void> {
    for (const result of this.#working(world, method, from, to))
      yield result && edgeOf(method, { from, to }, result);
  }

  /** Returns true when `first` found that no target makes the method work for this one. */
  isHopeless(world: World, { id }: Method, from: string): boolean {
    return this.#hopeless(world).has(`${id} ${from}`);
  }

  #giveUp(world: World, { id }: Method, from: string): void {
    this.#hopeless(world).add(`${id} ${from}`);
  }

  /** Yields results; `undefined` for a pause. */
  *#working(
    world: World,
    method: Method,
    from: string,
    to: string,
  ): Generator<MethodResult | undefined, void> {
    const { pace } = this.env;
    pace.count(little);
    if (this.#cannotPass(world, method, from, to)) return;
    let isFirst = true;
    for (const result of attempts(world, method, { from, to }, this.env, 'stop')) {
      pace.count(ofAttempt);
      if (pace.isDue()) yield undefined;
      const { attaches, group } = result.choice;
      // One that has that policy already has no use for another one.
      if (isFirst && attaches !== undefined && attaches !== administratorAccess && group === undefined)
        if (method.needs.some(({ action }) => action.startsWith('iam:Attach'))) return;
      isFirst = false;
      if (countsAs(this.counting, result)) yield result;
      if (!result.works && isForAllTargets(method, from, result) && this.#isFree(world, method, from, to))
        this.#giveUp(world, method, from);
      // No other policy can be attached either, unless a statement asks which one it is.
      const actions = method.needs.map(({ action }) => action);
      if (attaches === administratorAccess && !result.works)
        if (!this.own.reads(world, from, actions, ['iam:policyarn'])) return;
    }
  }

  /** Returns true when the role cannot be passed, whatever the service makes of it. */
  #cannotPass(world: World, { needs, trusts }: Method, from: string, to: string): boolean {
    if (trusts === undefined || !needs.some(isPass)) return false;
    // Many methods hand the same role to the same service.
    return remembered(this.env, world, `cannot pass ${from} ${to} ${trusts}`, () => {
      const context = { 'iam:PassedToService': trusts };
      const question = { ...actingAs(world, from, this.env), action: passRole, resource: to, context };
      return (
        authorize(world, question, this.env).verdict === 'denied' &&
        !this.own.reads(world, from, [passRole], ['iam:associatedresourcearn', 'aws:requestedregion'])
      );
    });
  }

  /** Returns true when neither the trust of the role nor the right to pass it asks for the thing that is made. */
  #isFree(world: World, { exists }: Method, from: string, to: string): boolean {
    const target = entityBehind(world, to);
    if (exists !== undefined || !target || namesSource(target)) return false;
    return !this.own.reads(world, from, [passRole], ['iam:associatedresourcearn', 'aws:requestedregion']);
  }
}

/** It ends with AssumeRole by the actor, which no call before it can free from a Deny. */
const entersItself = ({ gain, isPreparation, trusts, enters, needs }: Method): boolean =>
  gain === 'role' &&
  !isPreparation &&
  trusts === undefined &&
  enters === undefined &&
  needs.every(({ on }) => on !== 'policy');

const passRole = 'iam:PassRole';
const isPass = ({ action, on }: Need): boolean => action === passRole && on === 'target';

/** Returns true when what is refused is made by the caller and has nothing to do with the target. */
function isForAllTargets({ needs }: Method, from: string, { decided }: MethodResult): boolean {
  const last = decided.at(-1);
  if (last?.decision.verdict !== 'denied' || last.principal !== from) return false;
  const asked = needs.filter(({ action }) => action === last.action);
  return asked.length > 0 && asked.every(({ on }) => on === '*' || on.includes(':'));
}

const edgeOf = (
  method: Method,
  pair: { readonly from: string; readonly to: string },
  { decided, choice, gained, assumes, isLikely, calls, after }: MethodResult,
): Edge => ({
  step: { method, from: pair.from, to: gained, decided, choice, assumes, ...(isLikely && { isLikely }) },
  calls,
  after,
});

/** Returns the same text for steps that leave the same world. */
export const keyOfStep = ({ method, from, to, choice }: WayStep): string =>
  [method.id, from, to, ...keyOfChoice(choice)].join(' ');

const keyOfChoice = (choice: Choice): string[] =>
  Object.entries(choice).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${String(value)}`],
  );
