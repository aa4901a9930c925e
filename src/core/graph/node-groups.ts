/**
 * Groups the nodes of a kind when an account is too large to draw one by one: by path, by the service that a
 * role trusts, by the service of a resource. There are at most sixty groups (the limits add up to it).
 */

import { type AccountGraph, type NodeKind, edgeKinds } from './model.ts';

const bucketLimits: Readonly<Record<NodeKind, number>> = {
  root: 1,
  user: 12,
  group: 12,
  role: 12,
  policy: 12,
  resource: 6,
  outside: 5,
};

export interface BucketOf {
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

export function bucketsOf(
  graph: AccountGraph,
  kind: NodeKind,
  members: readonly number[],
): Map<number, BucketOf> {
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
