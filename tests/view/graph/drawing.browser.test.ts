/**
 * The graph goes on where `graph.browser.test.ts` ends: sets of alike nodes, the trust view, paths, badges, and what the
 * drawing does under the pointer and at other sizes.
 */

import { screen, waitFor } from '@testing-library/svelte';
import { expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clickNode, drawing, graphTool, labelsOf, nodeNamed, openExample } from './page.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';

const panel = (name: string) => screen.findByRole('region', { name: `Selected: ${name}` });
const treeItem = (name: string | RegExp) => screen.findByRole('treeitem', { name });

test('alike users are a number on their group, until a person opens the group or wants each node', async () => {
  const { cy } = await openExample('small-company');
  expect(screen.queryByRole('treeitem', { name: /^erin/ })).toBeNull();
  const group = await treeItem(/^Finance .*folded in/);
  expect(group.textContent).toContain('2 users folded in');
  await userEvent.click(group);
  await userEvent.click(await screen.findByRole('button', { name: 'Show 2 of 2 inside' }));
  await treeItem('erin');
  await waitFor(() => expect(labelsOf(cy, 'node')).toContain('frank'));
  const fold = await graphTool('Group similar');
  expect(fold.getAttribute('aria-pressed')).toBe('false');
  await userEvent.click(fold);
  await waitFor(() => expect(labelsOf(cy, 'node')).not.toContain('frank'));
  await userEvent.click(fold);
  await waitFor(() =>
    expect(labelsOf(cy, 'node')).toEqual(expect.arrayContaining(['erin', 'heidi', 'niaj'])),
  );
  expect(document.activeElement).toBe(fold);
});

test('a set of alike nodes opens by a click or Enter, and the focus goes to its first node', async () => {
  const { cy } = await openExample('small-company');
  const set = await treeItem(/^AmazonS3ReadOnlyAccess and 1 more/);
  expect(set.textContent).toContain('2 with the same users, groups and roles');
  set.focus();
  await userEvent.keyboard('{Enter}');
  await panel('AmazonS3ReadOnlyAccess');
  await treeItem(/^IAMReadOnlyAccess/);
  await waitFor(() => expect(document.activeElement?.textContent).toContain('AmazonS3ReadOnlyAccess'));
  expect(document.activeElement?.getAttribute('role')).toBe('treeitem');
  await userEvent.click(await graphTool('Group similar'));
  await userEvent.click(screen.getByRole('button', { name: 'Close AmazonS3ReadOnlyAccess' }));
  await waitFor(() => expect(labelsOf(cy, '.kind-policy')).not.toContain('IAMReadOnlyAccess'));
  await clickNode('AmazonS3ReadOnlyAccess + 1');
  await panel('AmazonS3ReadOnlyAccess');
  await waitFor(() => expect(labelsOf(cy, '.kind-policy')).toContain('IAMReadOnlyAccess'));
});

test('an account of some size opens with what the acting identity reaches, and all of it on demand', async () => {
  const session = await exampleSession('small-company');
  const named = (name: string) =>
    [...session.state.world.users.values()].find(({ userName }) => userName === name)?.arn ?? '';
  session.identity.actAs(named('olivia'));
  openPage(session, '#/graph');
  const { cy } = await drawing();
  await screen.findByText('olivia', { selector: '.focus b' });
  expect(labelsOf(cy, '.kind-user')).toEqual(['olivia']);
  expect(labelsOf(cy, '.kind-group')).toEqual(['Auditors']);
  await userEvent.click(screen.getByRole('button', { name: 'Whole account' }));
  await waitFor(() => expect(labelsOf(cy, '.kind-user')).toContain('mallory'));
});

test('the graph opens again with the node that was selected last, and reads nothing of what was left', async () => {
  const warn = vi.spyOn(console, 'warn');
  onTestFinished(() => warn.mockRestore());
  await openExample('small-company');
  await userEvent.click(await treeItem('alice'));
  await panel('alice');
  visit('#/ask');
  await screen.findByRole('heading', { name: /step by step/i });
  visit('#/graph');
  await panel('alice');
  await waitFor(async () => expect(labelsOf((await drawing()).cy, '.near')).toContain('Administrators'));
  expect(warn.mock.calls.flat().filter((words) => String(words).includes('derived_inert'))).toEqual([]);
});

