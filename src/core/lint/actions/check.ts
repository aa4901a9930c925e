/** Checks actions with the service reference: do they exist, and can they reach the resources? */

import type { Checks } from '../finding.ts';
import { unfitActions } from './fit.ts';
import { unknownActions } from './names.ts';
import { foreignActions } from './policy.ts';

export { namedActions } from './resolve.ts';

export const actionChecks: Checks = { statement: [unknownActions, foreignActions, unfitActions] };
