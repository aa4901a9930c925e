/** One test against a context; values as in a policy of version 2012-10-17 unless said. */

import { expect, test } from 'vitest';
import { compileTest, testHolds } from '#core/eval/condition.ts';
import { principalView } from '#core/eval/principal.ts';
import { type ContextValues, RequestView } from '#core/eval/request.ts';
import { conditionOperators, isConditionOperator } from '#core/policy/operator-names.ts';

function holds(
  operator: string,
  key: string,
  wanted: string | string[],
  context: ContextValues,
  variables = true,
): boolean {
  const test = compileTest({ operator, key, values: [wanted].flat() }, variables);
  const principal = principalView('arn:aws:iam::111122223333:user/team/bob');
  return testHolds(
    test,
    new RequestView(principal, 's3:GetObject', 'arn:aws:s3:::b', undefined, context, false),
  );
}

type Row = [
  rule: string,
  operator: string,
  wanted: string | string[],
  found: string | string[] | undefined,
  expected: boolean,
];
const rows = (table: Row[]) =>
  test.each(table)('%s: the condition %s %j on %j gives %s', (_, operator, wanted, found, expected) => {
    expect(holds(operator, 'k', wanted, found === undefined ? {} : { k: found })).toBe(expected);
  });

rows([
  ['C-01 OR of values', 'StringEquals', ['a', 'b'], 'b', true],
  ['case counts', 'StringEquals', 'a', 'A', false],
  ['* is literal', 'StringEquals', 'a*', 'ab', false],
  ['C-14 empty is a value', 'StringEquals', '', '', true],
  ['C-02 NOR', 'StringNotEquals', ['a', 'b'], 'b', false],
  ['C-02 missing', 'StringNotEquals', 'a', undefined, true],
  ['missing', 'StringEquals', 'a', undefined, false],
  ['ignore case', 'StringEqualsIgnoreCase', 'aB', 'Ab', true],
  ['ignore case', 'StringNotEqualsIgnoreCase', 'aB', 'Ab', false],
  ['like', 'StringLike', 'a*c?', 'abbcd', true],
  ['C-14 line ends', 'StringLike', 'a*b', 'a\n\r\nb', true],
  ['not like', 'StringNotLike', 'a*', 'abc', false],
  ['no value matches', 'StringEquals', [], 'a', false],
  ['no value matches', 'StringNotEquals', [], 'a', true],
  ['C-05 case of operators', 'STRINGequals', 'a', 'a', true],
  ['C-32 plain operator on a list', 'StringEquals', 'a', ['a'], false],
  ['C-32 plain operator on a list', 'StringNotEquals', 'a', ['b'], false],
]);

