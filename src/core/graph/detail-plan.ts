/** Chooses how each node is drawn within the visible budget: alone, in a bucket, or as a number. */

import { alikeId, alikeSets } from './alike.ts';
import { type AccountGraph, type NodeKind, edgeKinds, nodeKinds } from './model.ts';
import {
  type GraphView,
  type GraphLevel,
  type Likeness,
  budget,
  openingShapes,
  pageSize,
  readable,
} from './view.ts';
import type { Scope } from './scope.ts';
import { countBetween, representatives } from './representatives.ts';
import { columnOf } from './layout/column-layout.ts';
import { bucketsOf } from './buckets.ts';

/** `own`: nodes drawn on their own; `bucket`: nodes in a bucket; `folded`: users in group badges. */
export interface DetailPlan {
  readonly level: GraphLevel;
  readonly own: Set<number>;
  readonly bucket: Map<number, PlannedBucket>;
  readonly folded: Set<number>;
  full: boolean;
}

export interface PlannedBucket {
  readonly id: string;
  readonly label: string;
  /** Set where its nodes are alike, so that it ends when all of them are drawn. */
  readonly alike?: Likeness;
}

export function choosePlan(
  graph: AccountGraph,
  view: GraphView,
  scope: Scope,
  inScope: readonly number[],
  pinned: readonly number[],
): DetailPlan {
  const plan = (level: GraphLevel): DetailPlan => ({
    level,
    own: new Set(inScope),
    bucket: new Map(),
    folded: new Set(),
    full: false,
  });
  const fits = (tried: DetailPlan) =>
    tried.own.size + new Set([...tried.bucket.values()].map(({ id }) => id)).size <= budget.nodes &&
    (tried.own.size <= 60 || edgesOf(graph, scope, tried) <= budget.edges);
  const whole = plan(view.focus ? 'focus' : 'whole');
  if (fits(whole)) {
    if (view.each || whole.own.size <= readable) return opened(graph, view, whole, pinned);
    const alike = view.focus ? whole : foldAlike(graph, scope, plan('alike'), pinned);
    return opened(graph, view, gathered(graph, view, scope, alike), pinned);
  }
  if (view.focus) return opened(graph, view, gathered(graph, view, scope, whole), pinned);
  const groups = gathered(graph, view, scope, foldUsers(graph, scope, plan('groups')));
  return opened(graph, view, groups, pinned);
}

/** Puts nodes into buckets, kind by kind, until an account opens with as many shapes as can be read. */
function gathered(graph: AccountGraph, view: GraphView, scope: Scope, plan: DetailPlan): DetailPlan {
  const done = new Set<NodeKind>();
  for (;;) {
    const sizes = shapesByKind(graph, plan);
    const sum = (kinds: readonly NodeKind[]) => kinds.reduce((all, kind) => all + (sizes.get(kind) ?? 0), 0);
    const isTall = (kind: NodeKind) =>
      view.layout === 'columns' &&
      sum(nodeKinds.filter((one) => columnOf[one] === columnOf[kind])) > openingShapes.ofColumn;
    const areMany = sum(nodeKinds) > openingShapes.all;
    const kind = nodeKinds
      .filter((one) => !done.has(one) && (sizes.get(one) ?? 0) > 1 && (areMany || isTall(one)))
      .sort((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0))[0];
    if (kind === undefined)
      return done.size > 0 && plan.level !== 'focus' ? { ...plan, level: 'overview' } : plan;
    done.add(kind);
    putInBuckets(graph, plan, scope, kind);
  }
}

function shapesByKind(graph: AccountGraph, plan: DetailPlan): Map<NodeKind, number> {
  const sizes = new Map<NodeKind, number>();
  const seen = new Set<string>();
  const count = (index: number, id: string) => {
    const kind = graph.nodes[index]?.kind;
    if (kind && !seen.has(id)) sizes.set(kind, (sizes.get(kind) ?? 0) + 1);
    seen.add(id);
  };
  for (const index of plan.own) count(index, graph.nodes[index]?.id ?? '');
  for (const [index, { id }] of plan.bucket) count(index, id);
  return sizes;
}

