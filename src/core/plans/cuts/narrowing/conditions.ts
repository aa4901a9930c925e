/** The tests in the `Condition` of a statement, as its JSON has them. */

import { type StatementJson, listedTexts } from '#core/analysis/edits/documents.ts';

interface ConditionTestJson {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** The values were written as a list. */
  readonly isList: boolean;
}

export const conditionsIn = ({ Condition }: StatementJson): readonly ConditionTestJson[] =>
  Object.entries((Condition ?? {}) as Readonly<Record<string, object>>).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, value]) => ({
      ...{ operator, key, values: listedTexts(value).map(String), isList: Array.isArray(value) },
    })),
  );

/** `StringLike` and its forms with a set or `IfExists`, where `*` stands for anything. */
export const isPatternOperator = (operator: string): boolean =>
  /^(?:\w+:)?StringLike(?:IfExists)?$/i.test(operator);

/** An operator that asks for one of its values, unlike `StringNotEquals` or `Null`. */
export const asksForValues = (operator: string): boolean => !/not|null/i.test(operator);
