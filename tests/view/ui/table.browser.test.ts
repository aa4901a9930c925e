/** The table sorts its rows, and draws only those in sight. */

import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import Table from '#view/ui/data/Table.svelte';
import { type Column, columnsFor, rowWindow, sortRows } from '#view/ui/data/table.ts';
import { newPerson } from '../person.ts';

interface Row {
  readonly name: string;
  readonly size: number;
}
const columns: Column<Row>[] = [
  { id: 'name', label: 'Name', sort: ({ name }) => name, text: ({ name }) => name },
  { id: 'size', label: 'Size', sort: ({ size }) => size, text: ({ size }) => `${size}` },
];
const rows: Row[] = Array.from({ length: 5000 }, (_, at) => ({ name: `user-${at}`, size: 5000 - at }));
const empty = createRawSnippet(() => ({ render: () => '<p>Nothing here yet</p>' }));
const props = { label: 'Users', columns, rowKey: ({ name }: Row) => name, empty, maxHeight: '400px' };

test.each([
  ['name', false, 'user-0', 'user-1'],
  ['name', true, 'user-4999', 'user-4998'],
  ['size', false, 'user-4999', 'user-4998'],
])('a table sorted by %s (down: %s) shows %s before %s', (column, down, first, second) => {
  expect(
    sortRows(rows, columns, { column, down })
      .slice(0, 2)
      .map(({ name }) => name),
  ).toEqual([first, second]);
});

test.each([
  [
    ['b10', 'B9', 'a'],
    ['a', 'B9', 'b10'],
  ],
  [
    ['user-2', 'user-10', 'User-1'],
    ['User-1', 'user-2', 'user-10'],
  ],
  [
    ['zoë', 'Zoe', 'ada'],
    ['ada', 'zoë', 'Zoe'],
  ],
])('names %j are ordered %j: numbers as counted, case aside', (given, expected) => {
  const named = given.map((name) => ({ name, size: 0 }));
  expect(sortRows(named, columns, { column: 'name', down: false }).map(({ name }) => name)).toEqual(expected);
});

test.each([
  [50, 0, { first: 0, last: 50 }],
  [5000, 0, { first: 0, last: 19 }],
  [5000, 3800, { first: 92, last: 119 }],
  [5000, 190_000, { first: 4992, last: 5000 }],
])('a table of %d rows that is scrolled %d px draws %j', (count, top, expected) => {
  expect(rowWindow(count, 38, top, 400)).toEqual(expected);
});

test('a table of five thousand rows draws a screenful, tells the whole count, and shows the rest by scrolling', async () => {
  render(Table<Row>, { ...props, rows });
  const table = screen.getByRole('table', { name: 'Users' });
  expect(table.getAttribute('aria-rowcount')).toBe('5001');
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  const region = screen.getByRole('region', { name: 'Users, scrollable' });
  region.scrollTop = region.scrollHeight;
  await screen.findByText('user-4999');
  expect(screen.queryByText('user-0')).toBeNull();
});

test.each([
  [300, ['name', 'who']],
  [500, ['name', 'who', 'act']],
  [800, ['name', 'who', 'when', 'act']],
])('a table %i px wide shows the columns %j: two say something at every width', (width, shown) => {
  const wide: Column<Row>[] = [
    { id: 'name', label: 'Name' },
    { id: 'who', label: 'Who', width: '200px', from: 480 },
    { id: 'when', label: 'When', from: 720 },
    { id: 'act', label: 'Act', quiet: true, from: 480 },
  ];
  expect(columnsFor(wide, width).map(({ id }) => id)).toEqual(shown);
  expect(columnsFor(wide, width)[1]?.width).toBe(width < 480 ? undefined : '200px');
});

test('the header of a table sorts, and says how', async () => {
  render(Table<Row>, { ...props, rows: rows.slice(0, 30) });
  const person = newPerson();
  await person.click(screen.getByRole('button', { name: 'Size' }));
  expect(screen.getByRole('columnheader', { name: /Size/ }).getAttribute('aria-sort')).toBe('ascending');
  expect(screen.getAllByRole('row')[1]?.textContent).toContain('user-29');
  await person.click(screen.getByRole('button', { name: /Size/ }));
  expect(screen.getAllByRole('row')[1]?.textContent).toContain('user-0');
});

test('a table without rows shows its empty state', () => {
  render(Table<Row>, { ...props, rows: [] });
  screen.getByText('Nothing here yet');
});
