/** The look of the graph, built from the tokens of the theme: colour and shape for each kind, badges at corners. */

import type { StylesheetJson } from 'cytoscape';
import { type NodeKind, nodeKinds } from '#core/graph/model.ts';
import { faceSide } from './node-pictures.ts';
import type { GraphTokens } from './tokens.ts';

const shapes: Readonly<Record<NodeKind, string>> = {
  root: 'ellipse',
  user: 'ellipse',
  group: 'round-rectangle',
  role: 'hexagon',
  policy: 'octagon',
  resource: 'rectangle',
  outside: 'diamond',
};

/** Labels smaller than this on the screen, in pixels, are not drawn: nobody could read them. */
export const leastDrawn = 12;
/** The same while a person zooms: they follow the drawing, and are sized once it is at rest. */
const leastMoving = 4;

type Style = Record<string, unknown>;
const rule = (selector: string, style: Style): StylesheetJson[number] => ({ selector, style });

export function graphStyle(tokens: GraphTokens): StylesheetJson {
  return [...nodeRules(tokens), ...edgeRules(tokens), ...stateRules(tokens)];
}

function nodeRules(tokens: GraphTokens): StylesheetJson {
  const kindRules = nodeKinds.flatMap((kind) => [
    rule(`node.kind-${kind}`, {
      shape: shapes[kind],
      'background-color': tokens.kinds[kind],
      // These have dark outlines because the fill alone has too little contrast on white.
      'border-color': kind === 'outside' ? '#6f6800' : kind === 'group' ? '#8a5f00' : tokens.kinds[kind],
      'border-width': kind === 'outside' || kind === 'group' ? 1 : 0,
    }),
    rule(`node.kind-${kind}.unknown`, {
      'background-color': tokens.surface,
      'border-color': kind === 'resource' ? tokens.edges.grants : tokens.muted,
      'border-style': 'dashed',
      'border-width': 2,
    }),
  ]);
  return [
    rule('node', {
      width: 36,
      height: 36,
      label: 'data(text)',
      color: tokens.text,
      'font-family': tokens.font,
      'font-size': 'data(font)',
      'min-zoomed-font-size': leastMoving * tokens.scale,
      'text-valign': 'center',
      'text-halign': 'right',
      'text-margin-x': 7,
      'text-background-color': tokens.surface,
      'text-background-opacity': 0.82,
      'text-background-padding': 2,
      'background-image': 'data(face)',
      'background-fit': 'none',
      'background-width': faceSide,
      'background-height': faceSide,
      'background-clip': 'none',
      'background-image-containment': 'over',
      'bounds-expansion': 8,
    }),
    rule('node.over-label', {
      'text-halign': 'center',
      'text-valign': 'bottom',
      'text-margin-x': 0,
      'text-margin-y': 5,
      'text-wrap': 'wrap',
      'line-height': 1.2,
    }),
    rule('node.in-lines', { 'text-wrap': 'wrap', 'line-height': 1.2 }),
    rule('node.left', { 'text-halign': 'left', 'text-margin-x': -7 }),
    ...kindRules,
    rule('node.kind-group', { width: 46, height: 34 }),
    rule('node.bucket', {
      ghost: 'yes',
      'ghost-offset-x': 5,
      'ghost-offset-y': 5,
      'ghost-opacity': 0.45,
    }),
  ];
}

