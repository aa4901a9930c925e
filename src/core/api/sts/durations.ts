/** Session durations (S-05, S-07): the role's maximum and the limit of chains. Ranges are in the shapes. */

import type { RoleRecord } from '../../model/records/identities.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { texts } from '../errors/texts.ts';

const chainLimit = 3600;

/** Checks the role's maximum first, then the limit of chains [obs]. */
export function refuseDuration(role: RoleRecord, seconds: number, chained: boolean): ApiFailure | undefined {
  if (seconds > role.maxSessionDuration) return fail('ValidationError', texts.overRoleMaximum);
  return chained && seconds > chainLimit ? fail('ValidationError', texts.overChainLimit) : undefined;
}

/** S-01: the root user gets an hour at most, and no error. */
export const longTermDuration = (isRoot: boolean, seconds: number | undefined): number =>
  isRoot ? Math.min(seconds ?? 3600, 3600) : (seconds ?? 43_200);
