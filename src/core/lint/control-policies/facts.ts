/** The checks of service and resource control policies. */

import type { Facts } from '../facts.ts';

export const controlPolicyFacts = {} as const satisfies Facts;
