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
    why: 'AWS saves it, but it matches no request.',
  },
  'action-spelling': {
    severity: 'suggestion',
    title: 'The action is written in another case',
    why: 'Case does not matter to AWS, but it does to people who search.',
  },
  'action-never-matches-resource': {
    severity: 'warning',
    title: 'No resource of the statement fits the action',
    why: 'The statement does not do for this action what it seems to.',
  },
} as const satisfies Facts;
