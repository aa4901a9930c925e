/** Finds patterns of the texts that two patterns both match: `a*` and `*b` meet in `a*b`, `ab`, … */

import { splitFields } from '../../eval/arn.ts';

/** Enough where all patterns of one overlap are decided alike. */
const few = 4;

/** Returns patterns of what both ARN patterns cover, field by field; none: nothing. */
export function meetArns(a: string, b: string, most = few): string[] {
  const [ours, theirs] = [sixFields(a), sixFields(b)];
  let found: string[][] = [[]];
  for (const [at, field] of ours.entries()) {
    const fields = meet(field, theirs[at] ?? '', most);
    found = found.flatMap((start) => fields.map((one) => [...start, one])).slice(0, most);
    if (found.length === 0) return [];
  }
  return found.map((fields) => fields.join(':'));
}

/** Completes a short pattern as AWS does (G-43). */
function sixFields(pattern: string): string[] {
  const fields = splitFields(pattern);
  return [...fields, ...Array.from({ length: 6 - fields.length }, () => '*')];
}

/** Returns patterns of the texts that both patterns match, the widest first; not all of them, but one if any. */
function meet(a: string, b: string, most: number): string[] {
  if (a === b || b === '*') return [a];
  if (a === '*') return [b];
  const known = new Map<number, readonly string[]>();
  const from = (i: number, j: number): readonly string[] => {
    const place = i * (b.length + 1) + j;
    const before = known.get(place);
    if (before) return before;
    const found = [...new Set(rest(i, j))].slice(0, most);
    known.set(place, found);
    return found;
  };
  const after = (text: string, i: number, j: number) =>
    from(i, j).map((one) => (text === '*' && one.startsWith('*') ? one : text + one));
  const rest = (i: number, j: number): string[] => {
    const [x, y] = [a[i], b[j]];
    if (x === undefined && y === undefined) return [''];
    if (x === '*' && y === '*') return [...after('*', i + 1, j), ...after('*', i, j + 1)];
    if (x === '*') return [...(y === undefined ? [] : after(y, i, j + 1)), ...from(i + 1, j)];
    if (y === '*') return [...(x === undefined ? [] : after(x, i + 1, j)), ...from(i, j + 1)];
    if (x === undefined || y === undefined) return [];
    if (x === y || y === '?') return after(x, i + 1, j + 1);
    return x === '?' ? after(y, i + 1, j + 1) : [];
  };
  return [...from(0, 0)];
}
