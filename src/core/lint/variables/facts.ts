/** The checks of policy variables. */

import type { Facts } from '../facts.ts';

export const variableFacts = {
  'variables-need-version': {
    code: 'VARIABLE_UNSUPPORTED_IN_VERSION',
    title: 'Variables need the newer version',
    why: 'In the older version they are plain text and match nothing.',
  },
} as const satisfies Facts;
