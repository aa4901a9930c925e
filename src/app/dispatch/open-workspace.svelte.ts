/**
 * The open workspace: its world, its revision, its history, and the only way in which they move. Each turn
 * takes the workspace's lock, catches up with what other tabs wrote, commits, and only then applies.
 *
 * INVARIANT: the world is always what the store holds at `state.revision`; a failed write moves neither.
 */

import { apply, createWorld, misfit } from '../../core/model/world/apply.ts';
import { created, reverseChanges } from '../../core/model/world/change.ts';
import type { World } from '../../core/model/world/world.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import { nextTask } from '../../platform/yield-to-page.ts';
import { wallIso } from '../../platform/clock.ts';
import { storageFailure } from '../../store/dexie/failure.ts';
import type { JournalRow, WorkspaceRow } from '../../store/rows.ts';
import type { Commit, Dump, StoreFailure, Store } from '../../store/store.ts';
import { type HistoryEntry, History } from '../history/history.svelte.ts';
import type { Tabs } from '../page/other-tabs.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { setAsideProblem } from '../problems/problem.ts';
import { Recent } from './recent.ts';

export interface WorldState {
  /** A new object at every revision, so that `$derived(f(session.state.world))` follows. */
  readonly world: World;
  readonly revision: number;
}

export type CommitDraft = Pick<Commit, 'intent' | 'changes' | 'marks' | 'events'>;

const nothingOpen: StoreFailure = { code: 'gone', detail: 'no workspace is open' };
const gone = (id: string): StoreFailure => ({ code: 'gone', detail: `workspace \`${id}\` does not exist` });

export interface OpenWorkspaceOptions {
  readonly store: Store;
  /** Deep-freezes records (development and tests). */
  readonly freeze?: boolean;
  readonly tabs: Pick<Tabs, 'tell'>;
  readonly workspaceList: { refresh(): Promise<void> };
  readonly session: {
    readonly problems: ProblemBoard;
    readonly tools: { readonly storage: { keep(): Promise<void> } };
  };
}

