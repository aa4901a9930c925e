/** The drawing is made again only where something of it changes, and its view follows the last selection alone. */

import { screen, waitFor } from '@testing-library/svelte';
import type { Core } from 'cytoscape';
import { expect, onTestFinished, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { drawing, labelsOf, nodeNamed, openExample } from './page.ts';

const panel = (name: string) => screen.findByRole('region', { name: `Selected: ${name}` });
const treeItem = (name: string | RegExp) => screen.findByRole('treeitem', { name });

/** Opens it, and waits for the marks that come to some shapes a moment later. */
async function openMarked() {
  const opened = await openExample('small-company');
  await screen.findByText(/could become administrator[.,]/);
  await drawing();
  return opened;
}

/** All tests ask for no motion; this one looks at what moves. */
function withMotion(): void {
  const media = matchMedia;
  const spy = vi
    .spyOn(globalThis, 'matchMedia')
    .mockImplementation((query) => media(query.includes('reduced-motion') ? 'not all' : query));
  onTestFinished(() => spy.mockRestore());
}

/** Counts the shapes and lines that are drawn again from now on. */
function redrawn(cy: Core): () => number {
  let count = 0;
  cy.on('data add remove', () => (count += 1));
  return () => count;
}

/** Pixels of the letters of all names on the screen. */
const letters = (cy: Core): number[] =>
  cy.nodes().map((node) => Number.parseFloat(node.style('font-size') as string) * cy.zoom());

test('a selection of what is drawn draws nothing again, beside a focus neither', async () => {
  const { cy } = await openMarked();
  const count = redrawn(cy);
  await userEvent.click(await treeItem('alice'));
  await panel('alice');
  await waitFor(() => expect(nodeNamed(cy, 'alice').selected()).toBe(true));
  expect(count()).toBe(0);
  await userEvent.click(await screen.findByRole('button', { name: 'Only its neighbours' }));
  await waitFor(async () => expect((await drawing()).cy.nodes().length).toBeLessThan(10));
  const atFocus = count();
  await userEvent.click(await treeItem(/^Administrators/));
  await panel('Administrators');
  await waitFor(() => expect(nodeNamed(cy, 'Administrators').selected()).toBe(true));
  expect(count()).toBe(atFocus);
});

test('while a person zooms, names follow the drawing, and at rest they have their size again', async () => {
  const { box, cy } = await openMarked();
  const count = redrawn(cy);
  const { left, top, width, height } = box.getBoundingClientRect();
  const turnWheel = (deltaY: number) =>
    box.dispatchEvent(
      new WheelEvent('wheel', {
        deltaY,
        clientX: left + width / 2,
        clientY: top + height / 2,
        bubbles: true,
        cancelable: true,
      }),
    );
  const before = cy.zoom();
  const resting = letters(cy);
  for (let turn = 0; turn < 20; turn += 1) turnWheel(-40);
  expect(cy.zoom()).toBeGreaterThan(before * 1.5);
  expect(count()).toBe(0);
  expect(Math.min(...letters(cy))).toBeGreaterThan(Math.min(...resting) * 1.5);
  await waitFor(() => expect(Math.max(...letters(cy))).toBeLessThan(16.5));
  expect(count()).toBeGreaterThan(0);
  for (let turn = 0; turn < 20; turn += 1) turnWheel(40);
  expect(cy.zoom()).toBeLessThan(before * 1.5);
  await waitFor(() => expect(Math.min(...letters(cy))).toBeGreaterThan(12 - 1e-9));
});

test('a selection stays in view that comes while the drawing moves to the one before', async () => {
  withMotion();
  const { box, cy } = await openMarked();
  cy.zoom({ level: 2.5, renderedPosition: { x: box.clientWidth / 2, y: box.clientHeight / 2 } });
  const fromMiddle = (label: string) => Math.abs(nodeNamed(cy, label).renderedPosition().y - cy.height() / 2);
  const users = labelsOf(cy, '.kind-user').filter((label) => !/[+·]/.test(label));
  const [near = '', ...others] = users.sort((a, b) => fromMiddle(a) - fromMiddle(b));
  const far = others.at(-1) ?? '';
  expect(fromMiddle(near)).toBeLessThan(cy.height() / 2);
  expect(fromMiddle(far)).toBeGreaterThan(cy.height());
  const rows = { near: await treeItem(near), far: await treeItem(far) };
  const begun = cy.promiseOn('pan');
  rows.far.click();
  await begun;
  rows.near.click();
  await panel(near);
  await waitFor(() => expect(cy.animated()).toBe(false));
  expect(fromMiddle(near)).toBeLessThan(cy.height() / 2);
});
