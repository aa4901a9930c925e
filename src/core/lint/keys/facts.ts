/** The checks of condition keys. */

import type { Facts } from '../facts.ts';

export const keyFacts = {
  'unknown-global-key': {
    code: 'INVALID_GLOBAL_CONDITION_KEY',
    title: 'The global condition key does not exist',
    why: 'No request has it.',
  },
  'unknown-service-key': {
    code: 'INVALID_SERVICE_CONDITION_KEY',
    title: 'The service has no such condition key',
    why: 'No request has it.',
  },
  'condition-key-not-carried': {
    code: 'UNSUPPORTED_ACTION_FOR_CONDITION_KEY',
    title: 'The actions do not carry the condition key',
    why: 'The key is never there.',
  },
} as const satisfies Facts;
