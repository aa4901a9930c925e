/**
 * Port: where workspaces are kept. Two implementations: IndexedDB (dexie/store.ts), and memory for a browser
 * that keeps nothing (memory-store.ts). Expected failures are values; a rejection is a bug, or a database
 * that does not answer (`failureOf` names it).
 */

import type { Change } from '../core/model/world/change.ts';
import type { TrailEvent } from '../core/model/records/trail-event.ts';
import type { Facet, FacetKind } from '../core/model/records/trail-facets.ts';
import type {
  Checkpoint,
  HistoryEntry,
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
  /** Name of the database, for a worker that opens it too. */
  readonly name: string;

  /** The ready workspaces, oldest first. */
  list(): Promise<WorkspaceRow[]>;
  /** Hands the records over in bounded chunks, all of one moment. */
  load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined>;
  /** All or nothing. */
  commit(commit: Commit): Promise<Written>;
  /** What other tabs wrote after `revision`. `too-far`: load anew. */
  since(id: string, revision: number): Promise<JournalRow[] | 'too-far' | 'gone'>;
  /** A batch of history with its changes. */
  batch(id: string, position: number): Promise<HistoryRow | undefined>;
  /** Newest first. A filter reads an index and the page, never the whole trail. */
  trail(id: string, query: TrailQuery): Promise<TrailEntry[]>;
  /** How many events match. */
  countTrail(id: string, query: Omit<TrailQuery, 'offset' | 'limit'>): Promise<number>;
  /** What values the kept events have of a facet (names of events, users), sorted. */
  trailValues(id: string, kind: FacetKind): Promise<string[]>;
  /** Batches of history with their changes, from one position to another, both included, in order. */
  batches(id: string, from: number, to: number): Promise<HistoryRow[]>;

  /** Writes a whole workspace; it exists for others only when the last record is written. */
  create(about: NewWorkspace, records: readonly NewRecord[], options?: CreateOptions): Promise<Created>;
  /** All of it as it was at one moment; undefined where there is no such workspace. */
  dump(id: string, extent: Extent): Promise<Dump | undefined>;
  /** The same as workspaces of their own: all of them or none. */
  restore(copies: readonly Copy[], options?: CreateOptions): Promise<Restored>;
  rename(id: string, name: string): Promise<Failure | undefined>;
  /**
   * What the workspace says about itself (`WorkspaceRow.guide`). Refused (`moved`) where that is no longer `seen`:
   * it has no history, so another tab's words would be gone.
   */
  putGuide(id: string, guide: unknown, seen: unknown): Promise<Failure | undefined>;
  /** Folds it away, at that moment (ISO 8601), or brings it back. */
  archive(id: string, at: string | undefined): Promise<Failure | undefined>;
  remove(id: string, known?: Known): Promise<Failure | undefined>;
  /** Removes everything of everybody: workspaces, settings, what was set aside. */
  wipe(known: Known): Promise<Failure | undefined>;

  /** Oldest first. */
  checkpoints(id: string): Promise<Checkpoint[]>;
  addCheckpoint(about: Omit<Checkpoint, 'size'>, records: readonly NewRecord[]): Promise<Failure | undefined>;
  /** Its records; undefined where it is gone or cannot be read. */
  checkpointRecords(id: string, checkpoint: string): Promise<NewRecord[] | undefined>;
  removeCheckpoint(id: string, checkpoint: string): Promise<Failure | undefined>;

  /** Damaged rows of all workspaces, and workspaces whose own row is damaged. */
  setAside(): Promise<SetAside[]>;
  /** Deletes such a row for good; of a damaged workspace all that belongs to it. */
  discard(damaged: SetAside): Promise<Failure | undefined>;
  /** Removes what an interrupted import left behind; the number of workspaces removed. */
  removeLeftovers(): Promise<number>;

  setting(key: string): Promise<unknown>;
  putSetting(key: string, value: unknown): Promise<Failure | undefined>;

  /** Runs `work` while no other tab holds the lock of that workspace. */
  lock<T>(id: string, work: () => Promise<T>): Promise<T>;
  close(): void;
}

