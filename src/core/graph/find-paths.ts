/**
 * Finds ways from one node to another over memberships, policies and roles, each hop with the reasons why it
 * holds. The engine decides each `sts:AssumeRole`. A right to a role, such as `iam:GetRole`, is no way to it.
 * `unsearched` says what is not looked at. Ways to administrator are searched in core/analysis/ways.
 */

import { type DecisionEnv, authorize } from '../authz/authorize.ts';
import type { World } from '../model/world/world.ts';
import { compile } from '../policy/compile.ts';
import { labelsIn } from '../model/labels.ts';
import { describeStatement } from '../words/statement.ts';
import { type AccountGraph, type EdgeKind, type GraphNode, edgeId, nodeOf, outgoing } from './model.ts';
import { policyText } from '../words/policy-text.ts';
import { resourceResolver } from './resource-nodes.ts';

export interface Hop {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Plain sentences: why this hop holds. */
  readonly why: readonly string[];
}

export interface GraphPath {
  readonly nodes: readonly string[];
  readonly hops: readonly Hop[];
}

/** Plain sentences about what a search overlooks, for the screen that shows its result. */
export const unsearched = [
  'Followed: memberships, policies and AssumeRole. Conditions such as MFA count as not met.',
  'Not looked at: denies, boundaries and conditions around the last policy.',
] as const;

/** Most decisions of one search; after that it takes no further role hops. */
const decisionBudget = 20_000;
/** Most paths returned, shortest first. */
const mostPaths = 5;
const mostHops = 8;

export function findPaths(
  world: World,
  graph: AccountGraph,
  from: string,
  to: string,
  env: DecisionEnv,
): GraphPath[] {
  const start = nodeOf(graph, from);
  if (!start) return [];
  const search = new Search(world, graph, env);
  const found: GraphPath[] = [];
  const depthOf = new Map([[from, 0]]);
  let frontier: { node: GraphNode; hops: readonly Hop[] }[] = [{ node: start, hops: [] }];
  for (let depth = 1; depth <= mostHops && frontier.length > 0 && found.length < mostPaths; depth += 1) {
    const next: typeof frontier = [];
    for (const { node, hops } of frontier) {
      for (const hop of search.hops(node)) {
        const end = nodeOf(graph, hop.to);
        // A node may be reached over several shortest ways, but not over a longer one.
        if (!end || (depthOf.get(end.id) ?? depth) < depth || next.length > 5_000) continue;
        depthOf.set(end.id, depth);
        const way = [...hops, hop];
        if (end.id === to) found.push({ nodes: [from, ...way.map((one) => one.to)], hops: way });
        else next.push({ node: end, hops: way });
      }
    }
    frontier = next;
  }
  return found.slice(0, mostPaths);
}

class Search {
  readonly #world: World;
  readonly #graph: AccountGraph;
  readonly #env: DecisionEnv;
  readonly #known = new Map<string, readonly Hop[]>();
  #decisions = 0;

  constructor(world: World, graph: AccountGraph, env: DecisionEnv) {
    this.#world = world;
    this.#graph = graph;
    this.#env = env;
  }

  hops(node: GraphNode): readonly Hop[] {
    let hops = this.#known.get(node.id);
    if (!hops) this.#known.set(node.id, (hops = this.#find(node)));
    return hops;
  }

  #find(node: GraphNode): Hop[] {
    const structural = outgoing(this.#graph, node.id).flatMap(({ kind, to }) =>
      this.#structural(node, kind, to),
    );
    const assumes = node.kind === 'user' || node.kind === 'role' ? this.#assumable(node) : [];
    return [...structural, ...assumes];
  }

  #structural(node: GraphNode, kind: EdgeKind, to: string): Hop[] {
    const label = nodeOf(this.#graph, to)?.label ?? to;
    switch (kind) {
      case 'member-of':
        return [hop(node.id, kind, to, [`${node.label} is a member of ${label}.`])];
      case 'attached':
        return [hop(node.id, kind, to, [`${label} is attached to ${node.label}.`])];
      case 'inline':
        return [
          hop(node.id, kind, to, [`${node.label} has the inline policy ${to.slice(to.indexOf('#') + 1)}.`]),
        ];
      case 'grants':
        // A right to a user, role or policy is not the user, role or policy.
        if (nodeOf(this.#graph, to)?.kind !== 'resource') return [];
        return [hop(node.id, kind, to, grantsTo(this.#world, this.#graph, node.id, to))];
      case 'named-by':
        // A trust policy that names somebody in vain leads nowhere.
        if (nodeOf(this.#graph, to)?.kind === 'role') return [];
        return [hop(node.id, kind, to, [`The policy of ${label} names ${node.label}.`])];
      case 'can-assume':
        // Users and roles are decided in `#assumable`. Root delegates to them and takes no hop of its own.
        return node.kind === 'outside'
          ? [hop(node.id, kind, to, [`The trust policy of ${label} names ${node.label}.`])]
          : [];
      case 'boundary':
      case 'denies':
        return [];
    }
  }

  /** Returns hops to the roles that it may assume by decision, among those whose trust could name it. */
  #assumable(node: GraphNode): Hop[] {
    const { trustedBy } = this.#world.index;
    const account = this.#graph.account;
    const named = [node.id, `arn:aws:iam::${account}:root`, account, '*'].flatMap((name) => [
      ...(trustedBy.get(name) ?? []),
    ]);
    return [...new Set(named)].flatMap((id) => {
      const role = this.#world.roles.get(id);
      if (!role || role.arn === node.id || this.#decisions >= decisionBudget) return [];
      this.#decisions += 1;
      const decision = authorize(
        this.#world,
        { principal: node.id, action: 'sts:AssumeRole', resource: role.arn },
        this.#env,
      );
      if (decision.verdict === 'denied') return [];
      return [hop(node.id, 'can-assume', role.arn, [decision.explain(labelsIn(this.#world)).because])];
    });
  }
}

const hop = (from: string, kind: EdgeKind, to: string, why: readonly string[]): Hop => ({
  id: edgeId(from, kind, to),
  from,
  to,
  kind,
  why,
});

function grantsTo(world: World, graph: AccountGraph, policy: string, resource: string): string[] {
  const document = policyText(world, policy)?.document;
  if (document === undefined) return [];
  const resolve = resourceResolver((id) => graph.indexOf.has(id), [...world.resources.values()]);
  return compile(document)
    .statements.filter(
      ({ effect, resources }) =>
        effect === 'Allow' && (resources ?? ['*']).some((text) => resolve(text).ids.includes(resource)),
    )
    .map(describeStatement);
}
