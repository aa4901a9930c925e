/**
 * The store for a browser without IndexedDB (missing or blocked). It follows the same rules, but everything
 * is gone with the tab. No other tab can see it, so it has no journal and its lock is a queue.
 */

import type { FacetKind } from '../core/model/records/trail-event.ts';
import { type Result, err, ok } from '../core/model/result.ts';
import { workspaceGone, importingRow, planCommit, unknownTo } from './history.ts';
import {
  type Checkpoint,
  type HistoryRow,
  type NewRecord,
  type NewWorkspace,
  type WorkspaceRow,
  type TrailEntry,
  type TrailRow,
  facetKey,
  keptEvents,
  keptKey,
  trailRow,
  trailEntry,
} from './rows.ts';
import { aboutOf, positionsOfDump, trailRowsOf } from './dump-rows.ts';
import { sizeOf } from './sizes.ts';
import {
  type CheckpointDump,
  type Commit,
  type Copy,
  type CreateOptions,
  type Created,
  type Description,
  type Dump,
  type Extent,
  type KnownRevisions,
  type Loaded,
  type Reopened,
  type Restored,
  type Store,
  type StoreFailure,
  type TrailQuery,
  type Written,
  chunkSize,
} from './store.ts';
import { defined } from '../core/model/defined.ts';

interface WorkspaceList {
  row: WorkspaceRow;
  readonly records: Map<string, NewRecord>;
  history: HistoryRow[];
  trail: TrailRow[];
  checkpoints: CheckpointDump[];
}

