/**
 * Groups the nodes of a kind when there are too many to draw one by one: by what they can do, or else by path, by the service
 * that a role trusts, by the service of a resource. There are at most sixty groups (the limits add up to it), and those of
 * one column at most as many as a laptop shows.
 */

import { type AccountGraph, type NodeKind, edgeKinds, everythingId } from './model.ts';

const bucketLimits: Readonly<Record<NodeKind, number>> = {
  root: 1,
  user: 12,
  group: 10,
  role: 12,
  policy: 12,
  resource: 8,
  outside: 5,
};

interface BucketOf {
  /** The bucket's node id, stable as long as the account's paths do not change. */
  readonly id: string;
  readonly label: string;
}

const canAssume = edgeKinds.indexOf('can-assume');
const administrators = 'administrators';
/** The most groups or policies that a bucket names. */
const mostNamed = 2;

/** Returns the ends of the edges of some kinds that leave a node, by position. */
function ends(graph: AccountGraph, index: number, kinds: readonly (typeof edgeKinds)[number][]): number[] {
  const found: number[] = [];
  for (let at = graph.out.start[index] ?? 0; at < (graph.out.start[index + 1] ?? 0); at += 1) {
    const edge = graph.out.edge[at] ?? -1;
    const kind = edgeKinds[graph.edges.kind[edge] ?? -1];
    if (kind && kinds.includes(kind)) found.push(graph.edges.to[edge] ?? -1);
  }
  return found;
}

/** Says in a few words what a node can do, the same for nodes that hold the same. */
function ability(graph: AccountGraph, index: number): string {
  const node = graph.nodes[index];
  if (node?.badges.includes('admin')) return administrators;
  const names = (nodes: readonly number[]) =>
    [...new Set(nodes.map((one) => graph.nodes[one]?.label ?? ''))].sort();
  const policies = names(ends(graph, index, ['attached']));
  if (policies.length > 0) return `with ${listed(policies, 'policies')}`;
  if (ends(graph, index, ['inline']).length > 0) return 'with an inline policy';
  const groups = names(ends(graph, index, ['member-of']));
  return groups.length > 0 ? `in ${listed(groups, 'groups')}` : 'without a policy';
}

/** Says from where a node has its permissions. */
function sourceOf(graph: AccountGraph, index: number): string {
  if (graph.nodes[index]?.badges.includes('admin')) return administrators;
  const has = (kind: (typeof edgeKinds)[number]) => ends(graph, index, [kind]).length > 0;
  if (has('attached')) return has('inline') ? 'attached and inline' : 'attached policies';
  if (has('inline')) return 'inline policies';
  return has('member-of') ? 'groups alone' : 'without a policy';
}

const listed = (names: readonly string[], plural: string): string =>
  names.length <= mostNamed ? names.join(' and ') : `${names.length} ${plural}: ${names.join(', ')}`;

/** Says what services a policy reaches. */
function reach(graph: AccountGraph, index: number): string {
  if (graph.nodes[index]?.badges.includes('admin')) return administrators;
  const reached = ends(graph, index, ['grants', 'denies']).flatMap((end) => graph.nodes[end] ?? []);
  if (reached.some(({ id }) => id === everythingId)) return 'on any resource';
  const services = [...new Set(reached.map(({ path }) => path))].filter(Boolean).sort();
  return services.length === 0 ? 'others' : `on ${listed(services, 'services')}`;
}

/** Returns the service that a role trusts, without its domain, or `people` when it trusts none. */
function trusted(graph: AccountGraph, role: number): string {
  for (let at = graph.in.start[role] ?? 0; at < (graph.in.start[role + 1] ?? 0); at += 1) {
    const edge = graph.in.edge[at] ?? -1;
    if (graph.edges.kind[edge] !== canAssume) continue;
    const party = graph.nodes[graph.edges.from[edge] ?? -1];
    if (party?.flavour === 'service') return party.label.replace('.amazonaws.com', '');
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
        (index) => ability(graph, index),
        (index) => `for ${trusted(graph, index)}`,
        (index) => `${path(index)} for ${trusted(graph, index)}`,
        (index) => `${top(index)} for ${trusted(graph, index)}`,
        top,
      ];
    case 'policy':
      return [
        (index) => reach(graph, index),
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
      return [(index) => ability(graph, index), (index) => sourceOf(graph, index), path, top];
  }
}

/** Returns the bucket of each node, by its position. */
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

/** Returns the finest grouping that fits the limit and has over two groups, else the one that leaves the fewest over. */
function keysOf(
  members: readonly number[],
  ways: readonly ((index: number) => string)[],
  limit: number,
): Map<number, string> {
  const tried = ways.map((way) => new Map(members.map((index) => [index, way(index)])));
  const fits = tried.find((keys) => {
    const { size } = new Set(keys.values());
    return size > 2 && size <= limit;
  });
  const others = (keys: ReadonlyMap<number, string>) => {
    const kept = largest([...keys.values()], limit);
    return [...keys.values()].filter((key) => !kept.has(key)).length;
  };
  const telling = tried.filter((keys) => new Set(keys.values()).size > 2);
  const best = (telling.length > 0 ? telling : tried).reduce((one, other) =>
    others(one) <= others(other) ? one : other,
  );
  return fits ?? best;
}

/** Returns the keys to keep: all when they fit, else the most frequent, with one place left for `others`. */
function largest(keys: readonly string[], limit: number): Set<string> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const rank = (key: string) => (key === administrators ? Infinity : (counts.get(key) ?? 0));
  const byCount = [...counts].sort((a, b) => rank(b[0]) - rank(a[0]) || (a[0] < b[0] ? -1 : 1));
  return new Set(byCount.slice(0, counts.size <= limit ? limit : limit - 1).map(([key]) => key));
}
