/** Searches the paths from one node to another, and keeps which of them is highlighted in the drawing. */

import type { Session } from '#app/session/session.svelte.ts';
import { type GraphPath, findPaths } from '#core/graph/find-paths.ts';
import type { GraphState, LitPathInput } from '../state/shown-graph.svelte.ts';

export class PathSearch {
  readonly #session: Session;
  readonly #view: () => GraphState;
  from = $state.raw<string | undefined>();
  target = $state.raw<string | undefined>();
  chosen = $state(0);

  constructor(session: Session, view: () => GraphState) {
    this.#session = session;
    this.#view = view;
  }

  /** Searches again when the world changes, so that a path with a removed hop leaves the list at once. */
  readonly paths = $derived.by((): readonly GraphPath[] => {
    if (this.from === undefined || this.target === undefined) return [];
    const { world } = this.#session.state;
    return findPaths(world, this.#view().graph, this.from, this.target, this.#session.env);
  });
  readonly path = $derived.by(() => this.paths[Math.min(this.chosen, this.paths.length - 1)]);

  search(from: string, target: string): void {
    this.from = from;
    this.target = target;
    this.chosen = 0;
    this.#view().foundPath = () => this.#lit();
  }

  choose(index: number): void {
    this.chosen = index;
  }

  end(): void {
    this.from = undefined;
    this.target = undefined;
    this.#view().foundPath = undefined;
  }

  #lit(): LitPathInput | undefined {
    const path = this.path;
    return path && { nodes: path.nodes, edges: path.hops.map(({ id }) => id) };
  }
}
