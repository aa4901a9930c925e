/**
 * The account as a graph: its nodes and edges, and how to walk them. `accountGraph` (nodes-and-edges.ts)
 * builds it, and projection.ts chooses what is drawn. Edges are parallel arrays with adjacency in both
 * directions: a full-quota account has over 100,000 of them and is walked on every edit.
 */

import type { AccountId } from '../model/ids.ts';
import type { UnknownPart } from '../model/records/lists.ts';
import type { RowRef } from '../model/world/world.ts';

export const nodeKinds = ['root', 'user', 'group', 'role', 'policy', 'resource', 'outside'] as const;
export type NodeKind = (typeof nodeKinds)[number];

export const edgeKinds = [
  'member-of',
  'attached',
  'inline',
  'boundary',
  'grants',
  'denies',
  'can-assume',
  'named-by',
] as const;
export type EdgeKind = (typeof edgeKinds)[number];

export type Flavour =
  | 'customer'
  | 'aws'
  | 'inline'
  | 'account'
  | 'principal'
  | 'service'
  | 'provider'
  | 'everyone'
  | 'deleted';

export const badges = ['no-mfa', 'access-key', 'open-trust', 'admin', 'ways', 'boundary'] as const;
/**
 * `admin`: allows every action on everything, itself or through an attached policy. `access-key`: has an
 * active one. `no-mfa`: has a password for the console (root always) and no MFA device, as Security Hub's IAM.5 counts it:
 * a user without a password has no sign-in that could ask for a device. Where an imported file does not tell of passwords
 * or devices, nobody is said to lack one. `open-trust`: a role that lets
 * in a party outside without a condition. `ways`: could become administrator; a search of its own
 * finds that, and `withBadge` (ways.ts) adds it.
 */
export type Badge = (typeof badges)[number];

export const unknownCredentials = [
  'passwords',
  'access-keys',
  'mfa-devices',
] as const satisfies readonly UnknownPart[];
export type UnknownCredential = (typeof unknownCredentials)[number];

/**
 * `with MFA`: only after a person proved an MFA device. `without a condition`: a party outside comes in, and the trust policy
 * asks nothing of it (open-trust.ts).
 */
export type EdgeNote = 'with MFA' | 'without a condition';

export interface GraphNode {
  /**
   * The ARN; for a resource the ARN or pattern in policies (`*` for everything); for an inline policy its
   * name in decisions (`inlinePolicyName`); for an outside party the principal in the trust policy.
   */
  readonly id: string;
  readonly kind: NodeKind;
  /**
   * Short name for a person: `alice`, `s3://payroll`, `lambda.amazonaws.com`. An inline policy is `alice · Notes`, or
   * `alice: s3:GetObject on s3://payroll` where its own name tells nothing.
   */
  readonly label: string;
  /** Words about an inline policy: its name, and what it allows and denies. */
  readonly about?: string;
  readonly flavour?: Flavour;
  /** IAM path (`/`, `/ops/`) of users, groups, roles and managed policies; service of a resource. */
  readonly path: string;
  /** False: only named by a policy, existence unknown. */
  readonly known: boolean;
  /** The row behind it; for an inline policy, its holder's. */
  readonly row?: RowRef;
  readonly badges: readonly Badge[];
}

export interface GraphEdge {
  /** `{from} {kind} {to}`: at most one edge of a kind between two nodes. */
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
}

/** Parallel arrays: edge `e` runs from node `from[e]` to node `to[e]` and is of kind `edgeKinds[kind[e]]`. */
export interface EdgeTable {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly kind: Uint8Array;
}

/** Edges of node `n`: `edge[start[n]] … edge[start[n + 1] - 1]`. */
export interface Adjacency {
  readonly start: Int32Array;
  readonly edge: Int32Array;
}

/** Tells nodes apart by more than the graph has of them (nature.ts). */
export interface NodeNatures {
  /** Returns the same text for two nodes only if what the account holds of them is the same. */
  of(node: GraphNode): string;
  /** Returns what the statements of a policy say about a resource that they name, by name or by pattern. */
  asNamed(policy: GraphNode, resource: GraphNode): string;
}

export interface AccountGraph {
  readonly account: AccountId;
  /** Credentials that badges cannot show, because the account was imported without them. */
  readonly unknown: readonly UnknownCredential[];
  /** True: too many to decide who can assume which role. Then `named-by` shows whom trust policies name. */
  readonly isUndecided: boolean;
  /** Notes on `can-assume` edges, by their ids; few have one. */
  readonly notes: ReadonlyMap<string, EdgeNote>;
  readonly nodes: readonly GraphNode[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly edges: EdgeTable;
  readonly out: Adjacency;
  readonly in: Adjacency;
  readonly natures: NodeNatures;
}

export const edgeId = (from: string, kind: EdgeKind, to: string): string => `${from} ${kind} ${to}`;

/** The resource node that stands for `"Resource": "*"`. */
export const everythingId = '*';
/** The outside party that stands for `"Principal": "*"`. */
export const everyoneId = 'everyone';

export const nodeOf = (graph: AccountGraph, id: string): GraphNode | undefined => {
  const index = graph.indexOf.get(id);
  return index === undefined ? undefined : graph.nodes[index];
};

function edgeAt(graph: AccountGraph, position: number): GraphEdge {
  const from = graph.nodes[graph.edges.from[position] ?? -1];
  const to = graph.nodes[graph.edges.to[position] ?? -1];
  const kind = edgeKinds[graph.edges.kind[position] ?? -1];
  if (!from || !to || !kind) throw new Error(`no edge at position \`${position}\``);
  return { id: edgeId(from.id, kind, to.id), kind, from: from.id, to: to.id };
}

const incident = (graph: AccountGraph, side: Adjacency, id: string): GraphEdge[] => {
  const index = graph.indexOf.get(id);
  if (index === undefined) return [];
  const edges: GraphEdge[] = [];
  for (let at = side.start[index] ?? 0; at < (side.start[index + 1] ?? 0); at += 1) {
    edges.push(edgeAt(graph, side.edge[at] ?? -1));
  }
  return edges;
};

/** Edges that leave it: user → group, group → policy, policy → resource, principal → role to assume. */
export const outgoing = (graph: AccountGraph, id: string): GraphEdge[] => incident(graph, graph.out, id);
export const incoming = (graph: AccountGraph, id: string): GraphEdge[] => incident(graph, graph.in, id);

export function hasEdge(graph: AccountGraph, from: string, kind: EdgeKind, to: string): boolean {
  const start = graph.indexOf.get(from);
  const end = graph.indexOf.get(to);
  if (start === undefined || end === undefined) return false;
  const wanted = edgeKinds.indexOf(kind);
  for (let at = graph.out.start[start] ?? 0; at < (graph.out.start[start + 1] ?? 0); at += 1) {
    const edge = graph.out.edge[at] ?? -1;
    if (graph.edges.to[edge] === end && graph.edges.kind[edge] === wanted) return true;
  }
  return false;
}

export function degrees(graph: AccountGraph, index: number): { out: number; in: number } {
  return {
    out: (graph.out.start[index + 1] ?? 0) - (graph.out.start[index] ?? 0),
    in: (graph.in.start[index + 1] ?? 0) - (graph.in.start[index] ?? 0),
  };
}
