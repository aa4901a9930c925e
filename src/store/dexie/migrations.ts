/**
 * The versions of the database, numbered without gaps.
 *
 * INVARIANT: a shipped migration is never edited. A change of shape is a new migration at the end, with a
 * fixture of the rows before and after it (tests/store/dexie/migrations.browser.test.ts).
 */

import type { Transaction } from 'dexie';
import { defined } from '../../core/model/defined.ts';

export interface Migration {
  readonly version: number;
  /** Dexie's schema language: primary key first, then indexes. `null` removes a table. */
  readonly stores: Readonly<Record<string, string | null>>;
  readonly upgrade?: (transaction: Transaction) => PromiseLike<unknown>;
}

/** Version 2: removes secrets from history and journal, as store/history-secrets.ts did. Never edit it. */
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
          ...defined({ before, after }),
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

/** Version 3: adds facets to find events by, as the trail named them then. Never edit it. */
async function indexTrail(transaction: Transaction): Promise<void> {
  type Members = Readonly<Record<string, unknown>>;
  interface Row {
    readonly workspace: string;
    readonly event: Members;
    time?: unknown;
    facets?: string[];
  }
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const members = (value: unknown): Members =>
    typeof value === 'object' && value !== null ? (value as Members) : {};
  const afterKind = (arn: string): string => {
    const resource = arn.split(':').slice(5).join(':');
    const rest = resource.slice(resource.indexOf('/') + 1);
    return resource.startsWith('assumed-role/') ? rest : rest.slice(rest.lastIndexOf('/') + 1);
  };
  const nameOf = ({ type, userName, arn, accountId, invokedBy }: Members): string =>
    type === 'Root'
      ? 'root'
      : ([
          text(userName),
          text(arn) && afterKind(text(arn)),
          text(invokedBy),
          text(accountId),
          text(type),
        ].find((name) => name !== '') ?? 'unknown');
  const ways =
    /marker|token|prefix|description|document|format|status|granularity|job|code|duration|expir|path/i;
  const resourcesOf = (event: Members): string[] => {
    const listed = Array.isArray(event['resources']) ? event['resources'] : [];
    const found = new Set(listed.map((one) => text(members(one)['ARN'])));
    for (const [name, value] of Object.entries(members(event['requestParameters']))) {
      if (typeof value !== 'string' || value.length > 200 || ways.test(name)) continue;
      found.add(value);
      if (value.startsWith('arn:')) found.add(value.slice(value.lastIndexOf('/') + 1));
    }
    return [...found].filter((value) => value !== '' && !/[{\n]/.test(value)).slice(0, 8);
  };
  await transaction
    .table('trail')
    .toCollection()
    .modify((row: Row) => {
      const { workspace, event } = row;
      const identity = members(event['userIdentity']);
      const facets: [string, string][] = [
        ['name', text(event['eventName'])],
        ['source', text(event['eventSource'])],
        ['access', event['readOnly'] === true ? 'read' : 'write'],
        ['result', event['errorCode'] === undefined ? 'done' : 'refused'],
        ['error', text(event['errorCode'])],
        ['user', nameOf(identity)],
        ['principal', text(identity['principalId']).split(':')[0] ?? ''],
        ['key', text(identity['accessKeyId'])],
        ...resourcesOf(event).map((value): [string, string] => ['resource', value]),
      ];
      row.time = event['eventTime'];
      row.facets = facets
        .filter(([, value]) => value !== '')
        .map(([kind, value]) => `${workspace}\n${kind}\n${value}`);
    });
}

/** Version 4: counts the size of a workspace and of each batch, as it was counted then. Never edit it. */
async function countSizes(transaction: Transaction): Promise<void> {
  const bytesOf = (value: unknown): number => JSON.stringify(value).length;
  interface Sized {
    records: number;
    bytes: number;
    batches: Map<number, number>;
  }
  const sizes = new Map<unknown, Sized>();
  const sizeOf = (workspace: unknown): Sized => {
    const size = sizes.get(workspace) ?? { records: 0, bytes: 0, batches: new Map<number, number>() };
    sizes.set(workspace, size);
    return size;
  };
  await transaction.table('records').each((record: { workspace: string; row?: unknown }) => {
    const size = sizeOf(record.workspace);
    size.records += 1;
    size.bytes += bytesOf(record.row ?? null);
  });
  await transaction
    .table('history')
    .each((batch: { workspace: string; position: number; changes?: unknown }) => {
      sizeOf(batch.workspace).batches.set(batch.position, bytesOf(batch.changes ?? []));
    });
  await transaction
    .table('workspaces')
    .toCollection()
    .modify((row: { id: string; top: number; history?: number[]; size?: object }) => {
      const { records, bytes, batches } = sizeOf(row.id);
      const history: number[] = [];
      for (let at = row.top; batches.has(at); at -= 1) history.unshift(batches.get(at) ?? 0);
      row.size = { records, bytes };
      row.history = history;
    });
}

/** Version 5: tells failed events from refused and done ones, as the trail did then. Never edit it. */
async function tellFailed(transaction: Transaction): Promise<void> {
  interface Row {
    readonly workspace: string;
    readonly event: Members;
    facets?: string[];
  }
  type Members = Readonly<Record<string, unknown>>;
  const denials = /^(Client\.)?(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError)$/;
  const failed = ({ eventName, errorCode, responseElements: said }: Members): boolean =>
    errorCode === undefined
      ? typeof said === 'object' && said !== null && (said as Members)[String(eventName)] === 'Failure'
      : typeof errorCode === 'string' && !denials.test(errorCode);
  await transaction
    .table('trail')
    .toCollection()
    .modify((row: Row) => {
      if (!failed(row.event)) return;
      const result = `${row.workspace}\nresult\n`;
      row.facets = row.facets?.map((facet) => (facet.startsWith(result) ? `${result}failed` : facet)) ?? [];
    });
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
  {
    version: 3,
    stores: { trail: '[workspace+seq], *facets, [workspace+time]' },
    upgrade: indexTrail,
  },
  {
    version: 4,
    stores: { checkpoints: '[workspace+id]', setAside: '[workspace+table+id]' },
    upgrade: countSizes,
  },
  { version: 5, stores: {}, upgrade: tellFailed },
];