export class OpenWorkspace {
  state = $state.raw<WorldState>({ world: createWorld(), revision: 0 });
  /** Trail events ever written; moves when there is news for Activity. */
  trailLength = $state(0);
  readonly history = new History();
  readonly #options: OpenWorkspaceOptions;
  /** The Maps that `apply` writes; views get a fresh face of them at every revision. */
  #world: World = createWorld();
  #id: string | undefined;
  readonly #recent = new Recent();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: OpenWorkspaceOptions) {
    this.#options = options;
  }

  open(id: string): Promise<Result<WorkspaceRow, StoreFailure>> {
    return this.#inTurn(() => this.#guarded(() => this.#load(id)));
  }

  /**
   * One act: `draft` sees the newest world and says what to write, or why nothing. Its result is handed back
   * where the write succeeded; where another writer came between, it is asked once more on the newer world.
   */
  run<T extends CommitDraft>(
    draft: (world: World) => Result<T, StoreFailure> | Promise<Result<T, StoreFailure>>,
  ): Promise<Result<T, StoreFailure>> {
    return this.#alone(async () => {
      for (let attempt = 1; ; attempt += 1) {
        const wanted = await draft(this.state.world);
        if (!wanted.ok) return wanted;
        const committed = await this.#commit(wanted.value);
        if (committed.ok) return wanted;
        if (committed.error.code !== 'moved' || attempt > 1) return committed;
        const caughtUp = await this.#catchUp();
        if (!caughtUp.ok) return caughtUp;
      }
    });
  }

  /** Takes back the act whose last batch is at the cursor, or makes the one after it again; `seen` is what the person saw there. */
  move(kind: 'undo' | 'redo', seen: HistoryEntry): Promise<Result<'done' | 'history-moved', StoreFailure>> {
    return this.#alone(async (id) => {
      const next = kind === 'undo' ? this.history.undoable : this.history.redoable;
      if (next?.revision !== seen.revision) return ok('history-moved');
      const act = kind === 'undo' ? this.history.undoing : this.history.redoing;
      const [first = next, last = next] = [act[0], act.at(-1)];
      const batches = await this.#options.store.batches(id, first.position, last.position);
      if (batches.length !== act.length) return ok('history-moved');
      for (const batch of batches) this.#recent.read(batch);
      const made = batches.flatMap((batch) => batch.changes);
      const changes = kind === 'undo' ? reverseChanges(made) : made;
      const wrong = misfit(this.#world, changes);
      if (wrong) return err({ code: 'unfit', detail: wrong });
      const committed = await this.#commit({
        intent: { kind, batches: act.length },
        changes,
        marks: [],
        events: [],
      });
      return committed.ok ? ok('done') : committed;
    });
  }

  get remembered(): Pick<Dump, 'revision' | 'batches' | 'cursor' | 'trail'> {
    const { entries, cursor } = this.history.snapshot;
    const { trail } = this.#recent;
    return { revision: this.state.revision, batches: this.#recent.around(entries, cursor), cursor, trail };
  }

  follow(): Promise<Result<void, StoreFailure>> {
    return this.#inTurn(() => this.#guarded(() => this.#catchUp()));
  }

  /** Runs `work` on the newest revision, while no other tab and no other turn of this tab writes. */
  #alone<T>(work: (id: string) => Promise<Result<T, StoreFailure>>): Promise<Result<T, StoreFailure>> {
    return this.#inTurn(() =>
      this.#guarded<T>(async () => {
        const id = this.#id;
        if (id === undefined) return err(nothingOpen);
        return this.#options.store.lock(id, async () => {
          const caughtUp = await this.#catchUp();
          return caughtUp.ok ? work(id) : caughtUp;
        });
      }),
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** A database that does not answer is a value; anything else that is thrown is a bug and goes on. */
  async #guarded<T>(work: () => Promise<Result<T, StoreFailure>>): Promise<Result<T, StoreFailure>> {
    try {
      return await work();
    } catch (error) {
      const failure = storageFailure(error);
      if (failure) return err(failure);
      throw error;
    }
  }

  async #load(id: string): Promise<Result<WorkspaceRow, StoreFailure>> {
    const world = createWorld({ freeze: this.#options.freeze ?? false });
    const loaded = await this.#options.store.load(id, (records) =>
      apply(
        world,
        records.map(({ table, row }) => created(table, row)),
      ),
    );
    if (!loaded) return err(gone(id));
    const { row, entries, damaged } = loaded;
    // Views read the new world in the next task, because this one already made its indexes.
    await nextTask();
    if (this.#id !== id) this.#recent.forget();
    this.#id = id;
    this.#world = world;
    this.history.snapshot = { entries, cursor: row.cursor };
    this.#show(row.revision);
    this.trailLength = row.trail;
    if (damaged.length > 0) this.#options.session.problems.show(setAsideProblem(damaged));
    return ok(row);
  }

  async #catchUp(): Promise<Result<void, StoreFailure>> {
    const id = this.#id;
    if (id === undefined) return ok();
    const news = await this.#options.store.since(id, this.state.revision);
    if (news === 'gone') {
      const { session, workspaceList } = this.#options;
      void session.problems.attempt(() => workspaceList.refresh());
      return err(gone(id));
    }
    if (news === 'too-far') {
      const loaded = await this.#load(id);
      return loaded.ok ? ok() : loaded;
    }
    for (const row of news) {
      // A record that was set aside here is not what the other tab still had.
      if (misfit(this.#world, row.changes)) {
        const loaded = await this.#load(id);
        return loaded.ok ? ok() : loaded;
      }
      this.#apply(row);
    }
    return ok();
  }

  async #commit({ intent, changes, marks, events }: CommitDraft): Promise<Result<void, StoreFailure>> {
    const workspace = this.#id;
    if (workspace === undefined) return err(nothingOpen);
    if (changes.length + marks.length + events.length === 0) return ok();
    const base = this.state.revision;
    const at = wallIso();
    const written = await this.#options.store.commit({ workspace, base, intent, changes, marks, events, at });
    if (!written.ok) return written;
    const { row, journal } = written.value;
    if (journal) this.#apply(journal);
    this.#recent.written(row, events);
    this.trailLength = row.trail;
    this.#options.tabs.tell({ kind: 'revision', workspace });
    // There is something to lose now.
    void this.#options.session.tools.storage.keep();
    return ok();
  }

  #apply(row: JournalRow): void {
    apply(this.#world, row.changes);
    this.history.advance(row.step);
    this.#recent.applied(row);
    this.#show(row.revision);
  }

  #show(revision: number): void {
    this.state = { world: { ...this.#world }, revision };
  }
}
