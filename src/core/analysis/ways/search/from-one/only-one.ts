/** Says whether one principal has a way; strengthening somebody is searched from this one alone. */

import type { World } from '../../../../model/world/world.ts';
import type { AttackPath } from '../../attack-path.ts';
import type { Aim } from '../aims.ts';
import { Backwards } from '../backwards.ts';
import type { Edges } from '../edges.ts';
import { Holders } from '../holders.ts';
import { Alike, AskingOnce } from '../kept/asking.ts';
import { Forwards } from './forwards.ts';
import type { Steps } from '../../../../model/steps.ts';

export class OnlyOne {
  readonly #world: World;
  readonly #aim: Aim;
  readonly #edges: Edges;
  #backwards: Backwards | undefined;

  constructor(world: World, aim: Aim, edges: Edges) {
    this.#world = world;
    this.#aim = aim;
    this.#edges = edges;
  }

  /** Returns a way; `undefined` where there is none, and `stopped` where nobody knows. Yields numbers from 0 to 1. */
  *wayOf(arn: string): Steps<AttackPath | 'stopped' | undefined> {
    const backwards = (this.#backwards ??= yield* this.#fromTheEnds());
    const known = backwards.pathOf(arn);
    if (known) return known;
    const search = new Forwards(this.#world, this.#aim, this.#edges, {
      most: 1,
      rest: (one) => backwards.pathOf(one, arn),
    });
    const [path] = yield* search.fromInSteps(arn);
    return path ?? (search.isStopped ? 'stopped' : undefined);
  }

  *#fromTheEnds(): Steps<Backwards> {
    const holders = new Holders(this.#world, this.#edges.env);
    const backwards = new Backwards(holders, this.#aim);
    const alike = new Alike(this.#world, holders);
    yield* backwards.levels(new AskingOnce(this.#world, holders, this.#aim, this.#edges, alike));
    return backwards;
  }
}
