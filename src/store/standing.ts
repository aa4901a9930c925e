import type { WorkspaceRow } from './rows.ts';
import { bytesOf } from './sizes.ts';
import type { Dump } from './store.ts';

/** Between a workspace's row and its dump: what both stores read and write alike. */
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
