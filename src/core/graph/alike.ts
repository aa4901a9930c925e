/**
 * Finds the nodes of an account that differ in nothing but their names: users of the same groups, policies of the same
 * owners, resources that the same policies name. A drawing of more than a page shows each such set as one shape.
 */

import { type AccountGraph, type NodeKind, edgeKinds, everythingId } from './model.ts';
import type { Scope } from './scope.ts';
import { defined } from '../model/defined.ts';

/** Sources before what they lead to, so that resources of folded policies are compared by the fold. */
const order: readonly NodeKind[] = ['user', 'outside', 'role', 'policy', 'resource'];
const memberOf = edgeKinds.indexOf('member-of');

export interface AlikeSet {
  /** Two or more, in the order of their names. */
  readonly members: readonly number[];
  readonly group?: number;
}

/** The id of the shape that stands for such a set, and back to the id of the set's first node. */
export const alikeId = (first: string): string => `alike ${first}`;
export const firstOfAlike = (id: string): string => id.slice(alikeId('').length);

/** Compares what `own` has of relations in scope. The nodes in `kept` are left alone. */
export function alikeSets(
  graph: AccountGraph,
  scope: Scope,
  own: ReadonlySet<number>,
  kept: ReadonlySet<number>,
): AlikeSet[] {
  const standIn = new Map<number, number>();
  const sets: AlikeSet[] = [];
  for (const kind of order) {
    const bySignature = new Map<string, number[]>();
    for (const index of own) {
      const node = graph.nodes[index];
      if (node?.kind !== kind || kept.has(index) || node.id === everythingId) continue;
      const relations = relationsOf(graph, scope, own, index, standIn, kind);
      const signature = [node.flavour, node.known, node.badges.join(), ...relations].join('\n');
      const same = bySignature.get(signature);
      if (same) same.push(index);
      else bySignature.set(signature, [index]);
    }
    for (const same of bySignature.values()) {
      if (same.length < 2) continue;
      const members = same.toSorted((a, b) => (labelAt(graph, a) < labelAt(graph, b) ? -1 : 1));
      const [first = -1] = members;
      for (const member of members) standIn.set(member, first);
      const group = onlyGroup(graph, scope, own, first);
      sets.push({ members, ...defined({ group }) });
    }
  }
  return sets;
}

const labelAt = (graph: AccountGraph, index: number): string => graph.nodes[index]?.label ?? '';

interface Incident {
  readonly leaves: boolean;
  readonly kind: number;
  readonly other: number;
}

function incidentOf(graph: AccountGraph, scope: Scope, own: ReadonlySet<number>, index: number): Incident[] {
  const found: Incident[] = [];
  for (const leaves of [true, false]) {
    const side = leaves ? graph.out : graph.in;
    const ends = leaves ? graph.edges.to : graph.edges.from;
    for (let at = side.start[index] ?? 0; at < (side.start[index + 1] ?? 0); at += 1) {
      const edge = side.edge[at] ?? -1;
      const [kind, other] = [graph.edges.kind[edge] ?? -1, ends[edge] ?? -1];
      if (scope.relations[kind] && own.has(other)) found.push({ leaves, kind, other });
    }
  }
  return found;
}

/** Policies are alike when the same owners have them, whatever they reach. But one that denies is not like others. */
function relationsOf(
  graph: AccountGraph,
  scope: Scope,
  own: ReadonlySet<number>,
  index: number,
  standIn: ReadonlyMap<number, number>,
  kind: NodeKind,
): string[] {
  const incident = incidentOf(graph, scope, own, index);
  const told = incident.flatMap(({ leaves, kind: relation, other }) => {
    if (kind === 'policy' && leaves) return edgeKinds[relation] === 'denies' ? ['denies'] : [];
    return [`${leaves ? '>' : '<'}${relation} ${standIn.get(other) ?? other}`];
  });
  return [...new Set(told)].sort();
}

function onlyGroup(
  graph: AccountGraph,
  scope: Scope,
  own: ReadonlySet<number>,
  index: number,
): number | undefined {
  const node = graph.nodes[index];
  if (node?.kind !== 'user' || node.badges.length > 0) return undefined;
  const [first, ...more] = incidentOf(graph, scope, own, index);
  return first?.leaves && first.kind === memberOf && more.length === 0 ? first.other : undefined;
}
