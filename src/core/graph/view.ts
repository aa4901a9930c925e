/** A person asks something of a graph (`GraphView`); the answer is drawn, listed and read (`Projection`). */

import type { Badge, EdgeKind, EdgeNote, Flavour, GraphNode, NodeKind } from './model.ts';
import type { DrawingRoom } from './layout/drawing-room.ts';

export const layouts = ['columns', 'trust'] as const;
export type Layout = (typeof layouts)[number];

export interface Focus {
  readonly id: string;
  readonly hops: 1 | 2 | 3;
  readonly direction?: 'out';
}

export interface GraphView {
  readonly layout: Layout;
  readonly hiddenKinds?: readonly NodeKind[];
  readonly hiddenRelations?: readonly EdgeKind[];
  /** Shows only this node and what is within so many hops of it; `out`: only what it leads to. */
  readonly focus?: Focus;
  /** Number of opened pages of `pageSize`, by the id of a bucket or of a group with folded users. */
  readonly open?: Readonly<Record<string, number>>;
  /** Ids of nodes that are always shown: a path, a search hit, the selection. */
  readonly pinned?: readonly string[];
  /** True: nodes that are alike are drawn one by one too, as far as the budget allows. */
  readonly each?: boolean;
  /** Nodes of the account beside which no others are drawn. */
  readonly only?: readonly string[];
  /** True: ways are drawn alone. They are placed from step to step, and not in columns by kind. */
  readonly waysAlone?: boolean;
  /** The box for which the drawing is placed. */
  readonly room?: DrawingRoom;
  /** Nodes and edges that the account does not have, such as the resource and the question of a request. */
  readonly extraNodes?: readonly GraphNode[];
  readonly extraEdges?: readonly ExtraEdge[];
}

/**
 * `asked` runs from the principal to the resource asked for, when no policy leads there. `way`: a step of a way to power;
 * `way-if`: one that depends on something that nobody knows of.
 */
export const extraEdgeKinds = ['asked', 'grants', 'denies', 'named-by', 'way', 'way-if'] as const;
export interface ExtraEdge {
  readonly id: string;
  readonly kind: (typeof extraEdgeKinds)[number];
  readonly from: string;
  readonly to: string;
  /** The name of a way's method. */
  readonly words?: string;
}

export type DrawnEdgeKind = EdgeKind | ExtraEdge['kind'];
export const isWay = (kind: DrawnEdgeKind): boolean => kind === 'way' || kind === 'way-if';

/** Drawn nodes and edges at which folding starts, warns and ends (tests/bench/graph/figures.ts). */
export const budget = {
  nodes: 300,
  edges: 700,
  noticeNodes: 600,
  noticeEdges: 1_500,
  maxNodes: 1_100,
} as const;
/** The most nodes that are drawn one by one, whatever they have in common. */
export const readable = 40;
/** The most shapes that an account opens with, and of them in one column: a laptop shows so many with their names. */
export const openingShapes = { all: 60, ofColumn: 22 } as const;
export const pageSize = 50;

/**
 * The nodes of one shape have this in common. `names`: all but names, ids and dates. `holders`: policies have the same
 * holders, whatever they say; of resources, the policies that name them have.
 */
export type Likeness = 'names' | 'holders';

export interface ProjectedNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly about?: string;
  readonly known: boolean;
  readonly flavour?: Flavour;
  readonly badges: readonly Badge[];
  /** Set when this stands for `size` nodes, of which `shown` are also drawn on their own. */
  readonly bucket?: {
    readonly size: number;
    readonly shown: number;
    /** Set where they are alike, and the label is the name of the first. */
    readonly alike?: Likeness;
  };
  /** Number of users folded into this group's badge. */
  readonly folded?: number;
  readonly column: number;
  /** Model coordinates of the centre, in pixels at zoom 1. */
  readonly x: number;
  readonly y: number;
  /** The label in lines, as it is drawn in the frame: beside the shape, or below it. */
  readonly lines?: readonly string[];
  readonly isBelow?: boolean;
}

export interface ProjectedEdge {
  readonly id: string;
  readonly kind: DrawnEdgeKind;
  readonly from: string;
  readonly to: string;
  /** Number of edges of the account that this one stands for. */
  readonly count: number;
  readonly note?: EdgeNote;
  /** The name of a way's method. */
  readonly words?: string;
  /** Pixels at zoom 1 by which the line bows, because a shape is in its way. */
  readonly bow?: number;
}

export interface ColumnHeading {
  readonly title: string;
  /** Number of nodes of the account in this column, drawn or folded. */
  readonly count: number;
  /** Model coordinates of its leftmost and rightmost shapes. */
  readonly left: number;
  readonly right: number;
}

/**
 * The box for which a drawing was placed, in pixels, and the zoom at which it is read there: the model coordinates 0 0 are
 * its upper left corner. What the box has no room for is right of it and below.
 */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** Pixels of the letters, without the scale of presenter view. */
  readonly letters: number;
}

export const graphLevels = ['whole', 'alike', 'groups', 'overview', 'focus'] as const;
export type GraphLevel = (typeof graphLevels)[number];

export interface Projection {
  readonly level: GraphLevel;
  readonly layout: Layout;
  readonly nodes: readonly ProjectedNode[];
  readonly edges: readonly ProjectedEdge[];
  /** Columns from left to right; empty in a layout without columns. */
  readonly headings: readonly ColumnHeading[];
  /** Nodes and edges that pass the filters, drawn or folded. */
  readonly total: { readonly nodes: number; readonly edges: number };
  /** `slow`: more is drawn than moves smoothly. `full`: nothing more can be opened; the table holds all. */
  readonly notice?: 'slow' | 'full';
  readonly frame: Frame;
}
