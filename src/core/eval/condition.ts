import { isOperatorBase, parseOperator, type SetOperator } from '../policy/operator-names.ts';
import type { Condition } from '../policy/compile.ts';
import { arnMatches, arnPatternOfTokens, compileArnPattern, type ArnPattern } from './arn.ts';
import { compileGlob, globMatches, globOfTokens, type Glob } from './glob.ts';
import {
  rangeHolds,
  readAddress,
  readBase64,
  readBoolean,
  readDate,
  readNumber,
  readRange,
} from './values.ts';
import {
  compileTemplate,
  substituteText,
  substituteTokens,
  type ContextLookup,
  type Template,
} from './variables.ts';

/**
 * Conditions (C-01…C-08). Each test is compiled once into the operator's parts and a matcher for the
 * positive form of the operator; negation, IfExists and the set operators are applied around it, in that
 * order (C-02, C-14).
 */
type Matcher = (value: string, lookup: ContextLookup) => boolean;

export interface CompiledTest {
  readonly source: Condition;
  /** Lower-case context key. */
  readonly key: string;
  readonly set: SetOperator | undefined;
  readonly ifExists: boolean;
  readonly negated: boolean;
  /** `Null` asks for presence, everything else for values. */
  readonly asksPresence: boolean;
  /** True where one of the policy's values matches; undefined: no such operator. */
  readonly some: Matcher | undefined;
}

/** Of an operator that AWS knows; what it does not know has no positive form and no matcher. */
const positiveOf = (base: string): string => (isOperatorBase(base) ? base.replace('not', '') : base);

/** `variables`: the document substitutes them (C-60). */
export function compileTest(source: Condition, variables: boolean): CompiledTest {
  const { set, base, ifExists } = parseOperator(source.operator);
  const positive = positiveOf(base);
  const { values } = source;
  const asksPresence = base === 'null' && !ifExists;
  const make = Object.hasOwn(matcherMakers, positive) ? matcherMakers[positive] : undefined;
  return {
    source,
    key: source.key.toLowerCase(),
    set,
    ifExists,
    negated: positive !== base,
    asksPresence,
    some: asksPresence ? presence(values) : make?.(values, variables),
  };
}

/** Whether the test holds. An unknown operator holds nowhere here; eval/statement.ts decides what follows. */
export function testHolds(test: CompiledTest, lookup: ContextLookup): boolean {
  const found = lookup.value(test.key);
  if (test.asksPresence) return presenceHolds(test, found, lookup);
  const some = test.some;
  if (some === undefined) return false;
  if (found === undefined) {
    if (test.ifExists) return true;
    if (test.set !== undefined) return test.set === 'ForAllValues';
    return test.negated;
  }
  if (test.set === undefined) return typeof found === 'string' && some(found, lookup) !== test.negated;
  const list = typeof found === 'string' ? [found] : found;
  return test.set === 'ForAllValues'
    ? list.every((value) => some(value, lookup) !== test.negated)
    : list.some((value) => some(value, lookup) !== test.negated);
}

function presenceHolds(
  test: CompiledTest,
  found: string | readonly string[] | undefined,
  lookup: ContextLookup,
): boolean {
  const absent = found === undefined || (found.length === 0 && typeof found !== 'string');
  if (test.set !== undefined && absent) return test.set === 'ForAllValues';
  return test.some?.(absent ? 'absent' : 'present', lookup) === true;
}

const presence =
  (values: readonly string[]): Matcher =>
  (value) =>
    values.some((wanted) => readBoolean(wanted) === (value === 'absent'));

type MatcherMaker = (values: readonly string[], variables: boolean) => Matcher;

const matcherMakers: Readonly<Record<string, MatcherMaker>> = {
  stringequals: (values, variables) => textMatcher(values, variables, (text) => text),
  stringequalsignorecase: (values, variables) => textMatcher(values, variables, (text) => text.toLowerCase()),
  stringlike: (values, variables) =>
    patternMatcher<Glob>(values, variables, compileGlob, globOfTokens, globMatches),
  arnequals: arnMatcher,
  arnlike: arnMatcher,
  // C-66: `Bool` takes variables too.
  bool: (values, variables) => textMatcher(values, variables, readBoolean),
  ...comparisons('numeric', readNumber),
  ...comparisons('date', readDate),
  binaryequals: (values) => textMatcher(values, false, readBase64),
  ipaddress: (values) => {
    const ranges = readable(values, readRange);
    return (value) => {
      const address = readAddress(value);
      return address !== undefined && ranges.some((range) => rangeHolds(range, address));
    };
  },
};

function comparisons(kind: string, read: (text: string) => number | undefined): Record<string, MatcherMaker> {
  const holds: Readonly<Record<string, (found: number, wanted: number) => boolean>> = {
    equals: (found, wanted) => found === wanted,
    lessthan: (found, wanted) => found < wanted,
    lessthanequals: (found, wanted) => found <= wanted,
    greaterthan: (found, wanted) => found > wanted,
    greaterthanequals: (found, wanted) => found >= wanted,
  };
  return Object.fromEntries(
    Object.entries(holds).map(([name, test]) => [
      kind + name,
      (values: readonly string[]) => comparison(values, read, test),
    ]),
  );
}

function readable<T>(values: readonly string[], read: (text: string) => T | undefined): T[] {
  return values.map(read).filter((value) => value !== undefined);
}

/** Request OP policy, both sides read the same way; what cannot be read matches nothing (C-10). */
function comparison<T>(
  values: readonly string[],
  read: (text: string) => T | undefined,
  holds: (found: T, wanted: T) => boolean,
): Matcher {
  const wanted = readable(values, read);
  return (value) => {
    const found = read(value);
    return found !== undefined && wanted.some((each) => holds(found, each));
  };
}

/** Values that are equal once read, wildcards literal; what cannot be read matches nothing (C-10). */
function textMatcher<T>(
  values: readonly string[],
  variables: boolean,
  read: (text: string) => T | undefined,
): Matcher {
  const fixed = new Set<T | undefined>();
  const templates: Template[] = [];
  for (const value of values) {
    const template = compileTemplate(value, variables);
    if (template) templates.push(template);
    else fixed.add(read(value));
  }
  return (value, lookup) => {
    const found = read(value);
    return (
      found !== undefined &&
      (fixed.has(found) ||
        templates.some((each) => {
          const text = substituteText(each, lookup);
          return text !== undefined && read(text) === found;
        }))
    );
  };
}

function patternMatcher<P>(
  values: readonly string[],
  variables: boolean,
  fromText: (text: string) => P,
  fromTokens: (tokens: NonNullable<ReturnType<typeof substituteTokens>>) => P,
  matches: (pattern: P, value: string) => boolean,
): Matcher {
  const fixed: P[] = [];
  const templates: Template[] = [];
  for (const value of values) {
    const template = compileTemplate(value, variables);
    if (template) templates.push(template);
    else fixed.push(fromText(value));
  }
  return (value, lookup) =>
    fixed.some((pattern) => matches(pattern, value)) ||
    templates.some((template) => {
      const tokens = substituteTokens(template, lookup);
      return tokens !== undefined && matches(fromTokens(tokens), value);
    });
}

function arnMatcher(values: readonly string[], variables: boolean): Matcher {
  return patternMatcher<ArnPattern>(values, variables, compileArnPattern, arnPatternOfTokens, arnMatches);
}
