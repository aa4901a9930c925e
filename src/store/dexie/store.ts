/** The store in IndexedDB. A lost connection is replaced under it; requests wait for the next one. */

import type { FacetKind } from '../../core/model/records/trail-event.ts';
import type { Result } from '../../core/model/result.ts';
import { createWorkspace, removeLeftovers, removeWorkspace } from './create.ts';
import { allSetAside, damagedWorkspaces, discard, inspect, workspaceDamage } from './damage.ts';
import type { Database } from './database.ts';
import { StoreRefusal, failureIn, failureOf, writingToStore } from './failure.ts';
import { journalSince, loadWorkspace, readBatches } from './load.ts';
import { type LockOptions, creating, locked } from './lock.ts';
import { type Opened, openDatabase } from './open.ts';
import { workspaceGone } from '../history.ts';
import type {
  Checkpoint,
  HistoryRow,
  JournalRow,
  NewRecord,
  NewWorkspace,
  SetAside,
  TrailEntry,
  WorkspaceRow,
} from '../rows.ts';
import type {
  Commit,
  Copy,
  CreateOptions,
  Created,
  Description,
  Dump,
  Extent,
  KnownRevisions,
  Loaded,
  Reopened,
  Restored,
  Store,
  StoreFailure,
  TrailQuery,
  Written,
} from '../store.ts';

const committing = () => import('./commit.ts');
const trails = () => import('./trail.ts');
const checkpoints = () => import('./checkpoints.ts');

export interface DexieStoreOptions {
  readonly lock?: LockOptions;
  /** Opens the same database once more; default: by its name. */
  readonly again?: () => Promise<Opened>;
}

export class DexieStore implements Store {
  readonly kind = 'indexeddb';
  #database: Database;
  #close: () => void;
  readonly #options: DexieStoreOptions;
  /** Settles when the next connection stands, or could not be made. */
  #opening: Promise<unknown> | undefined;
  #resume: (() => void) | undefined;
  #reopening: Promise<Reopened> | undefined;

  constructor(
    database: Database,
    close: () => void = () => database.close(),
    options: DexieStoreOptions = {},
  ) {
    this.#database = database;
    this.#close = close;
    this.#options = options;
  }

  get database(): Database {
    return this.#database;
  }

