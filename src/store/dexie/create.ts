/**
 * Writes whole workspaces (an example, an import of 30,000 records, a backup) without one huge transaction.
 * Their rows say `importing` until the last transaction sets all of them to `ready`. No list shows them
 * before, and what a closed tab leaves is removed at the next start.
 *
 * INVARIANT: the caller holds `creating(ids)` (lock.ts) meanwhile.
 */

import type { Table } from 'dexie';
import { type Result, ok } from '../../core/model/result.ts';
import { type Database, recordRange, within } from './database.ts';
import { StoreRefusal, failureIn, writingToStore } from './failure.ts';
import { freeNow } from './lock.ts';
import { importingRow, unknownTo } from '../history.ts';
import { type NewRecord, type NewWorkspace, type WorkspaceRow, keptKey } from '../rows.ts';
import { plus, sizeOf } from '../sizes.ts';
import {
  type CreateOptions,
  type Created,
  type KnownRevisions,
  type Restored,
  type StoreFailure,
  chunkSize,
} from '../store.ts';

export interface WantedWorkspace {
  readonly about: NewWorkspace;
  readonly records: readonly NewRecord[];
  /** Writes what the workspace has beside its records, before it is ready. */
  readonly finish?: () => Promise<void>;
}

export async function createWorkspace(
  database: Database,
  about: NewWorkspace,
  records: readonly NewRecord[],
  options: CreateOptions = {},
): Promise<Created> {
  const created = await createWorkspaces(database, [{ about, records }], options);
  if (!created.ok) return created;
  const [row] = created.value;
  if (!row) throw new Error('a workspace without a row');
  return ok(row);
}

/** Creates all of the workspaces or none. An id that exists already is refused and left as it is. */
export async function createWorkspaces(
  database: Database,
  wanted: readonly WantedWorkspace[],
  options: CreateOptions = {},
): Promise<Restored> {
  const begun: string[] = [];
  const created = await writingToStore(async () => {
    let written = 0;
    const onProgress = (count: number) => options.onProgress?.(written + count);
    for (const { about, records, finish } of wanted) {
      refuseCancelled(options);
      await database.workspaces.add(importingRow(about, Date.now()));
      begun.push(about.id);
      await writeRecords(database, about.id, records, { ...options, onProgress });
      written += records.length;
      await finish?.();
    }
    refuseCancelled(options);
    return ok(await markReady(database, begun));
  });
  if (!created.ok) for (const id of begun) await failureIn(() => erase(database, id));
  return created;
}

function refuseCancelled({ signal }: CreateOptions): void {
  if (signal?.aborted) throw new StoreRefusal({ code: 'cancelled', detail: 'cancelled' });
}

async function writeRecords(
  database: Database,
  id: string,
  records: readonly NewRecord[],
  options: CreateOptions,
): Promise<void> {
  const chunk = options.chunk ?? chunkSize;
  for (let from = 0; from < records.length; from += chunk) {
    refuseCancelled(options);
    await writeChunk(database, id, records.slice(from, from + chunk));
    options.onProgress?.(Math.min(from + chunk, records.length));
  }
}

function writeChunk(database: Database, workspace: string, records: readonly NewRecord[]): PromiseLike<void> {
  const { workspaces, records: table } = database;
  return database.transaction('rw', [workspaces, table], async () => {
    const row = await importing(database, workspace);
    await workspaces.put({ ...row, touchedAt: Date.now(), size: plus(row.size, sizeOf(records)) });
    await table.bulkAdd(records.map(({ table, id, row }) => ({ workspace, table, id, row })));
  });
}

const markReady = (database: Database, ids: readonly string[]): PromiseLike<WorkspaceRow[]> =>
  database.transaction('rw', [database.workspaces], async () => {
    const rows: WorkspaceRow[] = [];
    for (const id of ids) rows.push({ ...(await importing(database, id)), state: 'ready' });
    await database.workspaces.bulkPut(rows);
    return rows;
  });

/** Returns the row while it is being written. Refuses when another tab removed it as a leftover. */
export async function importing(database: Database, id: string): Promise<WorkspaceRow> {
  const row = await database.workspaces.get(id);
  if (row?.state !== 'importing')
    throw new StoreRefusal({ code: 'gone', detail: `import \`${id}\` was removed` });
  return row;
}

/** Removes a workspace with all its rows in one transaction. With `known`, refuses if it changed since. */
export function erase(database: Database, id: string, known?: KnownRevisions): PromiseLike<void> {
  const { workspaces, records, history, journal, retired, trail, checkpoints, setAside, meta } = database;
  return database.transaction(
    'rw',
    [workspaces, records, history, journal, retired, trail, checkpoints, setAside, meta],
    async () => {
      const row = known && (await workspaces.get(id));
      const late = row && unknownTo(known, [row]);
      if (late) throw new StoreRefusal(late);
      await Promise.all([
        workspaces.delete(id),
        meta.where('key').startsWith(keptKey(id, '')).delete(),
        ...[records, history, journal, retired, trail, checkpoints, setAside].map((table) =>
          within(table as Table<unknown, unknown>, recordRange(id)).delete(),
        ),
      ]);
    },
  );
}

export const removeWorkspace = (
  database: Database,
  id: string,
  known?: KnownRevisions,
): Promise<Result<void, StoreFailure>> => failureIn(() => erase(database, id, known));

/** Milliseconds without a written chunk after which a writer without Web Locks counts as dead. */
const silence = 60_000;

/** Removes importing workspaces whose writer is gone: its lock is free, or it was silent too long. */
export async function removeLeftovers(database: Database, now: number = Date.now()): Promise<number> {
  let removed = 0;
  for (const { id, state, touchedAt } of await database.workspaces.toArray()) {
    if (state !== 'importing') continue;
    if (!((await freeNow(id)) ?? now - touchedAt > silence)) continue;
    await erase(database, id);
    removed += 1;
  }
  return removed;
}
