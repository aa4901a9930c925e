/**
 * Chooses and places what is drawn of an account: everything while it is small, users folded into their
 * groups when it is not, buckets by path when it is large, a neighbourhood when one is asked for. Canvas,
 * table and tree all show this projection. Expanding is a new projection, never an addition to a drawn one.
 */

import { type Placed, columnOf, columnTitle, placeColumns } from './layout/column-layout.ts';
import { type AccountGraph, type GraphNode, type NodeKind, degrees, edgeKinds, nodeKinds } from './model.ts';
import {
  type ColumnHeading,
  type Frame,
  type GraphView,
  type ProjectedEdge,
  type ProjectedNode,
  type Projection,
  budget,
  isWay,
} from './view.ts';
import { type DetailPlan, type PlannedBucket, byLabel, choosePlan, groupMembersOf } from './detail-plan.ts';
import { type Scope, scopeOf } from './scope.ts';
import { countBetween, representatives } from './representatives.ts';
import { trustLayers } from './layout/trust-layout.ts';
import { placeWays } from './layout/ways-layout.ts';
import { defaultRoom } from './layout/drawing-room.ts';
import { defined } from '../model/defined.ts';

export function project(graph: AccountGraph, view: GraphView): Projection {
  const scope = scopeOf(graph, view);
  const inScope = indexes(scope);
  hideLonelyRoot(graph, view, scope, inScope);
  const total = { nodes: inScope.length, edges: countEdges(graph, scope) };
  const pinned = pinnedIndexes(graph, view);
  const plan = choosePlan(graph, view, scope, inScope, pinned);
  const drawn = draw(graph, view, plan);
  const edges = [...aggregate(graph, scope, plan, drawn), ...extraEdges(view, drawn)].slice(
    0,
    budget.noticeEdges,
  );
  const notice = plan.full
    ? 'full'
    : drawn.length > budget.noticeNodes || edges.length >= budget.noticeEdges
      ? 'slow'
      : undefined;
  const { nodes, frame } = place(view, drawn, edges);
  return {
    level: plan.level,
    layout: view.layout,
    nodes,
    edges: edges.map((edge) => ({ ...edge, from: drawn[edge.from]?.id ?? '', to: drawn[edge.to]?.id ?? '' })),
    headings: view.waysAlone
      ? waysHeadings(nodes)
      : view.layout === 'columns'
        ? headingsOf(graph, inScope, nodes)
        : [],
    total,
    frame,
    ...defined({ notice }),
  };
}

type Unplaced = Omit<ProjectedNode, 'x' | 'y' | 'column'>;
type IndexedEdge = Omit<ProjectedEdge, 'from' | 'to'> & { readonly from: number; readonly to: number };

const indexes = (scope: Scope): number[] => {
  const found: number[] = [];
  scope.nodes.forEach((shown, index) => {
    if (shown) found.push(index);
  });
  return found;
};

/** Hides the root user, which every account has, unless something names it or a person asked for it. */
function hideLonelyRoot(graph: AccountGraph, view: GraphView, scope: Scope, inScope: number[]): void {
  const root = inScope.find((index) => graph.nodes[index]?.kind === 'root');
  if (root === undefined || view.focus) return;
  const { out, in: into } = degrees(graph, root);
  if (out + into > 0 || view.pinned?.includes(graph.nodes[root]?.id ?? '')) return;
  scope.nodes[root] = 0;
  inScope.splice(inScope.indexOf(root), 1);
}

function countEdges(graph: AccountGraph, scope: Scope): number {
  const { from, to, kind, count } = graph.edges;
  let edges = 0;
  for (let edge = 0; edge < count; edge += 1)
    if (scope.relations[kind[edge] ?? -1] && scope.nodes[from[edge] ?? -1] && scope.nodes[to[edge] ?? -1])
      edges += 1;
  return edges;
}

const pinnedIndexes = (graph: AccountGraph, view: GraphView): number[] =>
  (view.pinned ?? []).flatMap((id) => graph.indexOf.get(id) ?? []);

/** Returns the nodes to draw, in the order in which the layout starts: by kind, then by name. */
function draw(graph: AccountGraph, view: GraphView, plan: DetailPlan): Unplaced[] {
  const folded = foldedCounts(graph, plan);
  const own = [...plan.own]
    .sort((a, b) => byLabel(graph, a, b))
    .flatMap((index): Unplaced[] => {
      const node = graph.nodes[index];
      return node
        ? [{ ...shown(node), ...(folded.has(index) ? { folded: folded.get(index) ?? 0 } : {}) }]
        : [];
    });
  const present = new Set(own.map(({ id }) => id));
  const extra = (view.extraNodes ?? []).filter(({ id }) => !present.has(id)).map(shown);
  const buckets = bucketNodes(graph, plan);
  const named = [...own, ...buckets.filter(({ bucket }) => bucket?.alike)].sort((a, b) =>
    a.label < b.label ? -1 : a.label > b.label ? 1 : 0,
  );
  return [...named, ...buckets.filter(({ bucket }) => !bucket?.alike), ...extra].sort(
    (a, b) => nodeKinds.indexOf(a.kind) - nodeKinds.indexOf(b.kind),
  );
}

const shown = ({ id, kind, label, about, known, flavour, badges }: GraphNode): Unplaced => ({
  id,
  kind,
  label,
  ...defined({ about }),
  known,
  ...defined({ flavour }),
  badges,
});

