/**
 * Computes what a commit does to a workspace before anything is written: the pure part of every store.
 *
 * INVARIANT: positions `1…top` count all batches that were ever in line; `cursor` is the newest in
 * effect. A new batch takes `cursor + 1` and drops all above it; undo and redo move the cursor by the batches of an act.
 * `row.history` has one number for each stored batch, up to `top`.
 */

import { type Result, err, ok } from '../core/model/result.ts';
import {
  type StoredHistoryEntry,
  type JournalRow,
  type NewWorkspace,
  type HistoryStep,
  type WorkspaceRow,
  keptBatches,
  keptHistoryBytes,
} from './rows.ts';
import { sizeInBytes, grown } from './sizes.ts';
import type { Commit, Description, KnownRevisions, StoreFailure } from './store.ts';
import { defined } from '../core/model/defined.ts';

export interface HistoryPlan {
  readonly row: WorkspaceRow;
  readonly journal?: JournalRow;
  /** Set when a batch enters history. Rows above its position and rows up to `dropTo` are deleted. */
  readonly entry?: StoredHistoryEntry;
  readonly dropTo: number;
}

/** Returns the plan, or the reason why the commit is refused. `row` is the present row in the store. */
export function planCommit(row: WorkspaceRow | undefined, commit: Commit): Result<HistoryPlan, StoreFailure> {
  if (row?.state !== 'ready') return err(workspaceGone(commit.workspace));
  if (row.revision !== commit.base) {
    return err({
      code: 'moved',
      detail: `made on revision ${commit.base}, but ${row.revision} is the newest`,
    });
  }
  const { intent, changes, marks, events } = commit;
  const writes = changes.length + marks.length > 0;
  const revision = row.revision + (writes ? 1 : 0);
  const history = intent.kind === 'do' ? historyWith(row, changes) : row.history;
  const top = intent.kind === 'do' ? row.cursor + 1 : row.top;
  const dropTo = top - history.length;
  const step = stepOf(row, intent, revision, changes.length, dropTo + 1);
  const entry = step.kind === 'do' ? step.entry : undefined;
  const next: WorkspaceRow = {
    ...row,
    revision,
    cursor: cursorAfter(row, step),
    top,
    history,
    trail: row.trail + events.length,
    size: grown(row.size, [...changes, ...marks]),
    changedAt: writes ? commit.at : row.changedAt,
  };
  return ok({
    row: next,
    ...(writes ? { journal: { workspace: row.id, revision, step, changes: [...changes, ...marks] } } : {}),
    ...defined({ entry }),
    dropTo,
  });
}

/** Returns the sizes of the batches that stay in history: the newest of those in effect that fit. */
function historyWith(row: WorkspaceRow, changes: Commit['changes']): number[] {
  const undone = row.top - row.cursor;
  const bytes = [...row.history.slice(0, Math.max(0, row.history.length - undone)), sizeInBytes(changes)];
  let total = 0;
  let from = bytes.length;
  while (from > 0 && bytes.length - from < keptBatches) {
    total += bytes[from - 1] ?? 0;
    if (total > keptHistoryBytes && from < bytes.length) break;
    from -= 1;
  }
  return bytes.slice(from);
}

function stepOf(
  row: WorkspaceRow,
  intent: Commit['intent'],
  revision: number,
  size: number,
  oldest: number,
): HistoryStep {
  switch (intent.kind) {
    case 'do':
      return { kind: 'do', entry: { ...intent.entry, position: row.cursor + 1, revision, size }, oldest };
    case 'undo':
      return { kind: 'undo', position: row.cursor + 1 - (intent.batches ?? 1) };
    case 'redo':
      return { kind: 'redo', position: row.cursor + (intent.batches ?? 1) };
    case 'trace':
      return intent;
  }
}

function cursorAfter(row: WorkspaceRow, step: HistoryStep): number {
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

/** Returns why these workspaces must not be removed: one is unknown, or changed since it was saved. */
export function unknownTo(known: KnownRevisions, rows: readonly WorkspaceRow[]): StoreFailure | undefined {
  const late = rows.find(({ id, state, revision }) => {
    if (state !== 'ready') return false;
    return !known.has(id) || (known.get(id) ?? revision) !== revision;
  });
  return late && { code: 'moved', detail: `\`${late.name}\` was created or changed in another tab` };
}

export const workspaceGone = (id: string): StoreFailure => ({
  code: 'gone',
  detail: `workspace \`${id}\` does not exist`,
});

export const renamedTo =
  (name: string): Description =>
  (row) =>
    ok({ ...row, name });

/** Refused (`moved`) unless it is the one `seen`: it has no history, so another tab's words would be gone. */
export const guidedBy =
  (guide: unknown, seen: unknown): Description =>
  (row) =>
    row.guide === undefined || JSON.stringify(row.guide) === JSON.stringify(seen)
      ? ok({ ...row, guide })
      : err({ code: 'moved', detail: `its guide was changed in another tab, at revision ${row.revision}` });

/** Puts the workspace into the archive at that moment (ISO 8601); without one it comes out again. */
export const archivedAt =
  (at: string | undefined): Description =>
  ({ archived: _archived, ...row }) =>
    ok({ ...row, ...defined({ archived: at }) });

export const importingRow = (about: NewWorkspace, now: number): WorkspaceRow => ({
  ...about,
  changedAt: about.createdAt,
  state: 'importing',
  touchedAt: now,
  revision: 0,
  cursor: 0,
  top: 0,
  history: [],
  trail: 0,
  size: { records: 0, bytes: 0 },
});

const isEntry = (value: unknown): value is StoredHistoryEntry => {
  const { position, revision, label, at } = (value ?? {}) as {
    readonly [K in keyof StoredHistoryEntry]?: unknown;
  };
  return (
    Number.isInteger(position) &&
    Number.isInteger(revision) &&
    typeof label === 'string' &&
    typeof at === 'string'
  );
};

/** Returns the entries around the cursor that can be reached one by one. */
export function reachable(entries: readonly unknown[], cursor: number): StoredHistoryEntry[] {
  const known = new Map(entries.filter(isEntry).map((entry) => [entry.position, entry]));
  const found: StoredHistoryEntry[] = [];
  for (let at = cursor, entry = known.get(at); entry; entry = known.get(--at)) found.unshift(entry);
  for (let at = cursor + 1, entry = known.get(at); entry; entry = known.get(++at)) found.push(entry);
  return found;
}
