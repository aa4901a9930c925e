/** Says the test of a condition as a sentence: `aws:SourceIp must be in 203.0.113.0/24`. */

import { parseOperator } from '../policy/operator-names.ts';

/** The words between a key and its values, by the lower-case name of the operator. */
const verbs: Readonly<Record<string, string>> = {
  stringequals: 'must be',
  stringnotequals: 'must not be',
  stringequalsignorecase: 'must be, in small or capital letters,',
  stringnotequalsignorecase: 'must not be, in small or capital letters,',
  stringlike: 'must match',
  stringnotlike: 'must not match',
  numericequals: 'must be',
  numericnotequals: 'must not be',
  numericlessthan: 'must be less than',
  numericlessthanequals: 'must be at most',
  numericgreaterthan: 'must be more than',
  numericgreaterthanequals: 'must be at least',
  dateequals: 'must be',
  datenotequals: 'must not be',
  datelessthan: 'must be before',
  datelessthanequals: 'must not be after',
  dategreaterthan: 'must be after',
  dategreaterthanequals: 'must not be before',
  bool: 'must be',
  binaryequals: 'must be',
  ipaddress: 'must be in',
  notipaddress: 'must not be in',
  arnequals: 'must match',
  arnlike: 'must match',
  arnnotequals: 'must not match',
  arnnotlike: 'must not match',
};

/** Returns `a`, `a or b`, `a, b or c`, or `a, b, c or 2 more`. */
const either = (values: readonly string[]): string => {
  const named = values.length > 4 ? [...values.slice(0, 3), `${values.length - 3} more`] : values;
  return named.length < 2 ? (named[0] ?? 'nothing') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
};

/** Returns the sentence without its period; `undefined` for an operator that AWS does not have. */
export function conditionWords(operator: string, key: string, values: readonly string[]): string | undefined {
  const { set, base, ifExists } = parseOperator(operator);
  if (base === 'null') return `${key} must be ${values.includes('true') ? 'absent' : 'present'}`;
  const verb = verbs[base];
  if (verb === undefined) return undefined;
  const who =
    set === undefined ? key : set === 'ForAnyValue' ? `one of the values of ${key}` : `every value of ${key}`;
  return `${who} ${verb} ${either(values)}${ifExists ? `, or ${key} is absent` : ''}`;
}
