/** The history of the open workspace: its batches, and what Undo and Redo would do. Follows the store's revisions. */

import {
  type StoredHistoryEntry as StoredEntry,
  type HistoryStep,
  keptBatches,
  keptHistoryBytes,
} from '../../store/rows.ts';

export type HistoryEntry = StoredEntry;

export interface HistorySnapshot {
  /** Oldest first. Entries after `cursor` were undone. */
  readonly entries: readonly HistoryEntry[];
  /** Position of the newest batch in effect; 0 when there is none. */
  readonly cursor: number;
}

export interface HistorySpan {
  /** The position before the oldest batch in history. */
  readonly from: number;
  /** The newest batch, undone ones included. */
  readonly to: number;
  readonly now: number;
}

export const historyLimit = { batches: keptBatches, bytes: keptHistoryBytes } as const;

export class History {
  snapshot = $state.raw<HistorySnapshot>({ entries: [], cursor: 0 });

  get entries(): readonly HistoryEntry[] {
    return this.snapshot.entries;
  }

  get undoable(): HistoryEntry | undefined {
    return this.snapshot.entries.findLast((entry) => entry.position === this.snapshot.cursor);
  }

  get redoable(): HistoryEntry | undefined {
    return this.snapshot.entries.find((entry) => entry.position === this.snapshot.cursor + 1);
  }

  /** The batches that must be undone before this one, newest first. Undefined: it is not in effect any more. */
  after(entry: HistoryEntry): readonly HistoryEntry[] | undefined {
    const { entries, cursor } = this.snapshot;
    const inEffect = entries.filter(({ position }) => position <= cursor);
    const at = inEffect.findIndex((one) => isSameBatch(one, entry));
    return at < 0 ? undefined : inEffect.slice(at + 1).reverse();
  }

  /** The batch was undone. It may have been replaced since, and then it cannot be made again. */
  isUndone(entry: HistoryEntry): boolean {
    const oldest = this.snapshot.entries[0]?.position ?? 0;
    return entry.position >= oldest && this.after(entry) === undefined;
  }

  get undoing(): readonly HistoryEntry[] {
    const act: HistoryEntry[] = [];
    const { entries, cursor } = this.snapshot;
    for (const entry of entries.filter(({ position }) => position <= cursor).reverse()) {
      if (act[0] && act[0].continues !== entry.revision) break;
      act.unshift(entry);
    }
    return act;
  }

  get redoing(): readonly HistoryEntry[] {
    const act: HistoryEntry[] = [];
    const { entries, cursor } = this.snapshot;
    for (const entry of entries.filter(({ position }) => position > cursor)) {
      if (act.length > 0 && entry.continues !== act.at(-1)?.revision) break;
      act.push(entry);
    }
    return act;
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
    return this.redoing.at(-1)?.label;
  }

  advance(step: HistoryStep): void {
    this.snapshot = advanced(this.snapshot, step);
  }
}

/** A position alone is taken again by the batch that replaces an undone one. */
const isSameBatch = (one: HistoryEntry, other: HistoryEntry): boolean =>
  one.position === other.position && one.revision === other.revision;

function advanced(snapshot: HistorySnapshot, step: HistoryStep): HistorySnapshot {
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
