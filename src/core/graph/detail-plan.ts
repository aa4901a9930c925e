/** Chooses how each node is drawn within the visible budget: alone, in a bucket, or as a number. */

import { alikeId, alikeSets } from './alike.ts';
import { type AccountGraph, type NodeKind, edgeKinds, nodeKinds } from './model.ts';
import { type GraphView, type GraphLevel, type Likeness, budget, pageSize, readable } from './view.ts';
import type { Scope } from './scope.ts';
import { countBetween, representatives } from './representatives.ts';

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
  if (view.focus) return opened(graph, view, foldFar(graph, scope, whole), pinned);
  if (fits(whole)) {
    const few = whole.own.size <= readable || view.each === true;
    return opened(graph, view, few ? whole : foldAlike(graph, scope, plan('alike'), pinned), pinned);
  }
  const groups = foldUsers(graph, scope, plan('groups'));
  if (fits(groups)) return opened(graph, view, groups, pinned);
  const overview = foldUsers(graph, scope, plan('overview'));
  for (const kind of kindsBySize(graph, overview.own)) {
    if (fits(overview)) break;
    putInBuckets(graph, overview, kind);
  }
  return opened(graph, view, overview, pinned);
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

/** Puts what exceeds a page of a kind into one bucket per kind. */
function foldFar(graph: AccountGraph, scope: Scope, plan: DetailPlan): DetailPlan {
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

function putInBuckets(graph: AccountGraph, plan: DetailPlan, kind: NodeKind): void {
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

const plural: Readonly<Record<NodeKind, string>> = {
  root: 'roots',
  user: 'users',
  group: 'groups',
  role: 'roles',
  policy: 'policies',
  resource: 'resources',
  outside: 'outside parties',
};

function edgesOf(graph: AccountGraph, scope: Scope, plan: DetailPlan): number {
  const drawn = [...plan.own].flatMap((index) => graph.nodes[index] ?? []);
  const buckets = [...new Set([...plan.bucket.values()].map(({ id }) => id))].map((id) => ({ id }));
  const all = [...drawn, ...buckets];
  return countBetween(graph, scope, representatives(graph, plan, all), all.length).size;
}

// Groups the nodes of a kind when an account is too large to draw one by one: by path, by the service that a role
// trusts, by the service of a resource. There are at most sixty groups (the limits add up to it).

const bucketLimits: Readonly<Record<NodeKind, number>> = {
  root: 1,
  user: 12,
  group: 12,
  role: 12,
  policy: 12,
  resource: 6,
  outside: 5,
};

interface BucketOf {
  /** The bucket's node id, stable as long as the account's paths do not change. */
  readonly id: string;
  readonly label: string;
}

const canAssume = edgeKinds.indexOf('can-assume');

/** Returns the service that a role trusts, or `people` when it trusts none. */
function trusted(graph: AccountGraph, role: number): string {
  for (let at = graph.in.start[role] ?? 0; at < (graph.in.start[role + 1] ?? 0); at += 1) {
    const edge = graph.in.edge[at] ?? -1;
    if (graph.edges.kind[edge] !== canAssume) continue;
    const party = graph.nodes[graph.edges.from[edge] ?? -1];
    if (party?.flavour === 'service') return party.label;
  }
  return 'people';
}

const firstSegment = (path: string): string => {
  const end = path.indexOf('/', 1);
  return end < 0 ? path : path.slice(0, end + 1);
};

/** Returns ways to tell nodes of a kind apart, from fine to coarse. */
function groupings(graph: AccountGraph, kind: NodeKind): ((index: number) => string)[] {
  const node = (index: number) => graph.nodes[index];
  const path = (index: number) => node(index)?.path ?? '/';
  const top = (index: number) => firstSegment(path(index));
  switch (kind) {
    case 'role':
      return [
        (index) => `${path(index)} trusted by ${trusted(graph, index)}`,
        (index) => `${top(index)} trusted by ${trusted(graph, index)}`,
        top,
        (index) => `trusted by ${trusted(graph, index)}`,
      ];
    case 'policy':
      return [
        (index) => `${node(index)?.flavour ?? ''} ${path(index)}`,
        (index) => node(index)?.flavour ?? '',
      ];
    case 'resource':
      return [(index) => path(index) || 'any service'];
    case 'outside':
      return [(index) => node(index)?.flavour ?? ''];
    case 'user':
    case 'group':
    case 'root':
      return [path, top];
  }
}

function bucketsOf(graph: AccountGraph, kind: NodeKind, members: readonly number[]): Map<number, BucketOf> {
  const limit = bucketLimits[kind];
  const ways = groupings(graph, kind);
  const keys = keysOf(members, ways, limit);
  const kept = largest([...keys.values()], limit);
  return new Map(
    [...keys].map(([index, key]) => {
      const name = kept.has(key) ? key : 'others';
      return [index, { id: `bucket ${kind} ${name}`, label: name }];
    }),
  );
}

/** Returns the finest grouping that fits the limit and has over two groups, else the finest of all. */
function keysOf(
  members: readonly number[],
  ways: readonly ((index: number) => string)[],
  limit: number,
): Map<number, string> {
  const tried = ways.map((way) => new Map(members.map((index) => [index, way(index)])));
  const sizes = tried.map((keys) => new Set(keys.values()).size);
  const fits = sizes.findIndex((size) => size <= limit);
  const telling = fits >= 0 && ((sizes[fits] ?? 0) > 2 || fits === 0);
  return tried[telling ? fits : 0] ?? new Map<number, string>();
}

/** Returns the keys to keep: all when they fit, else the most frequent, with one place left for `others`. */
function largest(keys: readonly string[], limit: number): Set<string> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return new Set(byCount.slice(0, counts.size <= limit ? limit : limit - 1).map(([key]) => key));
}
