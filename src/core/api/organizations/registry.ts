/** The operations of Organizations. */

import type { Operation } from '../operation.ts';
import { accountOperations } from './accounts.ts';
import { closeAccountOperations } from './close-account.ts';
import { effectivePolicyOperations } from './effective-policy.ts';
import { handshakeOperations } from './invitations.ts';
import { leavingOperations } from './leaving.ts';
import { organizationOperations } from './organization.ts';
import { policyOperations } from './policies.ts';
import { policyTargetOperations } from './policy-targets.ts';
import { responsibilityTransferOperations } from './responsibility-transfers.ts';
import { resourcePolicyOperations } from './resource-policy.ts';
import { serviceAccessOperations } from './service-access.ts';
import { tagOperations } from './tags.ts';
import { unitOperations } from './units.ts';

export const organizationsOperations: readonly Operation[] = [
  ...organizationOperations,
  ...accountOperations,
  ...closeAccountOperations,
  ...unitOperations,
  ...policyOperations,
  ...policyTargetOperations,
  ...effectivePolicyOperations,
  ...handshakeOperations,
  ...leavingOperations,
  ...serviceAccessOperations,
  ...resourcePolicyOperations,
  ...responsibilityTransferOperations,
  ...tagOperations,
];
