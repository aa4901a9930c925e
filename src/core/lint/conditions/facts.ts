/** The checks of condition operators and values. */

import type { Facts } from '../facts.ts';

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
    why: 'The condition compares something else than its author meant.',
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
    why: 'It adds nothing but a gap: it also holds when the request does not have the key.',
  },
  'for-all-values-with-allow': {
    severity: 'warning',
    title: 'ForAllValues also holds without the key',
    why: 'A request without the key is allowed, too.',
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
    why: 'It counts as a plain character, so the condition does not hold as meant.',
  },
  'several-booleans': {
    code: 'INVALID_CONDITION_MULTIPLE_BOOLEAN',
    title: 'Several values for true or false',
    why: 'With both values the condition limits nothing. With one twice, the second is idle.',
  },
  'mixed-value-types': {
    code: 'INVALID_CONDITION_DATA_TYPE',
    title: 'Values of one key are of different types',
    why: 'A list that mixes texts, numbers and booleans is not what AWS reads as values of one key.',
  },
  'key-twice-in-other-case': {
    code: 'DUPLICATE_KEYS_WITH_DIFFERENT_CASE',
    title: 'One key stands twice, in another case',
    why: 'Names of keys ignore case. Nobody can say which of the two lists of values counts.',
  },
  'empty-condition': {
    code: 'EMPTY_ARRAY_CONDITION',
    title: 'The condition compares with nothing',
    why: 'A condition without values holds always or never.',
  },
  'empty-condition-for-all-values': {
    code: 'EMPTY_ARRAY_CONDITION_FORALLVALUES',
    title: 'ForAllValues compares with nothing',
    why: 'It holds only for a request without the key. Null says so plainly.',
  },
  'empty-condition-for-any-value': {
    code: 'EMPTY_ARRAY_CONDITION_FORANYVALUE',
    title: 'ForAnyValue compares with nothing',
    why: 'It never holds, so the statement never applies.',
  },
  'empty-condition-if-exists': {
    code: 'EMPTY_ARRAY_CONDITION_IFEXISTS',
    title: 'IfExists compares with nothing',
    why: 'It holds only for a request without the key. Null says so plainly.',
  },
  'empty-condition-block': {
    code: 'EMPTY_OBJECT_CONDITION',
    title: 'The condition is empty',
    why: 'It limits nothing, though it looks like a limit.',
  },
  'address-beyond-its-mask': {
    code: 'IMPROVE_IP_RANGE',
    title: 'The address says more than its mask',
    why: 'AWS ignores the bits behind the mask. The range may be wider than its author thinks.',
  },
  'only-private-addresses': {
    code: 'PRIVATE_IP_ADDRESS',
    title: 'Only private addresses, where the public one counts',
    why: 'aws:SourceIp is never private. So the condition never holds.',
  },
  'excludes-only-private-addresses': {
    code: 'PRIVATE_NOT_IP_ADDRESS',
    title: 'Only private addresses are excluded, where the public one counts',
    why: 'aws:SourceIp is never private. So the condition always holds.',
  },
  'some-private-addresses': {
    code: 'PRIVATE_IP_ADDRESS_SUBSET',
    title: 'Some addresses are private, where the public one counts',
    why: 'aws:SourceIp is never private. So these addresses let nobody in.',
  },
  'excludes-some-private-addresses': {
    code: 'PRIVATE_NOT_IP_ADDRESS_SUBSET',
    title: 'Some excluded addresses are private, where the public one counts',
    why: 'aws:SourceIp is never private. So these addresses exclude nobody.',
  },
  'mfa-deny-misses-access-keys': {
    severity: 'warning',
    title: 'The Deny without MFA misses access keys',
    why: 'A request with a long-term key does not carry the key, so it is not denied.',
    source: `${globalKeysPage}#condition-keys-multifactorauthpresent`,
  },
  'address-deny-hits-services': {
    severity: 'suggestion',
    title: 'The Deny by address also hits services',
    why: 'A service that calls for a person has another address.',
    source: `${globalKeysPage}#condition-keys-sourceip`,
  },
  'region-deny-hits-global-services': {
    severity: 'suggestion',
    title: 'The Deny by Region also hits global services',
    why: 'IAM and other global services count as us-east-1.',
    source: `${globalKeysPage}#condition-keys-requestedregion`,
  },
} as const satisfies Facts;
