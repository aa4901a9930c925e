/** One test of a condition, with all that stands around it. */

import { parseOperator } from '../../policy/operator-names.ts';
import type { JsonObject } from '../../policy/syntax/json.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import { memberOf } from '../../policy/visual/blocks.ts';
import type { CheckedStatement } from '../document.ts';
import { fixing, setOperator } from '../edits/blocks.ts';
import { writeFix } from '../edits/text.ts';
import type { LintFix, LintSubject } from '../finding.ts';

export interface At {
  readonly test: ConditionTest;
  readonly statement: CheckedStatement;
  readonly subject: LintSubject;
}

/** Returns true when the statement tests the key with the operator, too. */
const alsoTests = ({ statement: { conditions = [] }, test }: At, operator: string, key: string): boolean =>
  conditions.some(
    (other) =>
      other !== test &&
      other.operator.value.toLowerCase() === operator.toLowerCase() &&
      other.key.value.toLowerCase() === key.toLowerCase(),
  );

/** Writes another operator. No fix where that stands already: both would become one, and either would do. */
export function operatorFix(at: At, right: string): { readonly fix?: LintFix } {
  const { key, operator } = at.test;
  if (alsoTests(at, right, key.value)) return {};
  const change = setOperator(key.value, operator.value, right);
  return fixing(`Change to ${right}`, at.subject.text, at.statement.index, change);
}

/** Writes another key. No fix where the operator has it already. */
export function keyFix(at: At, right: string): { readonly fix?: LintFix } {
  const { key, operator } = at.test;
  if (alsoTests(at, operator.value, right)) return {};
  return { fix: writeFix(at.subject.text, key.span, right, `Compare ${right}`) };
}

/** Writes `Null` for the key instead of the test. */
export function nullFix(at: At, isAbsent: boolean): { readonly fix?: LintFix } {
  const { key, operator } = at.test;
  if (alsoTests(at, 'Null', key.value)) return {};
  return fixing(
    `Write "Null": { "${key.value}": "${isAbsent}" }`,
    at.subject.text,
    at.statement.index,
    ({ conditions = [], ...block }) => ({
      ...block,
      conditions: [
        ...conditions.filter((row) => row.key !== key.value || row.operator !== operator.value),
        { operator: 'Null', key: key.value, values: [String(isAbsent)], list: false },
      ],
    }),
  );
}

/** Writes an operator's name with the set operator and the `IfExists` of another: `ForAnyValue:ArnLikeIfExists`. */
export function renamed(operator: string, base: string): string {
  const { set, ifExists } = parseOperator(operator);
  return `${set ? `${set}:` : ''}${base}${ifExists ? 'IfExists' : ''}`;
}

export function conditionBlock({ json }: CheckedStatement): JsonObject | undefined {
  const value = memberOf(json, 'Condition')?.value;
  return value?.kind === 'object' ? value : undefined;
}

/** Returns true when the statement also tests with `Null` that the key is there or is absent. */
export const testsPresence = ({ conditions = [] }: CheckedStatement, key: string): boolean =>
  conditions.some(
    (other) =>
      other.key.value.toLowerCase() === key.toLowerCase() &&
      parseOperator(other.operator.value).base === 'null',
  );
