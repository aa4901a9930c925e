/** The checks for statements that give much power or data away, and for roles that they pass. */

import type { Facts } from '#core/lint/facts.ts';

const passing =
  'A service with an administrator’s role can do everything. So can everybody who controls the service.';
const linked =
  'Each such role gives a service rights in the account. Perhaps nobody wants that service there.';
const ours = 'Access Analyzer has no such check.';
const granting = ['identity-managed', 'identity-inline', 'resource', 'trust'] as const;
const identity = ['identity-managed', 'identity-inline'] as const;

export const powerFacts = {
  administrator: {
    severity: 'warning',
    title: 'The policy allows everything',
    why: 'Everybody who has it is an administrator, and so is whoever steals a key of one.',
    kinds: granting,
    note: ours,
  },
  'self-escalation': {
    severity: 'warning',
    title: 'The policy lets its holder gain more rights',
    why: 'Whoever can change permissions, or pass a strong role on, can take rights that nobody gave.',
    kinds: identity,
    note: 'The engine tries the known methods with what the policy allows by itself. Permissions of other policies do not count.',
  },
  'reads-all-data': {
    severity: 'warning',
    title: 'The policy lets its holder read all data of a kind',
    why: 'One stolen key then opens every secret, bucket or table of the account, also those to come.',
    kinds: identity,
    note: ours,
  },
  'data-for-everybody': {
    severity: 'warning',
    title: 'Strangers meet the condition',
    why: 'A condition that everybody can meet protects nothing, so any account reads the data.',
    kinds: ['resource'],
    note: ours,
  },
  'not-action-with-allow': {
    severity: 'warning',
    title: 'Allow with NotAction',
    why: 'It allows everything that is not listed, also actions that AWS adds later.',
    kinds: granting,
    note: ours,
  },
  'not-resource-with-allow': {
    severity: 'warning',
    title: 'Allow with NotResource',
    why: 'It includes everything that is not listed, also resources that come later.',
    kinds: granting,
    note: ours,
  },
  'pass-role-with-star-in-resource': {
    code: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
    title: 'iam:PassRole for any role',
    why: passing,
    kinds: identity,
    note: 'A condition iam:PassedToService with StringEquals is enough for AWS, and StringEqualsIfExists is not.',
  },
  'pass-role-with-star-in-action-and-resource': {
    code: 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE',
    title: 'A wildcard in an action includes iam:PassRole for any role',
    why: passing,
    kinds: identity,
  },
  'pass-role-with-star-in-resource-and-not-action': {
    code: 'PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
    title: 'Allow with NotAction includes iam:PassRole for any role',
    why: passing,
    kinds: identity,
  },
  'pass-role-with-not-resource': {
    code: 'PASS_ROLE_WITH_NOT_RESOURCE',
    title: 'iam:PassRole for all roles but a few',
    why: passing,
    kinds: identity,
  },
  'pass-role-with-star-in-action-and-not-resource': {
    code: 'PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
    title: 'A wildcard in an action includes iam:PassRole for all roles but a few',
    why: passing,
    kinds: identity,
  },
  'pass-role-with-not-action-and-not-resource': {
    code: 'PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE',
    title: 'Allow with NotAction includes iam:PassRole for all roles but a few',
    why: passing,
    kinds: identity,
  },
  'create-slr-with-star-in-resource': {
    code: 'CREATE_SLR_WITH_STAR_IN_RESOURCE',
    title: 'iam:CreateServiceLinkedRole for any service',
    why: linked,
    kinds: identity,
  },
  'create-slr-with-star-in-action-and-resource': {
    code: 'CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE',
    title: 'A wildcard in an action includes iam:CreateServiceLinkedRole for any service',
    why: linked,
    kinds: identity,
  },
  'create-slr-with-star-in-resource-and-not-action': {
    code: 'CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION',
    title: 'Allow with NotAction includes iam:CreateServiceLinkedRole for any service',
    why: linked,
    kinds: identity,
  },
  'create-slr-with-not-resource': {
    code: 'CREATE_SLR_WITH_NOT_RESOURCE',
    title: 'iam:CreateServiceLinkedRole for all services but a few',
    why: linked,
    kinds: identity,
  },
  'create-slr-with-star-in-action-and-not-resource': {
    code: 'CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE',
    title: 'A wildcard in an action includes iam:CreateServiceLinkedRole for all services but a few',
    why: linked,
    kinds: identity,
  },
  'create-slr-with-not-action-and-not-resource': {
    code: 'CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE',
    title: 'Allow with NotAction includes iam:CreateServiceLinkedRole for all services but a few',
    why: linked,
    kinds: identity,
  },
} as const satisfies Facts;
