import { bucketsOf } from './buckets.ts';
import { columnOf, placeColumns } from './columns.ts';
import {
  type AccountGraph,
  type GraphNode,
  type NodeKind,
  degrees,
  edgeKinds,
  nodeKinds,
} from './graph-model.ts';
import {
  type GraphView,
  type Level,
  type ProjectedEdge,
  type ProjectedNode,
  type Projection,
  budget,
  pageSize,
} from './graph-view.ts';
import { type Scope, scopeOf } from './scope.ts';
import { trustLayers } from './trust-layers.ts';

/**
 * What is drawn of an account: everything while it is small, users folded into their groups when it is
 * not, buckets by path when it is large, a neighbourhood when one is asked for. Canvas, table and tree all
 * show this same projection. Expanding is a new projection, never an addition to a drawn one.
 */
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
  return {
    level: plan.level,
    layout: view.layout,
    nodes: place(view, drawn, edges),
    edges: edges.map((edge) => ({ ...edge, from: drawn[edge.from]?.id ?? '', to: drawn[edge.to]?.id ?? '' })),
    total,
    ...(notice ? { notice } : {}),
  };
}

type Unplaced = Omit<ProjectedNode, 'x' | 'y' | 'column'>;
type IndexedEdge = Omit<ProjectedEdge, 'from' | 'to'> & { readonly from: number; readonly to: number };

/** Who is drawn as what. `own`: drawn on their own; `bucket`: who stands in which bucket; `folded`: users in group badges. */
interface Plan {
  readonly level: Level;
  readonly own: Set<number>;
  readonly bucket: Map<number, { readonly id: string; readonly label: string }>;
  readonly folded: Set<number>;
  full: boolean;
}

const indexes = (scope: Scope): number[] => {
  const found: number[] = [];
  scope.nodes.forEach((shown, index) => {
    if (shown) found.push(index);
  });
  return found;
};

/** Every account has a root user; it is drawn where something names it, or a person asked for it. */
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

function choosePlan(
  graph: AccountGraph,
  view: GraphView,
  scope: Scope,
  inScope: readonly number[],
  pinned: readonly number[],
): Plan {
  const plan = (level: Level): Plan => ({
    level,
    own: new Set(inScope),
    bucket: new Map(),
    folded: new Set(),
    full: false,
  });
  const fits = (tried: Plan) =>
    tried.own.size + new Set([...tried.bucket.values()].map(({ id }) => id)).size <= budget.nodes &&
    (tried.own.size <= 60 || edgesOf(graph, scope, tried) <= budget.edges);
  const whole = plan(view.focus ? 'focus' : 'whole');
  if (view.focus) return opened(graph, view, foldFar(graph, scope, whole), pinned);
  if (fits(whole)) return opened(graph, view, whole, pinned);
  const groups = foldUsers(graph, scope, plan('groups'));
  if (fits(groups)) return opened(graph, view, groups, pinned);
  const overview = foldUsers(graph, scope, plan('overview'));
  for (const kind of kindsBySize(graph, overview.own)) {
    if (fits(overview)) break;
    putInBuckets(graph, overview, kind);
  }
  return opened(graph, view, overview, pinned);
}

/** Users of whom nothing is drawn but memberships become a number on their groups. */
function foldUsers(graph: AccountGraph, scope: Scope, plan: Plan): Plan {
  const memberOf = edgeKinds.indexOf('member-of');
  if (!scope.relations[memberOf]) return plan;
  const { out, in: into, edges } = graph;
  for (const index of plan.own) {
    if (graph.nodes[index]?.kind !== 'user' || into.start[index] !== into.start[index + 1]) continue;
    const start = out.start[index] ?? 0;
    const end = out.start[index + 1] ?? 0;
    let onlyMember = end > start;
    for (let at = start; onlyMember && at < end; at += 1)
      onlyMember =
        edges.kind[out.edge[at] ?? -1] === memberOf && plan.own.has(edges.to[out.edge[at] ?? -1] ?? -1);
    if (onlyMember) plan.folded.add(index);
  }
  for (const index of plan.folded) plan.own.delete(index);
  return plan;
}

