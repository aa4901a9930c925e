/** A value of any size as several messages, between which the page can paint: long lists in pieces of 500 rows. */

/** Rows that belong at the end of the list at a path of the value, such as `['copies', 0, 'dump', 'records']`. */
export interface Piece {
  readonly path: readonly (string | number)[];
  readonly rows: readonly unknown[];
}

interface Apart<T> {
  /** The value with its long lists empty. */
  readonly lean: T;
  /** Outer lists come before the lists in their rows. */
  readonly pieces: readonly Piece[];
}

const pieceSize = 500;
const none: readonly Piece[] = [];

/** Takes the long lists out of plain data. The value itself is not changed. */
export const takeApart = <T>(value: T): Apart<T> => apart(value, []) as Apart<T>;

function apart(value: unknown, path: Piece['path']): Apart<unknown> {
  if (typeof value !== 'object' || value === null) return { lean: value, pieces: none };
  if (Array.isArray(value)) return listApart(value, path);
  const members = Object.entries(value).map(([key, member]) => [key, apart(member, [...path, key])] as const);
  const pieces = members.flatMap(([, member]) => member.pieces);
  if (pieces.length === 0) return { lean: value, pieces: none };
  return { lean: Object.fromEntries(members.map(([key, { lean }]) => [key, lean])), pieces };
}

function listApart(list: readonly unknown[], path: Piece['path']): Apart<readonly unknown[]> {
  const parts = list.map((row, at) => apart(row, [...path, at]));
  const rows = parts.map(({ lean }) => lean);
  const inner = parts.flatMap(({ pieces }) => pieces);
  if (rows.length <= pieceSize) return { lean: rows, pieces: inner };
  const outer: Piece[] = [];
  for (let from = 0; from < rows.length; from += pieceSize)
    outer.push({ path, rows: rows.slice(from, from + pieceSize) });
  return { lean: [], pieces: [...outer, ...inner] };
}

/** Adds a piece to the lean value, which is changed. Pieces must come in the order of `takeApart`. */
export function putBack(value: unknown, { path, rows }: Piece): void {
  let list = value;
  for (const key of path) list = (list as Readonly<Record<string, unknown>>)[key];
  if (!Array.isArray(list)) throw new Error(`no list at ${path.join('.')}`);
  list.push(...(rows as unknown[]));
}
