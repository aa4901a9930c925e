/**
 * The store of workspaces. It has two implementations: IndexedDB (dexie/store.ts), and memory for a browser
 * without it (memory-store.ts). Expected failures are values. A rejection is a bug, or a database that does
 * not answer (`failureOf` names it).
 */

import type { Change } from '../core/model/world/change.ts';
import type { EventFacet, FacetKind, TrailEvent } from '../core/model/records/trail-event.ts';
import type { Result } from '../core/model/result.ts';
import type {
  Checkpoint,
  StoredHistoryEntry,
  HistoryRow,
  JournalRow,
  NewRecord,
  NewWorkspace,
  SetAside,
  TrailEntry,
  WorkspaceRow,
} from './rows.ts';

export interface Store {
  readonly kind: 'indexeddb' | 'memory';

  /** The ready workspaces, oldest first. */
  list(): Promise<WorkspaceRow[]>;
  /** Returns the workspaces whose own row is damaged, so that nobody can open them. */
  damagedWorkspaces(): Promise<SetAside[]>;
  /** Passes the records on in bounded chunks, all of one moment. */
  load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined>;
  commit(commit: Commit): Promise<Written>;
  /** Returns what other tabs wrote after `revision`. `too-far`: load the workspace again. */
  since(id: string, revision: number): Promise<JournalRow[] | 'too-far' | 'gone'>;
  /** Newest first. A filter reads an index and the page, never the whole trail. */
  trail(id: string, query: TrailQuery): Promise<TrailEntry[]>;
  countTrail(id: string, query: Omit<TrailQuery, 'offset' | 'limit'>): Promise<number>;
  /** Returns the values of a facet in the stored events (names of events, users), sorted. */
  trailValues(id: string, kind: FacetKind): Promise<string[]>;
  /** Returns the batches between two positions, both included, in order, with their changes. */
  batches(id: string, from: number, to: number): Promise<HistoryRow[]>;

  /** Writes a whole workspace. Others see it only when the last record is written. */
  create(about: NewWorkspace, records: readonly NewRecord[], options?: CreateOptions): Promise<Created>;
  /** Returns the whole workspace of one moment; `undefined` when it does not exist. */
  dump(id: string, extent: Extent): Promise<Dump | undefined>;
  /** Makes new workspaces of dumps: all of them or none. */
  restore(copies: readonly Copy[], options?: CreateOptions): Promise<Restored>;
  /** Changes what the workspace says about itself (history.ts): its name, its guide, that it is archived. */
  describe(id: string, change: Description): Promise<Result<void, StoreFailure>>;
  remove(id: string, known?: KnownRevisions): Promise<Result<void, StoreFailure>>;
  /** Removes everything: workspaces, damaged rows, and settings but those of `kept`. */
  wipe(known: KnownRevisions, kept?: readonly string[]): Promise<Result<void, StoreFailure>>;

  /** Oldest first. */
  checkpoints(id: string): Promise<Checkpoint[]>;
  addCheckpoint(
    about: Omit<Checkpoint, 'size'>,
    records: readonly NewRecord[],
  ): Promise<Result<void, StoreFailure>>;
  /** Returns its records; `undefined` when it is gone or cannot be read. */
  checkpointRecords(id: string, checkpoint: string): Promise<NewRecord[] | undefined>;
  removeCheckpoint(id: string, checkpoint: string): Promise<Result<void, StoreFailure>>;

  /** Returns the damaged rows of all workspaces, and workspaces whose own row is damaged. */
  setAside(): Promise<SetAside[]>;
  inspect(id: string): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Deletes a damaged row for good; with a damaged workspace everything that belongs to it. */
  discard(damaged: SetAside): Promise<Result<void, StoreFailure>>;
  /** Removes what interrupted imports left. Returns the number of removed workspaces. */
  removeLeftovers(): Promise<number>;

  setting(key: string): Promise<unknown>;
  putSetting(key: string, value: unknown): Promise<Result<void, StoreFailure>>;

  /** Runs `work` while no other tab holds the lock of that workspace, or the one of first visits. */
  lock<T>(id: string, work: () => Promise<T>): Promise<T>;
  /** Lets the data go while nobody sees the page. What is asked for meanwhile waits for `reopen`. */
  suspend(): void;
  /** Opens the data again after `suspend`, or after a connection that was lost. */
  reopen(): Promise<Reopened>;
  close(): void;
}

export type Reopened =
  | { readonly kind: 'open' }
  /** The data have a `version` that this page does not know. */
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'unavailable'; readonly code: FailureCode; readonly detail: string };

