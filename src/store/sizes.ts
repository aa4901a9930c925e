/**
 * Measures a workspace as it is written. A size is the number of characters of the JSON. A browser reports
 * only one number for the whole site, padded and hours old.
 */

import type { Change } from '../core/model/world/change.ts';
import type { NewRecord, WorkspaceSize } from './rows.ts';

export const sizeInBytes = (value: unknown): number =>
  value === undefined ? 0 : ((JSON.stringify(value) as string | undefined)?.length ?? 0);

export const sizeOf = (records: readonly NewRecord[]): WorkspaceSize => ({
  records: records.length,
  bytes: records.reduce((sum, { row }) => sum + sizeInBytes(row), 0),
});

export const plus = (a: WorkspaceSize, b: WorkspaceSize): WorkspaceSize => ({
  records: a.records + b.records,
  bytes: a.bytes + b.bytes,
});

/** Returns the size after changes; their `before` is the old content. */
export function grown(size: WorkspaceSize, changes: readonly Change[]): WorkspaceSize {
  let { records, bytes } = size;
  for (const { before, after } of changes) {
    records += (after ? 1 : 0) - (before ? 1 : 0);
    bytes += sizeInBytes(after) - sizeInBytes(before);
  }
  return { records, bytes };
}
