/**
 * The graph of the account that is looked at, as fresh as the page can have it without being held up: of a
 * small account at once, of a large one in slices between which the page paints and hears its person. Until
 * the new one stands the former one is shown, so whoever needs both looks at `graph` and its `state` together.
 */

import type { WorldState } from '../../../app/dispatch/open-workspace.svelte.ts';
import type { AccountId } from '../../../core/model/ids.ts';
import { countOwned } from '../../../core/model/world/world.ts';
import { accountGraph, accountGraphSteps } from '../../../core/graph/nodes-and-edges.ts';
import type { AccountGraph } from '../../../core/graph/model.ts';

export interface Indexed {
  readonly state: WorldState;
  readonly account: AccountId;
  readonly graph: AccountGraph;
}

export interface IndexSource {
  readonly state: WorldState;
  readonly account: AccountId;
}

/** Records up to which a graph is made at once: a few milliseconds. */
const atOnce = 400;
/** Milliseconds of work between two pauses. */
const slice = 10;

/** The last graph made of each state of a world: going from one place to another builds nothing anew. */
const built = new WeakMap<WorldState, Indexed>();

function known({ state, account }: IndexSource): Indexed | undefined {
  const indexed = built.get(state);
  return indexed?.account === account ? indexed : undefined;
}

function keep({ state, account }: IndexSource, graph: AccountGraph): Indexed {
  const indexed = { state, account, graph };
  built.set(state, indexed);
  return indexed;
}

export const isLargeAccount = ({ state: { world }, account }: IndexSource): boolean =>
  countOwned(world, 'users', account) +
    countOwned(world, 'groups', account) +
    countOwned(world, 'roles', account) +
    countOwned(world, 'policies', account) >
  atOnce;

export class GraphIndex {
  readonly #source: IndexSource;
  #late = $state.raw<Indexed | undefined>();

  /** `source` is reactive: the session, or what stands for it. Made while a component is. */
  constructor(source: IndexSource) {
    this.#source = source;
    $effect(() => this.#follow());
  }

  /** Of this very moment, where it is at hand. */
  readonly fresh = $derived.by((): Indexed | undefined => {
    const { state, account } = this.#source;
    const indexed = known({ state, account });
    if (indexed) return indexed;
    if (this.#late?.state === state && this.#late.account === account) return this.#late;
    return isLargeAccount({ state, account })
      ? undefined
      : keep({ state, account }, accountGraph(state.world, account));
  });

  /** The newest there is of this account; undefined only until the first one stands. */
  readonly current = $derived.by(
    (): Indexed | undefined =>
      this.fresh ?? (this.#late?.account === this.#source.account ? this.#late : undefined),
  );

  #follow(): (() => void) | undefined {
    const { fresh } = this;
    if (fresh) {
      this.#late = fresh;
      return undefined;
    }
    const { state, account } = this.#source;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const steps = accountGraphSteps(state.world, account);
    const work = (): void => {
      // INVARIANT: the world has not moved since the first step: a new state ends this run.
      if (this.#source.state !== state) return;
      for (const end = performance.now() + slice; performance.now() < end;) {
        const step = steps.next();
        if (!step.done) continue;
        this.#late = keep({ state, account }, step.value);
        return;
      }
      timer = setTimeout(work);
    };
    timer = setTimeout(work);
    return () => clearTimeout(timer);
  }
}
