/** Converts between a workspace's row and its dump, for both stores. */

import { type TrailEntry, type TrailRow, type WorkspaceRow, trailRow } from './rows.ts';
import { sizeInBytes } from './sizes.ts';
import type { Dump } from './store.ts';
import { defined } from '../core/model/defined.ts';

export const aboutOf = ({
  name,
  account,
  createdAt,
  changedAt,
  origin,
  notices,
  guide,
  start,
}: WorkspaceRow) => ({
  ...{ name, account, createdAt, changedAt, origin, notices },
  ...defined({ guide, start }),
});

/** Returns the positions of history and trail in a restored workspace. */
export const positionsOfDump = ({ revision, cursor, batches, trail, about }: Dump) => ({
  revision,
  cursor,
  changedAt: about.changedAt,
  ...defined({ start: about.start }),
  top: batches.at(-1)?.entry.position ?? cursor,
  history: batches.map(({ changes }) => sizeInBytes(changes)),
  trail: trail.at(-1)?.seq ?? 0,
});

/**
 * Returns the trail of a restored workspace, numbered without gaps up to its newest event. A dump leaves
 * damaged events out, but a trail is counted by its first and last number (dexie/trail.ts).
 */
export function trailRowsOf(workspace: string, trail: readonly TrailEntry[]): TrailRow[] {
  const before = (trail.at(-1)?.seq ?? 0) - trail.length;
  return trail.map(({ event, after }, at) => trailRow(workspace, before + at + 1, event, after));
}