test('the trust view draws who may assume what, and nothing else', async () => {
  await openExample('small-company');
  await userEvent.click(await screen.findByRole('button', { name: 'Trust' }));
  const { cy } = await drawing();
  const kinds = () => [...new Set(cy.edges().map((edge) => edge.data('kind') as string))].sort();
  await waitFor(() => expect(kinds()).toEqual(['can-assume', 'named-by']));
  expect(cy.edges().targets().not('.kind-role').length).toBe(0);
  // The trust policy names the account; the engine says who of it can assume the role.
  expect(labelsOf(cy, '.kind-user')).toEqual(['alice', 'bob', 'carol']);
  expect(labelsOf(cy, '.kind-role')).toEqual(['invoice-mailer', 'production-access', 'shop-server']);
  expect(cy.nodes('.kind-policy').length).toBe(0);
});

test('a path to another node is lit, with its reasons, and a change cuts it', async () => {
  const { session } = await openExample('small-company');
  await userEvent.click(await treeItem('alice'));
  await userEvent.click(await screen.findByRole('button', { name: 'Path to …' }));
  await userEvent.type(
    await screen.findByRole('combobox', { name: 'Find a path from alice to' }),
    'AdministratorAccess',
  );
  await userEvent.keyboard('{Enter}');
  await screen.findByText('alice is a member of Administrators.');
  const { cy } = await drawing();
  await waitFor(() =>
    expect(labelsOf(cy, '.lit')).toEqual(['AdministratorAccess', 'Administrators', 'alice']),
  );
  await session.dispatch('iam', 'RemoveUserFromGroup', { UserName: 'alice', GroupName: 'Administrators' });
  await screen.findByText(/No path of memberships, policies and AssumeRole leads from alice/);
  await screen.findByText(/Not looked at: denies, boundaries and conditions around the last policy/);
  await waitFor(() => expect(labelsOf(cy, '.lit')).toEqual([]));
});

test('the ways to administrator are offered for who could become one, not for a policy', async () => {
  await openExample('small-company');
  await userEvent.click(await treeItem('alice'));
  const link = await screen.findByRole('link', { name: 'Ways to administrator' });
  expect(link.getAttribute('href')).toContain('user%2Falice');
  await userEvent.click(await treeItem(/AdministratorAccess/));
  await screen.findByRole('region', { name: /Selected: AdministratorAccess/ });
  expect(screen.queryByRole('link', { name: 'Ways to administrator' })).toBeNull();
});

test('an edit is drawn in the graph at once', async () => {
  const { session } = await openExample('small-company');
  await session.dispatch('iam', 'CreateGroup', { GroupName: 'Interns' });
  const { cy } = await drawing();
  await waitFor(() => expect(nodeNamed(cy, 'Interns').hasClass('kind-group')).toBe(true));
  await treeItem(/Interns/);
});

test('a person who may not read the account’s details sees AWS’s refusal instead of the graph', async () => {
  const { session } = await openExample('small-company');
  const mallory = [...session.state.world.users.values()].find(({ userName }) => userName === 'mallory');
  session.identity.actAs(mallory?.arn ?? '');
  await screen.findByText(/is not authorized to perform: iam:GetAccountAuthorizationDetails/);
  expect(screen.queryByRole('tree')).toBeNull();
});

test('the place to which a shape was dragged is remembered, and forgotten on demand', async () => {
  await openExample('small-company');
  const before = { ...nodeNamed((await drawing()).cy, 'alice').position() };
  const alice = nodeNamed((await drawing()).cy, 'alice');
  alice.position({ x: -300, y: -200 }).emit('dragfree');
  visit('#/ask');
  await screen.findByRole('heading', { name: /step by step/i });
  visit('#/graph');
  await screen.findByRole('tree');
  expect(nodeNamed((await drawing()).cy, 'alice').position()).toEqual({ x: -300, y: -200 });
  await userEvent.click(await graphTool('Export'));
  await userEvent.click(await screen.findByRole('menuitem', { name: /Reset the positions/ }));
  const { cy } = await drawing();
  await waitFor(() => expect(nodeNamed(cy, 'alice').position()).toEqual(before));
});

