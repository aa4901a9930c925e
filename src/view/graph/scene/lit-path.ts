/** A highlighted path, and the steps in which it appears. */

import type { Core } from 'cytoscape';

export interface Lit {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  /** The node at which the request stopped. */
  readonly stop?: string | undefined;
}

/** Returns nodes and edges in the order of the request. An edge lights with the node it reaches. */
export function litSteps(cy: Core, { nodes, edges }: Lit): string[][] {
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
