/** One test of a condition, with all that stands around it. */

import type { ConditionTest } from '../../policy/syntax/tree.ts';
import type { CheckedStatement } from '../document.ts';
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
