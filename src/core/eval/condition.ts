/**
 * Conditions (C-01…C-08). Each test is compiled once into the operator's parts and a matcher for the
 * operator's positive form. Negation, IfExists and the set operators are applied around the matcher, in that
 * order (C-02, C-14).
 */

import { isOperatorBase, parseOperator, type SetOperator } from '../policy/operator-names.ts';
import type { Condition } from '../policy/compile.ts';
import { readBoolean } from './values.ts';
import type { ContextLookup } from './variables.ts';
import { type Matcher, operatorMatcher } from './operators.ts';

export interface CompiledTest {
  readonly source: Condition;
  /** Lower-case context key. */
  readonly key: string;
  readonly set: SetOperator | undefined;
  readonly ifExists: boolean;
  readonly negated: boolean;
  /** True for `Null`, which tests presence. Other operators test values. */
  readonly asksPresence: boolean;
  /** Returns true when one of the policy's values matches; `undefined`: no such operator. */
  readonly some: Matcher | undefined;
}

/** Returns the operator without `not`. One that AWS does not know has no positive form and no matcher. */
const positiveOf = (base: string): string => (isOperatorBase(base) ? base.replace('not', '') : base);

/** `variables`: the document substitutes them (C-60). */
export function compileTest(source: Condition, variables: boolean): CompiledTest {
  const { set, base, ifExists } = parseOperator(source.operator);
  const positive = positiveOf(base);
  const { values } = source;
  const asksPresence = base === 'null' && !ifExists;
  return {
    source,
    key: source.key.toLowerCase(),
    set,
    ifExists,
    negated: positive !== base,
    asksPresence,
    some: asksPresence ? presence(values) : operatorMatcher(positive, values, variables),
  };
}

/** Returns true when the test holds. An unknown operator never holds here (see eval/statement.ts). */
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
