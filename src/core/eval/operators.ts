/**
 * The condition operators (C-08) in their positive form: each reads the policy's values and compares a value
 * of the request. condition.ts applies negation, `IfExists` and the set operators around them.
 */

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
  type VariableTemplate,
} from './variables.ts';

/** Returns true when the value, read as the operator reads it, matches one of the policy's values. */
export type Matcher = (value: string, lookup: ContextLookup) => boolean;

type MatcherMaker = (values: readonly string[], variables: boolean) => Matcher;

/** The key is the operator's name in lower case, without `Not`. */
const matcherMakers: Readonly<Record<string, MatcherMaker>> = {
  stringequals: (values, variables) => textMatcher(values, variables, (text) => text),
  stringequalsignorecase: (values, variables) => textMatcher(values, variables, (text) => text.toLowerCase()),
  stringlike: (values, variables) =>
    patternMatcher<Glob>(values, variables, compileGlob, globOfTokens, globMatches),
  arnequals: arnMatcher,
  arnlike: arnMatcher,
  // `Bool` accepts variables too (C-66).
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

/** Returns `undefined` for a name that is no operator. `variables`: the document substitutes them (C-60). */
export function operatorMatcher(
  operator: string,
  values: readonly string[],
  variables: boolean,
): Matcher | undefined {
  return Object.hasOwn(matcherMakers, operator) ? matcherMakers[operator]?.(values, variables) : undefined;
}

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

/** Compares request OP policy, both sides read the same way. An unreadable value matches nothing (C-10). */
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

/** Matches values that are equal once read; wildcards are literal. Unreadable ones match nothing (C-10). */
function textMatcher<T>(
  values: readonly string[],
  variables: boolean,
  read: (text: string) => T | undefined,
): Matcher {
  const fixed = new Set<T | undefined>();
  const templates: VariableTemplate[] = [];
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
  const templates: VariableTemplate[] = [];
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
