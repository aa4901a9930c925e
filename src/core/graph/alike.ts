/**
 * Finds the nodes of an account that differ in nothing but their names, ids and dates: they have the same nature
 * (nature.ts) and the same relations. Policies of the same holders are a set too, which says so. A drawing of more than a
 * page shows each such set as one shape.
 */

import {
  type AccountGraph,
  type GraphNode,
  type NodeKind,
  edgeId,
  edgeKinds,
  everythingId,
} from './model.ts';
import type { Likeness } from './view.ts';
import type { Scope } from './scope.ts';
import { defined } from '../model/defined.ts';

/** Sources before what they lead to, so that resources of folded policies are compared by the fold. */
const order: readonly NodeKind[] = ['user', 'outside', 'role', 'policy', 'resource'];
const memberOf = edgeKinds.indexOf('member-of');

export interface AlikeSet {
  /** Two or more, in the order of their names. */
  readonly members: readonly number[];
  readonly likeness: Likeness;
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
  const [bySet, byNature] = [new Map<number, number>(), new Map<number, number>()];
  const sets: AlikeSet[] = [];
  for (const kind of order) {
    const natures = new Map<number, string>();
    const bySignature = new Map<string, number[]>();
    for (const index of own) {
      const node = graph.nodes[index];
      if (node?.kind !== kind || kept.has(index) || node.id === everythingId) continue;
      const relations = relationsOf(graph, scope, own, index, kind);
      const nature = graph.natures.of(node);
      const compared = [isNamedOnly(node) ? node.path : nature, ...relations.map((one) => one(bySet))];
      natures.set(index, [nature, ...new Set(relations.map((one) => one(byNature)))].sort().join('\n'));
      const seen = [node.flavour, node.known, node.badges.join()];
      const signature = [...seen, ...[...new Set(compared)].sort()].join('\n');
      const same = bySignature.get(signature);
      if (same) same.push(index);
      else bySignature.set(signature, [index]);
    }
    for (const same of bySignature.values()) {
      if (same.length < 2) continue;
      const members = same.toSorted((a, b) => (labelAt(graph, a) < labelAt(graph, b) ? -1 : 1));
      const [first = -1] = members;
      const firstOf = new Map(members.toReversed().map((member) => [natures.get(member), member]));
      for (const member of members) {
        bySet.set(member, first);
        byNature.set(member, firstOf.get(natures.get(member)) ?? member);
      }
      const group = onlyGroup(graph, scope, own, first);
      sets.push({ members, likeness: firstOf.size === 1 ? 'names' : 'holders', ...defined({ group }) });
    }
  }
  return sets;
}

/** Tells what is drawn by its relations alone: policies, and resources that only policies name. */
const isNamedOnly = ({ kind, known }: GraphNode): boolean =>
  kind === 'policy' || (kind === 'resource' && !known);

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

/** Tells each relation by what stands for its other end. Of what a policy reaches, only that it denies something. */
function relationsOf(
  graph: AccountGraph,
  scope: Scope,
  own: ReadonlySet<number>,
  index: number,
  kind: NodeKind,
): ((standIn: ReadonlyMap<number, number>) => string)[] {
  return incidentOf(graph, scope, own, index).flatMap(({ leaves, kind: relation, other }) => {
    if (kind === 'policy' && leaves) return edgeKinds[relation] === 'denies' ? [() => 'denies'] : [];
    const side = `${leaves ? '>' : '<'}${relation} ${terms(graph, index, leaves, relation, other)}`;
    return [(standIn: ReadonlyMap<number, number>) => `${side} ${standIn.get(other) ?? other}`];
  });
}

/** Under what terms a relation holds: what the policy says of the resource, or that only MFA makes it hold. */
function terms(graph: AccountGraph, index: number, leaves: boolean, kind: number, other: number): string {
  const [node, party] = [graph.nodes[index], graph.nodes[other]];
  const relation = edgeKinds[kind];
  if (!node || !party || !relation) return '';
  if (node.kind === 'resource' && party.kind === 'policy') return graph.natures.asNamed(party, node);
  const [from, to] = leaves ? [node, party] : [party, node];
  return graph.notes.get(edgeId(from.id, relation, to.id)) ?? '';
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
