/** The tree and the table beside the drawing fold away: it is remembered, and until then the room of the place decides. */

import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { drawing, labelsOf, nodeNamed, openExample } from './page.ts';
import { openPage, visit } from '../mounted.ts';

const toggle = () => screen.findByRole('button', { name: 'Tree and table' });
const isShown = async () => (await toggle()).getAttribute('aria-expanded') === 'true';
const tree = () => screen.queryByRole('tree');
const panel = (name: string) => screen.findByRole('region', { name: `Selected: ${name}` });
const asText = async () => (await drawing()).box.getAttribute('aria-label') ?? '';

test('the tree and the table fold away, which is remembered, and come back by the keyboard with the selection', async () => {
  await page.viewport(1366, 768);
  const { cy, session } = await openExample('small-company');
  await userEvent.click(await screen.findByRole('tab', { name: 'Table' }));
  await userEvent.click(await screen.findByRole('button', { name: 'User alice' }));
  await panel('alice');
  expect(await asText()).toMatch(/The tree and the table beside it say the same\.$/);
  const before = cy.width();
  await userEvent.click(await toggle());
  await waitFor(() => expect(screen.queryByRole('table')).toBeNull());
  await waitFor(() => expect(cy.width()).toBeGreaterThan(before + 250));
  expect(await asText()).toMatch(/press “Tree and table”\.$/);
  expect(labelsOf(cy, ':selected')).toEqual(['alice']);
  await panel('alice');

  cleanup();
  openPage(session, '#/graph');
  await drawing();
  expect([await isShown(), tree()]).toEqual([false, null]);
  await panel('alice');
  (await toggle()).focus();
  await userEvent.keyboard('{Enter}');
  const row = await screen.findByRole('treeitem', { name: 'alice' });
  expect(row.getAttribute('aria-selected')).toBe('true');
  expect(document.activeElement).toBe(await toggle());
  // Tab leads past the other tools into what is beside the drawing.
  const side = screen.getByRole('complementary', { name: 'The graph in words' });
  await userEvent.keyboard('{Tab}{Tab}');
  expect(side.contains(document.activeElement)).toBe(true);
});

test('the list that was shown is shown again when it comes back', async () => {
  await openExample('small-company');
  await userEvent.click(await screen.findByRole('tab', { name: 'Table' }));
  await userEvent.click(await toggle());
  await waitFor(() => expect(screen.queryByRole('table')).toBeNull());
  await userEvent.click(await toggle());
  await screen.findByRole('table', { name: 'The drawn nodes' });
});

test('the tree stands beside a drawing that has room, below one on a phone, and is folded between', async () => {
  await page.viewport(1366, 768);
  const { box } = await openExample('small-company');
  expect(await isShown()).toBe(true);
  await page.viewport(1024, 768);
  await waitFor(async () => expect(await isShown()).toBe(false));
  await waitFor(() => expect(box.getBoundingClientRect().width).toBeGreaterThan(800));
  await page.viewport(390, 844);
  await waitFor(() => expect(tree()).not.toBeNull());
  expect(tree()?.getBoundingClientRect().top).toBeGreaterThan(box.getBoundingClientRect().bottom);
  // The choice of a person holds at every width.
  await page.viewport(1024, 768);
  await waitFor(() => expect(tree()).toBeNull());
  await userEvent.click(await toggle());
  await screen.findByRole('tree');
});

test('without the lists a selection lies over the other half of the drawing, and a question beside it', async () => {
  await page.viewport(1024, 768);
  const { box, cy } = await openExample('small-company');
  const side = () =>
    screen.getByRole('complementary', { name: 'The graph in words' }).getBoundingClientRect();
  const xOf = (label: string) => box.getBoundingClientRect().left + nodeNamed(cy, label).renderedPosition().x;
  expect(screen.queryByRole('complementary', { name: 'The graph in words' })).toBeNull();
  await waitFor(() => expect(cy.width()).toBeGreaterThan(800));
  const { width } = box.getBoundingClientRect();
  nodeNamed(cy, 'mallory').emit('tap');
  await panel('mallory');
  expect(side().left).toBeGreaterThan(xOf('mallory'));
  await userEvent.click(screen.getByRole('button', { name: 'Close mallory' }));
  nodeNamed(cy, 's3://brightleaf-invoices').emit('tap');
  const selected = await panel('s3://brightleaf-invoices');
  expect(side().right).toBeLessThan(xOf('s3://brightleaf-invoices'));
  expect(box.getBoundingClientRect().width).toBe(width);
  await userEvent.click(within(selected).getByRole('button', { name: 'Close s3://brightleaf-invoices' }));
  await waitFor(() => expect(screen.queryByRole('complementary', { name: 'The graph in words' })).toBeNull());
  visit('#/graph?w=administrator');
  await waitFor(() => expect(box.getBoundingClientRect().right).toBeLessThanOrEqual(side().left));
});

test('a question that is closed while the lists are folded leaves the focus on the page', async () => {
  await page.viewport(1024, 768);
  const address = `#/graph?p=${encodeURIComponent('arn:aws:iam::111122223333:user/alice')}&a=s3:GetObject&r=${encodeURIComponent('arn:aws:s3:::payroll/2026.csv')}`;
  await openExample('first-minutes', address);
  expect(await isShown()).toBe(false);
  (await screen.findByRole('button', { name: 'Close the question' })).focus();
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(location.hash).toBe('#/graph'));
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});