export interface Loaded {
  readonly row: WorkspaceRow;
  /** Oldest first, without a gap: batches beyond a damaged one cannot be reached. */
  readonly entries: readonly StoredHistoryEntry[];
  /** Rows that were found damaged and set aside by this load. */
  readonly damaged: readonly SetAside[];
}

/** The parts that a copy of a workspace takes beside its records. */
export interface Extent {
  /** Undo, redo and checkpoints. */
  readonly history: boolean;
  readonly trail: boolean;
}

/** A whole workspace as plain values, to be duplicated, written to a file, or restored from one. */
export interface Dump {
  readonly about: Omit<NewWorkspace, 'id'> & Pick<WorkspaceRow, 'changedAt' | 'start'>;
  readonly records: readonly NewRecord[];
  readonly revision: number;
  /** Empty without history. */
  readonly batches: readonly Pick<HistoryRow, 'entry' | 'changes'>[];
  /** Position of the newest batch in effect. */
  readonly cursor: number;
  readonly checkpoints: readonly CheckpointDump[];
  readonly trail: readonly TrailEntry[];
  /** Settings that are stored with the workspace, by key. */
  readonly kept: readonly { readonly key: string; readonly value: unknown }[];
}

/**
 * The workspaces that a person knows of, by id, with the revision at which each was saved to a file;
 * `undefined` allows any. A workspace that is not in the list, or changed since, is not removed (`moved`).
 */
export type KnownRevisions = ReadonlyMap<string, number | undefined>;

/** Returns the row that a workspace becomes, or why it must not change. */
export type Description = (row: WorkspaceRow) => Result<WorkspaceRow, StoreFailure>;

/** A workspace to be made of a dump. Its id must be free. */
export interface Copy {
  readonly id: string;
  readonly dump: Dump;
}

export type CheckpointDump = Omit<Checkpoint, 'workspace' | 'size'> & {
  readonly records: readonly NewRecord[];
};

/** A step without position and revision, which the commit adds. */
export type Intent =
  | { readonly kind: 'do'; readonly entry: Omit<StoredHistoryEntry, 'position' | 'revision' | 'size'> }
  /** `batches`: how many, from the cursor on; default 1. */
  | { readonly kind: 'undo' | 'redo'; readonly batches?: number }
  | { readonly kind: 'trace' };

export interface Commit {
  readonly workspace: string;
  /** The revision on which `changes` were made. */
  readonly base: number;
  readonly intent: Intent;
  readonly changes: readonly Change[];
  /** Usage marks. They are written with the batch but are no part of history. */
  readonly marks: readonly Change[];
  readonly events: readonly TrailEvent[];
  /** ISO 8601, real time. */
  readonly at: string;
}

export interface Committed {
  readonly row: WorkspaceRow;
  /** Absent when no record changed. Then the revision stays. */
  readonly journal?: JournalRow;
}

export type Written = Result<Committed, StoreFailure>;
export type Created = Result<WorkspaceRow, StoreFailure>;
export type Restored = Result<readonly WorkspaceRow[], StoreFailure>;

export interface StoreFailure {
  readonly code: FailureCode;
  /** The browser's own name and text of the error, for the details that a person can copy. */
  readonly detail: string;
}

/**
 * `moved`: another writer came first. `gone`: the workspace was deleted. `full`: no storage left. `closed`:
 * the connection is gone (newer version in another tab, data cleared, disk full), so nobody knows what the
 * database holds. `cancelled`: by the person. `unfit`: an old batch of a record that has been set aside since.
 */
export const failureCodes = ['moved', 'gone', 'full', 'closed', 'cancelled', 'unfit', 'failed'] as const;
export type FailureCode = (typeof failureCodes)[number];

export interface TrailQuery {
  /** Matching events to skip, from the newest. */
  readonly offset: number;
  readonly limit: number;
  /** Selects events that have all of these. */
  readonly facets?: readonly EventFacet[];
  /** Selects events of this time, both ends included (ISO 8601). */
  readonly from?: string;
  readonly to?: string;
}

export interface CreateOptions {
  /** Called after each chunk with the number of records written, of all workspaces together. */
  readonly onProgress?: (written: number) => void;
  readonly signal?: AbortSignal;
  /** Records per transaction; default `chunkSize`. */
  readonly chunk?: number;
}

/** The lock of tabs that find nothing saved: one of them makes the first workspace. */
export const firstVisitLock = 'first visit';

/** Records per request of a load and per transaction of a creation: about ten milliseconds of main thread. */
export const chunkSize = 500;
