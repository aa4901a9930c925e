/**
 * Small values that are stored with a workspace beside its world: a flow in progress, the sign-in, recently
 * switched roles. They are plain JSON without history, and are deleted with the workspace. A preview stores
 * none.
 */

import { keptKey } from '../../store/rows.ts';
import type { Store } from '../../store/store.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';

export class WorkspaceMemory {
  readonly #store: Store;
  readonly #problems: ProblemBoard;
  readonly #workspace: () => string | undefined;

  constructor(store: Store, problems: ProblemBoard, workspace: () => string | undefined) {
    this.#store = store;
    this.#problems = problems;
    this.#workspace = workspace;
  }

  /** `undefined` when nothing is stored under the key. */
  async recall(key: string): Promise<unknown> {
    const workspace = this.#workspace();
    if (workspace === undefined) return undefined;
    return this.#problems.attempt(() => this.#store.setting(keptKey(workspace, key)));
  }

  async keep(key: string, value: unknown): Promise<void> {
    const workspace = this.#workspace();
    if (workspace === undefined) return;
    const put = await this.#store.putSetting(keptKey(workspace, key), value);
    if (!put.ok) this.#problems.show(this.#problems.of(put.error));
  }
}
