/**
 * The history of the open workspace as the view shows it: what Undo and Redo would do, and the list of
 * batches. The rows live in the store; this is only their face, moved step by step as revisions come in.
 */

import {
  type HistoryEntry as StoredEntry,
  type Step,
  keptBatches,
  keptHistoryBytes,
} from '../../store/rows.ts';

export type HistoryEntry = StoredEntry;

export interface HistorySnapshot {
  /** Oldest first; those after `cursor` were undone. */
  readonly entries: readonly HistoryEntry[];
  /** Position of the newest batch in effect; 0: none. */
  readonly cursor: number;
}

/** The rule of keeping, as Settings shows it. */
export const historyLimit = { batches: keptBatches, bytes: keptHistoryBytes } as const;

export class History {
  snapshot = $state.raw<HistorySnapshot>({ entries: [], cursor: 0 });

  /** Oldest first; entries that were undone and can be redone included. */
  get entries(): readonly HistoryEntry[] {
    return this.snapshot.entries;
  }

  /** The batch that Undo takes back. */
  get undoable(): HistoryEntry | undefined {
    return this.snapshot.entries.findLast((entry) => entry.position === this.snapshot.cursor);
  }

  /** The batch that Redo makes again. */
  get redoable(): HistoryEntry | undefined {
    return this.snapshot.entries.find((entry) => entry.position === this.snapshot.cursor + 1);
  }

  get canUndo(): boolean {
    return this.undoable !== undefined;
  }

  get canRedo(): boolean {
    return this.redoable !== undefined;
  }

  get undoLabel(): string | undefined {
    return this.undoable?.label;
  }

  get redoLabel(): string | undefined {
    return this.redoable?.label;
  }

  /** Follows a revision, our own or another tab's. */
  advance(step: Step): void {
    this.snapshot = advanced(this.snapshot, step);
  }
}

/** The snapshot after a step: a new batch drops what was undone and the oldest beyond the kept number. */
export function advanced(snapshot: HistorySnapshot, step: Step): HistorySnapshot {
  switch (step.kind) {
    case 'do': {
      const { position } = step.entry;
      const { oldest = position - keptBatches + 1 } = step;
      const kept = snapshot.entries.filter((entry) => entry.position < position && entry.position >= oldest);
      return { entries: [...kept, step.entry], cursor: position };
    }
    case 'undo':
      return { ...snapshot, cursor: step.position - 1 };
    case 'redo':
      return { ...snapshot, cursor: step.position };
    case 'trace':
      return snapshot;
  }
}
