/** The one IndexedDB database, with types for its tables. */

import { type Collection, Dexie, type Table } from 'dexie';
import { databaseName } from './name.ts';
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

// Dexie's debug mode, which is on by default on localhost, writes every rejection to the console.
Dexie.debug = false;

export class Database extends Dexie {
  declare readonly workspaces: Table<WorkspaceRow, string>;
  declare readonly records: Table<RecordRow, [string, string, string]>;
  declare readonly history: Table<SealedHistoryRow, [string, number]>;
  declare readonly journal: Table<SealedJournalRow, [string, number]>;
  /** The secrets that history and journal refer to. */
  declare readonly retired: Table<RetiredRow, [string, Log, number]>;
  declare readonly trail: Table<TrailRow, [string, number]>;
  declare readonly checkpoints: Table<CheckpointRow, [string, string]>;
  /** Damaged rows, apart from the rest. */
  declare readonly setAside: Table<SetAside, [string, string, string]>;
  declare readonly meta: Table<MetaRow, string>;
  /** Largest number of events of a workspace. Tests lower it. */
  keep: number = keptEvents;

  constructor(name: string = databaseName, steps: readonly Migration[] = migrations) {
    // Strict: an acknowledged commit is on the disk, even when the machine loses power.
    super(name, { autoOpen: false, cache: 'disabled', chromeTransactionDurability: 'strict' });
    for (const { version, stores, upgrade } of steps) {
      const step = this.version(version).stores({ ...stores });
      if (upgrade) step.upgrade(upgrade);
    }
  }
}

/** Returns the lower and upper bound of all record keys of a workspace: an array sorts after every string. */
export const recordRange = (workspace: string): [lower: unknown[], upper: unknown[]] => [
  [workspace],
  [workspace, []],
];

/** Returns the bounds for `retired`, whose key is `[workspace, log, number]`. */
export const retiredFrom = (
  workspace: string,
  log: Log,
  from: number,
  to: number,
): [[string, Log, number], [string, Log, number]] => [
  [workspace, log, from],
  [workspace, log, to],
];

/** Returns the bounds of a workspace's rows in a table whose key is `[workspace, number]`. */
export const numbered = (
  workspace: string,
  from: number,
  to: number,
): [[string, number], [string, number]] => [
  [workspace, from],
  [workspace, to],
];

/** Returns the rows of a table between two of its keys; `withLower`: the row at the lower one too. */
export const within = <Row, Key>(
  table: Table<Row, Key>,
  [lower, upper]: [lower: unknown, upper: unknown],
  withLower = true,
): Collection<Row, Key> => table.where(':id').between(lower, upper, withLower, true);
