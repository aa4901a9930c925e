/** Checks the ARNs of Resource and NotResource. */

import type { Checks } from '../finding.ts';

export const resourceChecks: Checks = {};
