/**
 * The path of one request through the graph: from the principal, over the policies that decided, to the
 * resource, and where it stopped. It reads the decision and must not decide anything again.
 */

import type { Question } from '../authz/authorize.ts';
import type { Decision, Layer, Trace } from '../authz/decision.ts';
import { isAnyAccount, resolvePrincipal } from '../authz/principal.ts';
import { anyAccount } from '../model/request/unsigned-calls.ts';
import type { World } from '../model/world/world.ts';
import { labelsIn, principalLabel, resourceLabel } from '../model/labels.ts';
import {
  type AccountGraph,
  type EdgeKind,
  type GraphNode,
  type NodeKind,
  edgeId,
  everyoneId,
  hasEdge,
  incoming,
  nodeOf,
  outgoing,
} from './model.ts';
import type { ExtraEdge } from './view.ts';
import { containerPattern } from './resource-nodes.ts';

export interface RequestPath {
  /** Ids of nodes and edges to light, in the order in which the request passes them. */
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  /** Missing in the graph: the very object asked for, an `asked` edge when no policy leads there. */
  readonly extraNodes: readonly GraphNode[];
  readonly extraEdges: readonly ExtraEdge[];
  readonly principal: string;
  readonly target: string;
  readonly verdict: Decision['verdict'];
  /** Absent when the request is allowed. */
  readonly stop?: PathStop;
}

export interface PathStop {
  /** The node at which it stopped: the principal, a denying policy, the boundary, the resource. */
  readonly node: string;
  readonly layer: Layer;
  readonly text: string;
}

/** Says where a request stopped; `note`: what its answer depends on, which is said instead. */
export const stopWords = ({ stop }: RequestPath, note?: string): string =>
  note?.replaceAll('`', '') ?? stop?.text ?? 'Nothing stops this request.';

/** Returns the ids of a path and its neighbours; of the path alone where those are more than `most`. */
export function withNeighbours(
  graph: AccountGraph,
  path: readonly string[],
  most: number,
): readonly string[] {
  const near = new Set(path);
  for (const id of path) {
    for (const { to } of outgoing(graph, id)) near.add(to);
    for (const { from } of incoming(graph, id)) near.add(from);
    if (near.size > most) return path;
  }
  return [...near];
}

export function requestPath(
  world: World,
  question: Question,
  decision: Decision,
  graph: AccountGraph,
): RequestPath {
  const lit = new LitPath(graph, principalNode(world, question, graph), targetNode(question.resource, graph));
  const stop = decision.verdict === 'allowed' ? undefined : lightRefusal(lit, decision);
  if (decision.verdict === 'allowed') lightGrant(lit, decision);
  return {
    ...lit.result(),
    verdict: decision.verdict,
    ...(stop === undefined
      ? {}
      : { stop: { node: stop, layer: decision.layer, text: decision.explain(labelsIn(world)).because } }),
  };
}

function lightGrant(lit: LitPath, { layer, deciding }: Decision): void {
  if (layer === 'root-user' || deciding.length === 0) return lit.step(lit.principal, 'grants', lit.target);
  for (const { policy } of deciding) lit.through(policy, 'grants');
  lit.resourceSide();
}

/** Layers whose policies bind the caller and are not in the graph: a denied request stops at the caller. */
const layersOfCaller: ReadonlySet<Layer> = new Set(['service-control', 'vpc-endpoint', 'session']);

function lightRefusal(lit: LitPath, decision: Decision): string {
  const { reason, layer, deciding } = decision;
  if (reason === 'explicit-deny') {
    if (layersOfCaller.has(layer)) {
      lit.ask(lit.principal);
      return lit.principal;
    }
    for (const { policy } of deciding) lit.through(policy, 'denies');
    // A policy node denies, or else the policy of the target itself.
    const denying = deciding[0]?.policy;
    return denying !== undefined && lit.isPolicy(denying) ? denying : lit.target;
  }
  const trace = decision.explain();
  if (layer === 'permissions-boundary') {
    for (const policy of granting(trace)) lit.holding(policy);
    const boundary = lit.boundary();
    lit.ask(boundary ?? lit.principal);
    return boundary ?? lit.principal;
  }
  if (layer === 'resource' || layer === 'resource-control') {
    const grants = granting(trace);
    for (const policy of grants) lit.through(policy, 'grants');
    if (grants.length === 0) lit.ask(lit.principal);
    return lit.target;
  }
  lit.ask(lit.principal);
  return lit.principal;
}

/** Returns the identity policies with an allowing statement, whatever stopped the request afterwards. */
const granting = (trace: Trace): string[] => [
  ...new Set(
    trace.gates
      .filter(({ layer }) => layer === 'identity')
      .flatMap(({ statements }) => statements)
      .filter(({ applies, effect }) => applies && effect === 'Allow')
      .map(({ policy }) => policy),
  ),
];

