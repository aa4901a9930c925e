/** The checks of policy variables. */

import type { Facts } from '#core/lint/facts.ts';

const rules =
  'Keys of accounts, organizations and VPCs take none, except a variable that AWS itself sets. The key aws:userid takes one alone before its colon, or behind it. Claims that name an organization, and paths of organizations, take one after six plain characters.';

export const variableFacts = {
  'variables-need-version': {
    code: 'VARIABLE_UNSUPPORTED_IN_VERSION',
    title: 'Variables need the newer version',
    why: 'In the older version they are plain text and match nothing.',
  },
  'variable-with-wrong-operator': {
    code: 'INVALID_VARIABLE_FOR_OPERATOR',
    title: 'The operator takes no variable',
    why: 'AWS replaces variables only for String and ARN operators. With others the value never matches.',
  },
  'variable-in-wrong-element': {
    code: 'VARIABLE_UNSUPPORTED_IN_ELEMENT',
    title: 'The element takes no variable',
    why: 'AWS replaces variables only in resources and in values of conditions. Elsewhere the text matches nothing.',
  },
  'variable-without-brace': {
    code: 'MISSING_BRACE_IN_VARIABLE',
    title: 'A variable without its closing brace',
    why: 'It is plain text, and no request has that text.',
  },
  'variable-without-quote': {
    code: 'MISSING_QUOTE_IN_VARIABLE',
    title: 'The default of a variable lacks a quote',
    why: 'A default stands in single quotes. Without them AWS cannot read it, so the value matches nothing.',
  },
  'space-in-variable': {
    code: 'UNSUPPORTED_SPACE_IN_VARIABLE',
    title: 'A space in the name of a variable',
    why: 'No key has a space in its name. The variable has no value, so it matches nothing.',
  },
  'empty-variable': {
    code: 'EMPTY_VARIABLE',
    title: 'A variable without a name',
    why: 'Nothing can replace it, so the value matches nothing.',
  },
  'short-text-before-variable': {
    code: 'VARIABLE_USAGE_TOO_PERMISSIVE',
    title: 'A variable decides who counts as trusted',
    why: 'Whoever can set the value of the variable chooses the account or organization.',
    note: rules,
  },
  'short-text-before-wildcard': {
    code: 'WILDCARD_USAGE_TOO_PERMISSIVE',
    title: 'A wildcard trusts accounts or organizations of strangers',
    why: 'A pattern of ids also matches ids of strangers, now or one day.',
    note: rules,
  },
} as const satisfies Facts;
