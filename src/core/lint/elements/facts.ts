/** The checks of elements and sizes. */

import type { Facts } from '../facts.ts';

export const elementFacts = {
  'policy-too-large': {
    code: 'POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA',
    title: 'The policy is too large to attach',
    why: 'IAM refuses to save a policy above its quota.',
  },
} as const satisfies Facts;
