/**
 * What is kept for a workspace, row by row. Everything is plain JSON and carries its workspace, so that one
 * database holds many worlds and a range of keys is one world.
 */

import type { Change } from '../core/model/world/change.ts';
import type { SecretRecord } from '../core/model/records/credentials.ts';
import type { AccountId } from '../core/model/ids.ts';
import type { TableName, TableRecords } from '../core/model/records/tables.ts';
import type { TrailEvent } from '../core/model/records/trail-event.ts';
import { type Facet, facetText, facetsOf } from '../core/model/records/trail-facets.ts';
import type { SealedChange } from './history-secrets.ts';

export interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  /** The account that the workspace opens on. */
  readonly account: AccountId;
  /** ISO 8601, wall clock. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly origin: WorkspaceOrigin;
  /** What a person has to know about it: what an imported file did not hold, which quotas were raised. */
  readonly notices: readonly string[];
  /** What a scenario says about itself: purpose, notes, questions, steps; of the scenario's shape. */
  readonly guide?: unknown;
  /** Before there were guides: the question that an example starts with and what to ask next. */
  readonly start?: unknown;
  /** `importing`: still being written; nobody may open it, and a leftover is removed at the next start. */
  readonly state: 'importing' | 'ready';
  /** Wall clock, milliseconds: when the writer of an importing workspace last gave a sign of life. */
  readonly touchedAt: number;
  /** Counts the commits that changed records; a commit on any other revision is refused. */
  readonly revision: number;
  /** History position of the newest batch in effect (0: none) and of the newest kept, undone ones included. */
  readonly cursor: number;
  readonly top: number;
  /** Bytes of each batch that history keeps, oldest first; the last is the one at `top`. */
  readonly history: readonly number[];
  /** Trail events ever written. */
  readonly trail: number;
  readonly size: WorkspaceSize;
  /** ISO 8601, wall clock: folded away since then. */
  readonly archived?: string;
}

/** Of the records alone; what history, checkpoints and trail take comes on top. */
export interface WorkspaceSize {
  readonly records: number;
  /** Characters of their JSON, which is near enough to bytes. */
  readonly bytes: number;
}

export const workspaceOrigins = ['example', 'import', 'new', 'shared'] as const;
export type WorkspaceOrigin = (typeof workspaceOrigins)[number];

/** What is known of a new workspace before its records are written. */
export type NewWorkspace = Pick<
  WorkspaceRow,
  'id' | 'name' | 'account' | 'createdAt' | 'origin' | 'notices' | 'guide'
>;

export interface RecordRow<T extends TableName = TableName> {
  readonly workspace: string;
  readonly table: T;
  readonly id: string;
  readonly row: TableRecords[T];
}

/** A record on its way into a workspace. */
export type NewRecord = Omit<RecordRow, 'workspace'>;

/** A batch of history without its changes. */
export interface HistoryEntry {
  /** 1 is the oldest batch ever made in the workspace. */
  readonly position: number;
  /** The revision that the batch first made; with `position` it names one batch across tabs. */
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

export interface HistoryRow {
  readonly workspace: string;
  readonly position: number;
  readonly entry: HistoryEntry;
  readonly changes: readonly Change[];
}

/** As it is written: without secrets (history-secrets.ts). */
export type SealedHistoryRow = Omit<HistoryRow, 'changes'> & { readonly changes: readonly SealedChange[] };

/** How a revision moved the history. `trace`: it did not (usage marks only). */
export type Step =
  /** `oldest`: position of the oldest batch that is kept from then on; absent in rows of an older version. */
  | { readonly kind: 'do'; readonly entry: HistoryEntry; readonly oldest?: number }
  | { readonly kind: 'undo' | 'redo'; readonly position: number }
  | { readonly kind: 'trace' };

/** What a revision wrote, kept for the newest revisions so that other tabs can follow without a reload. */
export interface JournalRow {
  readonly workspace: string;
  readonly revision: number;
  readonly step: Step;
  /** Changes and usage marks, in the order in which they are applied. */
  readonly changes: readonly Change[];
}

/** As it is written: without secrets (history-secrets.ts). */
export type SealedJournalRow = Omit<JournalRow, 'changes'> & { readonly changes: readonly SealedChange[] };

export interface TrailRow extends TrailEntry {
  readonly workspace: string;
  /** The event's time, to be found by. */
  readonly time: string;
  /** `facetKey` of each facet of the event: what it is found by. */
  readonly facets: readonly string[];
}

/** An event and where it stands. */
export interface TrailEntry {
  /** From 1, in the order of writing. */
  readonly seq: number;
  readonly event: TrailEvent;
  /** History position and revision right after it; absent in events of an older version of the page. */
  readonly after?: { readonly position: number; readonly revision: number };
}

export const facetKey = (workspace: string, facet: Facet): string => `${workspace}\n${facetText(facet)}`;

/** The row of an event. */
export const trailRow = (
  workspace: string,
  seq: number,
  event: TrailEvent,
  after: TrailEntry['after'],
): TrailRow => ({
  workspace,
  seq,
  event,
  ...(after ? { after } : {}),
  time: event.eventTime,
  facets: facetsOf(event).map((facet) => facetKey(workspace, facet)),
});

/** Key of a setting that belongs to a workspace and is removed with it. */
export const keptKey = (workspace: string | undefined, key: string): string =>
  `workspace/${workspace ?? ''}/${key}`;

export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

/** A named moment that was kept on purpose. */
export interface Checkpoint {
  readonly workspace: string;
  readonly id: string;
  readonly name: string;
  /** ISO 8601: wall clock, and simulated time. */
  readonly at: string;
  readonly simulated: string;
  /** Where it was in history then. */
  readonly position: number;
  readonly revision: number;
  readonly size: WorkspaceSize;
}

/** The whole world of that moment, so that no rule of keeping and no undo can take it away. */
export interface CheckpointRow extends Checkpoint {
  /** Its records without secrets, as pack.ts makes it. */
  readonly packed: Uint8Array;
  readonly secrets: readonly SecretRecord[];
}

/** What could not be read as what it should be, out of the way of the rest. */
export interface SetAside {
  readonly workspace: string;
  /** Of the World, as its key says it; `workspaces` for a workspace whose own row is damaged. */
  readonly table: string;
  readonly id: string;
  readonly row: unknown;
  /** One lower-case line. */
  readonly reason: string;
  /** ISO 8601, wall clock. */
  readonly at: string;
}

/**
 * Rules of keeping that a person can see: the newest so many, older ones are dropped. Of history the newest
 * batches up to a number and up to bytes, whichever is less, and always the newest one; checkpoints are kept
 * until somebody deletes them.
 */
export const keptBatches = 1_000;
export const keptHistoryBytes = 20_000_000;
export const keptEvents = 100_000;
/** A tab that is further behind loads the workspace anew. */
export const keptRevisions = 200;
