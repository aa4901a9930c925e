/** Turns a projection into Cytoscape elements: data for the stylesheet, and the ends and bends of edges. */

import type { ElementDefinition } from 'cytoscape';
import type { ProjectedEdge, ProjectedNode, Projection } from '#core/graph/view.ts';
import { relationWords } from '#core/graph/table.ts';
import type { Faces } from './node-pictures.ts';
import {
  type Bends,
  type NamedShape,
  type Point,
  type LineRoute,
  bendsOf,
  routesOf,
  sameColumn,
} from './routes.ts';
import { type NameBelow, areWordsFree } from './free-words.ts';
import { drawnLabel, drawnName, labelRooms, labelWidth, nameWidth, nodeLabel } from './labels.ts';

/** Pixels between a shape and the name below it. */
const nameGap = 5;
/** More lines than these are pale, and faint. */
const [mostBold, mostPale] = [40, 120];
/** Letters that are larger than in the frame by more than this, because a person zooms out, have one short line. */
const mostLarger = 1.15;

export type Positions = Readonly<Record<string, { readonly x: number; readonly y: number }>>;

/** Returns half of a node's width. A group is a little wider than high. */
export const halfWidth = (node: ProjectedNode): number => (node.kind === 'group' ? 23 : 18);

/** The family and the size (pixels at zoom 1) in which labels are drawn. */
export interface LabelFont {
  readonly family: string;
  readonly size: number;
  /** The factor by which they are larger than on a desk. */
  readonly scale: number;
  /** True at a zoom where labels are not drawn. Lines then begin at the shapes. */
  readonly hidden: boolean;
}

export interface Look {
  readonly font: LabelFont;
  readonly faces: Faces;
}

export function elementsOf(
  projection: Projection,
  { font, faces }: Look,
  moved: Positions,
): ElementDefinition[] {
  const nodes = new Map(projection.nodes.map((node) => [node.id, node]));
  const beside = pairsOfSeveral(projection.edges);
  const areMany = projection.edges.length > mostBold;
  const place = (node: ProjectedNode) => moved[node.id] ?? { x: node.x, y: node.y };
  const roomOf = labelRooms(projection.nodes);
  const { frame } = projection;
  // Lines of a name are as long and as many as there is room for in the frame.
  const inLines = font.size <= ((frame.letters * font.scale) / frame.zoom) * mostLarger;
  const texts = new Map(projection.nodes.map((node) => [node.id, textOf(node, roomOf(node), font, inLines)]));
  const shapes = new Map(
    projection.nodes.map((node) => [node.id, shapeOf(node, place(node), texts.get(node.id) ?? '', font)]),
  );
  const below = projection.nodes.flatMap(({ id, isBelow }): NameBelow[] => {
    const shape = shapes.get(id);
    return isBelow && shape ? [{ ...shape, y: shape.y + shape.half + nameGap }] : [];
  });
  // A path has its own bows.
  const routes = projection.nodes.some(({ isBelow }) => isBelow)
    ? new Map<string, LineRoute>()
    : routesOf(projection.edges, shapes);
  return [
    ...projection.nodes.map((node) => nodeElement(node, place(node), texts, font, faces(node))),
    ...projection.edges.flatMap((edge) => {
      const from = nodes.get(edge.from);
      const to = nodes.get(edge.to);
      return from && to
        ? [
            edgeElement(edge, from, to, place(from), place(to), texts, font, below, routes.get(edge.id), [
              beside.has(pairOf(edge)) ? 'beside' : '',
              projection.edges.length > mostPale ? 'faint' : areMany || edge.count > 1 ? 'pale' : '',
              edge.note === 'without a condition' ? 'open-trust' : '',
            ]),
          ]
        : [];
    }),
  ];
}

type Texts = ReadonlyMap<string, string>;

function textOf(
  node: ProjectedNode,
  room: number,
  { family, size, hidden }: LabelFont,
  inLines: boolean,
): string {
  if (hidden) return '';
  if (node.lines && (inLines || node.isBelow)) return node.lines.join('\n');
  return drawnLabel(drawnName(node), room, family, size);
}

