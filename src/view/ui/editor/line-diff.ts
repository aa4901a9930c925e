/** Compares policies (6,144 characters at most) line by line, by a longest common subsequence. */

export interface DiffRow {
  /** Absent when the line exists only on the other side. */
  readonly before?: string;
  readonly after?: string;
  readonly alike?: number;
}

/** Folds runs of equal lines into one row each, except `context` lines beside a change. */
export function foldAlike(rows: readonly DiffRow[], context: number): DiffRow[] {
  const isChange = rows.map(({ before, after }) => before !== after);
  const isNear = rows.map((_, at) =>
    isChange.slice(Math.max(0, at - context), at + context + 1).includes(true),
  );
  const folded: DiffRow[] = [];
  for (const [at, row] of rows.entries()) {
    const last = folded.at(-1);
    if (isNear[at]) folded.push(row);
    else if (last?.alike !== undefined) folded[folded.length - 1] = { alike: last.alike + 1 };
    else folded.push({ alike: 1 });
  }
  return folded;
}

export function diffLines(before: string, after: string): DiffRow[] {
  const a = linesOf(before);
  const b = linesOf(after);
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const rows: DiffRow[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const left = a[i];
    const right = b[j];
    if (left !== undefined && left === right) rows.push({ before: left, after: right });
    else if (left !== undefined && (right === undefined || at(i + 1, j) >= at(i, j + 1)))
      rows.push({ before: left });
    else if (right !== undefined) rows.push({ after: right });
    const last = rows.at(-1);
    if (last?.before !== undefined) i += 1;
    if (last?.after !== undefined) j += 1;
  }
  return pairUp(rows);
}

/** No text has no line. */
const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));

function pairUp(rows: readonly DiffRow[]): DiffRow[] {
  const paired: DiffRow[] = [];
  let removed: string[] = [];
  const flush = () => {
    paired.push(...removed.map((before) => ({ before })));
    removed = [];
  };
  for (const row of rows) {
    const waiting = removed.shift();
    if (row.before !== undefined && row.after === undefined) {
      if (waiting !== undefined) removed.unshift(waiting);
      removed.push(row.before);
    } else if (row.after !== undefined && row.before === undefined && waiting !== undefined) {
      paired.push({ before: waiting, after: row.after });
    } else {
      if (waiting !== undefined) removed.unshift(waiting);
      flush();
      paired.push(row);
    }
  }
  flush();
  return paired;
}
