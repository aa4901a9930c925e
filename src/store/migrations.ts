import type { Transaction } from 'dexie';

/**
 * The database's versions, numbered without gaps. A shipped migration is never edited: a change of shape is
 * a new one at the end, with a fixture of the rows before and after it (tests/store/migrations).
 */
export interface Migration {
  readonly version: number;
  /** Dexie's schema language: primary key first, then indexes; null removes a table. */
  readonly stores: Readonly<Record<string, string | null>>;
  /** Rewrites the rows that stand there. */
  readonly upgrade?: (transaction: Transaction) => PromiseLike<unknown>;
}

export const migrations: readonly Migration[] = [
  {
    version: 1,
    stores: {
      workspaces: 'id',
      records: '[workspace+table+id]',
      history: '[workspace+position]',
      journal: '[workspace+revision]',
      trail: '[workspace+seq]',
      meta: 'key',
    },
  },
];

export const newestVersion = migrations.length;
