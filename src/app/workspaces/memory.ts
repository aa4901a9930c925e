/**
 * What is kept with a workspace beside its world: a flow in progress, who signed in, recently switched
 * roles. Plain JSON, no history, gone with the workspace. In a preview nothing is kept.
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

  /** Undefined where nothing was kept. */
  async recall(key: string): Promise<unknown> {
    const workspace = this.#workspace();
    if (workspace === undefined) return undefined;
    return this.#problems.attempt(() => this.#store.setting(keptKey(workspace, key)));
  }

  async keep(key: string, value: unknown): Promise<void> {
    const workspace = this.#workspace();
    if (workspace === undefined) return;
    const failure = await this.#store.putSetting(keptKey(workspace, key), value);
    if (failure) this.#problems.show(this.#problems.of(failure));
  }
}
