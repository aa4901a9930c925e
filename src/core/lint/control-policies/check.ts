/** Finds what service and resource control policies cannot have. */

import type { Checks } from '../finding.ts';

export const controlPolicyChecks: Checks = {};
