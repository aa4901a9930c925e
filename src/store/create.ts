import { type Database, numbered, recordsOf } from './database.ts';
import { Refusal, writing } from './failure.ts';
import { freeNow } from './lock.ts';
import { importingRow } from './plan.ts';
import { type NewRecord, type NewWorkspace, type WorkspaceRow, keptKey } from './rows.ts';
import { plus, sizeOf } from './sizes.ts';
import { type CreateOptions, type Created, type Failure, chunkSize } from './store.ts';

/**
 * Writing a whole workspace (an example, an import of 30,000 records) without one huge transaction: its row
 * says `importing` until the last transaction flips it to `ready`. Until then no list shows it; what a killed
 * tab leaves behind is removed at the next start. The caller holds `creating(id)` (lock.ts) meanwhile. `finish`
 * writes what belongs to it beside the records, before it is ready.
 */
export async function createWorkspace(
  database: Database,
  about: NewWorkspace,
  records: readonly NewRecord[],
  options: CreateOptions & { readonly finish?: () => Promise<void> } = {},
): Promise<Created> {
  const { workspaces } = database;
  const chunk = options.chunk ?? chunkSize;
  const created = await writing<Created>(async () => {
    await workspaces.add(importingRow(about, Date.now()));
    for (let from = 0; from < records.length; from += chunk) {
      if (options.signal?.aborted) throw new Refusal({ code: 'cancelled', detail: 'cancelled' });
      await writeChunk(database, about.id, records.slice(from, from + chunk));
      options.onProgress?.(Math.min(from + chunk, records.length));
    }
    if (options.signal?.aborted) throw new Refusal({ code: 'cancelled', detail: 'cancelled' });
    await options.finish?.();
    return { ok: true, row: await markReady(database, about.id) };
  });
  if (!created.ok) await writing(() => erase(database, about.id));
  return created;
}

function writeChunk(database: Database, workspace: string, records: readonly NewRecord[]): PromiseLike<void> {
  const { workspaces, records: table } = database;
  return database.transaction('rw', [workspaces, table], async () => {
    const row = await importing(database, workspace);
    await workspaces.put({ ...row, touchedAt: Date.now(), size: plus(row.size, sizeOf(records)) });
    await table.bulkAdd(records.map(({ table, id, row }) => ({ workspace, table, id, row })));
  });
}

const markReady = (database: Database, id: string): PromiseLike<WorkspaceRow> =>
  database.transaction('rw', [database.workspaces], async () => {
    const row: WorkspaceRow = { ...(await importing(database, id)), state: 'ready' };
    await database.workspaces.put(row);
    return row;
  });

/** The row while it is being written; refuses where another tab has taken it for a leftover. */
export async function importing(database: Database, id: string): Promise<WorkspaceRow> {
  const row = await database.workspaces.get(id);
  if (row?.state !== 'importing') throw new Refusal({ code: 'gone', detail: `import \`${id}\` was removed` });
  return row;
}

/** Removes a workspace with all its rows, in one transaction. */
export function erase(database: Database, id: string): PromiseLike<void> {
  const { workspaces, records, history, journal, retired, trail, checkpoints, setAside, meta } = database;
  return database.transaction(
    'rw',
    [workspaces, records, history, journal, retired, trail, checkpoints, setAside, meta],
    async () => {
      await Promise.all([
        workspaces.delete(id),
        meta.where('key').startsWith(keptKey(id, '')).delete(),
        records
          .where('[workspace+table+id]')
          .between(...recordsOf(id), true, true)
          .delete(),
        history
          .where('[workspace+position]')
          .between(...numbered(id, 0, Infinity), true, true)
          .delete(),
        journal
          .where('[workspace+revision]')
          .between(...numbered(id, 0, Infinity), true, true)
          .delete(),
        retired
          .where('[workspace+log+at]')
          .between(...recordsOf(id), true, true)
          .delete(),
        trail
          .where('[workspace+seq]')
          .between(...numbered(id, 0, Infinity), true, true)
          .delete(),
        checkpoints
          .where('[workspace+id]')
          .between(...recordsOf(id), true, true)
          .delete(),
        setAside
          .where('[workspace+table+id]')
          .between(...recordsOf(id), true, true)
          .delete(),
      ]);
    },
  );
}

export const removeWorkspace = async (database: Database, id: string): Promise<Failure | undefined> => {
  const removed = await writing(async () => {
    await erase(database, id);
    return { ok: true as const };
  });
  return removed.ok ? undefined : removed.failure;
};

/** A writer without Web Locks counts as dead after this long without a chunk written (milliseconds). */
const silence = 60_000;

/** Removes importing workspaces whose writer is gone: its lock is free, or it has been silent too long. */
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
