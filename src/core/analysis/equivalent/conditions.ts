/**
 * Joins conditions that all have to hold into one Condition block, where an operator may name a key once: two tests of
 * the same operator and key become one, or one of them is written with another operator that means the same.
 */

import { rangeHolds, readBase64, readBoolean, readDate, readNumber, readRange } from '../../eval/values.ts';
import type { Condition } from '../../policy/compile.ts';
import { conditionOperators, parseOperator } from '../../policy/operator-names.ts';
import { type Tokens, includes, meet, signs } from '../globs/meet.ts';
import { arnTokens, valueOf, valueTokens } from './texts.ts';

/** `never`: no request meets them all. `undefined`: one Condition block cannot say it. */
export type JoinedConditions = readonly Condition[] | 'never' | undefined;

export function joinConditions(a: readonly Condition[], b: readonly Condition[]): JoinedConditions {
  let found: readonly Condition[] = a;
  for (const condition of b) {
    const joined = withOne(found, condition);
    if (joined === 'never' || joined === undefined) return joined;
    found = joined;
  }
  return found;
}

/** Says whether the block of `strong` holds only where that of `weak` does; false also where that is not easily seen. */
export const impliesConditions = (strong: readonly Condition[], weak: readonly Condition[]): boolean =>
  weak.every((each) =>
    strong.some((one) => {
      if (slotOf(one) !== slotOf(each)) return false;
      const both = bothOf(one, each);
      return typeof both === 'object' && equivalentConditionText(both) === equivalentConditionText(one);
    }),
  );

/** Returns the condition with one list for both, where one of two statements applies; `undefined`: not so easily. */
export function eitherCondition(a: Condition, b: Condition): Condition | undefined {
  const { set, base } = parseOperator(a.operator);
  if (slotOf(a) !== slotOf(b) || set === 'ForAllValues' || base.includes('not') || base === 'null')
    return undefined;
  return { ...a, values: united(a, b) };
}

/** The same for tests that one Condition block cannot hold beside each other. */
export const slotOf = ({ operator, key }: Condition): string => `${operator} ${key}`.toLowerCase();

export const equivalentConditionText = (condition: Condition): string =>
  `${slotOf(condition)} ${JSON.stringify([...condition.values].sort())}`;

function withOne(block: readonly Condition[], condition: Condition): JoinedConditions {
  const at = block.findIndex((one) => slotOf(one) === slotOf(condition));
  const before = block[at];
  if (!before) return [...block, condition];
  const both = bothOf(before, condition);
  if (both === 'never') return both;
  if (both === 'absent') {
    // An empty list is no value, but only a set operator accepts it.
    const rest = parseOperator(before.operator).set ? block.filter((_, place) => place !== at) : block;
    return withOne(rest, { operator: 'Null', key: before.key, values: ['true'] });
  }
  if (both) return block.map((one, place) => (place === at ? both : one));
  const other = respelled(condition);
  if (!other || block.some((one) => slotOf(one) === slotOf(other))) return undefined;
  return [...block, other];
}

/** Returns an operator in AWS's spelling. */
export function spelled(operator: string): string {
  const { set, base, ifExists } = parseOperator(operator);
  const name = conditionOperators.find((known) => known.toLowerCase() === base) ?? base;
  return `${set ? `${set}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
}

const synonyms: Readonly<Record<string, string>> = {
  ArnEquals: 'ArnLike',
  ArnLike: 'ArnEquals',
  ArnNotEquals: 'ArnNotLike',
  ArnNotLike: 'ArnNotEquals',
  StringEquals: 'StringLike',
  StringNotEquals: 'StringNotLike',
};

