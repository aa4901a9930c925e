import type { FacetKind } from '../core/model/trail-facets.ts';
import { commitOutcome } from './commit.ts';
import { createWorkspace, removeLeftovers, removeWorkspace } from './create.ts';
import type { Database } from './database.ts';
import { Refusal, writing } from './failure.ts';
import { journalSince, loadWorkspace, readBatch, readBatches } from './load.ts';
import { type LockOptions, creating, locked } from './lock.ts';
import type { HistoryRow, JournalRow, NewRecord, NewWorkspace, TrailEntry, WorkspaceRow } from './rows.ts';
import { countTrail, readTrail, trailValues } from './trail.ts';
import type { Commit, CreateOptions, Created, Failure, Loaded, Store, TrailQuery, Written } from './store.ts';

/** The store in IndexedDB: a face over the modules that do the work, one per concern. */
export class DexieStore implements Store {
  readonly kind = 'indexeddb';
  readonly database: Database;
  readonly #close: () => void;
  readonly #lock: LockOptions;

  constructor(database: Database, close: () => void = () => database.close(), lock: LockOptions = {}) {
    this.database = database;
    this.#close = close;
    this.#lock = lock;
  }

  get name(): string {
    return this.database.name;
  }

  async list(): Promise<WorkspaceRow[]> {
    const rows = await this.database.workspaces.toArray();
    return rows
      .filter(({ state }) => state === 'ready')
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined> {
    return loadWorkspace(this.database, id, take);
  }

  commit(commit: Commit): Promise<Written> {
    return commitOutcome(this.database, commit);
  }

  since(id: string, revision: number): Promise<JournalRow[] | 'too-far' | 'gone'> {
    return journalSince(this.database, id, revision);
  }

  batch(id: string, position: number): Promise<HistoryRow | undefined> {
    return readBatch(this.database, id, position);
  }

  batches(id: string, from: number, to: number): Promise<HistoryRow[]> {
    return readBatches(this.database, id, from, to);
  }

  trail(id: string, query: TrailQuery): Promise<TrailEntry[]> {
    return readTrail(this.database, id, query);
  }

  countTrail(id: string, query: Omit<TrailQuery, 'offset' | 'limit'>): Promise<number> {
    return countTrail(this.database, id, query);
  }

  trailValues(id: string, kind: FacetKind): Promise<string[]> {
    return trailValues(this.database, id, kind);
  }

  create(about: NewWorkspace, records: readonly NewRecord[], options?: CreateOptions): Promise<Created> {
    return creating(about.id, () => createWorkspace(this.database, about, records, options));
  }

  rename(id: string, name: string): Promise<Failure | undefined> {
    return this.#alter(id, { name });
  }

  putGuide(id: string, guide: unknown): Promise<Failure | undefined> {
    return this.#alter(id, { guide });
  }

  async #alter(id: string, members: Pick<Partial<WorkspaceRow>, 'name' | 'guide'>) {
    const { workspaces } = this.database;
    const altered = await writing(() =>
      this.database.transaction('rw', [workspaces], async () => {
        const row = await workspaces.get(id);
        if (row?.state !== 'ready')
          throw new Refusal({ code: 'gone', detail: `workspace \`${id}\` does not exist` });
        await workspaces.put({ ...row, ...members });
        return { ok: true as const };
      }),
    );
    return altered.ok ? undefined : altered.failure;
  }

  remove(id: string): Promise<Failure | undefined> {
    return removeWorkspace(this.database, id);
  }

  removeLeftovers(): Promise<number> {
    return removeLeftovers(this.database);
  }

  async setting(key: string): Promise<unknown> {
    return (await this.database.meta.get(key))?.value;
  }

  async putSetting(key: string, value: unknown): Promise<Failure | undefined> {
    const put = await writing(async () => {
      await this.database.meta.put({ key, value });
      return { ok: true as const };
    });
    return put.ok ? undefined : put.failure;
  }

  lock<T>(id: string, work: () => Promise<T>): Promise<T> {
    return locked(this.database, id, work, this.#lock);
  }

  close(): void {
    this.#close();
  }
}
