/**
 * Finds a value of one context key with which some tests hold and others do not: absent, one text, or a list. For
 * each key only finitely many values differ for the tests, so `none` is certain.
 */

import { testHolds } from '../../eval/condition.ts';
import type { ContextLookup } from '../../eval/variables.ts';
import { one, star } from '../../eval/glob.ts';
import { type GlobalKeyType, findGlobalKey } from '../../policy/global-keys.ts';
import { GlobSet } from '../globs/automaton.ts';
import { sample } from '../globs/sample.ts';
import type { KeyTest } from './key-test.ts';

export interface SignedTest {
  readonly test: KeyTest;
  readonly holds: boolean;
}

/** `undefined`: the key is absent. */
export type KeyValue = string | readonly string[] | undefined;

/** `unknown`: no value was found, and there may be one. */
export type Solved = { readonly value: KeyValue } | 'none' | 'unknown';

interface Wanted {
  readonly test: KeyTest;
  readonly matches: boolean;
}

/** `canBeAbsent`: false for a key that every request has. */
export function solveKey(tests: readonly SignedTest[], lookup: ContextLookup, canBeAbsent: boolean): Solved {
  const whole = (value: KeyValue) =>
    tests.every(({ test, holds }) => testHolds(test.test, withValue(lookup, test.key, value)) === holds);
  if (canBeAbsent && whole(undefined)) return { value: undefined };
  const valued = tests.filter(({ test }) => test.family !== 'presence');
  const isPresent = tests.every(
    ({ test, holds }) =>
      test.family !== 'presence' || testHolds(test.test, withValue(lookup, test.key, 'w')) === holds,
  );
  const type = tests[0] && typeOf(tests[0].test.key);
  const solveOne = type === 'bool' ? solveBoolean : solveText;
  const single = isPresent ? solveOne(valued.map(wantedOfOne), lookup) : 'none';
  if (typeof single === 'object') return single;
  // Lists of values count only for keys that AWS may give several (C-32).
  if (type && type !== 'list') return single;
  const list = isPresent ? solveList(valued, lookup) : 'none';
  if (typeof list === 'object') return list;
  if (whole([])) return { value: [] };
  return single === 'unknown' || list === 'unknown' ? 'unknown' : 'none';
}

const types = new Map<string, GlobalKeyType | undefined>();

/** Returns `undefined` for a key of one service. */
function typeOf(key: string): GlobalKeyType | undefined {
  if (!types.has(key)) types.set(key, findGlobalKey(key)?.type);
  return types.get(key);
}

const withValue = (lookup: ContextLookup, key: string, value: KeyValue): ContextLookup => ({
  value: (name) => (name === key ? value : lookup.value(name)),
});

const wantedOfOne = ({ test, holds }: SignedTest): Wanted => ({ test, matches: holds !== test.test.negated });

const fitting = (wanted: readonly Wanted[], lookup: ContextLookup) => (value: string) =>
  wanted.every(({ test, matches }) => test.test.some?.(value, lookup) === matches);

/** AWS gives its own flags no other values; a policy that compares them as texts may mean others. */
function solveBoolean(wanted: readonly Wanted[], lookup: ContextLookup): SolvedText {
  const value = ['true', 'false'].find(fitting(wanted, lookup));
  if (value !== undefined) return { value };
  return wanted.some(({ test }) => test.family === 'text') ? solveText(wanted, lookup) : 'none';
}

type SolvedText = { readonly value: string } | 'none' | 'unknown';

const anyText = new GlobSet([[one, star]]);

function solveText(wanted: readonly Wanted[], lookup: ContextLookup): SolvedText {
  const inside: GlobSet[] = [];
  const outside: GlobSet[] = [];
  for (const { test, matches } of wanted)
    if (test.family === 'text') (matches ? inside : outside).push(test.texts(lookup));
  const text = sample([...inside, anyText], outside);
  const fits = fitting(wanted, lookup);
  // The empty text is a value, too: `s3:prefix` has it where a whole bucket is listed.
  if (text === 'none') return fits('') ? { value: '' } : 'none';
  const others = wanted.filter(({ test }) => test.family !== 'text');
  if (others.length === 0) return text === 'too many' ? 'unknown' : { value: text.text };
  const values = [
    ...(text === 'too many' ? [] : [text.text]),
    ...inside.flatMap(({ texts }) => texts),
    ...others.flatMap(({ test }) => test.values()),
    ...betweenBounds(others),
  ];
  const value = values.find(fits);
  if (value !== undefined) return { value };
  const families = new Set(others.map(({ test }) => test.family));
  const isListed = wanted.some(({ test, matches }) => matches && test.isList);
  return isListed || (families.size === 1 && others.length === wanted.length) ? 'none' : 'unknown';
}

/** Bounds of different tests have a middle too. */
function betweenBounds(tests: readonly Wanted[]): string[] {
  const numbers = tests
    .filter(({ test }) => test.family === 'number' || test.family === 'date')
    .flatMap(({ test }) => test.values().map(Number))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  return numbers.slice(1).map((value, at) => String((value + (numbers[at] as number)) / 2));
}

/** A list needs one value for every test that asks for some value; all of them must please the others. */
function solveList(tests: readonly SignedTest[], lookup: ContextLookup): Solved {
  const always: Wanted[] = [];
  const some: Wanted[] = [];
  for (const { test, holds } of tests) {
    const { set, negated } = test.test;
    if (set === undefined) {
      // A list never fits a test that has no set operator.
      if (holds) return 'none';
    } else if ((set === 'ForAllValues') === holds) always.push({ test, matches: holds !== negated });
    else some.push({ test, matches: holds !== negated });
  }
  const values: string[] = [];
  for (const wanted of some.length > 0 ? some : [undefined]) {
    const found = solveText(wanted ? [...always, wanted] : always, lookup);
    if (typeof found !== 'object') return found;
    values.push(found.value);
  }
  return { value: [...new Set(values)] };
}