test('a resource that only a policy names is dashed, and the tree says so', async () => {
  const { cy } = await openExample('hospital');
  const unknown = cy.nodes('.kind-resource.unknown');
  expect(unknown.length).toBeGreaterThan(0);
  expect(unknown.map((node) => node.style('border-style') as string)).toEqual(unknown.map(() => 'dashed'));
  const known = cy.nodes('.kind-resource').difference(unknown);
  expect(known.map((node) => node.style('border-style') as string)).toEqual(known.map(() => 'solid'));
  const [name = ''] = String(unknown[0]?.data('label')).split(/…| \+ /);
  const item = (await screen.findAllByRole('treeitem')).find((one) => one.textContent.includes(name));
  expect(item?.textContent).toContain('named by a policy, existence unknown');
});

test('a role of the account is badged where it allows everything or has a boundary', async () => {
  const { cy } = await openExample('hospital');
  expect(labelsOf(cy, '.badge-admin')).toContain('AdministratorAccess');
  expect(nodeNamed(cy, 'research-reader').hasClass('badge-boundary')).toBe(true);
});

test('the path of a refused request stops at the caller, and the fix completes it', async () => {
  const { cy, session } = await openExample('first-minutes', '#/ask');
  expect(cy.nodes().length).toBe(5);
  await waitFor(() => expect(labelsOf(cy, '.stop')).toEqual(['alice']));
  await userEvent.click(await screen.findByRole('button', { name: 'Attach ReadPayroll to alice' }));
  await waitFor(() =>
    expect(labelsOf(cy, '.lit')).toEqual(['ReadPayroll', 'alice', 's3://payroll/2026.csv']),
  );
  expect(cy.nodes('.stop').length).toBe(0);
  expect(
    cy
      .edges('.lit')
      .map((edge) => edge.data('kind') as string)
      .sort(),
  ).toEqual(['attached', 'grants']);
  await session.undo();
  await waitFor(() => expect(labelsOf(cy, '.stop')).toEqual(['alice']));
});

/** Returns what a person could not read or see of a drawing, in words. */
async function hiddenOf(card: HTMLElement): Promise<string[]> {
  const { box, cy } = await drawing();
  const found: string[] = [];
  const outer = card.getBoundingClientRect();
  for (const part of [box, ...box.querySelectorAll('canvas'), ...card.querySelectorAll('button, a')]) {
    const { left, right } = part.getBoundingClientRect();
    if (left < outer.left || right > outer.right) found.push(`<${part.localName}> leaves the card`);
  }
  for (const node of cy.nodes().toArray()) {
    const pixels = Number.parseFloat(node.style('font-size') as string) * cy.zoom();
    if (pixels < 12 || node.data('text') === '') found.push(`${node.id()} is written in ${pixels} px`);
    const { x1, x2, y1, y2 } = node.renderedBoundingBox({ includeOverlays: false, includeUnderlays: false });
    if (x1 < -8 || y1 < -8 || x2 > cy.width() + 8 || y2 > cy.height() + 8)
      found.push(`${node.id()} is outside`);
  }
  return found;
}

test('the drawing of a request stays in its card, with names to read, while window and guide change', async () => {
  const { cy } = await openExample('hospital', '#/ask');
  const card = await screen.findByRole('region', { name: "The request in the account's graph" });
  const widthOfCard = () => Math.round(card.clientWidth);
  const follows = async () => {
    await waitFor(() => expect(cy.width()).toBe(widthOfCard()));
    await waitFor(async () => expect(await hiddenOf(card)).toEqual([]));
    return widthOfCard();
  };
  await page.viewport(1440, 900);
  const wide = await follows();
  await userEvent.click(await screen.findByRole('button', { name: 'Show the guide' }));
  await waitFor(() => expect(widthOfCard()).toBeLessThan(wide - 100));
  const beside = await follows();
  await page.viewport(1280, 800);
  expect(await follows()).toBeLessThan(beside);
  await userEvent.click(await screen.findByRole('button', { name: 'Whole account' }));
  await waitFor(() => expect(cy.nodes().length).toBeGreaterThan(20));
  await userEvent.click(await screen.findByRole('button', { name: 'Whole account' }));
  await follows();
  await page.viewport(390, 844);
  await follows();
  await page.viewport(1440, 900);
  await userEvent.click(await screen.findByRole('button', { name: 'Hide the guide' }));
  expect(await follows()).toBe(wide);
});