/** Folds users of one group into its number, and other nodes that are alike into one shape each. */
function foldAlike(
  graph: AccountGraph,
  scope: Scope,
  plan: DetailPlan,
  pinned: readonly number[],
): DetailPlan {
  for (const { members, likeness, group } of alikeSets(graph, scope, plan.own, new Set(pinned))) {
    const first = graph.nodes[members[0] ?? -1];
    const bucket = { id: alikeId(first?.id ?? ''), label: first?.label ?? '', alike: likeness };
    for (const index of members) {
      plan.own.delete(index);
      if (group === undefined) plan.bucket.set(index, bucket);
      else plan.folded.add(index);
    }
  }
  return plan;
}

/** Folds users into a number on their groups when only memberships are drawn of them. */
function foldUsers(graph: AccountGraph, scope: Scope, plan: DetailPlan): DetailPlan {
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

/** A node that is alone in its bucket stays itself, and so does the focus. */
function putInBuckets(graph: AccountGraph, plan: DetailPlan, scope: Scope, kind: NodeKind): void {
  const members = [...plan.own, ...plan.bucket.keys()].filter(
    (index) => graph.nodes[index]?.kind === kind && scope.hops.get(index) !== 0,
  );
  if (members.length < 2) return;
  const buckets = bucketsOf(graph, kind, members);
  const sizes = new Map<string, number>();
  for (const { id } of buckets.values()) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  for (const [index, bucket] of buckets) {
    const isAlone = sizes.get(bucket.id) === 1;
    if (isAlone) plan.bucket.delete(index);
    else plan.bucket.set(index, bucket);
    if (isAlone) plan.own.add(index);
    else plan.own.delete(index);
  }
}

/** Takes out of buckets and badges what is pinned and what the person opened, page by page. */
function opened(
  graph: AccountGraph,
  view: GraphView,
  plan: DetailPlan,
  pinned: readonly number[],
): DetailPlan {
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

/** Keeps the entry in `bucket`, so that the bucket still says "50 of 812". */
function takeOutKeepingBucket(plan: DetailPlan, index: number): void {
  plan.own.add(index);
  plan.folded.delete(index);
}

function hiddenIn(graph: AccountGraph, plan: DetailPlan, id: string): number[] {
  const group = graph.indexOf.get(id);
  if (group === undefined)
    return [...plan.bucket].filter(([, bucket]) => bucket.id === id).map(([index]) => index);
  return groupMembersOf(graph, group).filter((index) => plan.folded.has(index) || plan.bucket.has(index));
}

/** Returns the users of a group, by position. */
export function groupMembersOf(graph: AccountGraph, group: number): number[] {
  const memberOf = edgeKinds.indexOf('member-of');
  const members: number[] = [];
  for (let at = graph.in.start[group] ?? 0; at < (graph.in.start[group + 1] ?? 0); at += 1) {
    const edge = graph.in.edge[at] ?? -1;
    if (graph.edges.kind[edge] === memberOf) members.push(graph.edges.from[edge] ?? -1);
  }
  return members;
}

export function byLabel(graph: AccountGraph, a: number, b: number): number {
  const left = graph.nodes[a]?.label ?? '';
  const right = graph.nodes[b]?.label ?? '';
  return left < right ? -1 : left > right ? 1 : a - b;
}

function edgesOf(graph: AccountGraph, scope: Scope, plan: DetailPlan): number {
  const drawn = [...plan.own].flatMap((index) => graph.nodes[index] ?? []);
  const buckets = [...new Set([...plan.bucket.values()].map(({ id }) => id))].map((id) => ({ id }));
  const all = [...drawn, ...buckets];
  return countBetween(graph, scope, representatives(graph, plan, all), all.length).size;
}
