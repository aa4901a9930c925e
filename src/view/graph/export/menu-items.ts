/** The items of the Export menu: the current projection as a picture or as data. */

import { saveFile } from '../../ui/controls/clipboard.svelte.ts';
import type { MenuItem } from '../../ui/overlay/menu-item.ts';
import { graphJson, graphML, saveBlob } from './files.ts';
import type { GraphState } from '../state/shown-graph.svelte.ts';
import { graphSvg } from './svg.ts';
import { readTokens } from '../scene/tokens.ts';
import { rememberedPositions } from '../scene/positions.ts';

export interface ExportSource {
  readonly view: GraphState;
  readonly scope: string;
  readonly png: (background: string) => Promise<Blob> | undefined;
  readonly forget: () => void;
}

export function exportItems({ view, scope, png, forget }: ExportSource): MenuItem[] {
  const name = (ending: string) => `account-${view.graph.account}-${view.layout}.${ending}`;
  const tokens = () => readTokens(document.documentElement);
  const moved = () => rememberedPositions(scope, view.layout, view.projection.frame);
  return [
    {
      label: 'PNG picture',
      detail: 'the whole drawing, twice its size',
      onselect: () => void png(tokens().surface)?.then((blob) => saveBlob(name('png'), blob)),
    },
    {
      label: 'SVG picture',
      detail: 'sharp at any size',
      onselect: () => saveFile(name('svg'), graphSvg(view.projection, tokens(), moved()), 'image/svg+xml'),
    },
    {
      label: 'JSON',
      detail: 'nodes and edges as drawn',
      onselect: () => saveFile(name('json'), graphJson(view.graph, view.projection)),
    },
    {
      label: 'GraphML',
      detail: 'for Gephi, yEd, networkx',
      onselect: () => saveFile(name('graphml'), graphML(view.graph, view.projection), 'application/xml'),
    },
    { label: 'Reset the positions of shapes', apart: true, onselect: forget },
  ];
}
