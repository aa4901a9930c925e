/** The rows of a workspace: plain JSON that carries its workspace, so a range of keys is one world. */

import type { Change } from '../core/model/world/change.ts';
import type { SecretRecord } from '../core/model/records/credentials.ts';
import type { AccountId } from '../core/model/ids.ts';
import type { TableName } from '../core/model/records/lists.ts';
import type { TableRecords } from '../core/model/records/tables.ts';
import { type EventFacet, type TrailEvent, facetText, facetsOf } from '../core/model/records/trail-event.ts';
import type { SealedChange } from './history-secrets.ts';
import { defined } from '../core/model/defined.ts';

export interface WorkspaceRow {
  readonly id: string;
  readonly name: string;
  /** The account that the workspace opens on. */
  readonly account: AccountId;
  /** ISO 8601, real time. */
  readonly createdAt: string;
  readonly changedAt: string;
  readonly origin: WorkspaceOrigin;
  /** Things that a person has to know: what an imported file did not hold, which quotas were raised. */
  readonly notices: readonly string[];
  /** The guide: purpose, notes, questions and steps, in the scenario's shape. */
  readonly guide?: unknown;
  /** Older than guides: the question that an example starts with, and the next ones. */
  readonly start?: unknown;
  /** `importing`: still being written. Nobody may open it, and a leftover is removed at the next start. */
  readonly state: 'importing' | 'ready';
  /** Real time in milliseconds at which the writer of an importing workspace was last active. */
  readonly touchedAt: number;
  /** Counts the commits that changed records. A commit on any other revision is refused. */
  readonly revision: number;
  /** History positions of the newest batch in effect (0: none), and of the newest batch, even if undone. */
  readonly cursor: number;
  readonly top: number;
  /** Bytes of each batch in history, oldest first. The last is the batch at `top`. */
  readonly history: readonly number[];
  /** Number of trail events ever written. */
  readonly trail: number;
  readonly size: WorkspaceSize;
  /** ISO 8601, real time. The workspace is archived since then. */
  readonly archived?: string;
}

/** The size of the records alone, without history, checkpoints and trail. */
export interface WorkspaceSize {
  readonly records: number;
  /** Characters of their JSON, which is close enough to bytes. */
  readonly bytes: number;
}

export const workspaceOrigins = ['example', 'import', 'new', 'shared'] as const;
export type WorkspaceOrigin = (typeof workspaceOrigins)[number];

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

export type NewRecord = Omit<RecordRow, 'workspace'>;

/** A batch of history without its changes. */
export interface StoredHistoryEntry {
  /** 1 is the oldest batch ever made in the workspace. */
  readonly position: number;
  /** The revision that the batch first made. With `position` it identifies a batch across tabs. */
  readonly revision: number;
  /** A text such as `Attach ReadPayroll to alice`. */
  readonly label: string;
  readonly operation: string;
  /** ISO 8601, simulated time. */
  readonly at: string;
  /** ARN of the person who made it. */
  readonly by: string;
  readonly size: number;
  /** The revision of the batch before it, if both are parts of one act. They are undone and redone together. */
  readonly continues?: number;
}

export interface HistoryRow {
  readonly workspace: string;
  readonly position: number;
  readonly entry: StoredHistoryEntry;
  readonly changes: readonly Change[];
}

/** The row as it is written, without secrets (history-secrets.ts). */
export type SealedHistoryRow = Omit<HistoryRow, 'changes'> & { readonly changes: readonly SealedChange[] };

/** The effect of a revision on history. `trace`: none (usage marks only). */
export type HistoryStep =
  /** `oldest`: position of the oldest stored batch after it; absent in rows of an older version. */
  | { readonly kind: 'do'; readonly entry: StoredHistoryEntry; readonly oldest?: number }
  | { readonly kind: 'undo' | 'redo'; readonly position: number }
  | { readonly kind: 'trace' };

/** The changes of a revision. The newest are stored, so that other tabs can follow without a reload. */
export interface JournalRow {
  readonly workspace: string;
  readonly revision: number;
  readonly step: HistoryStep;
  /** Changes and usage marks in the order in which they are applied. */
  readonly changes: readonly Change[];
}

/** The row as it is written, without secrets (history-secrets.ts). */
export type SealedJournalRow = Omit<JournalRow, 'changes'> & { readonly changes: readonly SealedChange[] };

export interface TrailRow extends TrailEntry {
  readonly workspace: string;
  /** The event's time, for the index. */
  readonly time: string;
  /** `facetKey` of each facet of the event, for the index. */
  readonly facets: readonly string[];
}

export interface TrailEntry {
  /** Counts from 1, in the order of writing. */
  readonly seq: number;
  readonly event: TrailEvent;
  /** History position and revision right after the event; absent in events of older versions. */
  readonly after?: { readonly position: number; readonly revision: number };
}

export const facetKey = (workspace: string, facet: EventFacet): string => `${workspace}\n${facetText(facet)}`;

export const trailRow = (
  workspace: string,
  seq: number,
  event: TrailEvent,
  after: TrailEntry['after'],
): TrailRow => ({
  workspace,
  seq,
  event,
  ...defined({ after }),
  time: event.eventTime,
  facets: facetsOf(event).map((facet) => facetKey(workspace, facet)),
});

export const trailEntry = ({ seq, event, after }: TrailRow): TrailEntry => ({
  seq,
  event,
  ...defined({ after }),
});

/** Key of a setting that belongs to a workspace and is removed with it. */
export const keptKey = (workspace: string | undefined, key: string): string =>
  `workspace/${workspace ?? ''}/${key}`;

export interface MetaRow {
  readonly key: string;
  readonly value: unknown;
}

/** A named moment that a person saved. */
export interface Checkpoint {
  readonly workspace: string;
  readonly id: string;
  readonly name: string;
  /** ISO 8601: real time, and simulated time. */
  readonly at: string;
  readonly simulated: string;
  /** Its position in history. */
  readonly position: number;
  readonly revision: number;
  readonly size: WorkspaceSize;
}

/** The whole world of that moment, so that no limit and no undo can remove it. */
export interface CheckpointRow extends Checkpoint {
  /** Its records without secrets, packed by pack.ts. */
  readonly packed: Uint8Array;
  readonly secrets: readonly SecretRecord[];
}

/** A damaged row, set apart from the rest. */
export interface SetAside {
  readonly workspace: string;
  /** A table of the World, or `workspaces` for a workspace whose own row is damaged. */
  readonly table: string;
  readonly id: string;
  readonly row: unknown;
  readonly reason: string;
  /** ISO 8601, real time. */
  readonly at: string;
}

/** Limits that a person can see; the oldest above them are dropped, but never history's newest batch. */
export const keptBatches = 1_000;
export const keptHistoryBytes = 20_000_000;
export const keptEvents = 100_000;
/** A tab that is further behind loads the workspace again. */
export const keptRevisions = 200;
