/** Reads a workspace in chunks with pauses, all from one read transaction, so they are of one moment. */

import { type Database, numbered, recordRange, retiredFrom, within } from './database.ts';
import { damagedOf, putAside } from './damage.ts';
import { reachable } from '../history.ts';
import type { HistoryRow, JournalRow, NewRecord, RecordRow, SealedHistoryRow, SetAside } from '../rows.ts';
import { type RetiredRow, unseal } from '../history-secrets.ts';
import { type Loaded, chunkSize } from '../store.ts';

export async function loadWorkspace(
  database: Database,
  id: string,
  take: (records: readonly NewRecord[]) => void,
  chunk: number = chunkSize,
): Promise<Loaded | undefined> {
  const at = new Date().toISOString();
  // Loaded before the transaction, which would not wait.
  const { recordDamage } = await import('../../core/model/records/tables.ts');
  const loaded = await database.transaction(
    'r',
    [database.workspaces, database.records, database.history],
    async () => {
      const row = await database.workspaces.get(id);
      if (row?.state !== 'ready') return undefined;
      const [lower, upper] = recordRange(id);
      let after: [string, string, string] | undefined;
      const damaged: SetAside[] = [];
      for (;;) {
        const records = await within(database.records, [after ?? lower, upper], !after)
          .limit(chunk)
          .toArray();
        const broken = damagedOf(records, at, recordDamage);
        damaged.push(...broken);
        take(broken.length === 0 ? records : withoutDamaged(records, broken));
        const last = records.at(-1);
        if (!last || records.length < chunk) break;
        after = [id, last.table, last.id];
      }
      const batches = await within(database.history, numbered(id, 0, Infinity)).toArray();
      const entries = reachable(
        batches.map(({ entry }) => entry),
        row.cursor,
      );
      return { row, entries, damaged };
    },
  );
  if (loaded && loaded.damaged.length > 0) take(await putAside(database, loaded.damaged));
  return loaded;
}

/** Returns the records that are not damaged. */
export const withoutDamaged = (records: readonly RecordRow[], damaged: readonly SetAside[]): RecordRow[] =>
  records.filter(({ table, id }) => !damaged.some((one) => one.table === table && one.id === id));

/** Returns what was written after `revision`, in order. `too-far`: the journal does not reach back so far. */
export function journalSince(
  database: Database,
  id: string,
  revision: number,
): Promise<JournalRow[] | 'too-far' | 'gone'> {
  return database.transaction('r', [database.workspaces, database.journal, database.retired], async () => {
    const row = await database.workspaces.get(id);
    if (row?.state !== 'ready') return 'gone';
    if (row.revision === revision) return [];
    const rows = await within(database.journal, numbered(id, revision, row.revision), false).toArray();
    const kept = await within(
      database.retired,
      retiredFrom(id, 'journal', revision, row.revision),
      false,
    ).toArray();
    const whole = unsealed(rows, kept, ({ revision }) => revision);
    return whole.length === row.revision - revision ? whole : 'too-far';
  });
}

/** Returns the batches between two positions, without those whose secrets are gone. */
export const readBatches = (
  database: Database,
  id: string,
  from: number,
  to: number,
): Promise<HistoryRow[]> =>
  database.transaction('r', [database.history, database.retired], async () => {
    const [rows, kept] = await Promise.all([
      within(database.history, numbered(id, from, to)).toArray(),
      within(database.retired, retiredFrom(id, 'history', from, to)).toArray(),
    ]);
    return unsealed(rows, kept, ({ position }) => position);
  });

/** Leaves out damaged rows, and those whose secrets are gone. `of`: the number of a row among the `kept` secrets. */
const unsealed = <Row extends Pick<SealedHistoryRow, 'changes'>>(
  rows: readonly Row[],
  kept: readonly RetiredRow[],
  of: (row: Row) => number,
) => {
  const secrets = new Map(kept.map((one) => [one.at, one.secrets]));
  return rows.flatMap((row) => {
    const changes = Array.isArray(row.changes) ? unseal(row.changes, secrets.get(of(row))) : undefined;
    return changes ? [{ ...row, changes }] : [];
  });
};
