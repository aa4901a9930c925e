/** Saved data that answered after the person had begun in memory: their work is added beside what is there. */

import { type Result, ok } from '../../core/model/result.ts';
import { storageFailure } from '../../store/dexie/failure.ts';
import { err } from '../../core/model/result.ts';
import type { Copy, Store, StoreFailure } from '../../store/store.ts';
import { freeWorkspaceName } from '../workspaces/info.ts';
import { lastWorkspace } from '../workspaces/list.svelte.ts';

export class LateData {
  readonly #memory: Store;
  readonly #late: Store;

  constructor(memory: Store, late: Store) {
    this.#memory = memory;
    this.#late = late;
  }

  /** Adds what was done in memory, in Learn too. `open` is the workspace on screen, which the next visit opens. */
  async take(open: string | undefined): Promise<Result<void, StoreFailure>> {
    try {
      const [{ carrySetting }, { progressKind }, { classesKind }, { joinedKind }] = await Promise.all([
        import('../session/browser-setting.svelte.ts'),
        import('../learn/stored-progress.ts'),
        import('../class/classes.svelte.ts'),
        import('../class/joined.svelte.ts'),
      ]);
      // First, because it may be done twice: whoever tries again after a failure loses nothing.
      const carried = await carrySetting(this.#memory, this.#late, progressKind);
      if (!carried.ok) return carried;
      const taught = await carrySetting(this.#memory, this.#late, classesKind);
      if (!taught.ok) return taught;
      const joined = await carrySetting(this.#memory, this.#late, joinedKind);
      if (!joined.ok) return joined;
      const copies = await this.#copies();
      const restored = await this.#late.restore(copies);
      if (!restored.ok) return restored;
      const kept = copies.some(({ id }) => id === open);
      return kept ? await this.#late.putSetting(lastWorkspace, open) : ok();
    } catch (error) {
      const failure = storageFailure(error);
      if (!failure) throw error;
      return err(failure);
    }
  }

  async #copies(): Promise<Copy[]> {
    const names = (await this.#late.list()).map(({ name }) => name);
    const copies: Copy[] = [];
    for (const { id, revision, origin } of await this.#memory.list()) {
      if (revision === 0 && origin === 'example') continue;
      const dump = await this.#memory.dump(id, { history: true, trail: true });
      if (!dump) continue;
      const name = freeWorkspaceName(dump.about.name, names);
      names.push(name);
      copies.push({ id, dump: { ...dump, about: { ...dump.about, name } } });
    }
    return copies;
  }
}
