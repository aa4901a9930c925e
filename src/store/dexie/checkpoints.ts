/** Checkpoints: named moments with the whole world, packed, so that they open when history dropped theirs. */

import type { Result } from '../../core/model/result.ts';
import { type Database, recordRange, within } from './database.ts';
import { StoreRefusal, failureIn } from './failure.ts';
import { workspaceGone } from '../history.ts';
import { packed, unpacked } from '../pack.ts';
import type { Checkpoint, CheckpointRow, NewRecord } from '../rows.ts';
import type { StoreFailure } from '../store.ts';

export const faceOf = ({ packed: _packed, secrets: _secrets, ...face }: CheckpointRow): Checkpoint => face;

const rowsOf = ({ checkpoints }: Database, id: string) => within(checkpoints, recordRange(id)).toArray();

const isWhole = (row: Partial<CheckpointRow>): boolean =>
  typeof row.name === 'string' &&
  typeof row.at === 'string' &&
  typeof row.size?.records === 'number' &&
  row.packed instanceof Uint8Array &&
  Array.isArray(row.secrets);

export const wholeCheckpoints = async (database: Database, id: string): Promise<CheckpointRow[]> =>
  (await rowsOf(database, id)).filter(isWhole).sort((a, b) => a.at.localeCompare(b.at));

export const listCheckpoints = async (database: Database, id: string): Promise<Checkpoint[]> =>
  (await wholeCheckpoints(database, id)).map(faceOf);

/** Packs before the transaction, which would not wait for it. */
export async function checkpointRow(
  about: Omit<Checkpoint, 'size'>,
  records: readonly NewRecord[],
): Promise<CheckpointRow> {
  const { packed: bytes, secrets } = await packed(records);
  return { ...about, size: { records: records.length, bytes: bytes.length }, packed: bytes, secrets };
}

export async function addCheckpoint(
  database: Database,
  about: Omit<Checkpoint, 'size'>,
  records: readonly NewRecord[],
): Promise<Result<void, StoreFailure>> {
  const { workspaces, checkpoints } = database;
  const row = await checkpointRow(about, records);
  return failureIn(() =>
    database.transaction('rw', [workspaces, checkpoints], async () => {
      const workspace = await workspaces.get(about.workspace);
      if (workspace?.state !== 'ready') throw new StoreRefusal(workspaceGone(about.workspace));
      await checkpoints.add(row);
    }),
  );
}

export async function checkpointRecords(
  { checkpoints }: Database,
  id: string,
  checkpoint: string,
): Promise<NewRecord[] | undefined> {
  const row = await checkpoints.get([id, checkpoint]);
  return row && isWhole(row) ? unpacked(row) : undefined;
}

export const removeCheckpoint = (
  { checkpoints }: Database,
  id: string,
  checkpoint: string,
): Promise<Result<void, StoreFailure>> => failureIn(() => checkpoints.delete([id, checkpoint]));
