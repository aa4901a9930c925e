/**
 * Small values that are stored with a workspace beside its world: a flow in progress, the sign-in, recently
 * switched roles. They are plain JSON without history, and are deleted with the workspace. A preview stores
 * none. What was read or written stays in memory too, for a workspace that has to be written again.
 */

import { keptKey } from '../../store/rows.ts';
import type { Dump, Store } from '../../store/store.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';

interface MemoryHost {
  readonly problems: ProblemBoard;
  readonly workspaces: { readonly shownId: string | undefined };
}

export class WorkspaceMemory {
  readonly #store: Store;
  readonly #session: MemoryHost;
  readonly #seen = new Map<string, Map<string, unknown>>();

  constructor({ store, session }: { readonly store: Store; readonly session: MemoryHost }) {
    this.#store = store;
    this.#session = session;
  }

  /** `undefined` when nothing is stored under the key. */
  async recall(key: string): Promise<unknown> {
    const workspace = this.#session.workspaces.shownId;
    if (workspace === undefined) return undefined;
    const value = await this.#session.problems.attempt(() => this.#store.setting(keptKey(workspace, key)));
    if (value !== undefined) this.#note(workspace, key, value);
    return value;
  }

  async keep(key: string, value: unknown): Promise<void> {
    const workspace = this.#session.workspaces.shownId;
    if (workspace === undefined) return;
    this.#note(workspace, key, value);
    const put = await this.#store.putSetting(keptKey(workspace, key), value);
    const { problems } = this.#session;
    if (!put.ok) problems.show(problems.of(put.error));
  }

  of(workspace: string): Dump['kept'] {
    return [...(this.#seen.get(workspace) ?? [])].map(([key, value]) => ({ key, value }));
  }

  #note(workspace: string, key: string, value: unknown): void {
    const values = this.#seen.get(workspace) ?? new Map<string, unknown>();
    this.#seen.set(workspace, values.set(key, value));
  }
}
