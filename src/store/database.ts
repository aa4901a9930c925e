import { Dexie, type Table } from 'dexie';
import { type Migration, migrations } from './migrations.ts';
import type { HistoryRow, JournalRow, MetaRow, RecordRow, TrailRow, WorkspaceRow } from './rows.ts';

// Dexie's debug mode, on by itself on localhost, writes every rejection to the console.
Dexie.debug = false;

/** The one IndexedDB database, typed. */
export const databaseName = 'iam-playground';

export class Database extends Dexie {
  declare readonly workspaces: Table<WorkspaceRow, string>;
  declare readonly records: Table<RecordRow, [string, string, string]>;
  declare readonly history: Table<HistoryRow, [string, number]>;
  declare readonly journal: Table<JournalRow, [string, number]>;
  declare readonly trail: Table<TrailRow, [string, number]>;
  declare readonly meta: Table<MetaRow, string>;

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

/** All rows of a workspace in a table whose key is `[workspace, number]`. */
export const numbered = (
  workspace: string,
  from: number,
  to: number,
): [[string, number], [string, number]] => [
  [workspace, from],
  [workspace, to],
];
