/** The list of stored workspaces: list, create, rename, delete. */

import type { AccountId } from '../../core/model/ids.ts';
import { type Result, ok } from '../../core/model/result.ts';
import { wallIso } from '../../platform/clock.ts';
import { newToken } from '../../platform/random.ts';
import type { ScenarioGuide } from '../../share/scenario/format/scenario.ts';
import { storageFailure } from '../../store/dexie/failure.ts';
import { archivedAt, guidedBy, renamedTo } from '../../store/history.ts';
import type { NewRecord, NewWorkspace, SetAside, WorkspaceRow } from '../../store/rows.ts';
import type { CreateOptions, Dump, KnownRevisions, Store, StoreFailure } from '../../store/store.ts';
import type { CommitDraft } from '../dispatch/open-workspace.svelte.ts';
import type { Tabs } from '../page/other-tabs.ts';
import { type WorkspaceInfo, freeWorkspaceName, infoOf } from './info.ts';

export type AboutWorkspace = Omit<NewWorkspace, 'id' | 'createdAt'>;

export type Branch = Pick<AboutWorkspace, 'name' | 'origin' | 'guide'> & {
  account?: AccountId;
  notices?: string[];
};

export const lastWorkspace = 'last-workspace';

/**
 * Returns the workspace that was open last, else the newest. `undefined` when the person deleted all of them:
 * then no example is made. Also removes what interrupted imports left.
 */
export async function lastOpened(
  workspaceList: WorkspaceList,
  store: Store,
): Promise<WorkspaceInfo | 'first visit' | undefined> {
  await store.removeLeftovers();
  await workspaceList.refresh();
  const last = await store.setting(lastWorkspace);
  const known =
    workspaceList.find(typeof last === 'string' ? last : undefined) ??
    workspaceList.list.findLast(({ archived }) => archived === undefined) ??
    workspaceList.list.at(-1);
  return known ?? (last === undefined ? 'first visit' : undefined);
}

export class WorkspaceList {
  /** Oldest first. */
  list = $state.raw<readonly WorkspaceInfo[]>([]);
  /** Workspaces that cannot be opened, because their own row is damaged. */
  damaged = $state.raw<readonly SetAside[]>([]);
  readonly #store: Store;
  readonly #tabs: Pick<Tabs, 'tell'>;

  constructor(store: Store, tabs: Pick<Tabs, 'tell'>) {
    this.#store = store;
    this.#tabs = tabs;
  }

  find(id: string | undefined): WorkspaceInfo | undefined {
    return this.list.find((workspace) => workspace.id === id);
  }

  async refresh(): Promise<void> {
    const [rows, damaged] = await Promise.all([this.#store.list(), this.#store.damagedWorkspaces()]);
    this.list = rows.map(infoOf);
    this.damaged = damaged;
  }

  async create(
    about: AboutWorkspace,
    records: readonly NewRecord[],
    options: CreateOptions & { readonly id?: string; readonly acts?: readonly CommitDraft[] } = {},
  ): Promise<Result<WorkspaceInfo, StoreFailure>> {
    const { id = newToken(), acts = [], ...rest } = options;
    const row = { ...about, name: this.#freeName(about.name, id), id, createdAt: wallIso() };
    const created = await this.#store.create(row, records, rest);
    if (!created.ok) return created;
    const written = await this.#write(created.value, acts);
    if (!written.ok) return written;
    await this.changed();
    return ok(infoOf(created.value));
  }

  /** Called after a worker wrote `id`. Gives it a free name: an account may be imported twice. */
  async added(id: string): Promise<void> {
    await this.changed();
    const name = this.find(id)?.name;
    if (name === undefined) return;
    const free = this.#freeName(name, id);
    if (free !== name) await this.rename(id, free);
  }

  async rename(id: string, name: string): Promise<Result<void, StoreFailure>> {
    return this.#done(await this.#store.describe(id, renamedTo(name)));
  }

  async saveGuide(id: string, guide: ScenarioGuide, seen: unknown): Promise<Result<void, StoreFailure>> {
    return this.#done(await this.#store.describe(id, guidedBy(guide, seen)));
  }

  async archive(id: string, archived: boolean): Promise<Result<void, StoreFailure>> {
    return this.#done(await this.#store.describe(id, archivedAt(archived ? wallIso() : undefined)));
  }

  async copy(dump: Dump, name: string): Promise<Result<WorkspaceInfo, StoreFailure>> {
    const id = newToken();
    const about = { ...dump.about, name: this.#freeName(name, id) };
    const created = await this.#store.restore([{ id, dump: { ...dump, about } }]);
    if (!created.ok) return created;
    await this.changed();
    const [row] = created.value;
    if (!row) throw new Error('a copy without a row');
    return ok(infoOf(row));
  }

  async remove(id: string, known?: KnownRevisions): Promise<Result<void, StoreFailure>> {
    return this.#done(await this.#store.remove(id, known));
  }

  /** Reads the list again after any change, also by a worker. A failed read does not undo the change. */
  async changed(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      if (!storageFailure(error)) throw error;
    }
    this.#tabs.tell({ kind: 'shelf' });
  }

  #freeName(name: string, id: string): string {
    return freeWorkspaceName(
      name,
      this.list.filter((one) => one.id !== id).map((one) => one.name),
    );
  }

  /** Writes acts into a workspace that was just made. If one fails, the workspace goes again. */
  async #write(row: WorkspaceRow, acts: readonly CommitDraft[]): Promise<Result<void, StoreFailure>> {
    let { revision } = row;
    for (const act of acts) {
      const commit = { ...act, workspace: row.id, base: revision, at: wallIso() };
      const written = await this.#store.commit(commit);
      if (!written.ok) {
        await this.#store.remove(row.id);
        return written;
      }
      ({ revision } = written.value.row);
    }
    return ok();
  }

  async #done(written: Result<void, StoreFailure>): Promise<Result<void, StoreFailure>> {
    if (written.ok || written.error.code === 'moved') await this.changed();
    return written;
  }
}
