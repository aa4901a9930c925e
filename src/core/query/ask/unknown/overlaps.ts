/**
 * Finds where resource patterns overlap. A policy decides by the patterns that cover a resource, so all
 * resources that the same patterns cover are decided alike, and one pattern of each overlap tells the decision.
 */

import { splitFields } from '../../../eval/arn.ts';

export interface Overlaps {
  /** Patterns within the resource: of each pattern alone, and of all that several patterns cover together. */
  readonly patterns: readonly string[];
  /** False: there are more overlaps than are looked at. */
  readonly isComplete: boolean;
}

/** Most overlaps that are looked at. */
const most = 200;

/** Returns what the patterns cover of the resource, with every overlap. */
export function overlapsOf(resource: string, patterns: Iterable<string>): Overlaps {
  const found = new Set([resource]);
  for (const pattern of patterns) {
    for (const one of [...found]) {
      for (const both of meetArns(one, pattern)) found.add(both);
      if (found.size > most) return { patterns: [...found].slice(0, most), isComplete: false };
    }
  }
  return { patterns: [...found], isComplete: true };
}

/** Returns patterns of what both ARN patterns cover, field by field; none: nothing. */
function meetArns(a: string, b: string): string[] {
  const [ours, theirs] = [sixFields(a), sixFields(b)];
  let found: string[][] = [[]];
  for (const [at, field] of ours.entries()) {
    const fields = meet(field, theirs[at] ?? '');
    found = found.flatMap((start) => fields.map((one) => [...start, one])).slice(0, variants);
    if (found.length === 0) return [];
  }
  return found.map((fields) => fields.join(':'));
}

/** Completes a short pattern as AWS does (G-43). */
function sixFields(pattern: string): string[] {
  const fields = splitFields(pattern);
  return [...fields, ...Array.from({ length: 6 - fields.length }, () => '*')];
}

/** Most patterns of one overlap: `a*` and `*b` meet in `a*b`, `ab`, … All of them are decided alike. */
const variants = 4;

/** Returns patterns of the texts that both patterns match, the widest first; not all of them, but one if any. */
function meet(a: string, b: string): string[] {
  if (a === b || b === '*') return [a];
  if (a === '*') return [b];
  const known = new Map<number, readonly string[]>();
  const from = (i: number, j: number): readonly string[] => {
    const place = i * (b.length + 1) + j;
    const before = known.get(place);
    if (before) return before;
    const found = [...new Set(rest(i, j))].slice(0, variants);
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
