/** Reads the events of calls whose changes are in effect: those of undone changes stay in Activity, but do not count. */

import type { TrailEvent } from '../../core/model/records/trail-event.ts';
import type { TrailEntry } from '../../store/rows.ts';
import { trailLimit } from '../history/trail.ts';
import type { HistorySnapshot } from '../history/history.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

/** Returns them oldest first. */
export async function eventsInEffect({ trail, history }: Session): Promise<TrailEvent[]> {
  const entries = await trail.entries({ limit: trailLimit });
  return inEffect(entries.toReversed(), history.snapshot);
}

/** A call that changed nothing counts while the change before it does. */
function inEffect(events: readonly TrailEntry[], { entries, cursor }: HistorySnapshot): TrailEvent[] {
  const revisions = new Map(entries.map(({ position, revision }) => [position, revision]));
  return events
    .filter(({ after }) => {
      if (!after || after.position > cursor) return after === undefined;
      const revision = revisions.get(after.position);
      return revision === undefined || revision <= after.revision;
    })
    .map(({ event }) => event);
}
