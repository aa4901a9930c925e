/** A list as it is declared: its columns, what narrows it, and how all of that stands in an address. */

import type { Snippet } from 'svelte';
import type { Column, Sorting } from '../data/table.ts';

export interface FacetOption {
  readonly value: string;
  readonly label: string;
  /** Stands behind the label: `s3`. */
  readonly detail?: string;
}

export interface Facet<Row> {
  readonly id: string;
  readonly label: string;
  /** The words for all rows: `Any check`. */
  readonly any?: string;
  /** The choices, always the same or for the rows that all other facets leave. Read when somebody could choose. */
  readonly options?: readonly FacetOption[] | ((rows: readonly Row[]) => readonly FacetOption[]);
  /** Absent where the rows come narrowed, as from a database. */
  readonly match?: (row: Row, value: string) => boolean;
  /**
   * `pills`: all options are in sight, each with its number of rows. `search`: too many to look through. `chip`: in sight
   * only when it is set, to be taken away. `elsewhere`: another control sets it.
   */
  readonly look?: 'pills' | 'search' | 'chip' | 'elsewhere';
  /** It is shown once somebody presses Filter. */
  readonly isFolded?: boolean;
  /** The words of a chip; the usual ones are the label and the chosen option. */
  readonly words?: (value: string) => string;
  readonly mark?: Snippet<[string]>;
}

export interface Suggestions {
  readonly label: string;
  readonly placeholder: string;
  /** Read when the field gets the focus. */
  readonly options: () => Promise<readonly (FacetOption & { readonly facet: string })[]>;
  /** Returns the id of the facet that a text means which is none of the options. */
  readonly facetOf: (text: string) => string;
}

/** An order in words, for tables that have no room for its column. */
export interface Order {
  readonly label: string;
  readonly sort: Sorting;
}

export interface ListOf<Row> {
  /** The name of the table for screen readers: `Findings of all policies`. */
  readonly label: string;
  /** One row, and several: `finding`, `findings`. */
  readonly noun: readonly [one: string, several: string];
  /** Absent for a list with a body of its own and one order. */
  readonly columns?: readonly Column<Row>[];
  readonly key: (row: Row) => string;
  /** The name of a row for screen readers, where rows can be chosen. */
  readonly name?: (row: Row) => string;
  /** Texts to search in, in lower case: each word that is typed stands in it. */
  readonly text?: (row: Row) => string;
  readonly searchLabel?: string;
  readonly suggestions?: Suggestions;
  /** Another way to search than by words; `undefined` searches by words. */
  readonly find?: (typed: string) => ((row: Row) => boolean) | undefined;
  readonly facets?: readonly Facet<Row>[];
  /** Absent: the order of the rows as they are given. */
  readonly usual?: Sorting;
  readonly orders?: readonly Order[];
  /** Ids of the columns that a person can leave out. */
  readonly choosable?: readonly string[];
  /** The file of the rows that are shown, in their order; its name is without ending. */
  readonly csv?: { readonly name: () => string; readonly text: (rows: readonly Row[]) => string };
  /** The number of rows from which there is something to search; with fewer the tools are left out. */
  readonly toolsFrom?: number;
  /** The height of a row in CSS pixels. */
  readonly rowHeight?: number;
}

export interface ListChoice {
  readonly q: string;
  /** Values of facets by their ids; those that count. */
  readonly facets: Readonly<Record<string, string>>;
  readonly sort: Sorting;
  readonly without: readonly string[];
}

/** Changes the choice. `isStep`: Back leads to what was before. */
export type Choose = (next: Partial<ListChoice>, isStep?: boolean) => void;

export const unfiltered = { q: '', facets: {} } as const;

export type Query = Readonly<Record<string, string | undefined>>;

const given: Sorting = { column: '', down: false };

/** Reads the choice; a column that there is none of counts for nothing. */
export function choiceOf<Row>(list: ListOf<Row>, query: Query): ListChoice {
  const { facets = [], columns = [], usual = given, choosable = [] } = list;
  const sorted = query['sort'] ?? '';
  const column = sorted.replace(/^-/, '');
  const values = facets.flatMap(({ id }) => (query[id] ? [[id, query[id]] as const] : []));
  return {
    q: query['q'] ?? '',
    facets: Object.fromEntries(values),
    sort: columns.some(({ id }) => id === column) ? { column, down: sorted.startsWith('-') } : usual,
    without: (query['without'] ?? '').split(',').filter((id) => choosable.includes(id)),
  };
}

/** Returns the part of an address for a choice. What is usual is left out. */
export function queryOf<Row>(
  { facets = [], usual = given }: ListOf<Row>,
  { q, facets: values, sort, without }: ListChoice,
): Query {
  const isUsual = sort.column === usual.column && sort.down === usual.down;
  return {
    q: q || undefined,
    ...Object.fromEntries(facets.map(({ id }) => [id, values[id] || undefined])),
    sort: isUsual ? undefined : `${sort.down ? '-' : ''}${sort.column}`,
    without: without.join(',') || undefined,
  };
}

export const isNarrowed = ({ q, facets }: ListChoice): boolean =>
  q.trim() !== '' || Object.keys(facets).length > 0;

/** Returns true for rows to show; `undefined` where all are. `but`: the id of a facet that does not count. */
export function matchOf<Row>(
  { facets = [], text, find }: ListOf<Row>,
  { q, facets: values }: ListChoice,
  but?: string,
): ((row: Row) => boolean) | undefined {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const asked = facets.flatMap(({ id, match }) => {
    const value = id === but ? undefined : values[id];
    return value === undefined || !match ? [] : [{ match, value }];
  });
  if (words.length === 0 && asked.length === 0) return undefined;
  const found = words.length === 0 ? undefined : find?.(q.trim());
  return (row) => {
    if (asked.some(({ match, value }) => !match(row, value))) return false;
    if (found) return found(row);
    const all = words.length === 0 ? '' : (text?.(row) ?? '');
    return words.every((word) => all.includes(word));
  };
}

/** Returns what can be chosen; `rows` is called only where the choice depends on them. */
export const optionsOf = <Row>(
  { options = [] }: Facet<Row>,
  rows: () => readonly Row[],
): readonly FacetOption[] => (typeof options === 'function' ? options(rows()) : options);

export function leftFor<Row>(
  list: ListOf<Row>,
  rows: readonly Row[],
  choice: ListChoice,
  facet: string,
): readonly Row[] {
  const others = matchOf(list, choice, facet);
  return others ? rows.filter(others) : rows;
}

export function withCounts<Row>(
  rows: readonly Row[],
  of: (row: Row) => readonly [value: string, label: string],
): readonly FacetOption[] {
  const counts = new Map<string, { readonly value: string; readonly label: string; count: number }>();
  for (const row of rows) {
    const [value, label] = of(row);
    const known = counts.get(value);
    if (known) known.count += 1;
    else counts.set(value, { value, label, count: 1 });
  }
  return [...counts.values()]
    .toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    .map(({ value, label, count }) => ({ value, label: `${label} (${count})` }));
}
