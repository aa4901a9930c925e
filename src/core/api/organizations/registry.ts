/** The operations of Organizations that an account needs to be governed. */

import type { Operation } from '../operation.ts';
import { accountOperations } from './accounts.ts';
import { closeAccountOperations } from './close-account.ts';
import { organizationOperations } from './organization.ts';
import { policyOperations } from './policies.ts';
import { policyTargetOperations } from './policy-targets.ts';
import { unitOperations } from './units.ts';

export const organizationsOperations: readonly Operation[] = [
  ...organizationOperations,
  ...accountOperations,
  ...closeAccountOperations,
  ...unitOperations,
  ...policyOperations,
  ...policyTargetOperations,
];
