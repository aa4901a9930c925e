/** The graph on screen: the account's, the person's view of it, and the projection that canvas, table and tree show. */

import {
  type AccountGraph,
  type EdgeKind,
  type GraphNode,
  type NodeKind,
  nodeOf,
} from '#core/graph/model.ts';
import { type ExtraEdge, type Focus, type GraphView, type Layout, pageSize } from '#core/graph/view.ts';
import type { DrawingRoom } from '#core/graph/layout/drawing-room.ts';
import { firstOfAlike } from '#core/graph/alike.ts';
import { project } from '#core/graph/projection.ts';
import { nodeRows, nodesById } from '#core/graph/table.ts';
import type { AddressStore, LayerAddress } from './address.svelte.ts';
import type { Lit } from '../scene/spotlight.ts';

export interface LitPathInput extends Lit {
  /** Nodes of the account beside which no others are drawn, unless the person focuses a node or shows ways. */
  readonly only?: readonly string[] | undefined;
  readonly extraNodes?: readonly GraphNode[];
  readonly extraEdges?: readonly ExtraEdge[];
}

export interface GraphLayer {
  readonly drawn:
    | (Pick<GraphView, 'only' | 'extraNodes' | 'extraEdges'> & { readonly nodes: readonly string[] })
    | undefined;
  readonly lit: Lit | undefined;
}

/** The reactive source of the graph (account-graph.svelte.ts). */
export interface GraphSource {
  readonly graph: AccountGraph;
}

/** The most nodes of an account that are drawn around a path or ways, unless a person wants them. */
export const mostAround = 60;

export class GraphState {
  readonly #source: GraphSource;
  readonly #address: AddressStore;
  readonly #requestPath: () => LitPathInput | undefined;
  readonly #autoFocus: () => Focus | undefined;
  hiddenKinds = $state.raw<readonly NodeKind[]>([]);
  hiddenRelations = $state.raw<readonly EdgeKind[]>([]);
  open = $state.raw<Readonly<Record<string, number>>>({});
  each = $state.raw(false);
  /** True once the person wanted the whole account and not the focus that was chosen for them. */
  #isWholeWanted = $state.raw(false);
  layer = $state.raw<GraphLayer | undefined>();
  /** The room of the drawing, once it is known. */
  room = $state.raw<DrawingRoom | undefined>();
  /** A path that the person asked for. It replaces the request's path. */
  foundPath = $state.raw<(() => LitPathInput | undefined) | undefined>();

  /** `autoFocus` is the focus while the person has chosen none. */
  constructor(
    source: GraphSource,
    address: AddressStore,
    requestPath: () => LitPathInput | undefined = () => undefined,
    autoFocus: () => Focus | undefined = () => undefined,
  ) {
    this.#source = source;
    this.#address = address;
    this.#requestPath = requestPath;
    this.#autoFocus = autoFocus;
  }