function respelled({ operator, key, values }: Condition): Condition | undefined {
  const [, before = '', name = '', after = ''] = /^(.*:)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  const other = Object.entries(synonyms).find(([from]) => from.toLowerCase() === name.toLowerCase())?.[1];
  if (other === undefined) return undefined;
  const isText = other.startsWith('String');
  const escaped = (value: string) => value.replaceAll(/(?<!\$\{)[*?]/g, '${$&}');
  return { operator: `${before}${other}${after}`, key, values: isText ? values.map(escaped) : values };
}

const united = (a: Condition, b: Condition): string[] => [...new Set([...a.values, ...b.values])].sort();
const isOpen = (value: string): boolean => /\$\{(?![*?$]\})/.test(value);

type Both = Condition | 'never' | 'absent' | undefined;

/** Joins two tests of one operator and key. `absent`: they hold only of a key without values. */
function bothOf(a: Condition, b: Condition): Both {
  if (equivalentConditionText(a) === equivalentConditionText(b)) return a;
  const { set, base, ifExists } = parseOperator(a.operator);
  const isNegated = base.includes('not');
  if (set === 'ForAnyValue') {
    const [few, many] = isNegated ? [b, a] : [a, b];
    if (isSubset(few, many)) return a;
    return isSubset(many, few) ? b : undefined;
  }
  if (isNegated) return { ...a, values: united(a, b) };
  const values = base === 'null' && set ? undefined : commonValues(base, a.values, b.values);
  if (!values) return undefined;
  if (values.length > 0) return { ...a, values: [...new Set(values)].sort() };
  if (base === 'null') return 'never';
  return ifExists || set === 'ForAllValues' ? 'absent' : 'never';
}

const isSubset = (few: Condition, many: Condition): boolean =>
  few.values.every((value) => many.values.includes(value));

function commonValues(base: string, a: readonly string[], b: readonly string[]): string[] | undefined {
  if (base.startsWith('arn')) return commonPatterns(a, b, arnTokens);
  if (base === 'stringlike') return commonPatterns(a, b, valueTokens);
  if (base === 'ipaddress') return a.flatMap((one) => b.flatMap((other) => narrower(one, other)));
  const bound = /^(numeric|date)(less|greater)than/.exec(base);
  if (bound) return strongerBound(a, b, bound[1] === 'date' ? readDate : readNumber, bound[2] === 'less');
  const read = readers[base];
  if (!read) return undefined;
  if ([...a, ...b].some(isOpen)) {
    if (a.every((value) => b.includes(value))) return [...a];
    return b.every((value) => a.includes(value)) ? [...b] : undefined;
  }
  const others = new Set(b.map(read));
  return a.filter((value) => read(value) !== undefined && others.has(read(value)));
}

const readers: Readonly<Record<string, (value: string) => unknown>> = {
  stringequals: (value) => value,
  stringequalsignorecase: (value) => value.toLowerCase(),
  bool: readBoolean,
  null: readBoolean,
  binaryequals: readBase64,
  numericequals: readNumber,
  dateequals: readDate,
};

/** More patterns of one overlap cannot be read by anybody. */
const mostOverlapPatterns = 12;

function commonPatterns(
  a: readonly string[],
  b: readonly string[],
  read: (text: string) => Tokens | undefined,
): string[] | undefined {
  const found: Tokens[] = [];
  for (const one of a)
    for (const other of b) {
      const [ours, theirs] = [read(one), read(other)];
      if (!ours || !theirs) continue;
      if (includes(theirs, ours)) found.push(ours);
      else if (includes(ours, theirs)) found.push(theirs);
      else {
        const { patterns, isComplete } = meet(ours, theirs, mostOverlapPatterns);
        if (!isComplete) return undefined;
        found.push(...patterns);
      }
    }
  return widestPatterns(found).map(valueOf);
}

/** Leaves out patterns within others; of two that are the same, the first stays. */
export function widestPatterns(patterns: readonly Tokens[], ignoresCase = false): Tokens[] {
  const nameOf = (pattern: Tokens) => (ignoresCase ? signs(pattern).toLowerCase() : signs(pattern));
  const names = new Map<string, Tokens>();
  for (const pattern of patterns) {
    const name = nameOf(pattern);
    if (!names.has(name)) names.set(name, pattern);
  }
  const all = [...names.values()];
  const wild = all.filter(isWild);
  const isIn = (pattern: Tokens, other: Tokens) => includes(other, pattern, { ignoresCase });
  const left = wild.filter(
    (pattern, at) =>
      !wild.some(
        (other, place) => place !== at && isIn(pattern, other) && (place < at || !isIn(other, pattern)),
      ),
  );
  const kept = new Set(left);
  return all.filter((pattern) =>
    isWild(pattern) ? kept.has(pattern) : !left.some((other) => isIn(pattern, other)),
  );
}

export const isWild = (pattern: Tokens): boolean => pattern.some((token) => typeof token !== 'string');

function narrower(a: string, b: string): string[] {
  const [ours, theirs] = [readRange(a), readRange(b)];
  if (!ours || !theirs) return [];
  if (ours.bits >= theirs.bits) return rangeHolds(theirs, ours.address) ? [a] : [];
  return rangeHolds(ours, theirs.address) ? [b] : [];
}

/** Several bounds of one list mean the weakest. */
function strongerBound(
  a: readonly string[],
  b: readonly string[],
  read: (text: string) => number | undefined,
  isUpper: boolean,
): string[] {
  const weakest = (values: readonly string[]) =>
    values
      .flatMap((text) => {
        const value = read(text);
        return value === undefined ? [] : [{ text, value: isUpper ? value : -value }];
      })
      .sort((one, other) => other.value - one.value)[0];
  const [ours, theirs] = [weakest(a), weakest(b)];
  if (!ours || !theirs) return [];
  return [ours.value <= theirs.value ? ours.text : theirs.text];
}
