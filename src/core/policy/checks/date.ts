/**
 * Checks date values when a policy is saved (C-51). A text with `T` or `-` must be an ISO date whose fields
 * are in range; anything else must be a whole number of seconds.
 */

import { readIsoDate } from '../iso-date.ts';
import { variableNames } from '../keys-of-policy.ts';
import { parseOperator } from '../operator-names.ts';
import type { ConditionTest } from '../syntax/tree.ts';
import type { IssueCode } from './issue-codes.ts';

export function datesAreValid({ operator, values }: ConditionTest): boolean {
  if (!parseOperator(operator.value).base.startsWith('date')) return true;
  return values.items.every(({ value }) =>
    /[Tt-]/.test(value) ? readIsoDate(value) !== undefined : isEpoch(value),
  );
}

/** Returns the code of values that are no dates. */
export const issueOfDates = ({ values }: ConditionTest): IssueCode =>
  values.items.some(({ value }) => variableNames(value).length > 0)
    ? 'INVALID_VARIABLE_FOR_OPERATOR'
    : 'TYPE_MISMATCH_DATE';

const isEpoch = (value: string) => /^\d+$/.test(value) && BigInt(value) <= 9_223_372_036_854_775_807n;
