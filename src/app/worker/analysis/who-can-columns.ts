/** The rows of who-can as columns: a message copies some long lists four times as fast as thousands of rows. */

import type { WhoCanRow } from '../../../core/query/ask/who-can.ts';

type Alike = Omit<WhoCanRow, 'arn' | 'name'>;

export interface WhoCanColumns {
  readonly arns: readonly string[];
  readonly names: readonly string[];
  /** Positions in `alike`. */
  readonly rows: Uint32Array;
  /** The rest of the rows, each once. */
  readonly alike: readonly Alike[];
}

export function columnsOf(rows: readonly WhoCanRow[]): WhoCanColumns {
  const alike: Alike[] = [];
  const known = new Map<string, number>();
  const numbers = new Map<object | undefined, number>();
  const numberOf = (one: object | undefined): number => {
    const number = numbers.get(one) ?? numbers.size;
    numbers.set(one, number);
    return number;
  };
  const positions = rows.map(({ arn: _, name: __, ...rest }) => {
    const { kind, verdict, part, conditions, through } = rest;
    const key = `${kind} ${verdict} ${numberOf(part)} ${numberOf(conditions)} ${through}`;
    let at = known.get(key);
    if (at === undefined) known.set(key, (at = alike.push(rest) - 1));
    return at;
  });
  return {
    arns: rows.map(({ arn }) => arn),
    names: rows.map(({ name }) => name),
    rows: Uint32Array.from(positions),
    alike,
  };
}

export const rowsOf = ({ arns, names, rows, alike }: WhoCanColumns): WhoCanRow[] =>
  arns.flatMap((arn, at) => {
    const rest = alike[rows[at] ?? 0];
    return rest ? [{ arn, name: names[at] ?? '', ...rest }] : [];
  });
