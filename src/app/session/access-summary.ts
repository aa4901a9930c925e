/** Summarizes what an identity can do at most, in slices, so that the page is painted before and stays alive. */

import { type AccessSummary, accessSummary } from '../../core/query/identities/access-summary.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../core/model/records/tables.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import type { Session } from './session.svelte.ts';

/** AWS's list of actions must be loaded. Reads the world of the moment of the call. */
export const summarizeAccess = (
  { state, catalogue }: Session,
  identity: UserRecord | GroupRecord | RoleRecord,
): Promise<AccessSummary> => runInSlices(accessSummary(state.world, identity, catalogue.current));
