/** Decides what stands out: a lit path, the node pointed at, or the selected one. The painter fades the rest. */

import type { CollectionReturnValue, Core } from 'cytoscape';
import type { ScenePainter } from './painter.ts';

export interface Lit {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly stop?: string | undefined;
}

/** Milliseconds between two steps of a path that appears. */
const stepTime = 160;
const appearTime = 180;
/** Milliseconds that the pointer rests before the drawing follows it, so that nothing flickers on its way. */
const restTime = { first: 120, next: 60, leave: 140 } as const;
/** The share that the veil takes of what is under it. */
const veils = { path: 0.86, aroundPath: 0.7, neighbours: 0.78 } as const;

export const stateClasses = ['lit', 'stop', 'near'] as const;
const anyState = stateClasses.map((name) => `.${name}`).join(', ');

export function appear(edge: CollectionReturnValue): void {
  const opacity = Number(edge.style('opacity'));
  edge.style('opacity', 0);
  edge.animate(
    { style: { opacity } },
    { duration: appearTime, complete: () => void edge.removeStyle('opacity') },
  );
}

/** Returns nodes and edges in the order of the request. An edge lights with the node it reaches. */
function litSteps(cy: Core, { nodes, edges }: Lit): string[][] {
  const seen = new Set<string>();
  const first = nodes[0];
  const steps: string[][] = first === undefined ? [] : [[first]];
  if (first !== undefined) seen.add(first);
  for (const id of edges) {
    const edge = cy.getElementById(id);
    if (edge.empty()) continue;
    const ends = [edge.data('source') as string, edge.data('target') as string].filter(
      (end) => !seen.has(end),
    );
    for (const end of ends) seen.add(end);
    steps.push([id, ...ends]);
  }
  const rest = nodes.filter((id) => !seen.has(id));
  return rest.length > 0 ? [...steps, rest] : steps;
}

export class Spotlight {
  readonly #cy: Core;
  readonly #painter: ScenePainter;
  /** True: nothing moves, because the system asks for it. */
  readonly #still: boolean;
  #lit: Lit | undefined;
  #litKey = '';
  #steps: ReturnType<typeof setTimeout>[] = [];
  #pointed: string | undefined;
  #pointing: ReturnType<typeof setTimeout> | undefined;
  #selected: string | undefined;

  constructor(cy: Core, painter: ScenePainter, still: boolean) {
    this.#cy = cy;
    this.#painter = painter;
    this.#still = still;
  }

  /**
   * Lights a path. `undefined` ends it. A new path appears edge after edge, unless motion is unwanted. Called again with
   * the same path after a drawing, it lights the path at once.
   */
  light(lit: Lit | undefined): void {
    const key = JSON.stringify(lit ?? null);
    const still = this.#still || key === this.#litKey;
    this.#litKey = key;
    this.#lit = lit;
    this.#painter.changed();
    this.#clear();
    if (!lit || lit.nodes.length === 0) return this.#standOut();
    const cy = this.#cy;
    const shown = new Set<string>();
    const veil = cy.nodes('.over-label').empty() ? veils.path : veils.aroundPath;
    const steps = litSteps(cy, lit);
    steps.forEach((ids, at) => {
      const run = () => {
        cy.batch(() => {
          for (const id of ids) cy.getElementById(id).addClass('lit');
          if (at === steps.length - 1 && lit.stop !== undefined) cy.getElementById(lit.stop).addClass('stop');
        });
        for (const id of ids) shown.add(id);
        this.#painter.fadeAllBut(new Set(shown), veil, !this.#still);
      };
      if (still || at === 0) run();
      else this.#steps.push(setTimeout(run, at * stepTime));
    });
  }

  /** A new selection stands out at once, until a person points elsewhere. */
  select(id: string | undefined): void {
    if (id !== this.#selected) {
      clearTimeout(this.#pointing);
      this.#pointed = undefined;
    }
    this.#selected = id;
    this.#standOut();
  }

  /** Told of the node under the pointer, or of the row that has the focus. It follows when that rests. */
  point(id: string | undefined): void {
    clearTimeout(this.#pointing);
    if (id === this.#pointed) return;
    const rest =
      id === undefined ? restTime.leave : this.#pointed === undefined ? restTime.first : restTime.next;
    this.#pointing = setTimeout(() => {
      this.#pointed = id;
      this.#standOut();
    }, rest);
  }

  destroy(): void {
    this.#clear();
    clearTimeout(this.#pointing);
  }

  #clear(): void {
    for (const timer of this.#steps) clearTimeout(timer);
    this.#steps = [];
    // Cytoscape styles every element from which a class is removed, so others are left out.
    this.#cy.batch(() => this.#cy.elements(anyState).removeClass([...stateClasses]));
  }

  #standOut(): void {
    if (this.#lit && this.#lit.nodes.length > 0) return;
    const near = this.#near(this.#pointed) ?? this.#near(this.#selected);
    this.#cy.batch(() => {
      const former = this.#cy.elements('.near');
      (near ? former.difference(near) : former).removeClass('near');
      near?.addClass('near');
    });
    const ids = near && new Set(near.map((element) => element.id()));
    this.#painter.fadeAllBut(ids, veils.neighbours, !this.#still);
  }

  #near(id: string | undefined): CollectionReturnValue | undefined {
    const node = id === undefined ? undefined : this.#cy.getElementById(id);
    return node?.nonempty() ? node.closedNeighborhood() : undefined;
  }
}
