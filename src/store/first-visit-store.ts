/**
 * The store of a first visit. Nothing is saved yet, and it knows that without a database: what a person sees first does
 * not wait for one. The first workspace and the settings are kept here until `save` opens the real store and writes them
 * there; whatever else is asked for waits for that.
 */

import { once } from '../core/model/once.ts';
import type { FacetKind } from '../core/model/records/trail-event.ts';
import { type Result, ok } from '../core/model/result.ts';
import { importingRow } from './history.ts';
import type { Checkpoint, NewRecord, NewWorkspace, SetAside, WorkspaceRow } from './rows.ts';
import { sizeOf } from './sizes.ts';
import {
  type Commit,
  type Copy,
  type CreateOptions,
  type Created,
  type Description,
  type Extent,
  type KnownRevisions,
  type Loaded,
  type Reopened,
  type Store,
  type StoreFailure,
  type TrailQuery,
  chunkSize,
  firstVisitLock,
} from './store.ts';

export interface FirstVisit {
  /** Opens the real store, which holds nothing yet, unless another tab came in the same moment. */
  readonly open: () => Promise<Store>;
  /** The first workspace could not be written: it is nowhere. */
  readonly onFailed: (failure: StoreFailure) => void;
}

interface First {
  readonly about: NewWorkspace;
  readonly records: readonly NewRecord[];
  readonly row: WorkspaceRow;
}

export class FirstVisitStore implements Store {
  /** Another tab saved its first workspace a moment before: that one stands, and the one of this tab is dropped. */
  otherTabWasFirst = false;
  readonly #visit: FirstVisit;
  #first: First | undefined;
  readonly #settings = new Map<string, unknown>();
  #saving: Promise<Store> | undefined;
  #opened: Store | undefined;
  /** Set once it holds all that was kept here. */
  #real: Store | undefined;

  constructor(visit: FirstVisit) {
    this.#visit = visit;
  }

  get kind(): Store['kind'] {
    return this.#real?.kind ?? 'indexeddb';
  }

  /** Opens the real store and writes there what is kept here. A store that did not open is opened anew the next time. */
  save(): Promise<Store> {
    this.#saving ??= this.#handOver().catch((error: unknown) => {
      this.#saving = undefined;
      throw error;
    });
    return this.#saving;
  }

  /** Two tabs that come at once take turns. A page that is left loses its turn, and saves without it when it comes back. */
  async #handOver(): Promise<Store> {
    const real = (this.#opened ??= await this.#visit.open());
    const fill = once(() => this.#fill(real));
    try {
      await real.lock(firstVisitLock, fill);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
      await fill();
    }
    this.#real = real;
    return real;
  }

  async #fill(real: Store): Promise<void> {
    this.otherTabWasFirst = (await real.list()).length > 0;
    if (this.otherTabWasFirst) return;
    if (this.#first) await this.#write(real, this.#first);
    // Others may come while one is being written.
    for (const [key, value] of this.#settings) await real.putSetting(key, value);
  }

  /** A page that is left meanwhile loses its connection; once it is back, the workspace is written whole on the next. */
  async #write(real: Store, { about, records }: First): Promise<void> {
    for (let wasClosed = false; ; wasClosed = true) {
      const created = await real.create(about, records);
      if (created.ok) return;
      if (wasClosed || created.error.code !== 'closed') return this.#visit.onFailed(created.error);
      await real.removeLeftovers();
      if ((await real.list()).some(({ id }) => id === about.id)) return;
    }
  }

  list = async (): Promise<WorkspaceRow[]> =>
    this.#real ? this.#real.list() : this.#first ? [this.#first.row] : [];

  damagedWorkspaces = async (): Promise<SetAside[]> => this.#real?.damagedWorkspaces() ?? [];

  async load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined> {
    if (this.#real) return this.#real.load(id, take);
    if (this.#first?.row.id !== id) return undefined;
    const { row, records } = this.#first;
    for (let from = 0; from < records.length; from += chunkSize) take(records.slice(from, from + chunkSize));
    return { row, entries: [], damaged: [] };
  }

  async create(
    about: NewWorkspace,
    records: readonly NewRecord[],
    options?: CreateOptions,
  ): Promise<Created> {
    if (this.#first || this.#saving || options?.signal)
      return (await this.save()).create(about, records, options);
    const row = { ...importingRow(about, Date.now()), state: 'ready', size: sizeOf(records) } as const;
    this.#first = { about, records, row };
    return ok(row);
  }

  setting(key: string): Promise<unknown> {
    return this.#real?.setting(key) ?? Promise.resolve(this.#settings.get(key));
  }

  async putSetting(key: string, value: unknown): Promise<Result<void, StoreFailure>> {
    if (this.#real) return this.#real.putSetting(key, value);
    this.#settings.set(key, value);
    return ok();
  }

  removeLeftovers = async (): Promise<number> => this.#real?.removeLeftovers() ?? 0;

  commit = async (commit: Commit) => (await this.save()).commit(commit);
  since = async (id: string, revision: number) => (await this.save()).since(id, revision);
  trail = async (id: string, query: TrailQuery) => (await this.save()).trail(id, query);
  countTrail = async (id: string, query: Omit<TrailQuery, 'offset' | 'limit'>) =>
    (await this.save()).countTrail(id, query);
  trailValues = async (id: string, kind: FacetKind) => (await this.save()).trailValues(id, kind);
  batches = async (id: string, from: number, to: number) => (await this.save()).batches(id, from, to);
  dump = async (id: string, extent: Extent) => (await this.save()).dump(id, extent);
  restore = async (copies: readonly Copy[], options?: CreateOptions) =>
    (await this.save()).restore(copies, options);
  describe = async (id: string, change: Description) => (await this.save()).describe(id, change);
  remove = async (id: string, known?: KnownRevisions) => (await this.save()).remove(id, known);
  wipe = async (known: KnownRevisions, kept?: readonly string[]) => (await this.save()).wipe(known, kept);
  checkpoints = async (id: string) => (await this.save()).checkpoints(id);
  addCheckpoint = async (about: Omit<Checkpoint, 'size'>, records: readonly NewRecord[]) =>
    (await this.save()).addCheckpoint(about, records);
  checkpointRecords = async (id: string, checkpoint: string) =>
    (await this.save()).checkpointRecords(id, checkpoint);
  removeCheckpoint = async (id: string, checkpoint: string) =>
    (await this.save()).removeCheckpoint(id, checkpoint);
  setAside = async () => (await this.save()).setAside();
  inspect = async (id: string) => (await this.save()).inspect(id);
  discard = async (damaged: SetAside) => (await this.save()).discard(damaged);
  /** Makes the first workspace at once: its turn among first visits is taken when it is saved. */
  lock = async <T>(id: string, work: () => Promise<T>): Promise<T> =>
    id === firstVisitLock && !this.#saving ? work() : (await this.save()).lock(id, work);
  reopen = async (): Promise<Reopened> => (this.#opened ?? (await this.save())).reopen();

  suspend(): void {
    this.#opened?.suspend();
  }

  close(): void {
    this.#opened?.close();
  }
}