function bucketNodes(graph: AccountGraph, plan: DetailPlan): Unplaced[] {
  const buckets = new Map<string, { planned: PlannedBucket; members: number[] }>();
  for (const [index, planned] of plan.bucket) {
    const bucket = buckets.get(planned.id);
    if (bucket) bucket.members.push(index);
    else buckets.set(planned.id, { planned, members: [index] });
  }
  return [...buckets.values()].flatMap(({ planned: { id, label, alike }, members }): Unplaced[] => {
    const first = graph.nodes[members[0] ?? -1];
    const kind = first?.kind ?? 'user';
    const users = new Set(kind === 'group' ? members.flatMap((group) => groupMembersOf(graph, group)) : []);
    const folded = [...users].filter((user) => plan.folded.has(user)).length;
    const shownOnes = members.filter((index) => plan.own.has(index)).length;
    if (shownOnes === members.length) return [];
    return [
      {
        ...(alike && first ? shown(first) : { kind, known: true, badges: [] }),
        id,
        label,
        bucket: { size: members.length, shown: shownOnes, ...defined({ alike }) },
        ...(folded > 0 ? { folded } : {}),
      },
    ];
  });
}

function foldedCounts(graph: AccountGraph, plan: DetailPlan): Map<number, number> {
  const counts = new Map<number, number>();
  if (plan.folded.size === 0) return counts;
  for (const index of plan.own) {
    if (graph.nodes[index]?.kind !== 'group') continue;
    const count = groupMembersOf(graph, index).filter((member) => plan.folded.has(member)).length;
    if (count > 0) counts.set(index, count);
  }
  return counts;
}

function aggregate(
  graph: AccountGraph,
  scope: Scope,
  plan: DetailPlan,
  drawn: readonly Unplaced[],
): IndexedEdge[] {
  const standIn = representatives(graph, plan, drawn);
  const counts = countBetween(graph, scope, standIn, drawn.length);
  const kinds = edgeKinds.length;
  return [...counts].map(([key, count]) => {
    const kind = edgeKinds[key % kinds] ?? 'grants';
    const from = Math.floor(key / kinds / drawn.length);
    const to = Math.floor(key / kinds) % drawn.length;
    const id = `${drawn[from]?.id} ${kind} ${drawn[to]?.id}`;
    return { id, kind, from, to, count, ...defined({ note: graph.notes.get(id) }) };
  });
}

function extraEdges(view: GraphView, drawn: readonly Unplaced[]): IndexedEdge[] {
  const at = new Map(drawn.map(({ id }, position) => [id, position]));
  return (view.extraEdges ?? []).flatMap(({ from, to, ...edge }) => {
    const [start, end] = [at.get(from), at.get(to)];
    return start === undefined || end === undefined ? [] : [{ ...edge, from: start, to: end, count: 1 }];
  });
}

function place(
  view: GraphView,
  drawn: readonly Unplaced[],
  edges: readonly IndexedEdge[],
): { readonly nodes: ProjectedNode[]; readonly frame: Frame } {
  const room = view.room ?? defaultRoom;
  const pairs = edges.map(({ from, to }) => [from, to] as const);
  const labels = drawn.map(room.labelOf);
  const { placed, names, frame } = view.waysAlone
    ? placeWays(labels, waysOf(edges), pairs, room)
    : placeColumns(columnsOf(view, drawn, pairs), labels, pairs, room);
  return {
    frame,
    nodes: drawn.map((node, at) => ({ ...node, ...placedAt(placed, at), lines: names[at] ?? [] })),
  };
}

const waysOf = (edges: readonly IndexedEdge[]) =>
  edges.filter(({ kind }) => isWay(kind)).map(({ from, to }) => [from, to] as const);

const columnsOf = (
  { layout }: GraphView,
  drawn: readonly Unplaced[],
  pairs: readonly (readonly [number, number])[],
): number[] =>
  layout === 'trust' ? trustLayers(drawn.length, pairs) : drawn.map(({ kind }) => columnOf[kind]);

const placedAt = (placed: readonly Placed[], at: number): Placed => placed[at] ?? { column: 0, x: 0, y: 0 };

/** Ways have two columns: who begins, and all that the steps gain. */
const waysHeadings = (nodes: readonly ProjectedNode[]): ColumnHeading[] =>
  ([0, 1] as const).flatMap((side): ColumnHeading[] => {
    const xs = nodes.filter(({ column }) => Math.min(column, 1) === side).map(({ x }) => x);
    const title = side === 0 ? 'Ways begin' : 'What they gain';
    return xs.length === 0
      ? []
      : [{ title, count: xs.length, left: Math.min(...xs), right: Math.max(...xs) }];
  });

/** Counts what stands in each column by the account, and what is drawn without being in it. */
function headingsOf(
  graph: AccountGraph,
  inScope: readonly number[],
  nodes: readonly ProjectedNode[],
): ColumnHeading[] {
  const extra = nodes.filter(({ id, bucket }) => !bucket && !graph.indexOf.has(id));
  const counted = [...inScope.flatMap((index) => graph.nodes[index] ?? []), ...extra];
  const columns = new Map<number, { kinds: Set<NodeKind>; count: number }>();
  for (const { kind } of counted) {
    const column = columns.get(columnOf[kind]);
    if (column) {
      column.count += 1;
      column.kinds.add(kind);
    } else columns.set(columnOf[kind], { kinds: new Set([kind]), count: 1 });
  }
  return [...columns]
    .sort(([a], [b]) => a - b)
    .flatMap(([column, { kinds, count }]): ColumnHeading[] => {
      const xs = nodes.filter((node) => node.column === column).map(({ x }) => x);
      if (xs.length === 0) return [];
      return [{ title: columnTitle(column, kinds), count, left: Math.min(...xs), right: Math.max(...xs) }];
    });
}