function nodeElement(
  node: ProjectedNode,
  position: Point,
  texts: Texts,
  font: LabelFont,
  face: string,
): ElementDefinition {
  const classes = [
    `kind-${node.kind}`,
    node.known ? '' : 'unknown',
    node.bucket ? 'bucket' : '',
    node.isBelow ? 'over-label' : node.column === 0 ? 'left' : '',
    texts.get(node.id)?.includes('\n') && !node.isBelow ? 'in-lines' : '',
    ...node.badges.map((badge) => `badge-${badge}`),
  ];
  return {
    group: 'nodes',
    data: {
      id: node.id,
      label: nodeLabel(node),
      text: texts.get(node.id) ?? '',
      kind: node.kind,
      font: font.size,
      face,
    },
    position: { ...position },
    classes: classes.filter(Boolean).join(' '),
  };
}

const pairOf = ({ from, to }: ProjectedEdge): string => (from < to ? `${from}\n${to}` : `${to}\n${from}`);

/** Returns the pairs of nodes with more than one line between them. Those lines are drawn side by side. */
function pairsOfSeveral(edges: readonly ProjectedEdge[]): ReadonlySet<string> {
  const [seen, several] = [new Set<string>(), new Set<string>()];
  for (const edge of edges) {
    const pair = pairOf(edge);
    (seen.has(pair) ? several : seen).add(pair);
  }
  return several;
}

/** Labels are to the right of their node except in the first column. An edge leaves behind the label. */
function edgeElement(
  edge: ProjectedEdge,
  from: ProjectedNode,
  to: ProjectedNode,
  start: Point,
  end: Point,
  texts: Texts,
  font: LabelFont,
  below: readonly NameBelow[],
  route: LineRoute | undefined,
  classes: readonly string[],
): ElementDefinition {
  const loop = from === to;
  const arc = route?.kind === 'arc' || edge.bow !== undefined || Math.abs(start.x - end.x) < sameColumn;
  const forward = end.x - start.x > 60 && !from.isBelow;
  const past =
    from.column === 0 || font.hidden
      ? halfWidth(from)
      : halfWidth(from) + 10 + (nameWidth(texts.get(from.id) ?? '', font.family) * font.size) / 12;
  const room = end.x - start.x - halfWidth(to) - 40;
  return {
    group: 'edges',
    data: {
      id: edge.id,
      source: edge.from,
      target: edge.to,
      kind: edge.kind,
      words: wordsOf(edge, from, { start, end, below }, font),
      font: font.size,
      // An edge that stands for many is a little thicker.
      width: 1.4 + Math.min(2.2, Math.log10(Math.max(1, edge.count))),
      leave: forward
        ? `${Math.round(Math.min(past, Math.max(room, halfWidth(from))))}px 0px`
        : 'outside-to-node',
      ...bendData(edge, start, end, route),
    },
    classes: [
      `edge-${edge.kind}`,
      loop ? 'loop' : route?.kind === 'routed' ? 'routed' : arc ? 'arc' : '',
      loop && from.column > 0 && !from.isBelow ? 'loop-left' : '',
      ...classes,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** Bends of a line that has some. A row of one column without a route bows to the left. */
function bendData({ bow }: ProjectedEdge, start: Point, end: Point, route: LineRoute | undefined): Bends {
  if (route) return bendsOf(start, end, route.via);
  const down = end.y >= start.y;
  const distance = bow ?? (down ? 1 : -1) * Math.min(150, 36 + Math.abs(end.y - start.y) * 0.28);
  return { weights: [0.5], distances: [distance] };
}

/** Returns a shape with its name as it is drawn beside it. */
export const shapeOf = (
  node: ProjectedNode,
  at: Point,
  text: string,
  { family, size }: Pick<LabelFont, 'family' | 'size'>,
): NamedShape => ({
  id: node.id,
  ...at,
  half: halfWidth(node),
  side: node.column === 0 ? 'left' : 'right',
  wide: (nameWidth(text, family) * size) / 12,
  high: size * (1.2 * text.split('\n').length + 0.1),
});

/** Returns the words on a line, or nothing where they are not drawn, the line is too short for them, or a name is there. */
function wordsOf(
  { kind, words: method, bow = 0, ...edge }: ProjectedEdge,
  from: ProjectedNode,
  { start, end, below }: { readonly start: Point; readonly end: Point; readonly below: readonly NameBelow[] },
  { family, size, hidden }: LabelFont,
): string {
  if (hidden) return '';
  // A line to where it began is as long as its words.
  if (edge.from === edge.to) return method ?? '';
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  if (method !== undefined) return drawnLabel(method, Math.max(length - 60, 60), family, size);
  const [words] = relationWords(kind, from.kind);
  const wide = (labelWidth(words, family) * size) / 12;
  return wide <= length - 60 && areWordsFree(below, { start, end, bow, wide, size }) ? words : '';
}
