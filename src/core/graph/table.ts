/** The projection as rows and as a tree, for keyboards and screen readers. It shows what the canvas shows. */

import {
  type AccountGraph,
  type Badge,
  type EdgeKind,
  type EdgeNote,
  type GraphEdge,
  type NodeKind,
  edgeKinds,
  incoming,
  nodeKinds,
  nodeOf,
  outgoing,
} from './model.ts';
import {
  type DrawnEdgeKind,
  type Likeness,
  type ProjectedEdge,
  type ProjectedNode,
  type Projection,
  isWay,
} from './view.ts';

type Words = readonly [forth: string, back: string];

const ofKind: Readonly<Record<DrawnEdgeKind, Words>> = {
  'member-of': ['member of', 'has member'],
  attached: ['has attached', 'attached to'],
  inline: ['has inline policy', 'inline policy of'],
  boundary: ['bounded by', 'boundary of'],
  grants: ['grants access to', 'access granted by'],
  denies: ['denies access to', 'access denied by'],
  'can-assume': ['can assume', 'can be assumed by'],
  'named-by': ['named by the policy of', 'its policy names'],
  asked: ['asked for', 'asked for by'],
  way: ['has a way to', 'is gained by a way of'],
  'way-if': ['has a way that depends to', 'is gained by a way that depends of'],
};

export const kindPlurals: Readonly<Record<NodeKind, string>> = {
  root: 'Root user',
  user: 'Users',
  group: 'Groups',
  role: 'Roles',
  policy: 'Policies',
  resource: 'Resources',
  outside: 'Outside parties',
};

/** A line that leaves no policy stands for the policy of the resource at its other end. */
const byResource: Readonly<Partial<Record<DrawnEdgeKind, Words>>> = {
  grants: ['is granted access to', 'grants access to'],
  denies: ['is denied access to', 'denies access to'],
};

/** Returns `can assume`, `can be assumed by`; with a note `can assume with MFA`, `can be assumed with MFA by`. */
export function relationWords(kind: DrawnEdgeKind, from: NodeKind, note?: EdgeNote): Words {
  const [forth, back] = (from === 'policy' ? undefined : byResource[kind]) ?? ofKind[kind];
  return note === undefined ? [forth, back] : [`${forth} ${note}`, back.replace(/ by$/, ` ${note} by`)];
}

export interface Relation {
  readonly edge: ProjectedEdge;
  readonly words: string;
  readonly other: ProjectedNode;
}

export interface NodeRow {
  readonly node: ProjectedNode;
  readonly relations: readonly Relation[];
}

/** Returns one row per drawn node, in the order of the projection, with its relations forth and back. */
export function nodeRows({ nodes, edges }: Projection): NodeRow[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const relations = new Map<string, Relation[]>(nodes.map(({ id }) => [id, []]));
  for (const edge of edges) {
    const from = byId.get(edge.from);
    const to = byId.get(edge.to);
    if (!from || !to) continue;
    const [forth, back] = wordsOf(edge, from.kind);
    relations.get(edge.from)?.push({ edge, words: forth, other: to });
    if (from !== to) relations.get(edge.to)?.push({ edge, words: back, other: from });
  }
  return nodes.map((node) => ({ node, relations: relations.get(node.id) ?? [] }));
}

/** Names the method of a way: `way that depends (Function with a passed role) to`. */
function wordsOf({ kind, words, note }: ProjectedEdge, from: NodeKind): Words {
  if (words === undefined) return relationWords(kind, from, note);
  const way = kind === 'way-if' ? 'way that depends' : 'way';
  return [`${way} (${words}) to`, `${way} (${words}) from`];
}

export const waysText = ({ node, relations }: NodeRow): string =>
  relations
    .filter(({ edge }) => isWay(edge.kind))
    .toSorted((a, b) => Number(b.edge.from === node.id) - Number(a.edge.from === node.id))
    .map(({ words, other }) => `${words} ${nodeName(other)}`)
    .join('; ');

export const nodesById = ({ nodes }: Projection): ReadonlyMap<string, ProjectedNode> =>
  new Map(nodes.map((node) => [node.id, node]));

