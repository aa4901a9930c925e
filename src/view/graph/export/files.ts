/** Writes what is drawn as files for other tools: names and ARNs only, no policy text, no secrets. */

import type { AccountGraph } from '#core/graph/model.ts';
import type { Projection } from '#core/graph/view.ts';
import { nodeRows } from '#core/graph/table.ts';
import { escape } from './svg.ts';

const graphFormat = { format: 'iam-playground/graph', version: 1 } as const;

/** Returns JSON: `{ format, version, account, level, nodes, edges }`, in the order of the table. */
export function graphJson({ account }: AccountGraph, projection: Projection): string {
  const nodes = nodeRows(projection).map(({ node: { x, y, column: _column, ...node } }) => ({
    ...node,
    position: { x: Math.round(x), y: Math.round(y) },
  }));
  return `${JSON.stringify({ ...graphFormat, account, level: projection.level, nodes, edges: projection.edges }, null, 2)}\n`;
}

const keys = [
  ['label', 'node', 'string'],
  ['kind', 'node', 'string'],
  ['flavour', 'node', 'string'],
  ['known', 'node', 'boolean'],
  ['badges', 'node', 'string'],
  ['size', 'node', 'int'],
  ['x', 'node', 'double'],
  ['y', 'node', 'double'],
  ['relation', 'edge', 'string'],
  ['method', 'edge', 'string'],
  ['count', 'edge', 'int'],
] as const;

/** Returns GraphML 1.0, directed, with the facts of each node and edge as typed data. */
export function graphML({ account }: AccountGraph, projection: Projection): string {
  const data = (key: string, value: string | number | boolean | undefined) =>
    value === undefined ? '' : `<data key="${key}">${escape(String(value))}</data>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(
      ([id, domain, type]) => `  <key id="${id}" for="${domain}" attr.name="${id}" attr.type="${type}"/>`,
    ),
    `  <graph id="${escape(account)}" edgedefault="directed">`,
    ...projection.nodes.map(
      (node) =>
        `    <node id="${escape(node.id)}">${data('label', node.label)}${data('kind', node.kind)}${data('flavour', node.flavour)}${data('known', node.known)}${data('badges', node.badges.join(' ') || undefined)}${data('size', node.bucket?.size)}${data('x', Math.round(node.x))}${data('y', Math.round(node.y))}</node>`,
    ),
    ...projection.edges.map(
      (edge) =>
        `    <edge id="${escape(edge.id)}" source="${escape(edge.from)}" target="${escape(edge.to)}">${data('relation', edge.kind)}${data('method', edge.words)}${data('count', edge.count)}</edge>`,
    ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
