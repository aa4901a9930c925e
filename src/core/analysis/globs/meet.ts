/** Compares two patterns: what both match (`a*` and `*b`: `a*b`, `ab`, …), and whether one lies within. */

import { type ResourceToken, innerOne, innerStar, resourceTokens, splitFields } from '../../eval/arn.ts';
import { one, star, tokensOf } from '../../eval/glob.ts';

export type Tokens = readonly ResourceToken[];

export interface Met {
  /** The widest first. */
  readonly patterns: readonly Tokens[];
  /** False: there may be more, because of a variable or because they are too many. */
  readonly isComplete: boolean;
}

/** Enough where all patterns of one overlap are decided alike. */
const mostPatternsByDefault = 4;

/** Returns patterns of what both ARN patterns cover; none: nothing. */
export function meetArns(a: string, b: string, most = mostPatternsByDefault): string[] {
  const [ours, theirs] = [sixFields(a), sixFields(b)];
  let found: string[][] = [[]];
  for (const [at, field] of ours.entries()) {
    const fields = meet(tokensIn(field), tokensIn(theirs[at] ?? ''), most).patterns;
    found = found.flatMap((start) => fields.map((each) => [...start, signs(each)])).slice(0, most);
    if (found.length === 0) return isSpanning(a) || isSpanning(b) ? meetAcrossFields(a, b, most) : [];
  }
  return found.map((fields) => fields.join(':'));
}

/** A star that ends a field covers the fields that a short pattern lacks, too (G-42). */
const isSpanning = (pattern: string): boolean =>
  /\*:/.test(pattern) && /^(?:[^:]*:){1,4}[^:]*$/.test(pattern);

function meetAcrossFields(a: string, b: string, most: number): string[] {
  const [ours, theirs] = [a, b].map((pattern) => {
    const { fields, sixth } = resourceTokens(pattern);
    return [...tokenLetters(fields), ...tokensIn(sixth ?? '')];
  });
  return ours && theirs ? meet(ours, theirs, most).patterns.map((each) => signs(each)) : [];
}

/** Completes a short pattern as AWS does (G-43). */
function sixFields(pattern: string): string[] {
  const fields = splitFields(pattern);
  return [...fields, ...Array.from({ length: 6 - fields.length }, () => '*')];
}

/** Reads `${*}`, `${?}` and `${$}` as the letters for which they stand. */
const tokensIn = (text: string): ResourceToken[] =>
  text
    .split(/(\$\{[*?$]\})/)
    .flatMap((part, at) => (at % 2 === 1 ? [part.charAt(2)] : tokenLetters(tokensOf(part))));

export const tokenLetters = (tokens: Tokens): ResourceToken[] =>
  tokens.flatMap((token): ResourceToken[] => (typeof token === 'string' ? token.split('') : [token]));

/** Returns the tokens with the signs of wildcards; letters that look like one are escaped. */
export const signs = (tokens: Tokens): string =>
  tokens.map((token) => (isStar(token) ? '*' : isOne(token) ? '?' : escaped(String(token)))).join('');

const escaped = (token: string): string => (token === '*' || token === '?' ? `\${${token}}` : token);

export const isStar = (token: ResourceToken | undefined): boolean => token === star || token === innerStar;
const isOne = (token: ResourceToken | undefined): boolean => token === one || token === innerOne;
const isVariable = (token: ResourceToken): boolean => typeof token === 'string' && token.length > 1;

interface Alike {
  readonly ignoresCase?: boolean;
}

const isSame = (x: ResourceToken, y: ResourceToken, { ignoresCase = false }: Alike): boolean =>
  x === y ||
  (ignoresCase && typeof x === 'string' && typeof y === 'string' && x.toLowerCase() === y.toLowerCase());

/** Returns at most `most` patterns, but one if any. */
export function meet(a: Tokens, b: Tokens, most: number, alike: Alike = {}): Met {
  const known = new Map<number, readonly Tokens[]>();
  let isComplete = true;
  const from = (i: number, j: number): readonly Tokens[] => {
    const place = i * (b.length + 1) + j;
    const before = known.get(place);
    if (before) return before;
    const all = [...new Map(rest(i, j).map((each) => [keyOf(each), each])).values()];
    if (all.length > most) isComplete = false;
    const found = all.slice(0, most);
    known.set(place, found);
    return found;
  };
  const after = (token: ResourceToken, i: number, j: number): Tokens[] =>
    from(i, j).map((each): Tokens => {
      if (!isStar(token) || !isStar(each[0])) return [token, ...each];
      return token === star ? [token, ...each.slice(1)] : each;
    });
  const past = (wide: ResourceToken, token: ResourceToken | undefined, i: number, j: number) => {
    const both = token === undefined ? undefined : within(wide, token);
    if (both === undefined && token !== undefined && isVariable(token)) isComplete = false;
    return both === undefined ? [] : after(both, i, j);
  };
  const rest = (i: number, j: number): readonly Tokens[] => {
    const x: ResourceToken | undefined = a[i];
    const y: ResourceToken | undefined = b[j];
    if (x === undefined && y === undefined) return [[]];
    if (x !== undefined && isStar(x) && y !== undefined && isStar(y)) {
      const both: ResourceToken = x === innerStar ? x : y;
      return [...after(both, i + 1, j), ...after(both, i, j + 1)];
    }
    if (x !== undefined && isStar(x)) return [...past(x, y, i, j + 1), ...from(i + 1, j)];
    if (y !== undefined && isStar(y)) return [...past(y, x, i + 1, j), ...from(i, j + 1)];
    if (x === undefined || y === undefined) {
      // A variable may be empty.
      if (isVariable(x ?? y ?? '')) isComplete = false;
      return [];
    }
    if (isSame(x, y, alike)) return after(x, i + 1, j + 1);
    if (isVariable(x) || isVariable(y)) {
      isComplete = false;
      return [];
    }
    const both = isOne(x) ? within(x, y) : isOne(y) ? within(y, x) : undefined;
    return both === undefined ? [] : after(both, i + 1, j + 1);
  };
  const patterns = from(0, 0);
  return { patterns, isComplete };
}

/** Returns what a wildcard and another token, which is no star, both match; `undefined`: nothing. */
function within(wide: ResourceToken, token: ResourceToken): ResourceToken | undefined {
  if (wide === star || wide === one) return token;
  if (token === one) return innerOne;
  return token === ':' || isVariable(token) ? undefined : token;
}

const keyOf = (tokens: Tokens): string => tokens.map(String).join('\u0000');

/** Says whether every text of `narrow` is one of `wide`; false also where that is not easily seen. */
export function includes(wide: Tokens, narrow: Tokens, alike: Alike = {}): boolean {
  let here = new Set([0]);
  const skipStars = (places: Set<number>) => {
    for (const at of places) if (isStar(wide[at])) places.add(at + 1);
    return places;
  };
  skipStars(here);
  for (const token of narrow) {
    const next = new Set<number>();
    for (const at of here) {
      const taking = wide[at];
      if (taking === undefined) continue;
      if (taking === star) next.add(at);
      else if (taking === innerStar) {
        if (token === innerStar || (token !== star && within(innerStar, token) === token)) next.add(at);
      } else if (!isStar(token) && isSame(taking, token, alike)) next.add(at + 1);
      else if (isOne(taking) && !isStar(token) && !isVariable(token) && within(taking, token) === token)
        next.add(at + 1);
    }
    if (next.size === 0) return false;
    here = skipStars(next);
  }
  return here.has(wide.length);
}