/** Returns the id of the node of a principal: its ARN, for a role session that of the role, and that of everyone for `*`. */
export function principalNodeId(world: World, text: string, sessionName?: string): string {
  const principal = resolvePrincipal(world, text, sessionName);
  if (principal.kind === 'anonymous') return everyoneId;
  if (isAnyAccount(principal)) return anyAccount;
  return principal.kind === 'role-session' ? principal.role.arn : principal.arn;
}

function principalNode(world: World, question: Question, graph: AccountGraph): GraphNode {
  const id = principalNodeId(world, question.principal, question.sessionName);
  return nodeOf(graph, id) ?? extraNode(id, 'outside', principalLabel(id));
}

/** Returns the node of the resource or of its container, or a new one. */
function targetNode(resource: string, graph: AccountGraph): GraphNode {
  return (
    nodeOf(graph, resource) ??
    nodeOf(graph, containerPattern(resource)) ??
    extraNode(resource, 'resource', resourceLabel(resource))
  );
}

const extraNode = (id: string, kind: NodeKind, label: string): GraphNode => ({
  id,
  kind,
  label,
  path: '',
  known: id === '*',
  badges: [],
});

/** Collects what is lit, in order and each once. It lives for one call. */
class LitPath {
  readonly principal: string;
  readonly target: string;
  readonly #graph: AccountGraph;
  readonly #nodes = new Set<string>();
  readonly #edges = new Set<string>();
  readonly #extraNodes: GraphNode[];
  readonly #extraEdges: ExtraEdge[] = [];

  constructor(graph: AccountGraph, principal: GraphNode, target: GraphNode) {
    this.#graph = graph;
    this.principal = principal.id;
    this.target = target.id;
    this.#extraNodes = [principal, target].filter(({ id }) => !graph.indexOf.has(id));
    this.#nodes.add(principal.id);
  }

  isPolicy(id: string): boolean {
    return nodeOf(this.#graph, id)?.kind === 'policy';
  }

  /** Adds an edge of the graph, or an extra one when the graph has none. */
  step(from: string, kind: EdgeKind | 'asked', to: string): void {
    this.#nodes.add(from);
    this.#nodes.add(to);
    const id = edgeId(from, kind as EdgeKind, to);
    if (this.#edges.has(id)) return;
    this.#edges.add(id);
    if (kind !== 'asked' && hasEdge(this.#graph, from, kind, to)) return;
    if (kind === 'asked' || kind === 'grants' || kind === 'denies' || kind === 'named-by')
      this.#extraEdges.push({ id, kind, from, to });
  }

  through(policy: string, kind: 'grants' | 'denies'): void {
    if (this.isPolicy(policy)) {
      this.holding(policy);
      this.step(policy, kind, this.target);
    } else {
      // A trust or resource policy: its name is the role or resource itself.
      this.#direct(kind);
    }
  }

  /** Adds the hops by which the principal has the policy: attached, inline, through a group, as boundary. */
  holding(policy: string): void {
    for (const { kind, to } of outgoing(this.#graph, this.principal)) {
      if (to === policy) this.step(this.principal, kind, to);
      if (kind !== 'member-of') continue;
      for (const held of outgoing(this.#graph, to)) {
        if (held.to !== policy) continue;
        this.step(this.principal, 'member-of', to);
        this.step(to, held.kind, policy);
      }
    }
  }

  boundary(): string | undefined {
    const edge = outgoing(this.#graph, this.principal).find(({ kind }) => kind === 'boundary');
    if (edge) this.step(edge.from, 'boundary', edge.to);
    return edge?.to;
  }

  ask(from: string): void {
    this.step(from, 'asked', this.target);
  }

  /** Adds the trust in the whole account when the target is a role that has it. */
  resourceSide(): void {
    const root = `arn:aws:iam::${this.#graph.account}:root`;
    if (root !== this.principal && hasEdge(this.#graph, root, 'named-by', this.target))
      this.#edges.add(edgeId(root, 'named-by', this.target));
  }

  result(): Pick<RequestPath, 'nodes' | 'edges' | 'extraNodes' | 'extraEdges' | 'principal' | 'target'> {
    this.#nodes.add(this.target);
    return {
      nodes: [...this.#nodes],
      edges: [...this.#edges],
      extraNodes: this.#extraNodes,
      extraEdges: this.#extraEdges,
      principal: this.principal,
      target: this.target,
    };
  }

  #direct(kind: 'grants' | 'denies'): void {
    for (const relation of ['can-assume', 'named-by', 'denies'] as const) {
      const wanted = (relation === 'denies') === (kind === 'denies');
      if (wanted && hasEdge(this.#graph, this.principal, relation, this.target))
        return this.step(this.principal, relation, this.target);
    }
    this.step(this.principal, kind === 'denies' ? 'denies' : 'named-by', this.target);
  }
}
