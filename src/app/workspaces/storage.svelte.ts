/**
 * What this browser keeps for the page, whether it promised to keep it, what could not be read, and wiping all
 * of it for the next person at this machine.
 */

import type { SetAside } from '../../store/rows.ts';
import type { Known, Store } from '../../store/store.ts';
import { askToPersist, isPersistent, storageEstimate } from '../../platform/persistence.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import type { Problem } from '../problems/problem.ts';
import type { WorkspaceList } from './list.svelte.ts';

export type { SetAside } from '../../store/rows.ts';

export type Wiped =
  /** What went, in words. */
  | { readonly kind: 'wiped'; readonly words: string }
  /** Nothing did. `moved`: another tab made or changed something that is not known here. */
  | { readonly kind: 'moved' | 'failed'; readonly problem: Problem };

export interface StorageOptions {
  readonly store: Store;
  readonly workspaceList: WorkspaceList;
  readonly problems: ProblemBoard;
  /** Asks the browser to keep the data; absent: it is not asked. */
  readonly persist?: () => Promise<boolean>;
  /** Everything was wiped: other tabs hear of it. */
  readonly onWiped: () => void;
}

export class StorageCare {
  /** As the browser counts, everything of this site; undefined where it does not tell. */
  estimate = $state.raw<{ readonly usage: number; readonly quota: number } | undefined>(undefined);
  /** Whether the browser promised to keep the data; undefined: not known yet, or it cannot promise. */
  persistent = $state.raw<boolean | undefined>(undefined);
  damaged = $state.raw<readonly SetAside[]>([]);
  readonly #options: StorageOptions;
  #asked = false;

  constructor(options: StorageOptions) {
    this.#options = options;
  }

  /** Where it is kept: a browser without IndexedDB keeps nothing beyond the tab. */
  get kind(): Store['kind'] {
    return this.#options.store.kind;
  }

  async refresh(): Promise<void> {
    const { store, problems } = this.#options;
    [this.estimate, this.persistent] = await Promise.all([storageEstimate(), isPersistent()]);
    this.damaged = (await problems.attempt(() => store.setAside())) ?? [];
  }

  /** There is something to keep now: the browser is asked, once. */
  async keep(): Promise<void> {
    const { persist } = this.#options;
    if (!persist || this.#asked) return;
    this.#asked = true;
    this.persistent = await persist();
  }

  /** Asks the browser to keep the data; some show a question. */
  async persist(): Promise<boolean> {
    const promised = await askToPersist();
    this.persistent = promised;
    return promised;
  }

  /** Deletes what was set aside, for good. */
  async discard(damaged: SetAside): Promise<void> {
    const { store, problems, workspaceList } = this.#options;
    const failure = await store.discard(damaged);
    if (failure) return problems.show(problems.of(failure));
    await workspaceList.changed();
    await this.refresh();
  }

  /** Wipes what is `known`; where another tab made or changed something else meanwhile, nothing. */
  async wipe(known: Known): Promise<Wiped> {
    const { store, problems, workspaceList, onWiped } = this.#options;
    const { list } = workspaceList;
    const failure = await store.wipe(known);
    if (failure) {
      if (failure.code === 'moved') await workspaceList.changed();
      return { kind: failure.code === 'moved' ? 'moved' : 'failed', problem: problems.of(failure) };
    }
    await workspaceList.changed();
    onWiped();
    const records = list.reduce((sum, { size }) => sum + size.records, 0);
    const names = list.map(({ name }) => name).join(', ');
    const number = list.length === 1 ? '1 workspace' : `${list.length} workspaces`;
    const words = `${number}${names ? ` (${names})` : ''} with ${records.toLocaleString('en')} records, their history, checkpoints and trail; settings, and what the tabs remembered. The page itself stays, so that it opens offline.`;
    return { kind: 'wiped', words };
  }
}
