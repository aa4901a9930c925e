/** Summarizes what an identity can do at most, in slices, so that the page is painted before and stays alive. */

import { type AccessSummary, accessSummary } from '../../core/query/identities/access-summary.ts';
import type { GroupRecord, RoleRecord, UserRecord } from '../../core/model/records/tables.ts';
import { runInSlices } from '../../platform/yield-to-page.ts';
import { painted } from '../page/painted.ts';
import type { Session } from './session.svelte.ts';

/** AWS's list of actions must be loaded. */
export async function summarizeAccess(
  { state, catalogue }: Session,
  identity: UserRecord | GroupRecord | RoleRecord,
): Promise<AccessSummary> {
  await painted();
  return runInSlices(accessSummary(state.world, identity, catalogue.current));
}
