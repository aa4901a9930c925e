/**
 * How much a workspace takes, counted as it is written: what a browser reports is one number for the whole
 * site, padded and hours old. A size is the characters of the JSON.
 */

import type { Change } from '../core/model/world/change.ts';
import type { NewRecord, WorkspaceSize } from './rows.ts';

export const bytesOf = (value: unknown): number =>
  value === undefined ? 0 : ((JSON.stringify(value) as string | undefined)?.length ?? 0);

export const sizeOf = (records: readonly NewRecord[]): WorkspaceSize => ({
  records: records.length,
  bytes: records.reduce((sum, { row }) => sum + bytesOf(row), 0),
});

export const plus = (a: WorkspaceSize, b: WorkspaceSize): WorkspaceSize => ({
  records: a.records + b.records,
  bytes: a.bytes + b.bytes,
});

/** The size after changes, whose `before` is what stood there. */
export function grown(size: WorkspaceSize, changes: readonly Change[]): WorkspaceSize {
  let { records, bytes } = size;
  for (const { before, after } of changes) {
    records += (after ? 1 : 0) - (before ? 1 : 0);
    bytes += bytesOf(after) - bytesOf(before);
  }
  return { records, bytes };
}
