/**
 * Watches over the saved data. When the connection is lost, it opens them again, compares them with what is in
 * memory, and says by name what is gone.
 *
 * A browser deletes them without asking when the disk is full, and because a person clears them. Both look the
 * same here, but for the text of the write that failed. With that text the open workspace is written again at once.
 * Without it the person is asked: whoever clears a shared machine must not find the data there again, and until
 * they answer the workspace stays in memory.
 */

import type { Result } from '../../core/model/result.ts';
import { err, ok } from '../../core/model/result.ts';
import { storageFailure } from '../../store/dexie/failure.ts';
import type { WorkspaceRow } from '../../store/rows.ts';
import type { ClosedReason } from '../../store/dexie/open.ts';
import type { Reopened, Store, StoreFailure } from '../../store/store.ts';
import { silenceMs } from '../page/no-answer.ts';
import type { FollowedSetting } from '../session/browser-setting.svelte.ts';
import type { LearnProgress } from '../learn/progress.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import { type WorkspaceList, lastWorkspace } from '../workspaces/list.svelte.ts';
import { type InMemory, type MemorySource, inMemory } from './in-memory.ts';

/** The state of the saved data that a person has to know; `others` are names of other workspaces that are gone. */
export type Trouble =
  /** They cannot be opened: nobody knows what they hold. */
  | { readonly kind: 'unreachable'; readonly full: boolean; readonly detail: string }
  /** They are open, without the open workspace. */
  | { readonly kind: 'gone'; readonly others: readonly string[]; readonly missing: string }
  /** The open workspace was written again; `older`: beside an older one that was still there. */
  | {
      readonly kind: 'saved-again' | 'older';
      readonly name: string;
      readonly others: readonly string[];
      readonly missing: string;
    }
  | { readonly kind: 'others-gone'; readonly others: readonly string[] };

interface SavedDataMeans extends MemorySource {
  readonly store: Store;
  /** Resolves after so many milliseconds. Absent: a browser that does not answer is waited for. */
  readonly wait?: ((milliseconds: number) => Promise<void>) | undefined;
  readonly workspaceList: WorkspaceList;
  readonly session: MemorySource['session'] & {
    readonly problems: ProblemBoard;
    readonly progress: LearnProgress;
    readonly settings: readonly FollowedSetting[];
    readonly workspaces: { open(id: string): Promise<boolean> };
  };
}

export class SavedData {
  trouble = $state.raw<Trouble | undefined>(undefined);
  busy = $state(false);
  readonly #means: SavedDataMeans;
  #fullDisk = false;
  /** Names of other workspaces that were seen and are gone since the connection was lost. */
  #others: readonly string[] = [];
  #closed = false;

  constructor(means: SavedDataMeans) {
    this.#means = means;
    means.session.problems.onFailure = (failure) => this.#heard(failure);
    means.session.problems.saysGone = () =>
      this.trouble !== undefined &&
      this.trouble.kind !== 'others-gone' &&
      this.trouble.kind !== 'unreachable';
  }

  get inMemory(): InMemory | undefined {
    return inMemory(this.#means);
  }

  get onlyHere(): boolean {
    return this.trouble?.kind === 'unreachable' || this.trouble?.kind === 'gone';
  }

  /** The database was closed under the page. What can be opened again is opened again. */
  databaseClosed(reason: ClosedReason): void {
    if (reason.kind === 'newer') this.#means.session.problems.newerTook(reason.version);
    else void this.lost({ full: reason.kind === 'lost' && reason.full });
  }

  /** The connection was lost; `full`: at a write for which there was no room. Once known, it is not done again. */
  async lost({ full = false } = {}): Promise<void> {
    if (full) this.#fullDisk = true;
    if (!this.busy && !this.onlyHere && !this.#closed) await this.#while(() => this.#look(this.#fullDisk));
  }

  readonly retry = (): Promise<void> => this.#while(() => this.#look(this.#fullDisk));

  readonly saveAgain = (): Promise<void> => this.#while(() => this.#look(true));

  readonly dismiss = (): void => {
    this.trouble = undefined;
  };

  /** The page is left for a while, and may come back as it is (the browser's back-forward cache). */
  leave(): void {
    this.#means.store.suspend();
  }

  async comeBack(): Promise<void> {
    if (!this.onlyHere) await this.#while(() => this.#look(false));
  }

  stop(): void {
    this.#closed = true;
  }

  #heard(failure: StoreFailure): void {
    if (failure.code === 'closed') void this.lost();
  }

  async #while(work: () => Promise<Trouble | undefined>): Promise<void> {
    this.busy = true;
    try {
      this.trouble = await work();
    } catch (error) {
      const failure = storageFailure(error);
      if (!failure) throw error;
      this.trouble = this.#unreachable(failure);
    } finally {
      this.busy = false;
    }
    const { problems, progress, settings } = this.#means.session;
    if (this.trouble?.kind === 'saved-again' || this.trouble?.kind === 'older') {
      await progress.saveAgain();
      await Promise.all(settings.map((setting) => setting.saveAgain()));
    }
    if (this.trouble) problems.saidElsewhere();
    else problems.reconnected();
    if (!this.onlyHere) {
      this.#fullDisk = false;
      this.#others = [];
    }
  }

