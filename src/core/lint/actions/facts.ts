/** The checks of Action and NotAction. */

import type { Facts } from '../facts.ts';

export const actionFacts = {
  'unknown-service': {
    code: 'INVALID_SERVICE_IN_ACTION',
    title: 'The service of the action does not exist',
    why: 'An action of a service that does not exist matches nothing.',
  },
  'unknown-action': {
    code: 'INVALID_ACTION',
    title: 'The action does not exist',
    why: 'It matches no request. AWS saves it all the same, so nobody notices.',
  },
  'invalid-service': {
    code: 'INVALID_SERVICE',
    title: 'The service of an ARN or condition key does not exist',
    why: 'No resource has such an ARN and no request such a key, so the statement is not about what was meant.',
    note: 'Actions have a code of their own for it.',
  },
  'wildcard-in-service-name': {
    code: 'WILDCARD_IN_SERVICE_NAME',
    title: 'A wildcard stands in the name of a service',
    why: 'It also means services that AWS will have one day. IAM does not save it.',
  },
  'unsupported-action-in-policy': {
    code: 'UNSUPPORTED_ACTION_IN_POLICY',
    title: 'A policy on this resource cannot have the action',
    why: 'A resource’s policy decides only about actions on that resource.',
    kinds: ['resource', 'trust'],
    note: 'Only with the type of the resource. A trust policy takes actions of STS alone.',
  },
  'action-spelling': {
    severity: 'suggestion',
    title: 'The action is written in another case',
    why: 'Case does not matter to AWS, but it does to people who search.',
    note: 'A small first letter is no fault: programs name their methods so, and AWS’s own policies too.',
  },
  'action-never-matches-resource': {
    severity: 'warning',
    title: 'No resource of the statement fits the action',
    why: 'The statement does not do for this action what it seems to.',
  },
} as const satisfies Facts;
