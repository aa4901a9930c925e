/** Between a workspace's row and its dump: what both stores read and write alike. */

import { type TrailEntry, type TrailRow, type WorkspaceRow, trailRow } from './rows.ts';
import { bytesOf } from './sizes.ts';
import type { Dump } from './store.ts';

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
  ...(guide === undefined ? {} : { guide }),
  ...(start === undefined ? {} : { start }),
});

/** Where history and trail of a restored workspace stand. */
export const standing = ({ revision, cursor, batches, trail, about }: Dump) => ({
  revision,
  cursor,
  changedAt: about.changedAt,
  ...(about.start === undefined ? {} : { start: about.start }),
  top: batches.at(-1)?.entry.position ?? cursor,
  history: batches.map(({ changes }) => bytesOf(changes)),
  trail: trail.at(-1)?.seq ?? 0,
});

/**
 * The trail of a restored workspace, numbered without gaps up to its newest event: a dump leaves damaged ones out,
 * and a trail is counted by its ends (dexie/trail.ts).
 */
export function trailRowsOf(workspace: string, trail: readonly TrailEntry[]): TrailRow[] {
  const before = (trail.at(-1)?.seq ?? 0) - trail.length;
  return trail.map(({ event, after }, at) => trailRow(workspace, before + at + 1, event, after));
}