/** In a focus, what exceeds a page of a kind stands in one bucket per kind. */
function foldFar(graph: AccountGraph, scope: Scope, plan: Plan): Plan {
  for (const kind of nodeKinds) {
    const members = [...plan.own].filter(
      (index) => graph.nodes[index]?.kind === kind && scope.hops.get(index) !== 0,
    );
    if (members.length <= pageSize) continue;
    members.sort((a, b) => (scope.hops.get(a) ?? 0) - (scope.hops.get(b) ?? 0) || byLabel(graph, a, b));
    for (const index of members.slice(pageSize)) {
      plan.own.delete(index);
      plan.bucket.set(index, { id: `bucket more ${kind}`, label: `more ${plural[kind]}` });
    }
  }
  return plan;
}

function putInBuckets(graph: AccountGraph, plan: Plan, kind: NodeKind): void {
  const members = [...plan.own].filter((index) => graph.nodes[index]?.kind === kind);
  if (members.length < 2) return;
  for (const [index, bucket] of bucketsOf(graph, kind, members)) {
    plan.own.delete(index);
    plan.bucket.set(index, bucket);
  }
}

const kindsBySize = (graph: AccountGraph, own: ReadonlySet<number>): NodeKind[] => {
  const size = new Map<NodeKind, number>();
  for (const index of own) {
    const kind = graph.nodes[index]?.kind;
    if (kind) size.set(kind, (size.get(kind) ?? 0) + 1);
  }
  return [...size].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
};

/** Takes out of buckets and badges what the person opened, page by page, and what must be seen. */
function opened(graph: AccountGraph, view: GraphView, plan: Plan, pinned: readonly number[]): Plan {
  const room = () => budget.maxNodes - plan.own.size - 60;
  const takeOut = (index: number) => {
    plan.own.add(index);
    plan.folded.delete(index);
    plan.bucket.delete(index);
  };
  for (const index of pinned) takeOut(index);
  for (const [id, pages] of Object.entries(view.open ?? {})) {
    const members = hiddenIn(graph, plan, id).sort((a, b) => byLabel(graph, a, b));
    const wanted = pages * pageSize;
    if (Math.min(wanted, members.length) > room()) plan.full = true;
    for (const index of members.slice(0, Math.min(wanted, Math.max(0, room()))))
      takeOutKeepingBucket(plan, index);
  }
  return plan;
}

/** Opened members keep their entry in `bucket`, so that the bucket still says "50 of 812". */
function takeOutKeepingBucket(plan: Plan, index: number): void {
  plan.own.add(index);
  plan.folded.delete(index);
}

function hiddenIn(graph: AccountGraph, plan: Plan, id: string): number[] {
  const group = graph.indexOf.get(id);
  if (group === undefined)
    return [...plan.bucket].filter(([, bucket]) => bucket.id === id).map(([index]) => index);
  return membersOf(graph, group).filter((index) => plan.folded.has(index) || plan.bucket.has(index));
}

function membersOf(graph: AccountGraph, group: number): number[] {
  const memberOf = edgeKinds.indexOf('member-of');
  const members: number[] = [];
  for (let at = graph.in.start[group] ?? 0; at < (graph.in.start[group + 1] ?? 0); at += 1) {
    const edge = graph.in.edge[at] ?? -1;
    if (graph.edges.kind[edge] === memberOf) members.push(graph.edges.from[edge] ?? -1);
  }
  return members;
}

function byLabel(graph: AccountGraph, a: number, b: number): number {
  const left = graph.nodes[a]?.label ?? '';
  const right = graph.nodes[b]?.label ?? '';
  return left < right ? -1 : left > right ? 1 : a - b;
}

const plural: Readonly<Record<NodeKind, string>> = {
  root: 'roots',
  user: 'users',
  group: 'groups',
  role: 'roles',
  policy: 'policies',
  resource: 'resources',
  outside: 'outside parties',
};

/** The nodes to draw, in the order in which the layout starts: by kind, then by name. */
function draw(graph: AccountGraph, view: GraphView, plan: Plan): Unplaced[] {
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
  return [...own, ...bucketNodes(graph, plan), ...extra].sort(
    (a, b) => nodeKinds.indexOf(a.kind) - nodeKinds.indexOf(b.kind),
  );
}

const shown = ({ id, kind, label, known, flavour, badges }: GraphNode): Unplaced => ({
  id,
  kind,
  label,
  known,
  ...(flavour ? { flavour } : {}),
  badges,
});

