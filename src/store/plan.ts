import {
  type HistoryEntry,
  type JournalRow,
  type NewWorkspace,
  type Step,
  type WorkspaceRow,
  keptBatches,
} from './rows.ts';
import type { Commit, Failure } from './store.ts';

/**
 * What a commit does to a workspace, worked out before anything is written: the pure half of every store.
 *
 * INVARIANT history: positions `1…top` count all batches ever kept in line; `cursor` is the newest in effect;
 * a new batch takes `cursor + 1` and drops all above it; undo and redo move the cursor by one.
 */
export interface Plan {
  readonly row: WorkspaceRow;
  readonly journal?: JournalRow;
  /** Set where a batch enters history: rows above its position and the rows up to `dropTo` go. */
  readonly entry?: HistoryEntry;
  readonly dropTo: number;
}

/** The plan, or why the commit is refused. `row` is what stands in the store now. */
export function planCommit(row: WorkspaceRow | undefined, commit: Commit): Plan | Failure {
  if (row?.state !== 'ready')
    return { code: 'gone', detail: `workspace \`${commit.workspace}\` does not exist` };
  if (row.revision !== commit.base) {
    return { code: 'moved', detail: `made on revision ${commit.base}, but ${row.revision} is the newest` };
  }
  const { intent, changes, marks, events } = commit;
  const writes = changes.length + marks.length > 0;
  const revision = row.revision + (writes ? 1 : 0);
  const step = stepOf(row, intent, revision, changes.length);
  const entry = step.kind === 'do' ? step.entry : undefined;
  const next: WorkspaceRow = {
    ...row,
    revision,
    cursor: cursorAfter(row, step),
    top: entry?.position ?? row.top,
    trail: row.trail + events.length,
    changedAt: writes ? commit.at : row.changedAt,
  };
  return {
    row: next,
    ...(writes ? { journal: { workspace: row.id, revision, step, changes: [...changes, ...marks] } } : {}),
    ...(entry ? { entry } : {}),
    dropTo: next.cursor - keptBatches,
  };
}

function stepOf(row: WorkspaceRow, intent: Commit['intent'], revision: number, size: number): Step {
  switch (intent.kind) {
    case 'do':
      return { kind: 'do', entry: { ...intent.entry, position: row.cursor + 1, revision, size } };
    case 'undo':
      return { kind: 'undo', position: row.cursor };
    case 'redo':
      return { kind: 'redo', position: row.cursor + 1 };
    case 'trace':
      return intent;
  }
}

function cursorAfter(row: WorkspaceRow, step: Step): number {
  switch (step.kind) {
    case 'do':
      return step.entry.position;
    case 'undo':
      return step.position - 1;
    case 'redo':
      return step.position;
    case 'trace':
      return row.cursor;
  }
}

/** The row of a workspace whose records are about to be written. */
export const importingRow = (about: NewWorkspace, now: number): WorkspaceRow => ({
  ...about,
  changedAt: about.createdAt,
  state: 'importing',
  touchedAt: now,
  revision: 0,
  cursor: 0,
  top: 0,
  trail: 0,
});
