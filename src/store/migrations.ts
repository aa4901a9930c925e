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

/** Version 2: history and journal without secrets. As sealing.ts wrote them then; never edited. */
async function sealLogs(transaction: Transaction): Promise<void> {
  interface Row {
    readonly workspace: string;
    readonly position?: number;
    readonly revision?: number;
    changes: { table: string; id: string; before?: Secret; after?: Secret }[];
  }
  interface Secret {
    readonly id: string;
    readonly account: string;
    readonly kind: string;
  }
  const plain = ({ id, account, kind }: Secret) => ({ id, account, kind });
  for (const log of ['history', 'journal']) {
    const retired: object[] = [];
    await transaction
      .table(log)
      .toCollection()
      .modify((row: Row) => {
        const { workspace, position, revision } = row;
        const ofSecrets = row.changes.filter(({ table }) => table === 'secrets');
        if (ofSecrets.length === 0) return;
        const secrets = ofSecrets.map(({ before, after }) => ({
          ...(before ? { before } : {}),
          ...(after ? { after } : {}),
        }));
        retired.push({ workspace, log, at: position ?? revision, secrets });
        row.changes = row.changes.map((change) =>
          change.table === 'secrets'
            ? {
                table: change.table,
                id: change.id,
                ...(change.before ? { before: plain(change.before) } : {}),
                ...(change.after ? { after: plain(change.after) } : {}),
              }
            : change,
        );
      });
    await transaction.table('retired').bulkPut(retired);
  }
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
  { version: 2, stores: { retired: '[workspace+log+at]' }, upgrade: sealLogs },
];

export const newestVersion = migrations.length;