  async list(): Promise<WorkspaceRow[]> {
    const rows = await this.#read(({ workspaces }) => workspaces.toArray());
    return rows
      .filter((row) => row.state === 'ready' && workspaceDamage(row) === undefined)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  damagedWorkspaces(): Promise<SetAside[]> {
    return this.#read(damagedWorkspaces);
  }

  load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined> {
    return this.#on((database) => loadWorkspace(database, id, take));
  }

  commit(commit: Commit): Promise<Written> {
    return writingToStore(async () => {
      const { commitOutcome } = await committing();
      return this.#on((database) => commitOutcome(database, commit));
    });
  }

  since(id: string, revision: number): Promise<JournalRow[] | 'too-far' | 'gone'> {
    return this.#read((database) => journalSince(database, id, revision));
  }

  batches(id: string, from: number, to: number): Promise<HistoryRow[]> {
    return this.#read((database) => readBatches(database, id, from, to));
  }

  async trail(id: string, query: TrailQuery): Promise<TrailEntry[]> {
    const { readTrail } = await trails();
    return this.#read((database) => readTrail(database, id, query));
  }

  async countTrail(id: string, query: Omit<TrailQuery, 'offset' | 'limit'>): Promise<number> {
    const { countTrail } = await trails();
    return this.#read((database) => countTrail(database, id, query));
  }

  async trailValues(id: string, kind: FacetKind): Promise<string[]> {
    const { trailValues } = await trails();
    return this.#read((database) => trailValues(database, id, kind));
  }

  create(about: NewWorkspace, records: readonly NewRecord[], options?: CreateOptions): Promise<Created> {
    return creating([about.id], () =>
      this.#on((database) => createWorkspace(database, about, records, options)),
    );
  }

  async dump(id: string, extent: Extent): Promise<Dump | undefined> {
    const { dumpWorkspace } = await import('./dump.ts');
    return this.#read((database) => dumpWorkspace(database, id, extent));
  }

  async restore(copies: readonly Copy[], options?: CreateOptions): Promise<Restored> {
    const { restoreWorkspaces } = await import('./dump.ts');
    const ids = copies.map(({ id }) => id);
    return creating(ids, () => this.#on((database) => restoreWorkspaces(database, copies, options)));
  }

  describe(id: string, change: Description): Promise<Result<void, StoreFailure>> {
    return failureIn(() =>
      this.#on((database) =>
        database.transaction('rw', [database.workspaces], async () => {
          const row = await database.workspaces.get(id);
          if (row?.state !== 'ready') throw new StoreRefusal(workspaceGone(id));
          const changed = change(row);
          if (!changed.ok) throw new StoreRefusal(changed.error);
          await database.workspaces.put(changed.value);
        }),
      ),
    );
  }

  remove(id: string, known?: KnownRevisions): Promise<Result<void, StoreFailure>> {
    return this.#on((database) => removeWorkspace(database, id, known));
  }

  async wipe(known: KnownRevisions, kept?: readonly string[]): Promise<Result<void, StoreFailure>> {
    const { wipe } = await import('./dump.ts');
    return failureIn(() => this.#on((database) => wipe(database, known, kept)));
  }

  async checkpoints(id: string): Promise<Checkpoint[]> {
    const { listCheckpoints } = await checkpoints();
    return this.#read((database) => listCheckpoints(database, id));
  }

  async addCheckpoint(
    about: Omit<Checkpoint, 'size'>,
    records: readonly NewRecord[],
  ): Promise<Result<void, StoreFailure>> {
    const { addCheckpoint } = await checkpoints();
    return this.#on((database) => addCheckpoint(database, about, records));
  }

  async checkpointRecords(id: string, checkpoint: string): Promise<NewRecord[] | undefined> {
    const { checkpointRecords } = await checkpoints();
    return this.#read((database) => checkpointRecords(database, id, checkpoint));
  }

  async removeCheckpoint(id: string, checkpoint: string): Promise<Result<void, StoreFailure>> {
    const { removeCheckpoint } = await checkpoints();
    return this.#on((database) => removeCheckpoint(database, id, checkpoint));
  }

  setAside(): Promise<SetAside[]> {
    return this.#read(allSetAside);
  }

  inspect(id: string): Promise<Record<string, unknown[]>> {
    return this.#read((database) => inspect(database, id));
  }

  discard(damaged: SetAside): Promise<Result<void, StoreFailure>> {
    return this.#on((database) => discard(database, damaged));
  }

  removeLeftovers(): Promise<number> {
    return this.#on(removeLeftovers);
  }

  async setting(key: string): Promise<unknown> {
    return (await this.#read(({ meta }) => meta.get(key)))?.value;
  }

  putSetting(key: string, value: unknown): Promise<Result<void, StoreFailure>> {
    return failureIn(async () => {
      await this.#on(({ meta }) => meta.put({ key, value }));
    });
  }

  lock<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.#on((database) => locked(database, id, work, this.#options.lock));
  }

  suspend(): void {
    if (this.#resume) return;
    this.#close();
    this.#opening = new Promise<void>((resolve) => (this.#resume = resolve));
  }

  reopen(): Promise<Reopened> {
    this.#reopening ??= this.#again().finally(() => {
      this.#resume?.();
      this.#resume = undefined;
      this.#opening = undefined;
      this.#reopening = undefined;
    });
    this.#opening ??= this.#reopening;
    return this.#reopening;
  }

  async #again(): Promise<Reopened> {
    const { again = () => openDatabase({ name: this.database.name }) } = this.#options;
    this.#close();
    const opened = await again();
    if (opened.kind !== 'open') return opened;
    this.#database = opened.database;
    this.#close = opened.close;
    return { kind: 'open' };
  }

  /** Runs `work` on the present connection, or on the next one while it is being opened. */
  async #on<T>(work: (database: Database) => PromiseLike<T> | T): Promise<T> {
    while (this.#opening) await this.#opening;
    return work(this.#database);
  }

  /** A read under which the connection was let go is done again on the next one, which may stand before the read fails. */
  async #read<T>(work: (database: Database) => PromiseLike<T> | T): Promise<T> {
    for (;;) {
      let asked: Database | undefined;
      try {
        return await this.#on((database) => work((asked = database)));
      } catch (error) {
        const isLeft = this.#opening !== undefined || asked !== this.#database;
        if (!isLeft || failureOf(error).code !== 'closed') throw error;
      }
    }
  }

  close(): void {
    this.#close();
  }
}
