/** The checks of Action and NotAction. */

import type { Facts } from '#core/lint/facts.ts';

export const actionFacts = {
  'unknown-service': {
    code: 'INVALID_SERVICE_IN_ACTION',
    title: 'The service of the action does not exist',
    why: 'The action matches no request: an Allow gives nothing, and a Deny stops nothing.',
  },
  'unknown-action': {
    code: 'INVALID_ACTION',
    title: 'The action does not exist',
    why: 'It matches no request: an Allow gives nothing, and a Deny stops nothing. AWS saves it, so nobody notices.',
  },
  'invalid-service': {
    code: 'INVALID_SERVICE',
    title: 'The service of an ARN or condition key does not exist',
    why: 'No resource has such an ARN, and no request such a key. The statement misses what was meant.',
    note: 'A wrong service in an action has its own code, INVALID_SERVICE_IN_ACTION.',
  },
  'wildcard-in-service-name': {
    code: 'WILDCARD_IN_SERVICE_NAME',
    title: 'A wildcard in the service of an ARN',
    why: 'It would also cover services that AWS adds later. IAM does not save such a policy.',
  },
  'unsupported-action-in-policy': {
    code: 'UNSUPPORTED_ACTION_IN_POLICY',
    title: 'A policy on this resource cannot have the action',
    why: 'A resource’s policy decides only about actions on that resource. This one gives and stops nothing.',
    kinds: ['resource', 'trust'],
    note: 'The check needs the type of the resource. A trust policy takes only actions of STS.',
  },
  'action-spelling': {
    severity: 'suggestion',
    title: 'The action has other capital letters than AWS writes',
    why: 'It works, but people who search for AWS’s spelling may not find it.',
    note: 'A small first letter is fine: programs name their methods so, and so do AWS’s own policies.',
  },
  'action-never-matches-resource': {
    severity: 'warning',
    title: 'No resource of the statement fits the action',
    why: 'An Allow then never allows the action, and a Deny never stops it.',
  },
} as const satisfies Facts;
