/** Tries a method for two principals, after cheap reasons why it cannot work, and makes a step of it. */

import type { World } from '../../../model/world/world.ts';
import type { WayStep } from '../attack-path.ts';
import type { Choice } from '../choices.ts';
import type { Method } from '../format.ts';
import { type MethodResult, attempts } from '../method-works.ts';
import type { SearchEnv } from '../search-env.ts';
import { isGrantedBesides } from './granted-besides.ts';
import { OwnStatements } from './own-statements.ts';

export interface Edge {
  readonly step: WayStep;
  /** The world after the step. */
  readonly after: World;
}

export class Edges {
  readonly env: SearchEnv;
  readonly own: OwnStatements;
  /** Steps that need an unknown thing to exist count. */
  readonly isConditional: boolean;

  constructor(env: SearchEnv, isConditional: boolean) {
    this.env = env;
    this.own = new OwnStatements(env);
    this.isConditional = isConditional;
  }

  /** Returns false when a call of the method has no Allow, or a Deny on everything. */
  isThinkable(world: World, method: Method, from: string): boolean {
    return method.needs.every((need) => {
      const { action } = need;
      if (!isGrantedBesides(world, method, need) && !this.own.mayHave(world, from, action)) return false;
      return !this.own.isRefused(world, from, action);
    });
  }

  /** Returns the step without assumptions if there is one, else one with the fewest that count. */
  first(world: World, method: Method, from: string, to: string): Edge | undefined {
    let best: MethodResult | undefined;
    for (const result of this.#working(world, method, from, to)) {
      if (result.assumes.length === 0) return edgeOf(method, { from, to }, result);
      if (best === undefined || result.assumes.length < best.assumes.length) best = result;
    }
    return best && edgeOf(method, { from, to }, best);
  }

  /** Returns a step for each choice that works. */
  *every(world: World, method: Method, from: string, to: string): Generator<Edge, void> {
    for (const result of this.#working(world, method, from, to))
      yield edgeOf(method, { from, to }, result);
  }

  *#working(world: World, method: Method, from: string, to: string): Generator<MethodResult, void> {
    for (const result of attempts(world, method, { from, to }, this.env, 'stop'))
      if (result.works && (this.isConditional || result.assumes.length === 0)) yield result;
  }
}

const edgeOf = (
  method: Method,
  pair: { readonly from: string; readonly to: string },
  { decided, choice, assumes, after }: MethodResult,
): Edge => ({ step: { method, ...pair, decided, choice, assumes }, after });

/** Returns the same text for steps that leave the same world. */
export const keyOfStep = ({ method, from, to, choice }: WayStep): string =>
  [method.id, from, to, ...keyOfChoice(choice)].join(' ');

const keyOfChoice = (choice: Choice): string[] =>
  Object.entries(choice).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]));