export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly #lists = new Map<string, WorkspaceList>();
  readonly #settings = new Map<string, unknown>();
  /** Largest number of events of a workspace. Tests lower it. */
  keep: number = keptEvents;
  #queue: Promise<unknown> = Promise.resolve();

  list(): Promise<WorkspaceRow[]> {
    return Promise.resolve([...this.#lists.values()].map(({ row }) => row));
  }

  damagedWorkspaces(): Promise<[]> {
    return Promise.resolve([]);
  }

  async load(id: string, take: (records: readonly NewRecord[]) => void): Promise<Loaded | undefined> {
    const workspaceList = this.#lists.get(id);
    if (!workspaceList) return undefined;
    const { row, history } = workspaceList;
    const records = [...workspaceList.records.values()];
    for (let from = 0; from < records.length; from += chunkSize) {
      take(records.slice(from, from + chunkSize));
      await Promise.resolve();
    }
    return { row, entries: history.map(({ entry }) => entry), damaged: [] };
  }

  commit(commit: Commit): Promise<Written> {
    const workspaceList = this.#lists.get(commit.workspace);
    const plan = planCommit(workspaceList?.row, commit);
    if (!plan.ok) return Promise.resolve(plan);
    if (!workspaceList) throw new Error('a plan without a workspace');
    const { row, entry, journal, dropTo } = plan.value;
    for (const { table, id, after } of [...commit.changes, ...commit.marks]) {
      if (after) workspaceList.records.set(`${table}/${id}`, { table, id, row: after });
      else workspaceList.records.delete(`${table}/${id}`);
    }
    if (entry) {
      const kept = workspaceList.history.filter(
        ({ position }) => position < entry.position && position > dropTo,
      );
      workspaceList.history = [
        ...kept,
        { workspace: row.id, position: entry.position, entry, changes: commit.changes },
      ];
    }
    const first = row.trail - commit.events.length + 1;
    const after = { position: row.cursor, revision: row.revision };
    for (const [at, event] of commit.events.entries())
      workspaceList.trail.push(trailRow(row.id, first + at, event, after));
    if (workspaceList.trail.length > this.keep)
      workspaceList.trail.splice(0, workspaceList.trail.length - this.keep);
    workspaceList.row = row;
    return Promise.resolve(ok({ row, ...defined({ journal }) }));
  }

  since(id: string): Promise<[] | 'gone'> {
    return Promise.resolve(this.#lists.has(id) ? [] : 'gone');
  }

  batches(id: string, from: number, to: number): Promise<HistoryRow[]> {
    const rows = this.#lists.get(id)?.history ?? [];
    return Promise.resolve(rows.filter(({ position }) => position >= from && position <= to));
  }

  trail(id: string, query: TrailQuery): Promise<TrailEntry[]> {
    const { offset, limit } = query;
    return Promise.resolve(this.#found(id, query).slice(offset, offset + limit));
  }

  countTrail(id: string, query: Omit<TrailQuery, 'offset' | 'limit'>): Promise<number> {
    return Promise.resolve(this.#found(id, query).length);
  }

  trailValues(id: string, kind: FacetKind): Promise<string[]> {
    const prefix = facetKey(id, { kind, value: '' });
    const keys = this.#lists.get(id)?.trail.flatMap(({ facets }) => facets) ?? [];
    const values = keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
    return Promise.resolve([...new Set(values)].sort());
  }

  #found(id: string, { facets = [], from = '', to = '\uffff' }: Partial<TrailQuery>): TrailEntry[] {
    const wanted = facets.map((facet) => facetKey(id, facet));
    const rows = this.#lists.get(id)?.trail ?? [];
    return rows
      .filter((row) => row.time >= from && row.time <= to && wanted.every((key) => row.facets.includes(key)))
      .map(trailEntry)
      .reverse();
  }

  create(about: NewWorkspace, records: readonly NewRecord[], options: CreateOptions = {}): Promise<Created> {
    if (options.signal?.aborted) {
      return Promise.resolve(err({ code: 'cancelled', detail: 'cancelled' }));
    }
    if (this.#lists.has(about.id))
      return Promise.resolve(err({ code: 'failed', detail: `workspace \`${about.id}\` exists already` }));
    const row: WorkspaceRow = {
      ...importingRow(about, Date.now()),
      size: sizeOf(records),
      state: 'ready',
    };
    const kept = new Map(records.map((record) => [`${record.table}/${record.id}`, record]));
    this.#lists.set(about.id, { row, records: kept, history: [], trail: [], checkpoints: [] });
    options.onProgress?.(records.length);
    return Promise.resolve(ok(row));
  }

  dump(id: string, extent: Extent): Promise<Dump | undefined> {
    const workspaceList = this.#lists.get(id);
    if (!workspaceList) return Promise.resolve(undefined);
    const { row, records, history, trail, checkpoints } = workspaceList;
    const prefix = keptKey(id, '');
    return Promise.resolve({
      about: aboutOf(row),
      records: [...records.values()],
      revision: row.revision,
      batches: extent.history ? history.map(({ entry, changes }) => ({ entry, changes })) : [],
      cursor: row.cursor,
      checkpoints: extent.history ? checkpoints : [],
      trail: extent.trail ? trail.map(trailEntry) : [],
      kept: [...this.#settings].flatMap(([key, value]) =>
        key.startsWith(prefix) ? [{ key: key.slice(prefix.length), value }] : [],
      ),
    });
  }

  async restore(copies: readonly Copy[], options?: CreateOptions): Promise<Restored> {
    const rows: WorkspaceRow[] = [];
    let written = 0;
    const onProgress = (count: number) => options?.onProgress?.(written + count);
    for (const { id, dump } of copies) {
      const created = await this.#restored(id, dump, { ...options, onProgress });
      written += dump.records.length;
      if (!created.ok) {
        for (const row of rows) await this.remove(row.id);
        return created;
      }
      rows.push(created.value);
    }
    return ok(rows);
  }

  async #restored(id: string, dump: Dump, options?: CreateOptions): Promise<Created> {
    const { changedAt: _changedAt, start: _start, ...about } = dump.about;
    const created = await this.create({ ...about, id }, dump.records, options);
    const workspaceList = this.#lists.get(id);
    if (!created.ok || !workspaceList) return created;
    workspaceList.row = { ...workspaceList.row, ...positionsOfDump(dump) };
    workspaceList.history = dump.batches.map(({ entry, changes }) => ({
      ...{ workspace: id, position: entry.position },
      ...{ entry, changes },
    }));
    workspaceList.trail = trailRowsOf(id, dump.trail);
    workspaceList.checkpoints = [...dump.checkpoints];
    for (const { key, value } of dump.kept) this.#settings.set(keptKey(id, key), value);
    return ok(workspaceList.row);
  }

  describe(id: string, change: Description): Promise<Result<void, StoreFailure>> {
    const workspaceList = this.#lists.get(id);
    if (!workspaceList) return Promise.resolve(err(workspaceGone(id)));
    const changed = change(workspaceList.row);
    if (!changed.ok) return Promise.resolve(changed);
    workspaceList.row = changed.value;
    return Promise.resolve(ok());
  }

  wipe(known: KnownRevisions, kept: readonly string[] = []): Promise<Result<void, StoreFailure>> {
    const late = unknownTo(
      known,
      [...this.#lists.values()].map(({ row }) => row),
    );
    if (late) return Promise.resolve(err(late));
    this.#lists.clear();
    for (const key of [...this.#settings.keys()]) if (!kept.includes(key)) this.#settings.delete(key);
    return Promise.resolve(ok());
  }

  checkpoints(id: string): Promise<Checkpoint[]> {
    const all = this.#lists.get(id)?.checkpoints ?? [];
    return Promise.resolve(
      all.map(({ records, ...about }) => ({ ...about, workspace: id, size: sizeOf(records) })),
    );
  }

  addCheckpoint(
    { workspace, ...about }: Omit<Checkpoint, 'size'>,
    records: readonly NewRecord[],
  ): Promise<Result<void, StoreFailure>> {
    const workspaceList = this.#lists.get(workspace);
    if (!workspaceList) return Promise.resolve(err(workspaceGone(workspace)));
    workspaceList.checkpoints.push({ ...about, records });
    return Promise.resolve(ok());
  }

  checkpointRecords(id: string, checkpoint: string): Promise<NewRecord[] | undefined> {
    const found = this.#lists.get(id)?.checkpoints.find((one) => one.id === checkpoint);
    return Promise.resolve(found && [...found.records]);
  }

  removeCheckpoint(id: string, checkpoint: string): Promise<Result<void, StoreFailure>> {
    const workspaceList = this.#lists.get(id);
    if (workspaceList)
      workspaceList.checkpoints = workspaceList.checkpoints.filter((one) => one.id !== checkpoint);
    return Promise.resolve(ok());
  }

  setAside(): Promise<[]> {
    return Promise.resolve([]);
  }

  inspect(): Promise<Record<string, never>> {
    return Promise.resolve({});
  }

  discard(): Promise<Result<void, StoreFailure>> {
    return Promise.resolve(ok());
  }

  remove(id: string, known?: KnownRevisions): Promise<Result<void, StoreFailure>> {
    const row = known && this.#lists.get(id)?.row;
    const late = row && unknownTo(known, [row]);
    if (late) return Promise.resolve(err(late));
    this.#lists.delete(id);
    for (const key of this.#settings.keys()) if (key.startsWith(keptKey(id, ''))) this.#settings.delete(key);
    return Promise.resolve(ok());
  }

  removeLeftovers(): Promise<number> {
    return Promise.resolve(0);
  }

  setting(key: string): Promise<unknown> {
    return Promise.resolve(this.#settings.get(key));
  }

  putSetting(key: string, value: unknown): Promise<Result<void, StoreFailure>> {
    this.#settings.set(key, value);
    return Promise.resolve(ok());
  }

  lock<T>(_id: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work, work);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  suspend(): void {
    // Memory has nothing to let go of.
  }

  reopen(): Promise<Reopened> {
    return Promise.resolve({ kind: 'open' });
  }

  close(): void {
    this.#lists.clear();
  }
}
