/**
 * Ways to power as a layer over the graph: each hop is a line, hops that several ways share are one, and what the account
 * does not have (an outsider, a role that a way makes) gets a shape. It draws the ways that a search found and finds none.
 */

import { arnName, parseArn } from '../model/arn.ts';
import { resourceLabel } from '../model/labels.ts';
import type { AccountGraph, Badge, GraphNode } from './model.ts';
import type { ExtraEdge } from './view.ts';

export interface DrawableWay {
  readonly from: string;
  readonly to: string;
  /** Empty for one that is there already: then nothing is drawn. */
  readonly steps: readonly DrawableStep[];
  /** Set when its end holds only under a condition. */
  readonly onlyWith?: string | undefined;
}
export interface DrawableStep {
  readonly method: { readonly id: string; readonly name: string; readonly gain?: string };
  readonly from: string;
  readonly to: string;
  readonly assumes: readonly string[];
}

export interface WaysLayer {
  /** Ids of the nodes of the ways, of the account or not. */
  readonly nodes: readonly string[];
  readonly extraNodes: readonly GraphNode[];
  readonly extraEdges: readonly ExtraEdge[];
  /** The number of ways for which there was no room. */
  readonly left: number;
}

/** The most shapes and lines of the layer. The drawing has its own budget beside it. */
const wayBudget = { nodes: 100, edges: 200 } as const;

interface Hop {
  /** The name of the method, or what holds without one. */
  readonly words: string;
  readonly from: string;
  readonly to: string;
  readonly depends: boolean;
}

const hopId = ({ from, to, words }: Hop): string => `way ${from} ${words} ${to}`;

/** A resource runs as the role that begins the way, and the role that ends it reaches the resource. */
function hopsOf({ from, to, steps, onlyWith }: DrawableWay): Hop[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return [];
  const hops: Hop[] = [
    ...(first.from === from ? [] : [{ depends: false, words: 'runs as', from, to: first.from }]),
    ...steps.map((step) => ({
      words: step.method.name,
      from: step.from,
      to: step.to,
      depends: step.assumes.length > 0,
    })),
    ...(last.to === to ? [] : [{ depends: false, words: 'reaches', from: last.to, to }]),
  ];
  return onlyWith === undefined
    ? hops
    : hops.map((hop, at) => (at === hops.length - 1 ? { ...hop, depends: true } : hop));
}

export function pathOfWay(way: DrawableWay): {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
} {
  const hops = hopsOf(way);
  return {
    nodes: [...new Set(hops.flatMap(({ from, to }) => [from, to]))],
    edges: [...new Set(hops.map(hopId))],
  };
}

export const edgeOfStep = ({ method, from, to }: DrawableStep): string =>
  hopId({ words: method.name, from, to, depends: false });

interface LayerOptions {
  readonly nameOf?: ((id: string) => string | undefined) | undefined;
  readonly room?: { readonly nodes: number; readonly edges: number };
}

/** Draws as many ways as there is room for, in their order. */
export function waysLayer(
  graph: AccountGraph,
  ways: readonly DrawableWay[],
  { nameOf = () => undefined, room = wayBudget }: LayerOptions = {},
): WaysLayer {
  const nodes = new Set<string>();
  const edges = new Map<string, ExtraEdge>();
  const drawable = ways.filter(({ steps }) => steps.length > 0);
  const made = new Set<string>();
  let drawn = 0;
  for (const way of drawable) {
    const hops = hopsOf(way);
    const newNodes = new Set(hops.flatMap(({ from, to }) => [from, to]).filter((id) => !nodes.has(id)));
    const newEdges = new Set(hops.map(hopId).filter((id) => !edges.has(id)));
    if (nodes.size + newNodes.size > room.nodes || edges.size + newEdges.size > room.edges) break;
    for (const id of newNodes) nodes.add(id);
    for (const hop of hops) {
      const id = hopId(hop);
      // A hop depends on nothing when one of its ways needs nothing unknown.
      if (hop.depends && edges.has(id)) continue;
      edges.set(id, {
        id,
        kind: hop.depends ? 'way-if' : 'way',
        from: hop.from,
        to: hop.to,
        words: hop.words,
      });
    }
    for (const { method, to } of way.steps) if (method.gain === 'new') made.add(to);
    drawn += 1;
  }
  return {
    nodes: [...nodes],
    extraNodes: [...nodes]
      .filter((id) => !graph.indexOf.has(id))
      .map((id) => standIn(graph, id, { name: nameOf(id), isMade: made.has(id) })),
    extraEdges: [...edges.values()],
    left: drawable.length - drawn,
  };
}

/** Returns the layer with that way, too, if there was no room for it. */
export function withWay(
  graph: AccountGraph,
  layer: WaysLayer,
  way: DrawableWay,
  nameOf?: LayerOptions['nameOf'],
): WaysLayer {
  const lines = new Set(layer.extraEdges.map(({ id }) => id));
  if (pathOfWay(way).edges.every((id) => lines.has(id))) return layer;
  const one = waysLayer(graph, [way], { nameOf, room: { nodes: Infinity, edges: Infinity } });
  const nodes = new Set(layer.nodes);
  return {
    nodes: [...layer.nodes, ...one.nodes.filter((id) => !nodes.has(id))],
    extraNodes: [...layer.extraNodes, ...one.extraNodes.filter(({ id }) => !nodes.has(id))],
    extraEdges: [...layer.extraEdges, ...one.extraEdges.filter(({ id }) => !lines.has(id))],
    left: layer.left - 1,
  };
}

function standIn(
  graph: AccountGraph,
  id: string,
  { name, isMade }: { readonly name: string | undefined; readonly isMade: boolean },
): GraphNode {
  const base = { id, path: '/', known: true, badges: [] };
  const arn = parseArn(id);
  const [provider = '', subject] = id.split('#', 2);
  if (!arn || subject !== undefined)
    return {
      ...base,
      kind: 'outside',
      label: name ?? subject ?? id,
      about: subject === undefined ? 'somebody outside' : `somebody outside, known to ${arnName(provider)}`,
    };
  const type = arn.service === 'iam' ? arn.resource.split('/', 1)[0] : undefined;
  const isPrincipal = type === 'user' || type === 'role';
  if (type === 'oidc-provider' || type === 'saml-provider')
    return { ...base, kind: 'outside', flavour: 'provider', label: arnName(id) };
  if (isPrincipal && arn.account !== graph.account)
    return { ...base, kind: 'outside', flavour: 'principal', label: `${arnName(id)} of ${arn.account}` };
  if (isPrincipal)
    // A way that was found before an edit may lead through somebody who was deleted.
    return {
      ...base,
      kind: type,
      label: arnName(id),
      about: isMade ? 'does not exist yet' : 'not in this account',
      known: false,
    };
  return { ...base, kind: 'resource', label: resourceLabel(id), known: false };
}

export function withBadge(graph: AccountGraph, badge: Badge, ids: ReadonlySet<string>): AccountGraph {
  if (ids.size === 0) return graph;
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      ids.has(node.id) && !node.badges.includes(badge) ? { ...node, badges: [...node.badges, badge] } : node,
    ),
  };
}