function bucketNodes(graph: AccountGraph, plan: Plan): Unplaced[] {
  const buckets = new Map<string, { label: string; kind: NodeKind; members: number[] }>();
  for (const [index, { id, label }] of plan.bucket) {
    const bucket = buckets.get(id);
    if (bucket) bucket.members.push(index);
    else buckets.set(id, { label, kind: graph.nodes[index]?.kind ?? 'user', members: [index] });
  }
  return [...buckets].map(([id, { label, kind, members }]) => {
    const users = new Set(kind === 'group' ? members.flatMap((group) => membersOf(graph, group)) : []);
    const folded = [...users].filter((user) => plan.folded.has(user)).length;
    return {
      id,
      kind,
      label,
      known: true,
      badges: [],
      bucket: { size: members.length, shown: members.filter((index) => plan.own.has(index)).length },
      ...(folded > 0 ? { folded } : {}),
    };
  });
}

function foldedCounts(graph: AccountGraph, plan: Plan): Map<number, number> {
  const counts = new Map<number, number>();
  if (plan.folded.size === 0) return counts;
  for (const index of plan.own) {
    if (graph.nodes[index]?.kind !== 'group') continue;
    const count = membersOf(graph, index).filter((member) => plan.folded.has(member)).length;
    if (count > 0) counts.set(index, count);
  }
  return counts;
}

/** Position among the drawn nodes that stands for each node of the graph; -1 where nothing does. */
function representatives(
  graph: AccountGraph,
  plan: Plan,
  drawn: readonly { readonly id: string }[],
): Int32Array {
  const at = new Map(drawn.map(({ id }, position) => [id, position]));
  const standIn = new Int32Array(graph.nodes.length).fill(-1);
  for (const [index, bucket] of plan.bucket) standIn[index] = at.get(bucket.id) ?? -1;
  for (const index of plan.own) standIn[index] = at.get(graph.nodes[index]?.id ?? '') ?? -1;
  return standIn;
}

function aggregate(graph: AccountGraph, scope: Scope, plan: Plan, drawn: readonly Unplaced[]): IndexedEdge[] {
  const standIn = representatives(graph, plan, drawn);
  const counts = countBetween(graph, scope, standIn, drawn.length);
  const kinds = edgeKinds.length;
  return [...counts].map(([key, count]) => {
    const kind = edgeKinds[key % kinds] ?? 'grants';
    const from = Math.floor(key / kinds / drawn.length);
    const to = Math.floor(key / kinds) % drawn.length;
    return { id: `${drawn[from]?.id} ${kind} ${drawn[to]?.id}`, kind, from, to, count };
  });
}

/** Edges between stand-ins: `(from * width + to) * kinds + kind` → how many. */
function countBetween(
  graph: AccountGraph,
  scope: Scope,
  standIn: Int32Array,
  width: number,
): Map<number, number> {
  const { from, to, kind, count } = graph.edges;
  const counts = new Map<number, number>();
  for (let edge = 0; edge < count; edge += 1) {
    const code = kind[edge] ?? 0;
    if (!scope.relations[code]) continue;
    const start = standIn[from[edge] ?? -1] ?? -1;
    const end = standIn[to[edge] ?? -1] ?? -1;
    if (start < 0 || end < 0 || start === end) continue;
    const key = (start * width + end) * edgeKinds.length + code;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function edgesOf(graph: AccountGraph, scope: Scope, plan: Plan): number {
  const drawn = [...plan.own].flatMap((index) => graph.nodes[index] ?? []);
  const buckets = [...new Set([...plan.bucket.values()].map(({ id }) => id))].map((id) => ({ id }));
  const all = [...drawn, ...buckets];
  return countBetween(graph, scope, representatives(graph, plan, all), all.length).size;
}

function extraEdges(view: GraphView, drawn: readonly Unplaced[]): IndexedEdge[] {
  const at = new Map(drawn.map(({ id }, position) => [id, position]));
  return (view.extraEdges ?? []).flatMap(({ id, kind, from, to }) => {
    const [start, end] = [at.get(from), at.get(to)];
    return start === undefined || end === undefined ? [] : [{ id, kind, from: start, to: end, count: 1 }];
  });
}

function place(view: GraphView, drawn: readonly Unplaced[], edges: readonly IndexedEdge[]): ProjectedNode[] {
  const pairs = edges.map(({ from, to }) => [from, to] as const);
  const columns =
    view.layout === 'trust' ? trustLayers(drawn.length, pairs) : drawn.map(({ kind }) => columnOf[kind]);
  const placed = placeColumns(
    columns,
    drawn.map(({ label, bucket, folded }) => label.length + (bucket || folded ? 7 : 0)),
    pairs,
  );
  return drawn.map((node, at) => ({ ...node, ...(placed[at] ?? { column: 0, x: 0, y: 0 }) }));
}
