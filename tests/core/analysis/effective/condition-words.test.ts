/** Conditions of a permission are said as facts about a request that can follow "if". */

import { expect, test } from 'vitest';
import { conditionsText } from '#core/analysis/effective/reach-words.ts';
import type { Conditions } from '#core/analysis/effective/conditions.ts';

const is = (operator: string, key: string, ...values: string[]): Conditions => ({
  kind: 'test',
  operator,
  key,
  values,
});

test.each<[Conditions, string, string]>([
  [
    is('Bool', 'aws:MultiFactorAuthPresent', 'true'),
    'the request is made with MFA',
    'the request is made without MFA',
  ],
  [
    is('BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'),
    'aws:MultiFactorAuthPresent is true, or aws:MultiFactorAuthPresent is absent',
    'aws:MultiFactorAuthPresent is present, and aws:MultiFactorAuthPresent is not true',
  ],
  [
    is('Bool', 'aws:SecureTransport', 'false'),
    'aws:SecureTransport is false',
    'aws:SecureTransport is not false',
  ],
  [
    is('IpAddress', 'aws:SourceIp', '203.0.113.0/24'),
    'aws:SourceIp is in 203.0.113.0/24',
    'aws:SourceIp is not in 203.0.113.0/24',
  ],
  [
    is('NotIpAddress', 'aws:SourceIp', '10.0.0.0/8'),
    'aws:SourceIp is not in 10.0.0.0/8',
    'aws:SourceIp is in 10.0.0.0/8',
  ],
  [
    is('StringEquals', 'sts:ExternalId', 'a', 'b'),
    'sts:ExternalId is a or b',
    'sts:ExternalId is not a or b',
  ],
  [is('StringNotEqualsIfExists', 'k', 'a'), 'k is not a', 'k is a'],
  [is('StringLike', 'k', 'a*'), 'k matches a*', 'k does not match a*'],
  [is('ArnNotLike', 'k', 'a*'), 'k does not match a*', 'k matches a*'],
  [
    is('StringEqualsIgnoreCase', 'k', 'a'),
    'k is, in small or capital letters, a',
    'k is not, in small or capital letters, a',
  ],
  [is('NumericLessThan', 'k', '5'), 'k is less than 5', 'k is not less than 5'],
  [
    is('DateLessThanEquals', 'k', '2027-01-01'),
    'k is at or before 2027-01-01',
    'k is not at or before 2027-01-01',
  ],
  [is('Null', 'k', 'true'), 'k is absent', 'k is present'],
  [is('Null', 'k', 'false'), 'k is present', 'k is absent'],
  [is('ForAnyValue:StringEquals', 'k', 'a'), 'a value of k is a', 'no value of k is a'],
  [is('ForAnyValue:StringNotLike', 'k', 'a'), 'a value of k does not match a', 'every value of k matches a'],
  [
    is('ForAllValues:StringEquals', 'k', 'a', 'b'),
    'every value of k is a or b',
    'a value of k is not a or b',
  ],
  [is('ForAllValues:StringNotEquals', 'k', 'a'), 'no value of k is a', 'a value of k is a'],
  [
    is('ForAnyValue:StringEqualsIfExists', 'k', 'a'),
    'a value of k is a, or k is absent',
    'k is present, and no value of k is a',
  ],
  [is('ForAllValues:StringEqualsIfExists', 'k', 'a'), 'every value of k is a', 'a value of k is not a'],
])('%j says both what holds and what holds where it fails', (condition, text, opposite) => {
  expect(conditionsText(condition)).toBe(text);
  expect(conditionsText({ kind: 'not', of: condition })).toBe(opposite);
  expect(conditionsText({ kind: 'not', of: { kind: 'not', of: condition } })).toBe(text);
});

const [a, b, c] = ['a', 'b', 'c'].map((value) => is('StringEquals', value, '1')) as [
  Conditions,
  Conditions,
  Conditions,
];

test('what has to hold together and what can stand for another are told apart by brackets', () => {
  const either: Conditions = { kind: 'any', of: [b, c] };
  expect(conditionsText({ kind: 'all', of: [a, either] })).toBe('a is 1, and (b is 1, or c is 1)');
  expect(conditionsText({ kind: 'not', of: { kind: 'all', of: [a, either] } })).toBe(
    'a is not 1, or (b is not 1, and c is not 1)',
  );
});

test('of many values so many are named as are asked for', () => {
  const many = is('StringEquals', 'k', 'a', 'b', 'c', 'd', 'e');
  expect(conditionsText(many)).toBe('k is a, b, c or 2 more');
  expect(conditionsText(many, 2)).toBe('k is a or 4 more');
  expect(conditionsText(many, Infinity)).toBe('k is a, b, c, d or e');
});

test('an empty value is named', () => {
  expect(conditionsText(is('StringLike', 's3:prefix', 'tags/*', ''))).toBe(
    's3:prefix matches tags/* or empty',
  );
});