export interface Loaded {
  readonly row: WorkspaceRow;
  /** Oldest first, without a gap: what lies beyond a damaged batch is not reached any more. */
  readonly entries: readonly HistoryEntry[];
  /** What could not be read and was set aside just now. */
  readonly damaged: readonly SetAside[];
}

/** What a copy of a workspace takes along beside its records. */
export interface Extent {
  /** Undo, redo and checkpoints. */
  readonly history: boolean;
  readonly trail: boolean;
}

/** A whole workspace as plain values: to be duplicated, written to a file, brought back from one. */
export interface Dump {
  readonly about: Omit<NewWorkspace, 'id'> & Pick<WorkspaceRow, 'changedAt' | 'start'>;
  readonly records: readonly NewRecord[];
  readonly revision: number;
  /** Empty: without history. */
  readonly batches: readonly Pick<HistoryRow, 'entry' | 'changes'>[];
  /** Position of the newest batch in effect. */
  readonly cursor: number;
  readonly checkpoints: readonly CheckpointDump[];
  readonly trail: readonly TrailEntry[];
  /** Settings that are kept with it, by their key. */
  readonly kept: readonly { readonly key: string; readonly value: unknown }[];
}

/**
 * The workspaces that a person knows of, by id: at which revision they were saved to a file, or undefined where
 * any may go. What is not among them, or went on since, is not removed (`moved`).
 */
export type Known = ReadonlyMap<string, number | undefined>;

/** A workspace to be made of a dump; nothing may stand under its id. */
export interface Copy {
  readonly id: string;
  readonly dump: Dump;
}

export type CheckpointDump = Omit<Checkpoint, 'workspace' | 'size'> & {
  readonly records: readonly NewRecord[];
};

/** A step without the position and revision, which the commit gives. */
export type Intent =
  | { readonly kind: 'do'; readonly entry: Omit<HistoryEntry, 'position' | 'revision' | 'size'> }
  | { readonly kind: 'undo' | 'redo' }
  | { readonly kind: 'trace' };

export interface Commit {
  readonly workspace: string;
  /** The revision that `changes` were made on. */
  readonly base: number;
  readonly intent: Intent;
  readonly changes: readonly Change[];
  /** Usage marks: written with the batch, no part of history. */
  readonly marks: readonly Change[];
  readonly events: readonly TrailEvent[];
  /** ISO 8601, wall clock. */
  readonly at: string;
}

export type Written =
  | {
      readonly ok: true;
      readonly row: WorkspaceRow;
      /** Absent where no record changed (the revision stands). */
      readonly journal?: JournalRow;
    }
  | { readonly ok: false; readonly failure: Failure };

export type Created =
  { readonly ok: true; readonly row: WorkspaceRow } | { readonly ok: false; readonly failure: Failure };

export type Restored =
  | { readonly ok: true; readonly rows: readonly WorkspaceRow[] }
  | { readonly ok: false; readonly failure: Failure };

export interface Failure {
  readonly code: FailureCode;
  /** For the details a person can copy: the browser's own name and text of the error. */
  readonly detail: string;
}

/**
 * `moved`: another writer came first. `gone`: the workspace was deleted. `full`: no storage left. `closed`:
 * the database was closed under us (newer version in another tab, data cleared). `cancelled`: by the person.
 * `unfit`: an old batch of a record that was set aside since.
 */
export const failureCodes = ['moved', 'gone', 'full', 'closed', 'cancelled', 'unfit', 'failed'] as const;
export type FailureCode = (typeof failureCodes)[number];

export const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value;

export interface TrailQuery {
  /** Matching events to skip, from the newest. */
  readonly offset: number;
  readonly limit: number;
  /** Only events that have all of these. */
  readonly facets?: readonly Facet[];
  /** Only events of this time, both ends included (ISO 8601). */
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

/** Records per request of a load and per transaction of a creation: some ten milliseconds of main thread. */
export const chunkSize = 500;
