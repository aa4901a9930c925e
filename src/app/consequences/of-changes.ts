/** Computes who gains and loses what by changes that are not made. */

import type { AccountConsequences, Sides } from '../../core/analysis/consequences/consequence.ts';
import { consequencesInSteps } from '../../core/analysis/consequences/of-account.ts';
import type { Change } from '../../core/model/world/change.ts';
import type { World } from '../../core/model/world/world.ts';
import {
  type PermissionComparison,
  comparePermissions,
} from '../../core/query/account/compare-permissions.ts';
import { type Watch, runInSlices } from '../../platform/yield-to-page.ts';
import { askWorker } from '../long-work/ask.ts';
import { timed } from '../long-work/kinds.ts';
import { analysed } from '../long-work/worker/replica-feed.ts';
import type { Session } from '../session/session.svelte.ts';

/** Milliseconds after which an example has to do for those who were not looked at, and those for the examples of all others. */
const within = [2000, 1000] as const;

/** Compares the open world. `isLong`: every principal is looked at to the end. AWS's list of actions must be loaded. Rejects as `askWorker`. */
export const consequencesOf = (
  session: Session,
  changes: readonly Change[],
  watch: Watch,
  isLong = false,
): Promise<AccountConsequences> =>
  askWorker(session, 'consequences', { changes: analysed(changes), ...(isLong ? {} : { within }) }, watch);

/** Compares what everybody may do on two sides, on the page; rejects where AWS's list of actions does not load. */
export async function comparedPermissions(
  { catalogue }: Session,
  { before, after }: Sides,
  watch: Watch,
): Promise<PermissionComparison> {
  await catalogue.loadAllActions();
  return runInSlices(comparePermissions(before, after, catalogue.current), watch);
}

export function consequencesBetween(
  { env, catalogue }: Session,
  before: World,
  after: World,
  watch: Watch,
): Promise<AccountConsequences> {
  const side = (world: World) => ({ world, env });
  return runInSlices(consequencesInSteps(side(before), side(after), catalogue.current, timed(within)), watch);
}
