/**
 * The history of the open workspace as the view shows it: what Undo and Redo would do, and the list of
 * batches. The rows live in the store; this is only their face.
 */
export interface HistoryEntry {
  /** 1 is the oldest batch ever made in the workspace. */
  readonly position: number;
  /** The revision that the batch made first; with `position` it names one batch across tabs. */
  readonly revision: number;
  /** `Attach ReadPayroll to alice`. */
  readonly label: string;
  readonly operation: string;
  /** ISO 8601, simulated time. */
  readonly at: string;
  /** ARN of who made it. */
  readonly by: string;
  /** Number of changed records. */
  readonly size: number;
}

export interface HistorySnapshot {
  /** Oldest first; those after `cursor` were undone. */
  readonly entries: readonly HistoryEntry[];
  /** Position of the newest batch in effect; 0: none. */
  readonly cursor: number;
}

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
}
