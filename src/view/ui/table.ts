import type { Snippet } from 'svelte';

/** What a table needs to know of a column; sorting and windowing are plain functions over rows. */
export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** What the word means, on hover. */
  readonly meaning?: string;
  /** CSS width; the columns without one share what is left. */
  readonly width?: string;
  readonly align?: 'end';
  /** The label is for screen readers only (a column of buttons). */
  readonly quiet?: boolean;
  /** Left out where the table is narrower than this many pixels. */
  readonly from?: 480 | 720 | 960 | 1160;
  readonly sort?: (row: Row) => string | number;
  readonly text?: (row: Row) => string;
  readonly cell?: Snippet<[Row]>;
}

export interface Sorting {
  readonly column: string;
  readonly down: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** A sorted copy; rows that compare equal keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | undefined,
): readonly Row[] {
  const key = columns.find(({ id }) => id === sorting?.column)?.sort;
  if (!key || !sorting) return rows;
  const keyed = rows.map((row) => [key(row), row] as const);
  const sign = sorting.down ? -1 : 1;
  keyed.sort(([a], [b]) =>
    typeof a === 'number' && typeof b === 'number' ? sign * (a - b) : sign * collator.compare(`${a}`, `${b}`),
  );
  return keyed.map(([, row]) => row);
}

/** The rows to draw for a scroll position: [first, last). A margin keeps fast scrolling from showing gaps. */
export function rowWindow(
  count: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): { first: number; last: number } {
  if (count <= 120) return { first: 0, last: count };
  const margin = 12;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - margin);
  return { first, last: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin) };
}
