/**
 * Reads a whole workspace as plain values and writes one from them, for duplicates, exports and backups. A
 * restored one has the revision and history positions of the original under a new id.
 */

import { checkpointRow, wholeCheckpoints } from './checkpoints.ts';
import { type WantedWorkspace, createWorkspaces, importing } from './create.ts';
import { damagedOf, putAside, workspaceDamage } from './damage.ts';
import { type Database, numbered, recordRange, within } from './database.ts';
import { StoreRefusal } from './failure.ts';
import { readBatches, withoutDamaged } from './load.ts';
import { unpacked } from '../pack.ts';
import { isWholeTrailRow } from './trail.ts';
import { unknownTo, reachable } from '../history.ts';
import { type CheckpointRow, type NewRecord, keptKey, trailEntry } from '../rows.ts';
import { seal } from '../history-secrets.ts';
import { aboutOf, positionsOfDump, trailRowsOf } from '../dump-rows.ts';
import {
  type CheckpointDump,
  type Copy,
  type CreateOptions,
  type Dump,
  type Extent,
  type KnownRevisions,
  type Restored,
  chunkSize,
} from '../store.ts';

export async function dumpWorkspace(
  database: Database,
  id: string,
  extent: Extent,
): Promise<Dump | undefined> {
  // Loaded before the transaction, which would not wait.
  const { recordDamage } = await import('../../core/model/records/tables.ts');
  const read = await everythingOf(database, id, extent);
  if (!read) return undefined;
  const { row } = read;
  // A file with a record that cannot be read would be refused whole.
  const damaged = damagedOf(read.records, new Date().toISOString(), recordDamage);
  const readable = [...withoutDamaged(read.records, damaged), ...(await putAside(database, damaged))];
  const fits = (table: NewRecord['table'], key: string, record: unknown) =>
    record === undefined || recordDamage(table, key, record) === undefined;
  const whole = read.batches.filter(({ changes }) =>
    changes.every(({ table, id: key, before, after }) => fits(table, key, before) && fits(table, key, after)),
  );
  const byPosition = new Map(whole.map((batch) => [batch.position, batch]));
  const entries = reachable(
    [...byPosition.values()].map(({ entry }) => entry),
    row.cursor,
  );
  return {
    about: aboutOf(row),
    records: readable.map(({ table, id: key, row: record }): NewRecord => ({ table, id: key, row: record })),
    revision: row.revision,
    batches: entries.flatMap((entry) => {
      const batch = byPosition.get(entry.position);
      return batch ? [{ entry, changes: batch.changes }] : [];
    }),
    cursor: row.cursor,
    checkpoints: (await checkpointDumps(read.checkpoints)).filter((one) =>
      one.records.every(({ table, id: key, row: record }) => fits(table, key, record)),
    ),
    trail: read.trail.filter(isWholeTrailRow).map(trailEntry),
    kept: read.kept.map(({ key, value }) => ({ key: key.slice(keptKey(id, '').length), value })),
  };
}

/** Reads all rows of a workspace in one transaction, so that they are of one moment. */
function everythingOf(database: Database, id: string, extent: Extent) {
  const { workspaces, records, history, retired, trail, meta, checkpoints } = database;
  return database.transaction(
    'r',
    [workspaces, records, history, retired, trail, meta, checkpoints],
    async () => {
      const row = await workspaces.get(id);
      if (row?.state !== 'ready') return undefined;
      return {
        row,
        records: await within(records, recordRange(id)).toArray(),
        batches: extent.history ? await readBatches(database, id, 0, Infinity) : [],
        checkpoints: extent.history ? await wholeCheckpoints(database, id) : [],
        trail: extent.trail ? await within(trail, numbered(id, 0, Infinity)).toArray() : [],
        kept: await meta.where('key').startsWith(keptKey(id, '')).toArray(),
      };
    },
  );
}

async function checkpointDumps(
  rows: Awaited<ReturnType<typeof wholeCheckpoints>>,
): Promise<CheckpointDump[]> {
  const dumps: CheckpointDump[] = [];
  for (const row of rows) {
    const records = await unpacked(row);
    const { id, name, at, simulated, position, revision } = row;
    if (records) dumps.push({ id, name, at, simulated, position, revision, records });
  }
  return dumps;
}

export const restoreWorkspaces = (
  database: Database,
  copies: readonly Copy[],
  options: CreateOptions = {},
): Promise<Restored> =>
  createWorkspaces(
    database,
    copies.map(({ id, dump }): WantedWorkspace => {
      const { changedAt: _changedAt, start: _start, ...about } = dump.about;
      return {
        about: { ...about, id },
        records: dump.records,
        finish: () => restoreRest(database, id, dump),
      };
    }),
    options,
  );

async function restoreRest(database: Database, id: string, dump: Dump): Promise<void> {
  const checkpoints: CheckpointRow[] = [];
  for (const { records, ...about } of dump.checkpoints)
    checkpoints.push(await checkpointRow({ ...about, workspace: id }, records));
  await database.transaction(
    'rw',
    [database.workspaces, database.history, database.retired, database.checkpoints, database.meta],
    async () => {
      const row = await importing(database, id);
      await database.workspaces.put({ ...row, ...positionsOfDump(dump) });
      await database.checkpoints.bulkAdd(checkpoints);
      await database.meta.bulkPut(dump.kept.map(({ key, value }) => ({ key: keptKey(id, key), value })));
      for (const { entry, changes } of dump.batches) {
        const { position } = entry;
        const sealed = seal(changes);
        await database.history.add({ workspace: id, position, entry, changes: sealed.changes });
        if (sealed.secrets.length > 0)
          await database.retired.add({
            workspace: id,
            log: 'history',
            at: position,
            secrets: sealed.secrets,
          });
      }
    },
  );
  await restoreTrail(database, id, dump);
}

async function restoreTrail(database: Database, id: string, { trail }: Dump): Promise<void> {
  const rows = trailRowsOf(id, trail);
  for (let from = 0; from < rows.length; from += chunkSize) {
    await database.transaction('rw', [database.workspaces, database.trail], async () => {
      const row = await importing(database, id);
      await database.workspaces.put({ ...row, touchedAt: Date.now() });
      await database.trail.bulkAdd(rows.slice(from, from + chunkSize));
    });
  }
}

export async function wipe(
  database: Database,
  known: KnownRevisions,
  kept: readonly string[] = [],
): Promise<void> {
  await database.transaction('rw', database.tables, async () => {
    // Nobody can have seen a damaged one change; it is wiped with the rest.
    const rows = (await database.workspaces.toArray()).filter((row) => workspaceDamage(row) === undefined);
    const late = unknownTo(known, rows);
    if (late) throw new StoreRefusal(late);
    const settings = (await database.meta.bulkGet([...kept])).filter((row) => row !== undefined);
    await Promise.all(database.tables.map((table) => table.clear()));
    await database.meta.bulkPut(settings);
  });
}
