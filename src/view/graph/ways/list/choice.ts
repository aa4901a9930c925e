/** The state of a list of ways: search, filters, sorting and columns, and the same in an address. */

import type { Sorting } from '../../../ui/data/table.ts';

/** Columns that a person can leave out. */
export const choosable = [
  { id: 'account', label: 'Account' },
  { id: 'ways', label: 'Ways' },
  { id: 'steps', label: 'Shortest' },
  { id: 'how', label: 'How' },
  { id: 'depends', label: 'Depends' },
] as const;

export interface ListChoice {
  /** Part of a name or of a method. */
  readonly q: string;
  /** The name of a method of the shortest way; empty for all. */
  readonly method: string;
  /** `user`, `role` or `outside`; empty for all. */
  readonly kind: string;
  /** The id of the account of the principals; empty for all. */
  readonly account: string;
  readonly sort: Sorting;
  /** The ids of the columns that are left out. */
  readonly without: readonly string[];
}

type Query = Readonly<Record<string, string | undefined>>;

const usual: Sorting = { column: 'steps', down: false };
const columns = ['who', ...choosable.map(({ id }) => id)];

/** Reads the choice; a name of a column that there is none of counts for nothing. */
export function choiceOf(query: Query): ListChoice {
  const column = (query['sort'] ?? '').replace(/^-/, '');
  const down = query['sort']?.startsWith('-') ?? false;
  return {
    q: query['q'] ?? '',
    method: query['method'] ?? '',
    kind: query['kind'] ?? '',
    account: query['in'] ?? '',
    sort: columns.includes(column) ? { column, down } : usual,
    without: (query['without'] ?? '').split(',').filter((id) => columns.includes(id)),
  };
}

/** Returns the part of an address for a choice. What is usual is left out. */
export function queryOf({ q, method, kind, account, sort, without }: ListChoice): Query {
  const isUsual = sort.column === usual.column && sort.down === usual.down;
  const or = (text: string) => (text === '' ? undefined : text);
  return {
    q: or(q),
    method: or(method),
    kind: or(kind),
    in: or(account),
    sort: isUsual ? undefined : `${sort.down ? '-' : ''}${sort.column}`,
    without: or(without.join(',')),
  };
}