rows([
  ['decimals', 'NumericEquals', '1.50', '1.5', true],
  ['10abc is no number', 'NumericEquals', '10', '10abc', false],
  ['C-10 negated on no number', 'NumericNotEquals', '10', '10abc', true],
  ['request OP policy', 'NumericLessThan', '3600', '3599', true],
  ['request OP policy', 'NumericGreaterThanEquals', '3600', '3599', false],
  ['T-43 missing', 'NumericLessThan', '3600', undefined, false],
  ['C-50 epoch against ISO', 'DateEquals', '2026-01-01T00:00:00Z', '1767225600', true],
  ['C-50 zone', 'DateEquals', '2026-01-01T02:00:00+02:00', '2026-01-01T00:00:00Z', true],
  ['C-50 fraction', 'DateLessThan', '2026-01-01T00:00:00.6Z', '2026-01-01T00:00:00.5Z', true],
  ['C-50 only digits is epoch', 'DateGreaterThan', '2024', '1970-01-01T00:33:45Z', true],
  ['C-50 month', 'DateLessThanEquals', '2026-02', '2026-02-01T00:00Z', true],
  ['C-10 odd date', 'DateNotEquals', '2026-01-01T00:00:00Z', 'yesterday', true],
  ['C-10 odd date', 'DateLessThan', '2026-13-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ['W-11 odd form', 'DateEquals', '2016-12-13t2:00:00.593194+23', '2016-12-12T03:00:00.593194Z', true],
  ['W-11 year alone with T', 'DateEquals', '01T', '0001-01-01', true],
  ['W-11 the first year', 'DateLessThan', '2016-01-01', '-292275054-05-16T16:47:04.192Z', true],
  ['W-11 the last year', 'DateGreaterThan', '9999-12-31', '+292278993-08-17T07:12:55.807Z', true],
  ['year 0050 is not 1950', 'DateLessThan', '1900-01-01', '0050-01-01', true],
  ['C-52', 'NumericGreaterThan', '1', '1767225600', true],
]);

rows([
  ['case ignored', 'Bool', 'TRUE', 'true', true],
  ['C-13 missing', 'Bool', 'false', undefined, false],
  ['C-11 BoolIfExists', 'BoolIfExists', 'false', undefined, true],
  ['other text', 'Bool', '1', '1', false],
  ['bytes', 'BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['C-10 no base64', 'BinaryEquals', 'a', 'a', false],
  ['T-41', 'IpAddress', '203.0.113.0/24', '203.0.113.255', true],
  ['outside', 'IpAddress', '203.0.113.0/24', '203.0.114.0', false],
  ['host bits are masked', 'IpAddress', '203.0.113.77/24', '203.0.113.1', true],
  ['/32 where none is given', 'IpAddress', '203.0.113.7', '203.0.113.8', false],
  ['/0', 'IpAddress', '0.0.0.0/0', '198.51.100.1', true],
  ['C-55 family', 'IpAddress', '::/0', '198.51.100.1', false],
  ['C-55 family', 'NotIpAddress', '::/0', '198.51.100.1', true],
  ['IPv6', 'IpAddress', '2001:db8::/33', '2001:db8:7fff::1', true],
  ['IPv6', 'IpAddress', '2001:db8::/33', '2001:db8:8000::1', false],
  ['IPv6 forms', 'IpAddress', '2001:DB8:0:0:0:0:0:1', '2001:db8::1', true],
  ['C-10 odd address', 'NotIpAddress', '0.0.0.0/0', '1.2.3', true],
  ['C-10 leading zero', 'IpAddress', '0.0.0.0/0', '01.2.3.4', false],
  ['T-42 missing', 'NotIpAddress', '0.0.0.0/0', undefined, true],
]);

const role = 'arn:aws:iam::111122223333:role/team/dev-1';
rows([
  ['T-30', 'ArnLike', 'arn:aws:iam::*:role/dev-*', role, false],
  ['T-31', 'ArnLike', 'arn:aws:iam::*:role/*dev-*', role, true],
  ['ArnEquals is ArnLike', 'ArnEquals', 'arn:aws:iam::*:role/*dev-*', role, true],
  [
    'C-41 a star swallows no colon',
    'ArnLike',
    'arn:aws:ex:*:store/a:*',
    'arn:aws:ex:us-east-2:111122223333:store/a:1',
    false,
  ],
  ['C-41', 'StringLike', 'arn:aws:ex:*:store/a:*', 'arn:aws:ex:us-east-2:111122223333:store/a:1', true],
  ['C-40 fewer fields', 'ArnLike', '*', role, false],
  ['C-10 no ARN', 'ArnNotLike', 'arn:aws:iam::*:role/*', 'text', true],
  ['negated', 'ArnNotEquals', role, role, false],
  ['negated, missing', 'ArnNotLike', role, undefined, true],
]);

rows([
  ['C-20', 'Null', 'true', undefined, true],
  ['C-20', 'Null', 'false', 'a', true],
  ['C-20 both', 'Null', ['true', 'false'], 'a', true],
  ['C-14 empty text is present', 'Null', 'true', '', false],
  ['C-21 an empty list is absent', 'Null', 'true', [], true],
  ['C-14 ForAnyValue:Null', 'ForAnyValue:Null', 'true', undefined, false],
  ['C-14 ForAllValues:Null', 'ForAllValues:Null', 'false', undefined, true],
  ['C-14 ForAnyValue:Null', 'ForAnyValue:Null', 'false', ['a'], true],
  ['C-31 missing', 'ForAllValues:StringEquals', 'a', undefined, true],
  ['C-31 empty', 'ForAllValues:StringEquals', 'a', [], true],
  ['every value', 'ForAllValues:StringEquals', ['a', 'b'], ['a', 'b', 'a'], true],
  ['every value', 'ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['negated', 'ForAllValues:StringNotEquals', 'a', ['b', 'a'], false],
  ['missing', 'ForAnyValue:StringNotEquals', 'a', undefined, false],
  ['empty', 'ForAnyValue:StringNotEquals', 'a', [], false],
  ['T-26', 'ForAnyValue:StringNotEquals', 'a', ['a', 'b'], true],
  ['C-33 one value as a list', 'ForAnyValue:StringLike', 'a*', 'ab', true],
  ['C-34', 'ForAnyValue:StringEqualsIfExists', 'a', undefined, true],
  ['C-34', 'ForAllValues:StringEqualsIfExists', 'a', ['b'], false],
  ['C-11 present', 'StringEqualsIfExists', 'a', 'b', false],
]);

const when = (operator: string, wanted: string, found: string, context: ContextValues, variables = true) =>
  holds(operator, 'k', wanted, { k: found, ...context }, variables);
test.each<[string, boolean, boolean]>([
  ['C-61 ignores case', when('StringEquals', '${AWS:UserName}', 'bob', {}), true],
  ['C-61 wildcards around', when('StringLike', '${aws:username}-*', 'bob-1', {}), true],
  ['C-64 a star in the value is literal', when('StringLike', '${x}', 'anything', { x: '*' }), false],
  ['C-64 and equals itself', when('StringLike', '${x}', '*', { x: '*' }), true],
  ['C-63 escaped letters are literal', when('StringLike', 'a${*}${?}${$}b', 'a*?$b', {}), true],
  ['C-63 an escaped star is no wildcard', when('StringLike', 'a${*}b', 'axb', {}), false],
  ['C-62 default', when('StringEquals', "${x, 'd'}", 'd', {}), true],
  ['C-62 not for a present key', when('StringEquals', "${x, 'd'}", 'd', { x: 'e' }), false],
  ['C-14 empty value', when('StringEquals', 'a${x}', 'a', { x: '' }), true],
  ['C-65 absent', when('StringEquals', '${x}', '${x}', {}), false],
  ['C-65 absent, negated', when('StringNotEquals', '${x}', 'a', {}), true],
  ['C-65 absent, negated ARN', when('ArnNotLike', '${x}', 'arn:aws:s3:::b', {}), true],
  ['C-65 multivalued', when('StringEquals', '${x}', 'a', { x: ['a'] }), false],
  ['C-66 Bool', when('Bool', '${x}', 'true', { x: 'TRUE' }), true],
  ['C-60 not in numbers', when('NumericEquals', '${x}', '1', { x: '1' }), false],
  ['C-60 2008-10-17', when('StringEquals', '${aws:username}', '${aws:username}', {}, false), true],
  ['ARN field', when('ArnLike', 'arn:aws:sqs:*:${x}:q', 'arn:aws:sqs:eu:5:q', { x: '5' }), true],
  ['ARN whole', when('ArnEquals', '${x}', 'arn:aws:sqs:eu:5:q', { x: 'arn:aws:sqs:eu:5:q' }), true],
])('%s: the variable of a condition value gives the result of this row', (_, found, expected) =>
  expect(found).toBe(expected),
);

test('C-06 the case of a context key is ignored; of two that differ by case the first given counts', () => {
  expect(holds('StringEquals', 'AWS:principaltag/TEAM', 'a', { 'aws:PrincipalTag/team': 'a' })).toBe(true);
  const twice = { 'aws:PrincipalTag/Team': 'first', 'aws:PrincipalTag/team': 'second' };
  for (const key of ['aws:PrincipalTag/Team', 'aws:PrincipalTag/team']) {
    expect(holds('StringEquals', key, 'first', twice)).toBe(true);
  }
});

test('no context key is dropped, also not a key named like a member of every object', () => {
  for (const key of ['constructor', 'toString', 'hasOwnProperty']) {
    expect(holds('Null', key, 'true', {})).toBe(true);
    expect(holds('StringEquals', key, 'a', { [key]: 'a' })).toBe(true);
  }
  const context = JSON.parse('{"__proto__":"a"}') as ContextValues;
  expect(holds('StringEquals', '__proto__', 'a', context)).toBe(true);
});

test('a context value that is no text counts as its text', () => {
  const context = { b: true, n: 5, l: [1, 'x'], u: undefined } as unknown as ContextValues;
  expect(holds('Bool', 'b', 'true', context)).toBe(true);
  expect(holds('NumericEquals', 'n', '5', context)).toBe(true);
  expect(holds('ForAnyValue:StringEquals', 'l', '1', context)).toBe(true);
  expect(holds('Null', 'u', 'true', context)).toBe(true);
});

test('a context key that the caller left out is derived from principal and resource', () => {
  const derived: [string, string][] = [
    ['aws:PrincipalArn', 'arn:aws:iam::111122223333:user/team/bob'],
    ['aws:PrincipalAccount', '111122223333'],
    ['aws:PrincipalType', 'User'],
    ['aws:username', 'bob'],
    ['aws:ResourceAccount', '111122223333'],
  ];
  for (const [key, value] of derived) expect(holds('StringEquals', key, value, {})).toBe(true);
  expect(holds('StringEquals', 'aws:username', 'bob', { 'AWS:USERNAME': 'given' })).toBe(false);
});

test.each(conditionOperators.flatMap((name) => [name, `ForAllValues:${name}`, `ForAnyValue:${name}`]))(
  'the operator %s is known to the grammar and to the engine',
  (name) => {
    expect(isConditionOperator(name)).toBe(true);
    const test = compileTest({ operator: name, key: 'k', values: [] }, true);
    expect(test.some).toBeDefined();
  },
);

test.each(['StringMatches', 'NullIfExists', 'constructor', '__proto__', '', 'IfExists'])(
  'the operator %j is not known',
  (name) => {
    expect(isConditionOperator(name)).toBe(false);
    const test = compileTest({ operator: name, key: 'k', values: [] }, true);
    expect(test.some).toBeUndefined();
  },
);
