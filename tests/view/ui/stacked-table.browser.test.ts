/** A table in a narrow frame becomes stacked rows, which sort, are chosen and are told to a screen reader as before. */

import { render, screen, waitFor, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import '#view/ui/style/tokens.css';
import '#view/ui/style/base.css';
import Chip from '#view/ui/data/Chip.svelte';
import CopyableArn from '#view/ui/data/CopyableArn.svelte';
import { RowHeights } from '#view/ui/data/row-heights.ts';
import { Selection } from '#view/ui/data/selection.svelte.ts';
import Table from '#view/ui/data/Table.svelte';
import type { Column } from '#view/ui/data/table.ts';
import GoalTable from '#view/guide/GoalTable.svelte';
import Breaking from '#view/ui/words/Breaking.svelte';
import { newPerson } from '../person.ts';

interface Row {
  readonly name: string;
  readonly size: number;
  readonly policy: string;
}
const columns: Column<Row>[] = [
  { id: 'name', label: 'Name', sort: ({ name }) => name, text: ({ name }) => name },
  { id: 'size', label: 'Size', width: '90px', sort: ({ size }) => size, text: ({ size }) => `${size}` },
  { id: 'policy', label: 'Policy', from: 720, text: ({ policy }) => policy },
];
const rows: Row[] = Array.from({ length: 3000 }, (_, at) => ({
  name: `user-${at}`,
  size: 3000 - at,
  policy:
    at % 3 === 0 ? 'AmazonS3ReadOnlyAccess, AWSLambdaBasicExecutionRole and AdministratorAccess' : 'none',
}));
const empty = createRawSnippet(() => ({ render: () => '<p>Nothing here yet</p>' }));
const props = { label: 'Users', columns, rowKey: ({ name }: Row) => name, empty, maxHeight: '500px' };

/** Renders in a frame of that width, and waits until the rows are as they will stay there. */
async function inRoom(
  width: number,
  { sorts = true, ...more }: Partial<typeof props> & { selection?: Selection; rows: Row[]; sorts?: boolean },
) {
  const { container } = render(Table<Row>, { ...props, ...more });
  container.style.width = `${width}px`;
  const wanted = width < 479 ? 'block' : 'table';
  await waitFor(() => expect(getComputedStyle(screen.getByRole('table')).display).toBe(wanted));
  if (wanted === 'block' && sorts) await screen.findByRole('combobox', { name: 'Sort Users' });
}
/** Collects what the browser reports when sizes change while it tells them. */
function resizeLoops(): readonly string[] {
  const loops: string[] = [];
  const note = ({ message }: ErrorEvent) =>
    void (message.startsWith('ResizeObserver') && loops.push(message));
  window.addEventListener('error', note);
  onTestFinished(() => window.removeEventListener('error', note));
  return loops;
}
const lines = () => screen.getAllByRole('row').slice(1);

test.each([
  [360, 'block'],
  [478, 'block'],
  [479, 'table-row'],
])('in a frame of %d px, its border counted, a row of a table is a %s', async (width, display) => {
  await inRoom(width, { rows: rows.slice(0, 20) });
  expect(getComputedStyle(lines()[0] as Element).display).toBe(display);
});

test('a table that becomes stacked, and columns again, changes no size while sizes are told', async () => {
  const loops = resizeLoops();
  await inRoom(360, { rows });
  const frame = screen.getByRole('region', { name: 'Users, scrollable' }).parentElement;
  if (frame) frame.style.width = '700px';
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Sort Users' })).toBeNull());
  if (frame) frame.style.width = '360px';
  await screen.findByRole('combobox', { name: 'Sort Users' });
  expect(loops).toEqual([]);
});

test('a stacked row has its head first, and each value under it beside the words of its column', async () => {
  await inRoom(360, { rows: rows.slice(0, 20) });
  const [head, size, policy] = within(lines()[0] as HTMLElement).getAllByRole('cell');
  const words = (cell: HTMLElement | undefined) => cell && getComputedStyle(cell, '::before').content;
  expect([head, size, policy].map((cell) => cell?.textContent.trim())).toEqual([
    'user-0',
    '3000',
    rows[0]?.policy,
  ]);
  expect([words(head), words(size), words(policy)]).toEqual(['none', '"Size" / ""', '"Policy" / ""']);
  const [first, second, third] = [head, size, policy].map((cell) => cell?.getBoundingClientRect());
  expect(second?.top).toBeGreaterThanOrEqual(first?.bottom ?? Infinity);
  expect(third?.top).toBeGreaterThanOrEqual(second?.bottom ?? Infinity);
  expect(second?.height).toBeLessThan(30);
});

test('stacked rows say their roles themselves, and a screen reader still has the heads of the columns', async () => {
  await inRoom(360, { rows: rows.slice(0, 20) });
  const table = screen.getByRole('table', { name: 'Users' });
  for (const [tag, role] of [
    ['thead', 'rowgroup'],
    ['tbody', 'rowgroup'],
    ['tr', 'row'],
    ['th', 'columnheader'],
    ['td', 'cell'],
  ] as const)
    expect([...table.querySelectorAll(tag)].map((one) => one.getAttribute('role'))).toEqual(
      [...table.querySelectorAll(tag)].map(() => role),
    );
  const heads = screen.getAllByRole('columnheader');
  expect(heads.map(({ textContent }) => textContent.trim())).toEqual(['Name', 'Size', 'Policy']);
  expect(heads.every((head) => head.checkVisibility({ visibilityProperty: true }))).toBe(true);
  expect(table.querySelector('thead button')).toBeNull();
});

test('stacked rows are sorted by a select, and all of them are chosen by a box', async () => {
  const selection = new Selection();
  await inRoom(360, { rows: rows.slice(0, 20), selection });
  const person = newPerson();
  const sort = screen.getByRole('combobox', { name: 'Sort Users' });
  await person.selectOptions(sort, 'Size ↑');
  expect(lines()[0]?.textContent).toContain('user-19');
  expect(screen.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe('ascending');
  await person.selectOptions(sort, 'Size ↓');
  expect(lines()[0]?.textContent).toContain('user-0');
  await person.click(screen.getByRole('checkbox', { name: 'Select user-1' }));
  expect(selection.size).toBe(1);
  await person.click(screen.getByRole('checkbox', { name: 'Select all 20 of Users' }));
  expect(selection.size).toBe(20);
});

test('three thousand stacked rows of different heights draw a screenful, and the last is reached by scrolling', async () => {
  await inRoom(360, { rows });
  expect(lines().length).toBeLessThan(60);
  const region = screen.getByRole('region', { name: 'Users, scrollable' });
  await waitFor(() => {
    region.scrollTop = region.scrollHeight;
    region.dispatchEvent(new Event('scroll'));
    screen.getByText('user-2999');
  });
  const last = screen.getByText('user-2999').getBoundingClientRect();
  expect(last.bottom).toBeLessThanOrEqual(region.getBoundingClientRect().bottom);
  expect(screen.queryByText('user-0')).toBeNull();
});

test('the rows to draw are found by the heights that were measured, and by their mean for the others', () => {
  const keys = Array.from({ length: 100 }, (_, at) => `${at}`);
  const heights = new RowHeights();
  expect(heights.learn(keys.slice(0, 10).map((key) => [key, 100]))).toBe(true);
  expect(heights.learn([['3', 100]])).toBe(false);
  expect(heights.window(keys, 0, 400)).toEqual({ first: 0, last: 11, before: 0, after: 8900 });
  expect(heights.window(keys, 5000, 400)).toEqual({ first: 43, last: 61, before: 4300, after: 3900 });
  expect(heights.learn([['0', 2000]])).toBe(true);
  expect(heights.window(keys, 3000, 400).before).toBe(2300);
  expect(heights.window(keys.slice(0, 50), 3000, 400)).toEqual({ first: 0, last: 50, before: 0, after: 0 });
});

test('the goals of a level in a narrow panel have what is so beside its head', () => {
  const goals = [{ id: 'a', text: 'alice can read the payroll', is: { reached: false } }];
  const { container } = render(GoalTable, { rows: goals });
  container.style.width = '280px';
  const [goal, now] = within(lines()[0] as HTMLElement).getAllByRole('cell');
  expect([now?.dataset['label'], now?.textContent.trim()]).toEqual(['Now', 'not yet']);
  const boxes = [goal, now].map((cell) => cell?.getBoundingClientRect());
  expect(boxes[1]?.top).toBeGreaterThanOrEqual(boxes[0]?.bottom ?? Infinity);
});

test.each([
  ['AmazonS3ReadOnlyAccess', 'Amazon|S3|Read|Only|Access'],
  ['s3:GetObject', 's3:GetObject'],
  ['organizations:ListAccounts', 'organizations:|List|Accounts'],
  ['arn:aws:iam::111122223333:user/ward/nurse-1', 'arn:|aws:|iam:|:|111122223333:|user/|ward/|nurse-|1'],
  ['ListBucket on bucket payroll; AdministratorAccess', 'ListBucket on bucket payroll; Administrator|Access'],
  ['a plain sentence without anything', 'a plain sentence without anything'],
])('the name %s may break only at the bars of %s', (text, parts) => {
  const { container } = render(Breaking, { text });
  const walk = [...container.childNodes].filter((node) => node.nodeType !== Node.COMMENT_NODE);
  expect(walk.map((node) => (node.nodeName === 'WBR' ? '|' : node.textContent)).join('')).toBe(parts);
});

test('what a column means is told above stacked rows, by the keyboard and by a press', async () => {
  const meaning = 'Bytes that the objects have, without their names';
  const withMeaning = columns.map((column) => (column.id === 'size' ? { ...column, meaning } : column));
  await inRoom(360, { rows: rows.slice(0, 1), columns: withMeaning, sorts: false });
  const person = newPerson();
  const button = await screen.findByRole('button', { name: 'Columns of Users explained' });
  button.focus();
  await person.keyboard('{Enter}');
  const panel = await screen.findByRole('dialog', { name: 'Columns explained' });
  expect(panel.textContent).toContain('Size');
  expect(within(panel).getByText(meaning)).toBeTruthy();
  expect(screen.queryByText('Sort by …')).toBeNull();
});

test('without a meaning of a column nothing is offered to explain', async () => {
  await inRoom(360, { rows: rows.slice(0, 2) });
  expect(screen.queryByRole('button', { name: /explained$/ })).toBeNull();
});

test('a chip and an ARN go on in the next line after a mark, not inside a word', () => {
  const name = 'arn:aws:iam::111122223333:role/aws-service-role/PermissionsManagementAdministrator';
  render(Chip, { kind: 'role', name });
  render(CopyableArn, { arn: name });
  const shown = [...document.querySelectorAll('.clip')];
  expect(shown.map(({ textContent }) => textContent)).toEqual([name, name]);
  for (const one of shown) expect(one.querySelectorAll('wbr').length).toBeGreaterThan(5);
});
