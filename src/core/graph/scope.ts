/** The nodes and relations that a view may draw at all, after filters, the trust layout and the focus. */

import { type AccountGraph, type EdgeKind, edgeKinds, everythingId } from './model.ts';
import type { Focus, GraphView } from './view.ts';

export interface Scope {
  /** One entry for each node position: 0 out, 1 in. */
  readonly nodes: Uint8Array;
  /** One entry for each kind code of the edge table. */
  readonly relations: readonly boolean[];
  /** Hops from the focus, by node position; empty without a focus. */
  readonly hops: ReadonlyMap<number, number>;
}

const trustRelations: readonly EdgeKind[] = ['can-assume', 'named-by'];

export function scopeOf(graph: AccountGraph, view: GraphView): Scope {
  const hidden = new Set(view.hiddenRelations ?? []);
  const relations = edgeKinds.map(
    (kind) => !hidden.has(kind) && (view.layout === 'columns' || trustRelations.includes(kind)),
  );
  const hiddenKinds = new Set(view.hiddenKinds ?? []);
  const nodes = Uint8Array.from(graph.nodes, ({ kind }) => (hiddenKinds.has(kind) ? 0 : 1));
  if (view.layout === 'trust') keepTrust(graph, nodes);
  const only = view.only && new Set(view.only);
  if (only) graph.nodes.forEach(({ id }, index) => only.has(id) || (nodes[index] = 0));
  const focus = view.focus && graph.indexOf.get(view.focus.id);
  if (focus === undefined || !view.focus) return { nodes, relations, hops: new Map() };
  nodes[focus] = 1;
  const hops = neighbourhood(graph, focus, view.focus, nodes, relations);
  nodes.fill(0);
  for (const index of hops.keys()) nodes[index] = 1;
  return { nodes, relations, hops };
}

/** Leaves only the roles and those who can assume one, or are named by its trust policy. */
function keepTrust(graph: AccountGraph, nodes: Uint8Array): void {
  const codes = trustRelations.map((kind) => edgeKinds.indexOf(kind));
  const ends = new Set<number>();
  for (let edge = 0; edge < graph.edges.count; edge += 1) {
    const role = graph.edges.to[edge] ?? -1;
    if (!codes.includes(graph.edges.kind[edge] ?? -1) || graph.nodes[role]?.kind !== 'role') continue;
    ends.add(graph.edges.from[edge] ?? -1);
  }
  nodes.forEach((_, index) => {
    if (graph.nodes[index]?.kind !== 'role' && !ends.has(index)) nodes[index] = 0;
  });
}

/** Returns the positions within `hops` of the start. The search does not go on through "everything". */
function neighbourhood(
  graph: AccountGraph,
  start: number,
  { hops, direction }: Focus,
  allowed: Uint8Array,
  relations: readonly boolean[],
): Map<number, number> {
  const found = new Map([[start, 0]]);
  const sides =
    direction === 'out'
      ? ([[graph.out, graph.edges.to]] as const)
      : ([
          [graph.out, graph.edges.to],
          [graph.in, graph.edges.from],
        ] as const);
  let frontier = [start];
  for (let hop = 1; hop <= hops; hop += 1) {
    const next: number[] = [];
    for (const index of frontier) {
      if (hop > 1 && graph.nodes[index]?.id === everythingId) continue;
      for (const [side, ends] of sides) {
        for (let at = side.start[index] ?? 0; at < (side.start[index + 1] ?? 0); at += 1) {
          const edge = side.edge[at] ?? -1;
          const other = ends[edge] ?? -1;
          if (!relations[graph.edges.kind[edge] ?? -1] || !allowed[other] || found.has(other)) continue;
          found.set(other, hop);
          next.push(other);
        }
      }
    }
    frontier = next;
  }
  return found;
}
