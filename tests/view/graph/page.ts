/** A test of the graph looks here at the drawing behind the canvas, and makes real clicks on it. */

import { screen } from '@testing-library/svelte';
import type { Core } from 'cytoscape';
import { userEvent } from 'vitest/browser';
import { exampleSession, openPage } from '../mounted.ts';
import { toolIn } from '../person.ts';

/** Opens an example in the graph, or at another address that draws one. */
export async function openExample(name: Parameters<typeof exampleSession>[0], address = '#/graph') {
  const session = await exampleSession(name);
  openPage(session, address);
  return { session, ...(await drawing()) };
}

export async function drawing(): Promise<{ readonly box: HTMLElement; readonly cy: Core }> {
  const box = await screen.findByRole('img', { name: /Drawing of/, busy: false });
  const cy = (box as HTMLElement & { _cyreg?: { cy: Core } })._cyreg?.cy;
  if (!cy) throw new Error('nothing is drawn');
  return { box, cy };
}

/** Returns a tool of the graph once there is a drawing. */
export async function graphTool(name: string): Promise<HTMLElement> {
  const row = await screen.findByRole('toolbar', { name: 'Graph' });
  await drawing();
  return toolIn(row, name);
}

/** A real click of the mouse on the node of that label. */
export async function clickNode(label: string): Promise<void> {
  const { box, cy } = await drawing();
  const position = nodeNamed(cy, label).renderedPosition();
  await userEvent.click(box, { position });
}

export function nodeNamed(cy: Core, label: string) {
  const found = cy.nodes().filter((node) => node.data('label') === label);
  if (found.length !== 1) throw new Error(`${found.length} nodes are labelled \`${label}\``);
  return found[0] as NonNullable<(typeof found)[0]>;
}

export const labelsOf = (cy: Core, selector: string): string[] =>
  cy
    .nodes(selector)
    .map((node) => node.data('label') as string)
    .sort();
