/** Describes the columns of a table, and sorts rows and finds the visible ones with plain functions. */

import type { Snippet } from 'svelte';
import type { AwsWord } from '../words/glossary.ts';
import type { Selection } from './selection.svelte.ts';

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** The explanation of the label, on hover and on focus. */
  readonly meaning?: string;
  /** The AWS word of the label, whose explanation is in the glossary. */
  readonly word?: AwsWord;
  /** CSS width. The columns without one share what is left. */
  readonly width?: string;
  readonly align?: 'end';
  /** True when the label is for screen readers only (a column of buttons). */
  readonly quiet?: boolean;
  /** The width in pixels below which the table leaves this column out. */
  readonly from?: 480 | 720 | 960 | 1160;
  /** Its texts stay whole, up to so many pixels: columns that give way go before one of them is cut. */
  readonly whole?: number;
  /** Goes where texts that stay whole have no room: the column with the least number is the first. */
  readonly gives?: number;
  readonly sort?: (row: Row) => string | number;
  readonly text?: (row: Row) => string;
  readonly cell?: Snippet<[Row]>;
}

/** What stands above the rows of a table, as headings or as one row over stacked ones. */
export interface TableHead<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly sorting: Sorting;
  readonly onsort: (sorting: Sorting) => void;
  readonly selection?: Selection | undefined;
  /** The keys of all rows, which the box selects. */
  readonly keys: () => readonly string[];
  readonly count: number;
}

/**
 * Returns the columns that a table of a width shows: those that have room, and the second one always, because names
 * alone are no list. The columns that stay without room share what is left.
 */
export function columnsFor<Row>(columns: readonly Column<Row>[], width: number): readonly Column<Row>[] {
  const fits = ({ from }: Column<Row>) => from === undefined || width >= from;
  const named = columns.filter(({ quiet }) => !quiet);
  const second = named.filter(fits).length < 2 ? named.find((column) => !fits(column)) : undefined;
  return columns.flatMap((column) => {
    if (fits(column)) return column;
    const { width: _width, ...narrow } = column;
    return column === second ? [narrow] : [];
  });
}

/** Returns the columns of stacked rows, which have room for more of them: a line each, without the widths. */
export const stackedColumns = <Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] =>
  columnsFor(columns, 720).map(({ width: _width, ...column }) => column);

/**
 * The roles that a table, its parts and its rows have by nature. A table whose rows may be stacked says them itself,
 * because a browser may drop them with the display; cells say theirs (`cell`, `columnheader`, `rowheader`) in place.
 */
export const tableRoles = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
} as const;

export interface Sorting {
  readonly column: string;
  readonly down: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
// eslint-disable-next-line no-control-regex -- names of IAM are ASCII: most lists need no collator
const ascii = /^[\x00-\x7f]*$/;

/** `User-12` becomes `user-000000000012`: a plain comparison is as people sort, and 20 times as fast. */
const comparable = (text: string): string =>
  text.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'));

/** Returns a sorted copy. Rows that compare equal keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const key = columns.find(({ id }) => id === sorting?.column)?.sort;
  if (!key || !sorting) return rows;
  const keys = rows.map(key);
  const plain = keys.every((one) => typeof one === 'number' || ascii.test(one));
  const keyed = keys.map(
    (one, at) => [plain && typeof one === 'string' ? comparable(one) : one, at] as const,
  );
  const sign = sorting.down ? -1 : 1;
  keyed.sort(([a, before], [b, after]) => sign * order(a, b, plain) || before - after);
  return keyed.flatMap(([, at]) => rows[at] ?? []);
}

function order(a: string | number, b: string | number, plain: boolean): number {
  if (plain || (typeof a === 'number' && typeof b === 'number')) return a < b ? -1 : a > b ? 1 : 0;
  return collator.compare(`${a}`, `${b}`);
}

/** Up to this many rows are all drawn, so that the browser's search in the page finds them. */
export const rowsAllDrawn = 50;

/** Returns the rows to draw for a scroll position: [first, last), with a margin for fast scrolling. */
export function rowWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): { first: number; last: number } {
  if (count <= rowsAllDrawn) return { first: 0, last: count };
  const margin = 8;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - margin);
  return { first, last: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin) };
}
