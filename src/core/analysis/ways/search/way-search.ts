/**
 * Searches ways to an aim: the shortest of every principal, or all of one. The engine decides each step in the world that
 * the steps before it left. A search stands for the world as it is when it is made.
 */

import type { DecisionEnv } from '../../../authz/authorize.ts';
import type { World } from '../../../model/world/world.ts';
import type { AttackPath } from '../attack-path.ts';
import { type SearchEnv, searchEnv } from '../search-env.ts';
import { type Aim, aimOf, runBy } from './aims.ts';
import { Backwards } from './backwards.ts';
import { Edges } from './edges.ts';
import { Forwards } from './forwards.ts';
import { Holders } from './holders.ts';
import { entriesOf, isOutsider } from './outsiders.ts';

export interface WayOptions {
  /** `administrator`, or the ARN of a resource, a user or a role; absent: `administrator`. */
  readonly to?: string;
  /** Only administrators of this account count. */
  readonly account?: string;
  /** Ways count that need an unknown thing to exist; each says which. */
  readonly conditional?: boolean;
}

/** The most ways of one principal. */
const mostWays = 50;

export class WaySearch {
  readonly #world: World;
  readonly #env: SearchEnv;
  readonly #aim: Aim;
  readonly #isConditional: boolean;
  readonly #sure: Edges;

  constructor(
    world: World,
    env: DecisionEnv,
    { to = 'administrator', account, conditional = false }: WayOptions = {},
  ) {
    this.#world = world;
    this.#env = searchEnv(env);
    this.#aim = aimOf(world, to, account, this.#env);
    this.#isConditional = conditional;
    this.#sure = new Edges(this.#env, false);
  }

  /** Returns the shortest way of every user and role that has one, the shortest first. */
  shortest(): AttackPath[] {
    const steps = this.shortestInSteps();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** Yields numbers from 0 to 1. The index of each account has to be made before, or is made at once. */
  *shortestInSteps(): Generator<number, AttackPath[], undefined> {
    const holders = new Holders(this.#world, this.#env);
    const backwards = new Backwards(this.#world, holders, this.#aim);
    yield* this.#toEnd(backwards, holders, this.#sure);
    // A way without assumptions is better, however long it is.
    if (this.#isConditional) yield* this.#toEnd(backwards, holders, new Edges(this.#env, true));
    return backwards.paths();
  }

  *#toEnd(backwards: Backwards, holders: Holders, edges: Edges): Generator<number, void, undefined> {
    yield* backwards.levels(edges);
    while (yield* this.#forwards(backwards, holders, edges, [...backwards.strengthened]));
    const weak = [...backwards.strengthened].filter((number) => !backwards.has(number));
    // Whoever gains one that strengthens others may be strengthened by it.
    if (weak.length > 0)
      yield* this.#forwards(backwards, holders, edges, yield* backwards.behind(weak, edges));
  }

  /** Returns true when some of the starts have a way that nobody knew. */
  *#forwards(
    backwards: Backwards,
    holders: Holders,
    edges: Edges,
    starts: readonly number[],
  ): Generator<number, boolean, undefined> {
    let isNew = false;
    for (const number of starts) {
      const known = backwards.pathOf(holders.arnOf(number));
      // Two steps are the fewest of a way on which somebody is strengthened first.
      if (known && known.steps.length <= 2) continue;
      const search = new Forwards(this.#world, this.#aim, edges, {
        most: 1,
        rest: (arn) => backwards.pathOf(arn)?.steps,
      });
      const [path] = search.from(holders.arnOf(number));
      if (path && (!known || path.steps.length < known.steps.length)) {
        isNew = true;
        yield* backwards.add(path, edges);
      }
      yield 0.95;
    }
    return isNew;
  }

  /**
   * Returns at most 50 ways, the shortest first. `from`: the ARN of a user, a role, a session, the root user, or of a
   * thing that runs as a role; or an outsider, as outsiders.ts writes it.
   */
  all(from: string): AttackPath[] {
    const sure = this.#waysOf(from, this.#sure);
    const assumed = this.#isConditional
      ? this.#waysOf(from, new Edges(this.#env, true)).filter(isAssumed)
      : [];
    return [...sure, ...assumed]
      .toSorted((a, b) => a.steps.length - b.steps.length)
      .slice(0, mostWays)
      .map((path) => ({ ...path, from }));
  }

  #waysOf(from: string, edges: Edges): AttackPath[] {
    if (isOutsider(from))
      return entriesOf(this.#world, from, this.#env).flatMap((entry) =>
        this.#from(entry.to, edges).map((path) => ({ ...path, steps: [entry, ...path.steps] })),
      );
    return this.#startsOf(from).flatMap((start) => this.#from(start, edges));
  }

  #from(start: string, edges: Edges): AttackPath[] {
    return new Forwards(this.#world, this.#aim, edges, { most: mostWays }).from(start);
  }

  #startsOf(from: string): readonly string[] {
    return this.#world.index.byArn.get(from)?.table === 'resources' ? runBy(this.#world, from) : [from];
  }
}

const isAssumed = ({ steps }: AttackPath): boolean => steps.some(({ assumes }) => assumes.length > 0);
