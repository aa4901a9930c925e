/**
 * Finds the nodes of an account that differ in nothing but their names, ids and dates: they have the same nature
 * (nature.ts) and the same relations. A drawing of more than a page shows each such set as one shape.
 */

import { type AccountGraph, type NodeKind, edgeId, edgeKinds, everythingId } from './model.ts';
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
      const signature = [node.flavour, node.known, node.badges.join(), graph.natures.of(node), ...relations];
      const text = signature.join('\n');
      const same = bySignature.get(text);
      if (same) same.push(index);
      else bySignature.set(text, [index]);
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

/** What a policy reaches is in its nature, and so is not told here. */
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
    if (kind === 'policy' && leaves) return [];
    return [
      `${leaves ? '>' : '<'}${relation} ${standIn.get(other) ?? other} ${terms(graph, index, leaves, relation, other)}`,
    ];
  });
  return [...new Set(told)].sort();
}

/** Under what terms a relation holds: what the policy says of the resource, or that only MFA makes it hold. */
function terms(graph: AccountGraph, index: number, leaves: boolean, kind: number, other: number): string {
  const [node, party] = [graph.nodes[index], graph.nodes[other]];
  const relation = edgeKinds[kind];
  if (!node || !party || !relation) return '';
  if (node.kind === 'resource' && party.kind === 'policy') return graph.natures.asNamed(party, node);
  const [from, to] = leaves ? [node, party] : [party, node];
  return graph.withMfa.has(edgeId(from.id, relation, to.id)) ? 'with MFA' : '';
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
