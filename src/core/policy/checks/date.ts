/**
 * Checks date values when a policy is saved (C-51). A text with `T` or `-` must be an ISO date whose fields
 * are in range; anything else must be a whole number of seconds.
 */

import { parseOperator } from '../operator-names.ts';
import type { ConditionTest } from '../syntax/tree.ts';

export function datesAreValid({ operator, values }: ConditionTest): boolean {
  if (!parseOperator(operator.value).base.startsWith('date')) return true;
  return values.items.every(({ value }) => (/[T-]/.test(value) ? isIsoDate(value) : isEpoch(value)));
}

const iso =
  /^\d{4}-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.\d+)?)?)?(?:Z|[+-](\d\d)(?::?(\d\d))?)?)?)?$/;

function isIsoDate(value: string): boolean {
  const match = iso.exec(value);
  if (!match) return false;
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((field) => (field === undefined ? undefined : Number(field)));
  const isTime = hour <= 23 && minute <= 59 && second <= 59 && zoneHour <= 23 && zoneMinute <= 59;
  return isTime && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

const isEpoch = (value: string) => /^\d+$/.test(value) && BigInt(value) <= 9_223_372_036_854_775_807n;
