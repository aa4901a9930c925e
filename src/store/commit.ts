import type { Change } from '../core/model/change.ts';
import { type Database, numbered } from './database.ts';
import { Refusal, writing } from './failure.ts';
import { type Plan, planCommit } from './plan.ts';
import { type RecordRow, keptEvents, keptRevisions } from './rows.ts';
import { type Commit, type Written, isFailure } from './store.ts';

/**
 * One outcome, one transaction: revision check, changed records, history, journal, trail, new revision. It is
 * all there or nothing is; a refusal inside aborts the transaction.
 */
export function commitOutcome(database: Database, commit: Commit): Promise<Written> {
  const { workspaces, records, history, journal, trail } = database;
  return writing<Written>(() =>
    database.transaction('rw', [workspaces, records, history, journal, trail], async () => {
      const plan = planCommit(await workspaces.get(commit.workspace), commit);
      if (isFailure(plan)) throw new Refusal(plan);
      await Promise.all([
        workspaces.put(plan.row),
        ...writeRecords(database, commit.workspace, [...commit.changes, ...commit.marks]),
        ...writeHistory(database, plan, commit.changes),
        ...writeJournal(database, plan),
        ...writeTrail(database, plan, commit),
      ]);
      return { ok: true, row: plan.row, ...(plan.journal ? { journal: plan.journal } : {}) };
    }),
  );
}

/** Only what changed: the last state of each touched record. */
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

/** The new batch in place of all that was undone, and the oldest beyond the kept number dropped. */
function writeHistory({ history }: Database, plan: Plan, changes: readonly Change[]) {
  const { entry, row, dropTo } = plan;
  if (!entry) return [];
  const above = history
    .where('[workspace+position]')
    .between(...numbered(row.id, entry.position, Infinity), false, true);
  const below = history.where('[workspace+position]').between(...numbered(row.id, 0, dropTo), true, true);
  return [
    above.delete(),
    history.put({ workspace: row.id, position: entry.position, entry, changes }),
    ...(dropTo > 0 ? [below.delete()] : []),
  ];
}

function writeJournal({ journal }: Database, plan: Plan) {
  if (!plan.journal) return [];
  const { workspace, revision } = plan.journal;
  const old = journal
    .where('[workspace+revision]')
    .between(...numbered(workspace, 0, revision - keptRevisions), true, true);
  return [journal.put(plan.journal), ...(revision > keptRevisions ? [old.delete()] : [])];
}

function writeTrail({ trail }: Database, { row }: Plan, { events }: Commit) {
  if (events.length === 0) return [];
  const first = row.trail - events.length + 1;
  const rows = events.map((event, at) => ({ workspace: row.id, seq: first + at, event }));
  const old = trail
    .where('[workspace+seq]')
    .between(...numbered(row.id, 0, row.trail - keptEvents), true, true);
  return [trail.bulkPut(rows), ...(row.trail > keptEvents ? [old.delete()] : [])];
}
