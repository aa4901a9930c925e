/**
 * A person uses the graph in a real browser: drawing, tree, table and panel stay together. page.ts looks
 * behind the canvas.
 */

import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { clickNode, drawing, graphTool, labelsOf, openExample } from './page.ts';

const panel = (name: string) => screen.findByRole('region', { name: `Selected: ${name}` });
const treeItem = (name: string | RegExp) => screen.findByRole('treeitem', { name });
const selectedLabels = async () => labelsOf((await drawing()).cy, ':selected');

test('a click on the drawing selects in tree, table and panel', async () => {
  await openExample('small-company');
  await clickNode('mallory');
  await panel('mallory');
  await waitFor(async () => expect(await selectedLabels()).toEqual(['mallory']));
  expect((await treeItem('mallory')).getAttribute('aria-selected')).toBe('true');
  await userEvent.click(await screen.findByRole('tab', { name: 'Table' }));
  expect((await screen.findByRole('button', { name: 'User mallory' })).getAttribute('aria-pressed')).toBe(
    'true',
  );
});

test('a choice in the tree selects in the drawing, and the address keeps it', async () => {
  await openExample('small-company');
  await userEvent.click(await treeItem('alice'));
  await panel('alice');
  expect(await selectedLabels()).toEqual(['alice']);
  expect(location.hash).toContain(encodeURIComponent('user/alice'));
});

test('a choice in the table selects in the drawing', async () => {
  await openExample('small-company');
  await userEvent.click(await screen.findByRole('tab', { name: 'Table' }));
  // The rows are stacked beside the drawing, and only those in sight are drawn.
  const rows = await screen.findByRole('region', { name: /, scrollable$/ });
  await waitFor(() => {
    rows.scrollTop += rows.clientHeight / 2;
    return screen.getByRole('button', { name: 'Group Finance' });
  });
  await userEvent.click(screen.getByRole('button', { name: 'Group Finance' }));
  await panel('Finance');
  expect(await selectedLabels()).toEqual(['Finance +2 users']);
});

test('a click on nothing ends the selection', async () => {
  await openExample('small-company');
  await clickNode('alice');
  await panel('alice');
  const { box } = await drawing();
  await userEvent.click(box, { position: { x: 4, y: 4 } });
  await waitFor(() => expect(screen.queryByRole('region', { name: /^Selected/ })).toBeNull());
});

test('the tree by keyboard can be walked and searched by letter, and opens relations, selects and follows', async () => {
  await openExample('small-company');
  const first = await treeItem(/^Root user/);
  first.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.textContent).toContain('alice');
  await userEvent.keyboard('{Enter}');
  await panel('alice');
  expect(document.activeElement?.getAttribute('aria-selected')).toBe('true');
  await userEvent.keyboard('{ArrowRight}');
  const relation = await treeItem(/member of Administrators/);
  expect(relation.getAttribute('aria-level')).toBe('3');
  await userEvent.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(relation);
  await userEvent.keyboard('{Enter}');
  await panel('Administrators');
  await userEvent.keyboard('{Home}');
  expect(document.activeElement).toBe(await treeItem(/^Root user/));
  await userEvent.keyboard('m');
  expect(document.activeElement?.textContent).toContain('mallory');
  await userEvent.keyboard('{ArrowLeft}');
  expect(document.activeElement?.textContent).toContain('Users');
  await userEvent.keyboard('{ArrowLeft}');
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false');
  expect(screen.queryByRole('treeitem', { name: 'mallory' })).toBeNull();
});

test('the graph’s search finds as one types, and the hit is selected', async () => {
  await openExample('small-company');
  const field = await screen.findByRole('combobox', { name: 'Search the account' });
  await userEvent.type(field, 'mallo');
  await screen.findByRole('option', { name: /mallory Users$/ });
  await userEvent.keyboard('{Enter}');
  await panel('mallory');
  expect(await selectedLabels()).toEqual(['mallory']);
});

test('a hidden kind leaves the drawing and the tree', async () => {
  await openExample('small-company');
  await userEvent.click(await graphTool('Legend and filters'));
  await userEvent.click(await screen.findByRole('checkbox', { name: /^Policies/ }));
  const { cy } = await drawing();
  await waitFor(() => expect(cy.nodes('.kind-policy').length).toBe(0));
  expect(screen.queryByRole('treeitem', { name: /^Policies/ })).toBeNull();
});

test('the graph shows only the neighbours of a node, and all again', async () => {
  await openExample('small-company');
  await userEvent.click(await treeItem('alice'));
  await userEvent.click(within(await panel('alice')).getByRole('button', { name: 'Only its neighbours' }));
  const { cy } = await drawing();
  await waitFor(() => expect(labelsOf(cy, 'node')).toEqual(['Administrators', 'alice', 'production-access']));
  await userEvent.click(await screen.findByRole('button', { name: 'Whole account' }));
  await waitFor(() => expect(cy.nodes().length).toBeGreaterThan(40));
});

test('the columns have headings with counts, which stay above their shapes when a person zooms', async () => {
  const { cy } = await openExample('small-company');
  const headings = within(await screen.findByRole('list', { name: 'Columns of the drawing' }));
  expect(headings.getAllByRole('listitem').map(({ textContent }) => textContent.trim())).toEqual([
    'Principals 21',
    'Groups and roles 11',
    'Policies 16',
    'Resources 13',
  ]);
  const besides = (kind: string, title: string) =>
    Math.abs(
      headings.getByText(title, { exact: false }).getBoundingClientRect().left -
        (cy.container()?.getBoundingClientRect().left ?? 0) -
        Math.min(...cy.nodes(kind).map((node) => node.renderedPosition().x - (node.width() / 2) * cy.zoom())),
    );
  const areAbove = () =>
    waitFor(() => {
      expect(besides('.kind-policy', 'Policies')).toBeLessThan(2);
    });
  await areAbove();
  const before = cy.zoom();
  await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  expect(cy.zoom()).toBeGreaterThan(before * 1.4);
  await areAbove();
  await userEvent.click(screen.getByRole('button', { name: 'Trust' }));
  await waitFor(() => expect(screen.queryByRole('list', { name: 'Columns of the drawing' })).toBeNull());
});