export function relationsOf(graph: AccountGraph, id: string): [words: string, others: string[]][] {
  const found = new Map<string, string[]>();
  const add = (words: string, other: string) => {
    const others = found.get(words);
    if (others) others.push(other);
    else found.set(words, [other]);
  };
  const wordsOf = ({ id: edge, kind, from }: GraphEdge) =>
    relationWords(kind, nodeOf(graph, from)?.kind ?? 'outside', graph.notes.get(edge));
  for (const edge of outgoing(graph, id)) add(wordsOf(edge)[0], edge.to);
  for (const edge of incoming(graph, id)) add(wordsOf(edge)[1], edge.from);
  return [...found];
}

export function countsByKind({ nodes, edges }: AccountGraph): ReadonlyMap<NodeKind | EdgeKind, number> {
  const found = new Map<NodeKind | EdgeKind, number>();
  const count = (kind: NodeKind | EdgeKind) => found.set(kind, (found.get(kind) ?? 0) + 1);
  for (const { kind } of nodes) count(kind);
  for (const code of edges.kind) {
    const kind = edgeKinds[code];
    if (kind) count(kind);
  }
  return found;
}

export interface KindBranch {
  readonly kind: NodeKind;
  readonly title: string;
  readonly rows: readonly NodeRow[];
}

/** Groups the rows by kind, in the order of the columns; kinds without a row are left out. */
export function kindBranches(rows: readonly NodeRow[]): KindBranch[] {
  return nodeKinds
    .map((kind) => ({ kind, title: kindPlurals[kind], rows: rows.filter(({ node }) => node.kind === kind) }))
    .filter(({ rows: own }) => own.length > 0);
}

/** Returns `alice`, or `alice and 2 more` for a shape that stands for several that are alike. */
export const nodeName = ({ label, bucket }: Pick<ProjectedNode, 'label' | 'bucket'>): string => {
  const more = bucket?.alike ? bucket.size - bucket.shown - 1 : 0;
  return more > 0 ? `${label} and ${more} more` : label;
};

/** Describes a node: "policy, AWS managed, allows everything", "resource, existence unknown". */
export function nodeSummary(node: ProjectedNode): string {
  const parts: string[] = [];
  if (node.bucket) {
    const { size, shown, alike } = node.bucket;
    if (alike) parts.push(`${size - shown} ${likenessWords(alike, node.kind)}`);
    else parts.push(shown > 0 ? `${size} in total, ${shown} shown as single shapes` : `${size} in total`);
  }
  if (node.kind === 'root') parts.push('named as a principal it means the whole account');
  if (node.about !== undefined && !node.bucket) parts.push(node.about);
  else if (node.flavour) parts.push(flavourWords[node.flavour]);
  if (!node.known)
    parts.push(node.kind === 'resource' ? 'named by a policy, existence unknown' : 'its text is not known');
  if (node.folded !== undefined)
    parts.push(`${node.folded} ${node.folded === 1 ? 'user' : 'users'} folded in`);
  for (const badge of node.badges) parts.push(badgeWords(badge, node.kind));
  return parts.join(', ');
}

function likenessWords(likeness: Likeness, kind: NodeKind): string {
  if (likeness === 'names') return 'that differ only in names, ids and dates';
  return kind === 'policy'
    ? 'with the same users, groups and roles'
    : 'that policies of the same users, groups and roles name';
}

/** Says a badge in words: a policy allows everything itself, a principal has a policy that does. */
function badgeWords(badge: Badge, kind: NodeKind): string {
  switch (badge) {
    case 'no-mfa':
      return 'no MFA device';
    case 'access-key':
      return 'has an active access key';
    case 'open-trust':
      return 'lets in somebody outside without a condition';
    case 'admin':
      return kind === 'policy' ? 'allows everything' : 'has a policy that allows everything';
    case 'ways':
      return 'could become administrator';
    case 'boundary':
      return 'has a permissions boundary';
  }
}

const flavourWords: Readonly<Record<NonNullable<ProjectedNode['flavour']>, string>> = {
  customer: 'customer managed',
  aws: 'AWS managed',
  inline: 'inline',
  account: 'another account',
  principal: "another account's identity",
  service: 'AWS service',
  provider: 'identity provider',
  everyone: 'anyone at all',
  deleted: 'no longer there',
};