function edgeRules(tokens: GraphTokens): StylesheetJson {
  const colours = Object.entries(tokens.edges).map(([kind, colour]) =>
    rule(`edge.edge-${kind}`, { 'line-color': colour, 'target-arrow-color': colour }),
  );
  return [
    rule('edge', {
      width: 'data(width)',
      'curve-style': 'straight',
      'source-endpoint': 'data(leave)',
      'target-arrow-shape': 'triangle',
      'arrow-scale': 0.9,
      'target-distance-from-node': 3,
    }),
    // Bezier is for parallel edges alone: each one searches its neighbours among all lines of its ends.
    rule('edge.beside', { 'curve-style': 'bezier' }),
    rule('edge.arc', {
      'curve-style': 'unbundled-bezier',
      'control-point-distances': 'data(distances)',
      'control-point-weights': 'data(weights)',
      'edge-distances': 'node-position',
      'source-endpoint': 'outside-to-node',
    }),
    rule('edge.routed', {
      'curve-style': 'round-segments',
      'segment-distances': 'data(distances)',
      'segment-weights': 'data(weights)',
      'segment-radii': 14,
      'edge-distances': 'node-position',
    }),
    ...colours,
    // Lines of a large drawing cross a lot, so they are pale until the pointer is on their node.
    rule('edge.pale', { opacity: 0.6 }),
    rule('edge.faint', { opacity: 0.32 }),
    rule('edge.edge-member-of', { 'target-arrow-shape': 'vee' }),
    rule('edge.edge-attached', { 'target-arrow-shape': 'circle' }),
    rule('edge.edge-inline', { 'target-arrow-shape': 'circle', 'target-arrow-fill': 'hollow' }),
    rule('edge.edge-denies', { 'target-arrow-shape': 'tee', width: 2.8 }),
    rule('edge.edge-can-assume', { 'line-style': 'dashed', 'line-dash-pattern': [7, 4] }),
    rule('edge.open-trust', {
      width: 2.4,
      opacity: 1,
      'line-color': tokens.deny,
      'target-arrow-color': tokens.deny,
    }),
    rule('edge.edge-boundary', {
      'line-style': 'dotted',
      'target-arrow-shape': 'square',
      'target-arrow-fill': 'hollow',
    }),
    rule('edge.edge-named-by', {
      'line-style': 'dashed',
      'line-dash-pattern': [2, 4],
      'target-arrow-shape': 'diamond',
    }),
    rule('edge.edge-asked', {
      'line-style': 'dashed',
      'line-dash-pattern': [5, 5],
      'target-arrow-shape': 'tee',
    }),
    rule('edge.edge-way, edge.edge-way-if', { width: 2.8, opacity: 1, 'z-index': 8 }),
    rule('edge.edge-way-if', { 'line-style': 'dashed', 'line-dash-pattern': [6, 4] }),
    // Somebody who strengthens itself.
    rule('edge.loop', {
      'curve-style': 'bezier',
      'source-endpoint': 'outside-to-node',
      'loop-direction': '50deg',
      'loop-sweep': '-50deg',
      'control-point-step-size': 30,
    }),
    rule('edge.loop-left', { 'loop-direction': '-50deg', 'loop-sweep': '50deg' }),
  ];
}

function stateRules(tokens: GraphTokens): StylesheetJson {
  return [
    rule('edge.near', { width: 2.6, opacity: 1, 'z-index': 5 }),
    rule('node.lit', {
      opacity: 1,
      'underlay-color': tokens.lit,
      'underlay-opacity': 0.75,
      'underlay-padding': 9,
      'underlay-shape': 'ellipse',
      'border-width': 2,
      'border-color': '#1c1d22',
      'z-index': 20,
    }),
    rule('edge.lit', {
      opacity: 1,
      width: 4,
      'z-index': 15,
      label: 'data(words)',
      color: tokens.text,
      'font-family': tokens.font,
      'font-size': 'data(font)',
      'min-zoomed-font-size': leastMoving * tokens.scale,
      'text-rotation': 'autorotate',
      'text-background-color': tokens.surface,
      'text-background-opacity': 0.92,
      'text-background-padding': 3,
      'text-background-shape': 'round-rectangle',
    }),
    rule('node.stop', {
      'underlay-color': tokens.deny,
      'underlay-opacity': 0.55,
      color: tokens.denyText,
      'font-weight': 700,
    }),
    rule('node:selected', {
      'outline-width': 3,
      'outline-color': tokens.focus,
      'outline-offset': 3,
      opacity: 1,
      'z-index': 30,
    }),
    rule('node:active', { 'overlay-opacity': 0 }),
  ];
}
