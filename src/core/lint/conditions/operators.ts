/** Finds operators that do not fit the type of their key. */

import { isOperatorBase, parseOperator } from '../../policy/operator-names.ts';
import { type ValueType, keyTypeOf } from '../../policy/service-key-types.ts';
import { type CheckFinding, found } from '../finding.ts';
import { type At, nullFix, operatorFix, renamed } from './at.ts';
import { readsAs } from './readers.ts';

const families: readonly (readonly [RegExp, ValueType])[] = [
  [/^string/, 'text'],
  [/^arn/, 'arn'],
  [/^bool$/, 'bool'],
  [/ipaddress$/, 'ip'],
  [/^date/, 'date'],
  [/^numeric/, 'number'],
];

const typeNames: Readonly<Record<ValueType, string>> = {
  text: 'text',
  arn: 'an ARN',
  bool: 'true or false',
  ip: 'an address',
  date: 'a date',
  number: 'a number',
};

export function operatorFindings(at: At): CheckFinding[] {
  const { base, ifExists, set } = parseOperator(at.test.operator.value);
  if (!isOperatorBase(base)) return [];
  if (base === 'null') return set && !ifExists ? nullWithSet(at) : [];
  return [...typeMismatch(at, base), ...onlyPresence(at)];
}

function nullWithSet(at: At): CheckFinding[] {
  const { operator } = at.test;
  const { set } = parseOperator(operator.value);
  const result = set === 'ForAllValues' ? 'always holds' : 'never holds';
  return [
    {
      ...found(
        'null-with-qualifier',
        operator.span,
        `${operator.value} ${result}. Null takes no set operator.`,
      ),
      ...operatorFix(at, 'Null'),
    },
  ];
}

function typeMismatch(at: At, base: string): CheckFinding[] {
  const { operator, key } = at.test;
  const type = keyTypeOf(key.value)?.type;
  const family = families.find(([form]) => form.test(base))?.[1];
  if (!type || !family || fits(type, family, key.value)) return arnLike(at, base, type);
  const right = rightOperator(at, base, { type, family });
  const message = `${key.value} is ${typeNames[type]}, and ${operator.value} compares ${typeNames[family]}.${right ? ` Use ${right}.` : ''}`;
  return [
    {
      ...found('operator-of-wrong-type', key.span, message),
      ...(right && operatorFix(at, right)),
    },
  ];
}

/** Keys whose text the caller or a tag's owner chooses, so that it may well be an ARN. */
const anyText = /^(kms:encryptioncontext:|aws:(principal|request|resource)tag\/)/i;

/** AWS says nothing of `StringEquals` with an ARN, and takes numbers for `aws:EpochTime`. */
const fits = (type: ValueType, family: ValueType, key: string): boolean =>
  type === family ||
  (type === 'arn' && family === 'text') ||
  (family === 'arn' && anyText.test(key)) ||
  (family === 'number' && key.toLowerCase() === 'aws:epochtime');

function arnLike(at: At, base: string, type: ValueType | undefined): CheckFinding[] {
  if (type !== 'arn' || !/^string(not)?like$/.test(base)) return [];
  const { operator, key } = at.test;
  const right = renamed(operator.value, base.includes('not') ? 'ArnNotLike' : 'ArnLike');
  const message = `${key.value} is an ARN. A * of ${operator.value} also crosses its colons; ${right} compares part by part.`;
  return [{ ...found('string-like-with-arn-key', key.span, message), ...operatorFix(at, right) }];
}

/** Returns the operator of the key's type that says the same; `undefined`: there is none, or a value does not fit. */
function rightOperator(
  at: At,
  base: string,
  { type, family }: { readonly type: ValueType; readonly family: ValueType },
): string | undefined {
  const { operator, values } = at.test;
  if (!values.items.every(({ value }) => value.includes('${') || readsAs(type, value))) return undefined;
  const target = targetOf(base, type, family, operator.value);
  return target && renamed(operator.value, target);
}

function targetOf(base: string, type: ValueType, family: ValueType, name: string): string | undefined {
  const negated = base.includes('not');
  const ordered = /(less|greater)than(equals)?/i.exec(name)?.[0];
  if (ordered !== undefined) {
    if (type === 'date') return `Date${ordered}`;
    return type === 'number' ? `Numeric${ordered}` : undefined;
  }
  switch (type) {
    case 'bool':
      return negated ? undefined : 'Bool';
    case 'ip':
      return negated ? 'NotIpAddress' : 'IpAddress';
    case 'arn':
      return negated ? 'ArnNotLike' : 'ArnLike';
    case 'number':
      return negated ? 'NumericNotEquals' : 'NumericEquals';
    case 'date':
      return negated ? 'DateNotEquals' : 'DateEquals';
    case 'text': {
      const like = family === 'arn' ? 'Like' : 'Equals';
      return negated ? `StringNot${like}` : `String${like}`;
    }
  }
}

/** Finds `*` alone as a pattern: it only asks if the key is there (`*`) or absent (not `*`), whatever stands beside it. */
function onlyPresence(at: At): CheckFinding[] {
  const { operator, key, values } = at.test;
  const { set, base, ifExists } = parseOperator(operator.value);
  if (!/^(string|arn)(not)?(like|equals)$/.test(base) || /^string(not)?equals$/.test(base)) return [];
  const { items } = values;
  if (!items.some(({ value }) => /^\*+$/.test(value))) return [];
  const negated = base.includes('not');
  if (negated ? set === 'ForAnyValue' && !ifExists : ifExists || set === 'ForAllValues') return [];
  const id = negated ? 'tests-only-absence' : 'tests-only-presence';
  const message = `${operator.value} with * only asks if the request has ${negated ? 'no ' : ''}${key.value}. Null says so plainly.`;
  return [{ ...found(id, values.span, message), ...nullFix(at, negated) }];
}