  /** Opens the saved data and compares; `mayWrite`: what is gone is written again without a question. */
  async #look(mayWrite: boolean): Promise<Trouble | undefined> {
    const { store, workspaceList, session, openWorkspace } = this.#means;
    const before = workspaceList.list;
    const open = this.inMemory;
    const reopened = await this.#reopened();
    if (reopened.kind === 'newer') {
      session.problems.newerTook(reopened.version);
      return undefined;
    }
    if (reopened.kind === 'unavailable') return this.#unreachable(reopened);
    const rows = await store.list();
    const gone = before.filter(({ id }) => id !== open?.id && !rows.some((row) => row.id === id));
    const names = gone.map(({ name }) => name).filter((name) => !this.#others.includes(name));
    this.#others = [...this.#others, ...names];
    await workspaceList.refresh();
    const others = this.#others;
    const row = rows.find(({ id }) => id === open?.id);
    if (open && !row && !mayWrite) return { kind: 'gone', others, missing: open.missing };
    if (open && (!row || row.revision < open.dump.revision)) return this.#write(open, row);
    const followed = await openWorkspace.follow();
    if (!followed.ok) return this.#unreachable(followed.error);
    return others.length > 0 ? { kind: 'others-gone', others } : undefined;
  }

  /** A browser may never answer; then the person is told, and asks again. */
  #reopened(): Promise<Reopened> {
    const { store, wait } = this.#means;
    const silent: Reopened = { kind: 'unavailable', code: 'closed', detail: 'nothing, it does not answer' };
    const opening = store.reopen();
    return wait ? Promise.race([opening, wait(silenceMs).then(() => silent)]) : opening;
  }

  async #write(open: InMemory, older: WorkspaceRow | undefined): Promise<Trouble> {
    const written = older ? await this.#beside(open) : await this.#again(open);
    if (!written.ok) return this.#unreachable(written.error);
    const name = this.#means.session.workspaces.current?.name ?? open.dump.about.name;
    const { missing } = open;
    return { kind: older ? 'older' : 'saved-again', name, others: this.#others, missing };
  }

  /** Writes it under its own id, unless another tab did. */
  async #again({ id, dump }: InMemory): Promise<Result<unknown, StoreFailure>> {
    const { store, workspaceList, openWorkspace } = this.#means;
    const written = await store.lock(id, async () => {
      if ((await store.since(id, dump.revision)) !== 'gone') return ok();
      return store.restore([{ id, dump }]);
    });
    if (!written.ok) return written;
    const opened = await openWorkspace.open(id);
    await workspaceList.changed();
    await store.putSetting(lastWorkspace, id);
    return opened;
  }

  /** Nothing that is saved is overwritten: an older workspace stays beside the new one. */
  async #beside({ dump }: InMemory): Promise<Result<unknown, StoreFailure>> {
    const { workspaceList, session } = this.#means;
    const copied = await workspaceList.copy(dump, dump.about.name);
    if (!copied.ok) return copied;
    return (await session.workspaces.open(copied.value.id))
      ? ok()
      : err({ code: 'failed', detail: 'the copy did not open' });
  }

  #unreachable({ code, detail }: StoreFailure): Trouble {
    if (code === 'full') this.#fullDisk = true;
    return { kind: 'unreachable', full: this.#fullDisk, detail: detail.replace(/\.$/, '') };
  }
}
