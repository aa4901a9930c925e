/** Says the test of a condition as a sentence: `aws:SourceIp must be in 203.0.113.0/24`, or `… is in …`. */

import { parseOperator } from '../policy/operator-names.ts';

/** The words between a key and its values, by the lower-case name of the operator; `not` comes before them. */
const relations: Readonly<Record<string, string>> = {
  stringequals: 'be',
  stringnotequals: 'not be',
  stringequalsignorecase: 'be, in small or capital letters,',
  stringnotequalsignorecase: 'not be, in small or capital letters,',
  stringlike: 'match',
  stringnotlike: 'not match',
  numericequals: 'be',
  numericnotequals: 'not be',
  numericlessthan: 'be less than',
  numericlessthanequals: 'be at most',
  numericgreaterthan: 'be more than',
  numericgreaterthanequals: 'be at least',
  dateequals: 'be',
  datenotequals: 'not be',
  datelessthan: 'be before',
  datelessthanequals: 'be at or before',
  dategreaterthan: 'be after',
  dategreaterthanequals: 'be at or after',
  bool: 'be',
  binaryequals: 'be',
  ipaddress: 'be in',
  notipaddress: 'not be in',
  arnequals: 'match',
  arnlike: 'match',
  arnnotequals: 'not match',
  arnnotlike: 'not match',
};

/** Returns `a`, `a or b`, `a, b or c`, or with more than `most` `a, b, c or 2 more`. */
const either = (values: readonly string[], most: number): string => {
  const words = values.map((value) => (value === '' ? 'empty' : value));
  const named =
    words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words;
  return named.length < 2 ? (named[0] ?? 'nothing') : `${named.slice(0, -1).join(', ')} or ${named.at(-1)}`;
};

/** Returns the sentence without its period; `undefined` for an operator that AWS does not have. */
export function conditionWords(operator: string, key: string, values: readonly string[]): string | undefined {
  const { set, base, ifExists } = parseOperator(operator);
  if (base === 'null') return `${key} must be ${values.includes('true') ? 'absent' : 'present'}`;
  const relation = relations[base];
  if (relation === undefined) return undefined;
  const who =
    set === undefined ? key : set === 'ForAnyValue' ? `one of the values of ${key}` : `every value of ${key}`;
  return `${who} must ${relation} ${either(values, 4)}${ifExists ? `, or ${key} is absent` : ''}`;
}

/** A test of a key, as conditions of effective permissions have it. */
interface Tested {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Returns `aws:SourceIp is in 203.0.113.0/24`, or with `isNot` what is true where the test fails. */
export function stateWords({ operator, key, values }: Tested, isNot = false, most = 4): string {
  const { set, base, ifExists } = parseOperator(operator);
  const named = either(values, most);
  if (base === 'null') return `${key} is ${values.includes('true') === isNot ? 'present' : 'absent'}`;
  if (/^aws:MultiFactorAuthPresent$/i.test(key) && operator.toLowerCase() === 'bool' && named === 'true')
    return `the request is made ${isNot ? 'without' : 'with'} MFA`;
  const isNegated = base.includes('not');
  const relation = relations[base]?.replace(/^not /, '');
  if (relation === undefined) return `${isNot ? 'not ' : ''}${key} passes ${operator} with ${named}`;
  const some = (who: string, no: boolean) => `${who} ${present(relation, no)} ${named}`;
  const isOfSome = set === 'ForAnyValue' ? !isNot : isNot;
  const fact =
    set === undefined
      ? some(key, isNegated !== isNot)
      : isOfSome
        ? some(`a value of ${key}`, isNegated !== isNot)
        : some(`${isNegated === isNot ? 'every' : 'no'} value of ${key}`, false);
  // The other tests hold for an absent key anyway.
  const countsAbsent = ifExists && (set === undefined ? !isNegated : set === 'ForAnyValue');
  if (!countsAbsent) return fact;
  return isNot ? `${key} is present, and ${fact}` : `${fact}, or ${key} is absent`;
}

function present(relation: string, isNot: boolean): string {
  if (relation === 'match') return isNot ? 'does not match' : 'matches';
  return relation.replace(/^be/, isNot ? 'is not' : 'is');
}
