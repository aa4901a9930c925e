/** The table sorts its rows, and draws only those in sight. */

import { render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import Table from '#view/ui/data/Table.svelte';
import { columnsByRoom, measuredNeeds } from '#view/ui/data/column-room.ts';
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

test.each([
  [700, ['name', 'path', 'seen', 'made']],
  [560, ['name', 'seen', 'made']],
  [440, ['name', 'seen']],
])(
  'a table of %d px whose names stay whole shows %j: the column that says nothing goes first',
  (width, shown) => {
    const named = [
      { name: 'a'.repeat(30), size: 1 },
      { name: 'short', size: 2 },
    ];
    const many: Column<Row>[] = [
      { id: 'name', label: 'Name', text: ({ name }) => name, whole: 400 },
      { id: 'path', label: 'Path', text: () => '/', width: '120px', gives: 2 },
      { id: 'seen', label: 'Seen', text: ({ size }) => `${size} days`, width: '120px' },
      { id: 'made', label: 'Made', text: ({ size }) => `${size}`, width: '120px', gives: 1 },
    ];
    const drawn = document.createElement('table');
    document.body.append(drawn);
    const measured = measuredNeeds(drawn, many, named, 1);
    drawn.remove();
    expect([...measured.values()].map(({ isDull }) => isDull)).toEqual([false, true, false]);
    // The letters of this machine are not those of another.
    const needs = new Map(measured).set('name', { width: 266, isDull: false });
    const found = columnsByRoom(many, width, needs, true);
    expect(found.map(({ id }) => id)).toEqual(shown);
    expect(found[0]?.width).toBe('266px');
  },
);

test('a list of users shows its names whole, and Path gives way where all are the same', () => {
  const names = Array.from({ length: 20 }, (_, at) => ({ name: `anna.of-the-long-name-${at}`, size: at }));
  const list: Column<Row>[] = [
    { id: 'name', label: 'Name', text: ({ name }) => name, whole: 400 },
    { id: 'size', label: 'Size', text: ({ size }) => `${size}`, width: '300px' },
    { id: 'path', label: 'Path', text: () => '/', width: '200px', gives: 1 },
  ];
  const { container } = render(Table<Row>, { ...props, columns: list, rows: names });
  container.style.width = '640px';
  return expect
    .poll(() => {
      const cells = [...container.querySelectorAll<HTMLElement>('.line td:first-child .clip')];
      return [
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length,
        screen.queryByRole('columnheader', { name: 'Path' }),
      ];
    })
    .toEqual([0, null]);
});

test('paper shows all columns, also those that the screen has no room for', async () => {
  const many: Column<Row>[] = [...columns, { id: 'more', label: 'More', text: () => 'x', from: 1160 }];
  const { container } = render(Table<Row>, { ...props, columns: many, rows: rows.slice(0, 3) });
  container.style.width = '700px';
  const shown = () => screen.queryByRole('columnheader', { name: 'More' }) !== null;
  await expect.poll(shown).toBe(false);
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' });
  await expect.poll(shown).toBe(true);
  await cdp().send('Emulation.setEmulatedMedia', { media: '' });
});
