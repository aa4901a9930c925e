/**
 * The batches and events of the open workspace that this tab saw being written. The world is in
 * memory anyway, so that the workspace can be written again when the browser loses the saved data.
 */

import { reachable } from '../../store/history.ts';
import type {
  StoredHistoryEntry,
  HistoryRow,
  JournalRow,
  TrailEntry,
  WorkspaceRow,
} from '../../store/rows.ts';
import { keptBatches } from '../../store/rows.ts';
import type { Commit, Dump } from '../../store/store.ts';

/** Events that are held in memory; a person reads fewer. */
const heldEvents = 5_000;

type Batch = Pick<HistoryRow, 'entry' | 'changes'>;

export class Recent {
  readonly #batches = new Map<number, Batch>();
  #events: TrailEntry[] = [];

  forget(): void {
    this.#batches.clear();
    this.#events = [];
  }

  applied({ step, changes }: JournalRow): void {
    if (step.kind !== 'do') return;
    const { entry } = step;
    // The marks of the same revision come after the changes of the batch.
    this.read({ entry, changes: changes.slice(0, entry.size) });
    this.#batches.delete(entry.position - keptBatches);
  }

  read({ entry, changes }: Batch): void {
    this.#batches.set(entry.position, { entry, changes });
  }

  /** Events were written with `row`, which counts them. */
  written({ trail, cursor, revision }: WorkspaceRow, events: Commit['events']): void {
    const first = trail - events.length + 1;
    const after = { position: cursor, revision };
    const entries = events.map((event, at): TrailEntry => ({ seq: first + at, event, after }));
    this.#events = [...this.#events, ...entries].slice(-heldEvents);
  }

  get trail(): readonly TrailEntry[] {
    return this.#events;
  }

  /** Returns the known batches around the cursor that can be undone and redone one by one. */
  around(entries: readonly StoredHistoryEntry[], cursor: number): Dump['batches'] {
    const known = entries.filter((entry) => this.#find(entry) !== undefined);
    return reachable(known, cursor).flatMap((entry) => this.#find(entry) ?? []);
  }

  /** The revision tells the batch from one that stood at the same position before. */
  #find({ position, revision }: StoredHistoryEntry): Batch | undefined {
    const batch = this.#batches.get(position);
    return batch?.entry.revision === revision ? batch : undefined;
  }
}
