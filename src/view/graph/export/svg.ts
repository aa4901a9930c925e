/** Draws the projection as an independent SVG document: shapes, lines, text, no script, nothing fetched. */

import type { ProjectedEdge, ProjectedNode, Projection } from '#core/graph/view.ts';
import { badgeMarkup, edgeSamples, endPaths } from '../scene/signs.ts';
import { glyphs } from '../scene/node-pictures.ts';
import type { GraphTokens } from '../scene/tokens.ts';
import { nodeLabel, labelWidth } from '../scene/labels.ts';
import { type Positions, halfWidth, shapeOf } from '../scene/elements.ts';
import { type LineRoute, routesOf } from '../scene/routes.ts';

export function graphSvg(projection: Projection, tokens: GraphTokens, moved: Positions = {}): string {
  const nodes = projection.nodes.map((node) => ({ node, ...(moved[node.id] ?? { x: node.x, y: node.y }) }));
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const reach = ({ node }: Placed) => halfWidth(node) + 14 + labelWidth(nodeLabel(node), tokens.font);
  const left = Math.min(0, ...nodes.map((one) => one.x - (one.node.column === 0 ? reach(one) : 30))) - 24;
  const right = Math.max(0, ...nodes.map((one) => one.x + (one.node.column === 0 ? 30 : reach(one)))) + 24;
  const top = Math.min(0, ...nodes.map(({ y }) => y)) - 48;
  const bottom = Math.max(0, ...nodes.map(({ y }) => y)) + 48;
  const shapes = new Map(
    nodes.map(({ node, x, y }) => [
      node.id,
      shapeOf(node, { x, y }, nodeLabel(node), { family: tokens.font, size: 12 }),
    ]),
  );
  const routes = routesOf(projection.edges, shapes);
  const lines = projection.edges.map((edge) => line(edge, byId, routes.get(edge.id), tokens));
  const [width, height] = [Math.round(right - left), Math.round(bottom - top)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${Math.round(left)} ${Math.round(top)} ${width} ${height}" font-family="${escape(tokens.font)}" font-size="12">`,
    `<rect x="${left}" y="${top}" width="100%" height="100%" fill="${tokens.surface}"/>`,
    ...lines,
    ...nodes.map((placed) => shape(placed, tokens)),
    '</svg>',
    '',
  ].join('\n');
}

interface Placed {
  readonly node: ProjectedNode;
  readonly x: number;
  readonly y: number;
}

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function line(
  edge: ProjectedEdge,
  nodes: ReadonlyMap<string, Placed>,
  route: LineRoute | undefined,
  tokens: GraphTokens,
): string {
  const from = nodes.get(edge.from);
  const to = nodes.get(edge.to);
  if (!from || !to) return '';
  const { dash, end } = edgeSamples[edge.kind];
  const colour = edge.note === 'without a condition' ? tokens.deny : tokens.edges[edge.kind];
  const past =
    from.node.column === 0 ? 20 : halfWidth(from.node) + 10 + labelWidth(nodeLabel(from.node), tokens.font);
  const forward = to.x > from.x;
  const arc = route?.kind === 'arc';
  /** Arcs begin and end on the side without names. */
  const away = from.node.column === 0 ? 1 : -1;
  const start = {
    x: arc ? from.x + away * 20 : forward ? Math.min(from.x + past, to.x - 50) : from.x - 20,
    y: from.y,
  };
  const side = arc ? away : forward ? -1 : 1;
  const stop = { x: to.x + side * (halfWidth(to.node) + 4), y: to.y };
  const via = route?.via ?? [];
  const isLoop = from === to;
  const before = via.at(-1) ?? start;
  const points = [...via, stop].map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`);
  const path = isLoop
    ? `M${from.x - 10} ${from.y - 18}C${from.x - 40} ${from.y - 62} ${from.x + 40} ${from.y - 62} ${from.x + 10} ${from.y - 20}`
    : `M${start.x} ${start.y}${arc ? 'C' : 'L'}${points.join(' ')}`;
  const angle = isLoop ? 120 : (Math.atan2(stop.y - before.y, stop.x - before.x) * 180) / Math.PI;
  const { d, filled } = endPaths[end];
  return [
    `<g fill="none" stroke="${colour}" stroke-width="${edge.kind === 'denies' ? 2.6 : 1.5}">`,
    `<path d="${path}"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`,
    `<path d="${d}" transform="translate(${isLoop ? from.x + 10 : stop.x} ${isLoop ? from.y - 20 : stop.y}) rotate(${angle.toFixed(1)})"${filled ? ` fill="${colour}"` : ` fill="${tokens.surface}"`}/>`,
    '</g>',
  ].join('');
}

const outlines: Readonly<Record<ProjectedNode['kind'], string>> = {
  root: '<circle r="18"/>',
  user: '<circle r="18"/>',
  group: '<rect x="-23" y="-17" width="46" height="34" rx="7"/>',
  role: '<path d="M-9-16H9L18 0 9 16H-9L-18 0Z"/>',
  policy: '<path d="M-8-18H8L18-8V8L8 18H-8L-18 8V-8Z"/>',
  resource: '<rect x="-18" y="-18" width="36" height="36"/>',
  outside: '<path d="M0-18 18 0 0 18-18 0Z"/>',
};

function shape({ node, x, y }: Placed, tokens: GraphTokens): string {
  const fill = node.known ? tokens.kinds[node.kind] : tokens.surface;
  const rim = node.known
    ? node.kind === 'outside'
      ? ' stroke="#6f6800"'
      : ''
    : ` stroke="${tokens.muted}" stroke-width="2" stroke-dasharray="4 3"`;
  const left = node.column === 0;
  const at = (left ? -1 : 1) * (halfWidth(node) + 7);
  const glyph = glyphs[node.kind];
  const marks = node.badges.map((badge) => badgeMarkup(badge, node.kind, tokens));
  const shadow = node.bucket
    ? `<g fill="${fill}" opacity=".45" transform="translate(5 5)">${outlines[node.kind]}</g>`
    : '';
  return [
    `<g transform="translate(${x} ${y})">`,
    `<title>${escape(node.id)}</title>`,
    shadow,
    `<g fill="${fill}"${rim}>${outlines[node.kind]}</g>`,
    `<path transform="translate(-12 -12) scale(1.2)" fill="${node.known ? glyph.fill : tokens.muted}" d="${glyph.path}"/>`,
    ...marks,
    `<text x="${at}" y="4" fill="${tokens.text}" text-anchor="${left ? 'end' : 'start'}">${escape(nodeLabel(node))}</text>`,
    '</g>',
  ].join('');
}
