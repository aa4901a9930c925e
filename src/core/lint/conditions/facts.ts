/** The checks of condition operators and values. */

import type { Facts } from '../facts.ts';

export const conditionFacts = {
  'wildcard-in-equals': {
    code: 'WILDCARD_WITHOUT_LIKE_OPERATOR',
    title: 'A wildcard where the operator takes none',
    why: 'The wildcard counts as a plain character, so the condition does not hold as meant.',
  },
  'not-a-boolean': {
    code: 'TYPE_MISMATCH_BOOLEAN',
    title: 'The value is not true or false',
    why: 'The condition never holds.',
  },
  'not-a-number': {
    code: 'TYPE_MISMATCH_NUMBER',
    title: 'The value is not a number',
    why: 'The condition never holds.',
  },
  'not-a-date': {
    code: 'TYPE_MISMATCH_DATE',
    title: 'The value is not a date',
    why: 'The condition never holds.',
  },
  'not-an-address-range': {
    code: 'TYPE_MISMATCH_IP_RANGE',
    title: 'The value is not a range of addresses',
    why: 'The condition never holds.',
  },
  'operator-of-wrong-type': {
    code: 'TYPE_MISMATCH',
    title: 'The operator does not fit the type of the key',
    why: 'The condition compares something else than its author meant.',
  },
  'several-values': {
    code: 'MISSING_QUALIFIER',
    title: 'A key with several values needs ForAnyValue or ForAllValues',
    why: 'Without it nobody can say if one value or all must match.',
  },
  'for-all-values-with-single-key': {
    code: 'FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    title: 'ForAllValues with a key that has one value',
    why: 'It also holds when the request does not have the key.',
  },
  'for-all-values-with-allow': {
    severity: 'warning',
    title: 'ForAllValues also holds without the key',
    why: 'A request without the key is allowed, too.',
  },
  'mfa-deny-misses-access-keys': {
    severity: 'warning',
    title: 'The Deny without MFA misses access keys',
    why: 'A request with a long-term key does not carry the key, so it is not denied.',
  },
  'address-deny-hits-services': {
    severity: 'suggestion',
    title: 'The Deny by address also hits services',
    why: 'A service that calls for a person has another address.',
  },
  'region-deny-hits-global-services': {
    severity: 'suggestion',
    title: 'The Deny by Region also hits global services',
    why: 'IAM and other global services count as us-east-1.',
  },
  'empty-condition': {
    code: 'EMPTY_ARRAY_CONDITION',
    title: 'The condition compares with nothing',
    why: 'A condition without values holds always or never.',
  },
} as const satisfies Facts;
