/** One test of a condition, with all that stands around it. */

import { parseOperator } from '../../policy/operator-names.ts';
import type { JsonObject } from '../../policy/syntax/json.ts';
import type { ConditionTest } from '../../policy/syntax/tree.ts';
import { type CheckedStatement, memberOf } from '../document.ts';
import { fixing, setOperator } from '../edits/blocks.ts';
import type { Subject } from '../finding.ts';

export interface At {
  readonly test: ConditionTest;
  readonly statement: CheckedStatement;
  readonly subject: Subject;
}

/** Writes another operator. */
export const operatorFix = ({ test: { key, operator }, statement, subject }: At, right: string) =>
  fixing(`Change to ${right}`, subject.text, statement.index, setOperator(key.value, operator.value, right));

/** Writes `Null` for the key instead of the test. */
export const nullFix = ({ test: { key, operator }, statement, subject }: At, isAbsent: boolean) =>
  fixing(
    `Write "Null": { "${key.value}": "${isAbsent}" }`,
    subject.text,
    statement.index,
    ({ conditions = [], ...block }) => ({
      ...block,
      conditions: [
        ...conditions.filter((row) => row.key !== key.value || row.operator !== operator.value),
        { operator: 'Null', key: key.value, values: [String(isAbsent)], list: false },
      ],
    }),
  );

/** Writes an operator's name with the set operator and the `IfExists` of another: `ForAnyValue:ArnLikeIfExists`. */
export function renamed(operator: string, base: string): string {
  const { set, ifExists } = parseOperator(operator);
  return `${set ? `${set}:` : ''}${base}${ifExists ? 'IfExists' : ''}`;
}

/** Returns the object behind `Condition`. */
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
