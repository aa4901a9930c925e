/**
 * Writes one outcome in one transaction: revision check, changed records, history, journal, trail, new
 * revision.
 *
 * INVARIANT: all of it is written or nothing. A refusal inside aborts the transaction.
 */

import type { Change } from '../../core/model/world/change.ts';
import { ok } from '../../core/model/result.ts';
import { type Database, numbered, retiredFrom, within } from './database.ts';
import { StoreRefusal, writingToStore } from './failure.ts';
import { type HistoryPlan, planCommit } from '../history.ts';
import { type RecordRow, keptRevisions, trailRow } from '../rows.ts';
import { type Log, type RetiredRow, seal } from '../history-secrets.ts';
import type { Commit, Written } from '../store.ts';
import { defined } from '../../core/model/defined.ts';

export function commitOutcome(database: Database, commit: Commit): Promise<Written> {
  const { workspaces, records, history, journal, retired, trail } = database;
  return writingToStore(() =>
    database.transaction('rw', [workspaces, records, history, journal, retired, trail], async () => {
      const planned = planCommit(await workspaces.get(commit.workspace), commit);
      if (!planned.ok) throw new StoreRefusal(planned.error);
      const plan = planned.value;
      await Promise.all([
        workspaces.put(plan.row),
        ...writeRecords(database, commit.workspace, [...commit.changes, ...commit.marks]),
        ...writeHistory(database, plan, commit.changes),
        ...writeJournal(database, plan),
        ...writeTrail(database, plan, commit),
      ]);
      return ok({ row: plan.row, ...defined({ journal: plan.journal }) });
    }),
  );
}

function writeRecords({ records }: Database, workspace: string, changes: readonly Change[]) {
  const last = new Map(changes.map((change) => [`${change.table}/${change.id}`, change]));
  const puts: RecordRow[] = [];
  const deletes: [string, string, string][] = [];
  for (const { table, id, after } of last.values()) {
    if (after) puts.push({ workspace, table, id, row: after });
    else deletes.push([workspace, table, id]);
  }
  return [
    ...(puts.length ? [records.bulkPut(puts)] : []),
    ...(deletes.length ? [records.bulkDelete(deletes)] : []),
  ];
}

/** Adds the new batch, removes all batches that were undone, and the oldest above the limit. */
function writeHistory(database: Database, plan: HistoryPlan, changes: readonly Change[]) {
  const { history } = database;
  const { entry, row, dropTo } = plan;
  if (!entry) return [];
  const { position } = entry;
  const sealed = seal(changes);
  const above = within(history, numbered(row.id, position, Infinity), false);
  const below = within(history, numbered(row.id, 0, dropTo));
  return [
    above.delete(),
    // Begins at the batch's own position, so that no secret of undone batches stays.
    dropRetired(database, row.id, 'history', position, Infinity).then(() =>
      retire(database, row.id, 'history', position, sealed.secrets),
    ),
    history.put({ workspace: row.id, position, entry, changes: sealed.changes }),
    ...(dropTo > 0 ? [below.delete(), dropRetired(database, row.id, 'history', 0, dropTo)] : []),
  ];
}

const dropRetired = ({ retired }: Database, workspace: string, log: Log, from: number, to: number) =>
  within(retired, retiredFrom(workspace, log, from, to)).delete();

const retire = async (
  { retired }: Database,
  workspace: string,
  log: Log,
  at: number,
  secrets: RetiredRow['secrets'],
): Promise<void> => {
  if (secrets.length > 0) await retired.put({ workspace, log, at, secrets });
};

function writeJournal(database: Database, plan: HistoryPlan) {
  if (!plan.journal) return [];
  const { journal } = database;
  const { workspace, revision, step } = plan.journal;
  const { changes, secrets } = seal(plan.journal.changes);
  const oldest = revision - keptRevisions;
  const old = within(journal, numbered(workspace, 0, oldest));
  return [
    journal.put({ workspace, revision, step, changes }),
    retire(database, workspace, 'journal', revision, secrets),
    ...(oldest > 0 ? [old.delete(), dropRetired(database, workspace, 'journal', 0, oldest)] : []),
  ];
}

function writeTrail({ trail, keep }: Database, { row }: HistoryPlan, { events }: Commit) {
  if (events.length === 0) return [];
  const first = row.trail - events.length + 1;
  const after = { position: row.cursor, revision: row.revision };
  const rows = events.map((event, at) => trailRow(row.id, first + at, event, after));
  const old = within(trail, numbered(row.id, 0, row.trail - keep));
  return [trail.bulkPut(rows), ...(row.trail > keep ? [old.delete()] : [])];
}
