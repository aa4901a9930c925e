// Dexie's debug mode, on by itself on localhost, writes every rejection to the console.

import { Dexie, type Table } from 'dexie';
import { type Migration, migrations } from './migrations.ts';
import type {
  CheckpointRow,
  MetaRow,
  RecordRow,
  SealedHistoryRow,
  SealedJournalRow,
  SetAside,
  TrailRow,
  WorkspaceRow,
} from '../rows.ts';
import { keptEvents } from '../rows.ts';
import type { Log, RetiredRow } from '../history-secrets.ts';

Dexie.debug = false;

/** The one IndexedDB database, typed. */
export const databaseName = 'iam-playground';

export class Database extends Dexie {
  declare readonly workspaces: Table<WorkspaceRow, string>;
  declare readonly records: Table<RecordRow, [string, string, string]>;
  declare readonly history: Table<SealedHistoryRow, [string, number]>;
  declare readonly journal: Table<SealedJournalRow, [string, number]>;
  /** The secrets that history and journal refer to. */
  declare readonly retired: Table<RetiredRow, [string, Log, number]>;
  declare readonly trail: Table<TrailRow, [string, number]>;
  declare readonly checkpoints: Table<CheckpointRow, [string, string]>;
  /** Damaged rows, out of the way of the rest. */
  declare readonly setAside: Table<SetAside, [string, string, string]>;
  declare readonly meta: Table<MetaRow, string>;
  /** Events of a workspace that are kept; tests lower it. */
  keep: number = keptEvents;

  constructor(name: string = databaseName, steps: readonly Migration[] = migrations) {
    // Strict: a commit that was acknowledged is on the disk, also when the machine loses power.
    super(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'strict' });
    for (const { version, stores, upgrade } of steps) {
      const step = this.version(version).stores({ ...stores });
      if (upgrade) step.upgrade(upgrade);
    }
  }
}

/** Bounds, both included, of all record keys of a workspace: an array sorts after every string. */
export const recordsOf = (workspace: string): [lower: unknown[], upper: unknown[]] => [
  [workspace],
  [workspace, []],
];

/** The same for `retired`, whose key is `[workspace, log, number]`. */
export const retiredFrom = (
  workspace: string,
  log: Log,
  from: number,
  to: number,
): [[string, Log, number], [string, Log, number]] => [
  [workspace, log, from],
  [workspace, log, to],
];

/** All rows of a workspace in a table whose key is `[workspace, number]`. */
export const numbered = (
  workspace: string,
  from: number,
  to: number,
): [[string, number], [string, number]] => [
  [workspace, from],
  [workspace, to],
];
