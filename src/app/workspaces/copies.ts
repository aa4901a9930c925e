/**
 * Duplicates workspaces, writes them to a file, and restores them from one. A restored workspace is always a
 * new one; nothing that exists is ever overwritten.
 */

import type { Clock } from '../../platform/clock.ts';
import type { Store } from '../../store/store.ts';
import type { StoreFailure } from '../../store/store.ts';
import type { Compared } from './compare.ts';
import type { FileChoice, WrittenFile } from './file-choice.ts';
import { type ImportFile, ImportRun } from '../import/run.svelte.ts';
import type { Classes } from '../class/classes.svelte.ts';
import type { JoinedClass } from '../class/joined.svelte.ts';
import type { LearnProgress } from '../learn/progress.svelte.ts';
import type { ProblemBoard } from '../problems/board.svelte.ts';
import type { WorkspaceList } from './list.svelte.ts';
import type { ImportWorkerMaker } from '../import/worker/run.ts';
import type { WorkspaceInfo } from './info.ts';

export interface CopiesOptions {
  readonly store: Store;
  readonly workspaceList: WorkspaceList;
  readonly problems: ProblemBoard;
  readonly clock: Clock;
  readonly importWorker?: ImportWorkerMaker;
  readonly progress: LearnProgress;
  readonly classes: () => Promise<Classes>;
  readonly joined: () => Promise<JoinedClass>;
}

export class Copies {
  readonly #options: CopiesOptions;

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /** Copies history, checkpoints and trail too. `undefined` when it failed; then the screen says why. */
  async duplicate(id: string): Promise<WorkspaceInfo | undefined> {
    const { duplicateOf } = await import('./duplicate.ts');
    return duplicateOf(id, this.#options);
  }

  /** Returns a file of these workspaces, locked if a passphrase is given. `undefined` when it failed; then the screen says why. */
  async file(
    ids: readonly string[],
    choice: FileChoice,
    saved: string,
    passphrase?: string,
  ): Promise<WrittenFile | undefined> {
    const { fileOf } = await import('./duplicate.ts');
    const file = await fileOf(ids, choice, saved, this.#options);
    if (!file || passphrase === undefined) return file;
    const { lockFile } = await import('./locked-file.ts');
    return { ...file, parts: await lockFile(file.parts, passphrase) };
  }

  /** Restores the workspaces of a file, each as a new one: all of them or none. Progress in it is merged. */
  restore(file: File | ImportFile): ImportRun {
    const { problems, importWorker: makeWorker, ...rest } = this.#options;
    return new ImportRun(async (run, signal) => {
      const { restoreInto } = await import('./restore.ts');
      const problemOf = (failure: StoreFailure) => problems.of(failure);
      return restoreInto(run, signal, file, { ...rest, makeWorker, problemOf });
    });
  }

  /** Returns the workspace that was made of what the page carries (named by `mark`), if it is still here. */
  async keptOf(mark: string): Promise<WorkspaceInfo | undefined> {
    const { store, workspaceList, problems } = this.#options;
    const id = await problems.attempt(() => store.setting(`carried/${mark}`));
    return typeof id === 'string' ? workspaceList.find(id) : undefined;
  }

  async noteKept(mark: string, id: string): Promise<void> {
    await this.#options.store.putSetting(`carried/${mark}`, id);
  }

  /** Compares the records and the answers of two workspaces. */
  async compare(before: WorkspaceInfo, after: WorkspaceInfo): Promise<Compared | undefined> {
    const { compareWorkspaces } = await import('./compare.ts');
    const { store, problems, clock } = this.#options;
    return problems.attempt(() => compareWorkspaces(store, [before, after], clock()));
  }
}
