/** The checks of condition operators and values. */

import type { Facts } from '#core/lint/facts.ts';

const operatorsPage =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';
const multivaluedPage =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html';
const globalKeysPage =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';

export const conditionFacts = {
  'unknown-operator': {
    code: 'INVALID_CONDITION_OPERATOR',
    title: 'The condition operator does not exist',
    why: 'AWS cannot read the condition and does not save the policy.',
  },
  'null-with-if-exists': {
    code: 'NULL_WITH_IF_EXISTS',
    title: 'Null with IfExists',
    why: 'Null asks if the key is there. IfExists leaves nothing to ask, so AWS does not save the policy.',
  },
  'null-with-qualifier': {
    code: 'NULL_WITH_QUALIFIER',
    title: 'Null with a set operator',
    why: 'ForAllValues makes it hold always, and ForAnyValue never. So it tests nothing.',
  },
  'operator-of-wrong-type': {
    code: 'TYPE_MISMATCH',
    title: 'The operator does not fit the type of the key',
    why: 'The condition compares the values as another type, so it may never hold.',
    note: 'AWS accepts StringEquals for ARNs, and so do we. Types of keys of services are known for the usual ones.',
  },
  'string-like-with-arn-key': {
    code: 'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS',
    title: 'StringLike with the key of an ARN',
    why: 'A * of StringLike also matches colons. So it reaches ARNs of other services and accounts.',
  },
  'tests-only-presence': {
    code: 'EQUIVALENT_TO_NULL_FALSE',
    title: 'A * alone only asks if the key is there',
    why: 'It reads like a limit, but every value passes. Null with false says the same plainly.',
  },
  'tests-only-absence': {
    code: 'EQUIVALENT_TO_NULL_TRUE',
    title: 'Not * only asks if the key is absent',
    why: 'No value passes, only a request without the key. Null with true says the same plainly.',
  },
  'several-values': {
    code: 'MISSING_QUALIFIER',
    title: 'A key with several values needs ForAnyValue or ForAllValues',
    why: 'Without it nobody can say if one value or all must match.',
  },
  'for-all-values-with-single-key': {
    code: 'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    title: 'ForAllValues with a key that has one value',
    why: 'The condition also holds when the request lacks the key. So it limits less than it seems to.',
  },
  'for-all-values-with-allow': {
    severity: 'warning',
    title: 'ForAllValues also holds without the key',
    why: 'The statement then allows requests that the condition should keep out.',
    source: multivaluedPage,
    note: 'Silent for tag keys, grant operations of KMS and record sets: AWS recommends ForAllValues for them.',
  },
  'not-a-boolean': {
    code: 'TYPE_MISMATCH_BOOLEAN',
    title: 'The value is not true or false',
    why: 'The condition never holds, so an Allow gives nothing and a Deny stops nothing.',
  },
  'not-a-number': {
    code: 'TYPE_MISMATCH_NUMBER',
    title: 'The value is not a number',
    why: 'The condition never holds, so an Allow gives nothing and a Deny stops nothing.',
  },
  'not-a-date': {
    code: 'TYPE_MISMATCH_DATE',
    title: 'The value is not a date',
    why: 'AWS cannot read it, and IAM does not save the policy.',
  },
  'unclear-date': {
    code: 'INVALID_DATE_VALUE',
    title: 'The date may mean another moment',
    why: 'AWS reads digits as seconds since 1970: 2021 is half an hour after that, not a year.',
  },
  'not-an-address-range': {
    code: 'TYPE_MISMATCH_IP_RANGE',
    title: 'The value is not a range of addresses',
    why: 'The condition never holds, so an Allow gives nothing and a Deny stops nothing.',
  },
  'not-base64': {
    code: 'TYPE_MISMATCH_STRING',
    title: 'The value of BinaryEquals is not base64',
    why: 'BinaryEquals compares bytes, which are written in base64. Another text never matches.',
  },
  'value-not-an-arn': {
    severity: 'warning',
    title: 'The value of an ARN operator is not an ARN',
    why: 'The condition never holds, so an Allow gives nothing and a Deny stops nothing.',
    source: operatorsPage,
  },
  'wildcard-in-equals': {
    code: 'WILDCARD_WITHOUT_LIKE_OPERATOR',
    title: 'A wildcard where the operator takes none',
    why: 'It counts as a plain character, so only a value with that very character matches.',
  },
  'several-booleans': {
    code: 'INVALID_CONDITION_MULTIPLE_BOOLEAN',
    title: 'A true-or-false condition has several values',
    why: 'AWS wants one value. With both true and false, the condition limits nothing.',
  },
  'mixed-value-types': {
    code: 'INVALID_CONDITION_DATA_TYPE',
    title: 'Values of one key are of different types',
    why: 'AWS cannot read such a list as the values of one key. Write all of them as text.',
  },
  'key-twice-in-other-case': {
    code: 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE',
    title: 'One key stands twice, with different capital letters',
    why: 'To AWS both are the same key. Nobody can say which of the two lists of values counts.',
  },
  'empty-condition': {
    code: 'EMPTY_ARRAY_CONDITION',
    title: 'The condition has an empty list of values',
    why: 'Without values it always holds or never holds, so it is no real limit.',
  },
  'empty-condition-for-all-values': {
    code: 'EMPTY_ARRAY_CONDITION_FORALLVALUES',
    title: 'ForAllValues has an empty list of values',
    why: 'It holds only for a request without the key. Null says so plainly.',
  },
  'empty-condition-for-any-value': {
    code: 'EMPTY_ARRAY_CONDITION_FORANYVALUE',
    title: 'ForAnyValue has an empty list of values',
    why: 'It never holds, so the statement never applies.',
  },
  'empty-condition-if-exists': {
    code: 'EMPTY_ARRAY_CONDITION_IFEXISTS',
    title: 'IfExists has an empty list of values',
    why: 'It holds only for a request without the key. Null says so plainly.',
  },
  'empty-condition-block': {
    code: 'EMPTY_OBJECT_CONDITION',
    title: 'Condition is an empty object',
    why: 'It limits nothing, though it looks like a limit.',
  },
  'address-beyond-its-mask': {
    code: 'IMPROVE_IP_RANGE',
    title: 'The address has bits that its mask ignores',
    why: 'AWS ignores them too, so the range may be wider than its author thinks.',
  },
  'only-private-addresses': {
    code: 'PRIVATE_IP_ADDRESS',
    title: 'aws:SourceIp is compared with private addresses only',
    why: 'aws:SourceIp is always a public address, so the condition never holds. aws:VpcSourceIp is the private one.',
  },
  'excludes-only-private-addresses': {
    code: 'PRIVATE_NOT_IP_ADDRESS',
    title: 'aws:SourceIp excludes private addresses only',
    why: 'aws:SourceIp is always a public address, so the condition always holds. aws:VpcSourceIp is the private one.',
  },
  'some-private-addresses': {
    code: 'PRIVATE_IP_ADDRESS_SUBSET',
    title: 'aws:SourceIp is compared with some private addresses',
    why: 'aws:SourceIp is always a public address, so the private ones never match.',
  },
  'excludes-some-private-addresses': {
    code: 'PRIVATE_NOT_IP_ADDRESS_SUBSET',
    title: 'aws:SourceIp excludes some private addresses',
    why: 'aws:SourceIp is always a public address, so the private ones exclude nobody.',
  },
  'mfa-deny-misses-access-keys': {
    severity: 'warning',
    title: 'The Deny without MFA misses access keys',
    why: 'A request with a long-term access key lacks aws:MultiFactorAuthPresent, so the Deny does not stop it.',
    source: `${globalKeysPage}#condition-keys-multifactorauthpresent`,
  },
  'address-deny-hits-services': {
    severity: 'suggestion',
    title: 'The Deny by address also hits services',
    why: 'When a service calls for a person, its own address counts. The Deny then stops the service.',
    source: `${globalKeysPage}#condition-keys-sourceip`,
  },
  'region-deny-hits-global-services': {
    severity: 'suggestion',
    title: 'The Deny by Region also hits global services',
    why: 'IAM and other global services count as us-east-1. If you deny that Region, they stop working.',
    source: `${globalKeysPage}#condition-keys-requestedregion`,
  },
} as const satisfies Facts;