test('the graph of an account is written in 12 px or more, and a new width of the window fits it again', async () => {
  const { cy } = await openExample('hospital');
  const written = () =>
    cy
      .nodes()
      .map((node) => Number.parseFloat(node.style('font-size') as string) * cy.zoom())
      .filter((pixels) => pixels < 12 - 1e-9);
  /** Returns the names that the edge of the box cuts. A shape is in the box with its name, or outside of it. */
  const cut = () =>
    cy
      .nodes()
      .filter((node) => {
        const { x1, x2, y1, y2 } = node.renderedBoundingBox({ includeOverlays: false });
        const isIn = x1 >= -8 && x2 <= cy.width() + 8 && y1 >= -8 && y2 <= cy.height() + 8;
        return !isIn && x1 < cy.width() - 8 && y1 < cy.height() - 8;
      })
      .map((node) => node.data('label') as string);
  const before = cy.width();
  expect([written(), cut()]).toEqual([[], []]);
  await screen.findByRole('button', { name: 'Show the guide' });
  const words = screen.getByText(/nodes, \d+ relations/);
  await waitFor(() => expect(words.getBoundingClientRect().bottom).toBeLessThan(innerHeight));
  await page.viewport(1024, 768);
  // The tree folds away in this window, and the drawing has its room.
  await waitFor(() => expect(cy.width()).toBeGreaterThan(before));
  await waitFor(() => expect([written(), cut()]).toEqual([[], []]));
});

/** Returns how far a colour of the drawing is from that of its ground, at the centre of a node (0 to 255). */
async function strengthOf(label: string): Promise<number> {
  const { box, cy } = await drawing();
  const { x, y } = nodeNamed(cy, label).renderedPosition();
  const canvas = box.querySelector<HTMLCanvasElement>('canvas[data-id="layer2-node"]');
  const scale = (canvas?.width ?? 0) / cy.width();
  // A little beside the glyph, on the plain colour of the shape.
  const at = [Math.round((x - 13 * cy.zoom()) * scale), Math.round(y * scale)] as const;
  const [red = 0, green = 0, blue = 0, alpha = 0] =
    canvas?.getContext('2d')?.getImageData(...at, 1, 1).data ?? [];
  return alpha === 0 ? 0 : 255 - Math.min(red, green, blue);
}

test('the neighbours of the node under the pointer stand out, and all again when the pointer leaves', async () => {
  const { box, cy } = await openExample('small-company');
  await waitFor(async () => expect(await strengthOf('alice')).toBeGreaterThan(100));
  const full = await strengthOf('alice');
  await userEvent.hover(box, { position: nodeNamed(cy, 'Support +2 users').renderedPosition() });
  await waitFor(async () => expect(await strengthOf('alice')).toBeLessThan(full * 0.4));
  expect(await strengthOf('mallory')).toBe(full);
  expect(labelsOf(cy, '.near')).toEqual(['ReadOrders', 'Support +2 users', 'mallory']);
  await userEvent.hover(box, { position: { x: 4, y: 4 } });
  await waitFor(async () => expect(await strengthOf('alice')).toBe(full));
  expect(labelsOf(cy, '.near')).toEqual([]);
});

test('the row with the focus stands out in the drawing, and the selection does so without a pointer', async () => {
  const { cy } = await openExample('small-company');
  (await treeItem(/^Root user/)).focus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  await waitFor(() =>
    expect(labelsOf(cy, '.near')).toEqual(['Administrators', 'alice', 'production-access']),
  );
  await userEvent.keyboard('m{Enter}');
  await panel('mallory');
  (document.activeElement as HTMLElement).blur();
  await waitFor(() => expect(labelsOf(cy, '.near')).toContain('mallory · TemporaryExport'));
  await userEvent.click(screen.getByRole('button', { name: 'Close mallory' }));
  await waitFor(() => expect(labelsOf(cy, '.near')).toEqual([]));
});

test('the shape under the pointer says its whole name and what it allows', async () => {
  const { box, cy } = await openExample('small-company');
  const position = nodeNamed(cy, 'mallory · TemporaryExport').renderedPosition();
  await userEvent.hover(box, { position });
  await screen.findByText(/^inline policy TemporaryExport, allows /, { selector: '.tip span' });
  await userEvent.hover(box, { position: { x: 4, y: 4 } });
  await waitFor(() => expect(document.querySelector('.tip b')).toBeNull());
});
