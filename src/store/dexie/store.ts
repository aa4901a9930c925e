/** The store in IndexedDB, over one module per concern. Some are loaded when they are first needed. */

import type { FacetKind } from '../../core/model/records/trail-facets.ts';
import type { Result } from '../../core/model/result.ts';
import { createWorkspace, removeLeftovers, removeWorkspace } from './create.ts';
import { allSetAside, discard, workspaceDamage } from './damage.ts';
import type { Database } from './database.ts';
import { Refusal, failureIn, writing } from './failure.ts';
import { journalSince, loadWorkspace, readBatch, readBatches } from './load.ts';
import { type LockOptions, creating, locked } from './lock.ts';
import { gone } from '../history.ts';
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
  Known,
  Loaded,
  Restored,
  Store,
  StoreFailure,
  TrailQuery,
  Written,
} from '../store.ts';

const committing = () => import('./commit.ts');
const trails = () => import('./trail.ts');
const checkpoints = () => import('./checkpoints.ts');

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
      .filter((row) => row.state === 'ready' && workspaceDamage(row) === undefined)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  }

  load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined> {
    return loadWorkspace(this.database, id, take);
  }

  commit(commit: Commit): Promise<Written> {
    return writing(async () => (await committing()).commitOutcome(this.database, commit));
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

  async trail(id: string, query: TrailQuery): Promise<TrailEntry[]> {
    return (await trails()).readTrail(this.database, id, query);
  }

  async countTrail(id: string, query: Omit<TrailQuery, 'offset' | 'limit'>): Promise<number> {
    return (await trails()).countTrail(this.database, id, query);
  }

  async trailValues(id: string, kind: FacetKind): Promise<string[]> {
    return (await trails()).trailValues(this.database, id, kind);
  }

  create(about: NewWorkspace, records: readonly NewRecord[], options?: CreateOptions): Promise<Created> {
    return creating([about.id], () => createWorkspace(this.database, about, records, options));
  }

  async dump(id: string, extent: Extent): Promise<Dump | undefined> {
    const { dumpWorkspace } = await import('./dump.ts');
    return dumpWorkspace(this.database, id, extent);
  }

  async restore(copies: readonly Copy[], options?: CreateOptions): Promise<Restored> {
    const { restoreWorkspaces } = await import('./dump.ts');
    const ids = copies.map(({ id }) => id);
    return creating(ids, () => restoreWorkspaces(this.database, copies, options));
  }

  describe(id: string, change: Description): Promise<Result<void, StoreFailure>> {
    const { workspaces } = this.database;
    return failureIn(() =>
      this.database.transaction('rw', [workspaces], async () => {
        const row = await workspaces.get(id);
        if (row?.state !== 'ready') throw new Refusal(gone(id));
        const changed = change(row);
        if (!changed.ok) throw new Refusal(changed.error);
        await workspaces.put(changed.value);
      }),
    );
  }

  remove(id: string, known?: Known): Promise<Result<void, StoreFailure>> {
    return removeWorkspace(this.database, id, known);
  }

  async wipe(known: Known): Promise<Result<void, StoreFailure>> {
    const { wipe } = await import('./dump.ts');
    return failureIn(() => wipe(this.database, known));
  }

  async checkpoints(id: string): Promise<Checkpoint[]> {
    return (await checkpoints()).listCheckpoints(this.database, id);
  }

  async addCheckpoint(
    about: Omit<Checkpoint, 'size'>,
    records: readonly NewRecord[],
  ): Promise<Result<void, StoreFailure>> {
    return (await checkpoints()).addCheckpoint(this.database, about, records);
  }

  async checkpointRecords(id: string, checkpoint: string): Promise<NewRecord[] | undefined> {
    return (await checkpoints()).checkpointRecords(this.database, id, checkpoint);
  }

  async removeCheckpoint(id: string, checkpoint: string): Promise<Result<void, StoreFailure>> {
    return (await checkpoints()).removeCheckpoint(this.database, id, checkpoint);
  }

  setAside(): Promise<SetAside[]> {
    return allSetAside(this.database);
  }

  discard(damaged: SetAside): Promise<Result<void, StoreFailure>> {
    return discard(this.database, damaged);
  }

  removeLeftovers(): Promise<number> {
    return removeLeftovers(this.database);
  }

  async setting(key: string): Promise<unknown> {
    return (await this.database.meta.get(key))?.value;
  }

  putSetting(key: string, value: unknown): Promise<Result<void, StoreFailure>> {
    return failureIn(async () => {
      await this.database.meta.put({ key, value });
    });
  }

  lock<T>(id: string, work: () => Promise<T>): Promise<T> {
    return locked(this.database, id, work, this.#lock);
  }

  close(): void {
    this.#close();
  }
}
