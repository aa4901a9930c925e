/**
 * The storage of this browser: how much is used, whether the browser promised to keep it, and which records
 * could not be read. It also wipes everything for the next person at this machine.
 */

import type { SetAside } from '../../store/rows.ts';
import type { KnownRevisions, Store } from '../../store/store.ts';
import { askToPersist, isPersistent, storageEstimate } from '../../platform/persistence.ts';
import { classesKey } from '../class/keys.ts';
import type { Tabs } from '../page/other-tabs.ts';
import type { Problem } from '../problems/problem.ts';
import type { CopySource } from './duplicate.ts';

export type { SetAside } from '../../store/rows.ts';

export type Wiped =
  | { readonly kind: 'wiped'; readonly words: string }
  /** Nothing was wiped. `moved`: another tab made or changed something that this tab does not know. */
  | { readonly kind: 'moved' | 'failed'; readonly problem: Problem };

export interface StorageMeans extends CopySource {
  /** Asks the browser to keep the data. Without it, the browser is not asked. */
  readonly persist?: () => Promise<boolean>;
  readonly tabs: Pick<Tabs, 'tell'>;
}

export class StorageCare {
  /** The browser's estimate for the whole site; `undefined` when it gives none. */
  estimate = $state.raw<{ readonly usage: number; readonly quota: number } | undefined>(undefined);
  /** True when the browser promised to keep the data; `undefined` when that is not known. */
  persistent = $state.raw<boolean | undefined>(undefined);
  damaged = $state.raw<readonly SetAside[]>([]);
  readonly #means: StorageMeans;
  #asked = false;

  constructor(means: StorageMeans) {
    this.#means = means;
  }

  /** `memory` when the browser has no IndexedDB: then everything is gone with the tab. */
  get kind(): Store['kind'] {
    return this.#means.store.kind;
  }

  async refresh(): Promise<void> {
    const { store, session } = this.#means;
    [this.estimate, this.persistent] = await Promise.all([storageEstimate(), isPersistent()]);
    this.damaged = (await session.problems.attempt(() => store.setAside())) ?? [];
  }

  /** Asks the browser once, as soon as there is something to store. */
  async keep(): Promise<void> {
    const { persist } = this.#means;
    if (!persist || this.#asked) return;
    this.#asked = true;
    this.persistent = await persist();
  }

  async persist(): Promise<boolean> {
    const promised = await askToPersist();
    this.persistent = promised;
    return promised;
  }

  async inspection(damaged: readonly SetAside[]): Promise<string | undefined> {
    const { store, session } = this.#means;
    return session.problems.attempt(async () => {
      const found = damaged.map(async (one) =>
        one.table === 'workspaces' ? { ...one, rows: await store.inspect(one.workspace) } : one,
      );
      const bytesAsList = (_key: string, value: unknown) =>
        value instanceof Uint8Array ? [...value] : value;
      return JSON.stringify(await Promise.all(found), bytesAsList, 2);
    });
  }

  async discard(damaged: SetAside): Promise<void> {
    const { store, session, workspaceList } = this.#means;
    const { problems } = session;
    const discarded = await store.discard(damaged);
    if (!discarded.ok) return problems.show(problems.of(discarded.error));
    await workspaceList.changed();
    await this.refresh();
  }

  /** Wipes what is `known`, but for the classes of the teacher. Wipes nothing when another tab made or changed something else meanwhile. */
  async wipe(known: KnownRevisions): Promise<Wiped> {
    const { store, session, workspaceList, tabs } = this.#means;
    const { problems, progress, classes, joined } = session;
    const { list } = workspaceList;
    const learnt = await progress.words();
    const { length: taught } = await (await classes()).latest();
    const { work } = await (await joined()).latest();
    const wiped = await store.wipe(known, [classesKey]);
    if (!wiped.ok) {
      const { error } = wiped;
      if (error.code === 'moved') await workspaceList.changed();
      return { kind: error.code === 'moved' ? 'moved' : 'failed', problem: problems.of(error) };
    }
    await workspaceList.changed();
    tabs.tell({ kind: 'wiped' });
    const records = list.reduce((sum, { size }) => sum + size.records, 0);
    const names = list.map(({ name }) => name).join(', ');
    const number = list.length === 1 ? '1 workspace' : `${list.length} workspaces`;
    const words = [
      `${number}${names ? ` (${names})` : ''} with ${records.toLocaleString('en')} records, with history, checkpoints and Activity.`,
      ...(learnt === '' ? [] : [`Your progress in Learn goes too: ${learnt}.`]),
      ...(work ? [`Your class goes too: ${work.plan.title}, with your name and your result.`] : []),
      ...(taught === 0 ? [] : ['The classes that a teacher made here stay.']),
      'Settings go too, and so does what the tabs remembered. The page itself stays, so it still opens offline.',
    ].join(' ');
    return { kind: 'wiped', words };
  }
}
