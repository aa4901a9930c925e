/** Lets a level be played beside the open workspace, to see whether its recorded answers hold. */

import { simulatedTime } from '../../core/model/records/clock.ts';
import type { PlayMeans } from '../../learn/level/played.ts';
import { wallClock } from '../../platform/clock.ts';
import type { Session } from '../session/session.svelte.ts';

/** Loads what every decision may need. */
export async function playMeans(session: Session): Promise<PlayMeans> {
  await Promise.all([session.catalogue.loadManagedPolicies(), session.catalogue.loadAllActions()]);
  return {
    staging: session.workspaces.staging,
    envOf: (world) => ({ ...session.env, now: simulatedTime(world, wallClock()) }),
  };
}
