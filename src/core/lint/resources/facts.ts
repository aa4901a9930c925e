/** The checks of Resource and NotResource. */

import type { Facts } from '../facts.ts';

export const resourceFacts = {} as const satisfies Facts;