  readonly graph = $derived.by(() => this.#source.graph);
  readonly address = $derived.by(() => this.#address.current);
  readonly #path = $derived.by(() => (this.foundPath ?? this.#requestPath)());
  readonly lit = $derived.by(() => this.layer?.lit ?? this.#path);
  readonly layout = $derived.by(() => this.#address.current.layout);
  readonly selected = $derived.by(() => this.#address.current.selected);
  readonly selectedNode = $derived.by(() =>
    this.selected === undefined ? undefined : nodeOf(this.graph, this.selected),
  );
  // Words and numbers of the address, because equal ones draw nothing again when only the selection changes.
  readonly #focused = $derived.by(() => this.#address.current.focus);
  readonly #hops = $derived.by(() => this.#address.current.hops);
  readonly focus = $derived.by((): Focus | undefined => {
    const auto = this.#isWholeWanted ? undefined : this.#autoFocus();
    const wanted = this.#focused === undefined ? auto : { id: this.#focused, hops: this.#hops };
    return wanted && this.graph.indexOf.has(wanted.id) ? wanted : undefined;
  });
  readonly #view = $derived.by((): GraphView => {
    const path = this.#path;
    const layer = this.layer?.drawn;
    const only = layer ? layer.only : this.#focused === undefined ? path?.only : undefined;
    const extraNodes = [...(path?.extraNodes ?? []), ...(layer?.extraNodes ?? [])];
    const extraEdges = [...(path?.extraEdges ?? []), ...(layer?.extraEdges ?? [])];
    return {
      layout: this.layout,
      hiddenKinds: this.hiddenKinds,
      hiddenRelations: this.hiddenRelations,
      open: this.open,
      each: this.each,
      pinned: [...(path?.nodes ?? []), ...(layer?.nodes ?? [])],
      ...(this.focus && !only ? { focus: this.focus } : {}),
      ...(only ? { only } : {}),
      ...(layer?.only && this.layout === 'columns' ? { waysAlone: true } : {}),
      ...(this.room ? { room: this.room } : {}),
      ...(extraNodes.length > 0 ? { extraNodes } : {}),
      ...(extraEdges.length > 0 ? { extraEdges } : {}),
    };
  });
  /** The projection without the selection: selecting a node that is drawn must not draw anything again. */
  readonly #unselected = $derived.by(() => project(this.graph, this.#view));
  readonly #drawnAnyway = $derived.by(() => nodesById(this.#unselected));
  readonly projection = $derived.by(() => {
    const { selected } = this;
    if (selected === undefined || this.#drawnAnyway.has(selected) || !this.graph.indexOf.has(selected))
      return this.#unselected;
    return project(this.graph, { ...this.#view, pinned: [...(this.#view.pinned ?? []), selected] });
  });
  readonly isUnfolded = $derived.by(() => this.each || Object.keys(this.open).length > 0);
  readonly rows = $derived.by(() => nodeRows(this.projection));
  readonly drawn = $derived.by(() => nodesById(this.projection));

  /** Told the box of the drawing. */
  fill(room: DrawingRoom): void {
    this.room = room;
  }

  select(id: string | undefined): void {
    if (id !== undefined && this.drawn.get(id)?.bucket?.alike) this.openNode(id);
    else if (id !== this.selected) this.#address.change({ selected: id });
  }

  /** Selects a search hit, and brings it into view by a focus when the account is too large to show it. */
  find(id: string): void {
    if (this.drawn.has(id)) this.select(id);
    else this.#address.change({ selected: id, focus: id, hops: 1 });
  }

  focusOn(id: string | undefined, hops: 1 | 2 = 1): void {
    this.open = {};
    if (id === undefined) this.#isWholeWanted = true;
    this.#address.change(id === undefined ? { focus: undefined } : { focus: id, hops, selected: id });
  }

  setLayout(layout: Layout): void {
    this.open = {};
    this.#address.change({ layout, focus: undefined });
  }

  /** `way`: the short key of the one that is lit. */
  showWays(ways: LayerAddress | undefined, way?: string): void {
    this.#address.change({ ways, way });
  }

  lightWay(way: string | undefined): void {
    this.#address.change({ way });
  }

  /** Counts what a node contains that is not drawn yet: members of a bucket, users folded into a group. */
  hiddenIn(id: string): number {
    const node = this.drawn.get(id);
    if (node?.bucket) return node.bucket.size - node.bucket.shown;
    return node?.kind === 'group' ? (node.folded ?? 0) : 0;
  }

  openedIn(id: string): number {
    return (this.open[id] ?? 0) * pageSize;
  }

  openNode(id: string): void {
    if (this.hiddenIn(id) > 0) {
      // The shape of a set goes with its last node: the selection moves to the first of them, or away.
      const bucket = this.drawn.get(id)?.bucket;
      const first = bucket?.alike ? firstOfAlike(id) : undefined;
      const goes = bucket !== undefined && this.hiddenIn(id) <= pageSize;
      this.open = { ...this.open, [id]: (this.open[id] ?? 0) + 1 };
      if (first !== undefined || goes) this.select(first);
    } else if (this.graph.indexOf.has(id)) this.focusOn(id);
  }

  closeNode(id: string): void {
    const { [id]: _pages, ...rest } = this.open;
    this.open = rest;
  }

  foldAll(): void {
    this.open = {};
    this.each = false;
  }

  toggleKind(kind: NodeKind): void {
    this.hiddenKinds = toggled(this.hiddenKinds, kind);
  }

  toggleRelation(kind: EdgeKind): void {
    this.hiddenRelations = toggled(this.hiddenRelations, kind);
  }
}

const toggled = <V>(list: readonly V[], value: V): readonly V[] =>
  list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
