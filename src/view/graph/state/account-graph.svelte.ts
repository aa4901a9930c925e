/**
 * Builds the graph of the current account: at once for a small account, in slices for a large one, so that
 * the page can paint and react in between. The earlier graph is shown until the new one is ready. So code
 * that needs both must read `graph` and its `state` together.
 */

import type { WorldState } from '#app/dispatch/open-workspace.svelte.ts';
import type { DecisionEnv } from '#core/authz/authorize.ts';
import type { AccountId } from '#core/model/ids.ts';
import { countOwned } from '#core/model/world/world.ts';
import { accountGraph, accountGraphSteps } from '#core/graph/nodes-and-edges.ts';
import type { AccountGraph } from '#core/graph/model.ts';

export interface Indexed {
  readonly state: WorldState;
  readonly account: AccountId;
  readonly graph: AccountGraph;
}

export interface IndexSource {
  readonly state: WorldState;
  readonly account: AccountId;
  readonly env: DecisionEnv;
}

/** The most records for which the graph is built at once. That takes a few milliseconds. */
const atOnce = 400;
/** Milliseconds of work between two pauses. */
const slice = 10;

/** The last graph built for each state of a world, so that changing the place builds nothing again. */
const built = new WeakMap<WorldState, Indexed>();

type AccountState = Pick<IndexSource, 'state' | 'account'>;

function known({ state, account }: AccountState): Indexed | undefined {
  const indexed = built.get(state);
  return indexed?.account === account ? indexed : undefined;
}

function keep({ state, account }: AccountState, graph: AccountGraph): Indexed {
  const indexed = { state, account, graph };
  built.set(state, indexed);
  return indexed;
}

export const showsLargeAccount = ({ state: { world }, account }: AccountState): boolean =>
  countOwned(world, 'users', account) +
    countOwned(world, 'groups', account) +
    countOwned(world, 'roles', account) +
    countOwned(world, 'policies', account) >
  atOnce;

export class GraphIndex {
  readonly #source: IndexSource;
  #late = $state.raw<Indexed | undefined>();

  /** `source` is reactive: the session, or a stand-in. Construct this while a component initializes. */
  constructor(source: IndexSource) {
    this.#source = source;
    $effect(() => this.#follow());
  }

  readonly fresh = $derived.by((): Indexed | undefined => {
    const { state, account } = this.#source;
    const indexed = known({ state, account });
    if (indexed) return indexed;
    if (this.#late?.state === state && this.#late.account === account) return this.#late;
    return showsLargeAccount({ state, account })
      ? undefined
      : keep({ state, account }, accountGraph(state.world, account, this.#source.env));
  });

  /** The newest graph of this account. `undefined` only until the first one is ready. */
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
    const steps = accountGraphSteps(state.world, account, this.#source.env);
    const work = (): void => {
      // INVARIANT: the world has not changed since the first step: a new state ends this run.
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
