/** The tools for whole workspaces: copies, files, checkpoints, storage. A restored workspace is always a new one. */

import type { Clock } from '../../platform/clock.ts';
import { Checkpoints, type CheckpointsMeans } from '../history/checkpoints.svelte.ts';
import { type ChosenFile, ImportRun } from '../import/run.svelte.ts';
import type { ImportWorkerMaker } from '../import/worker/run.ts';
import type { Compared } from './compare.ts';
import type { CopySource } from './duplicate.ts';
import type { FileChoice, WrittenFile } from './file-choice.ts';
import type { WorkspaceInfo } from './info.ts';
import { StorageCare, type StorageMeans } from './storage.svelte.ts';

interface CopiesMeans extends CopySource {
  readonly clock: Clock;
  /** Absent when there are no workers; then a file is read on the main thread. */
  readonly importWorker?: ImportWorkerMaker;
}

export class WorkspaceTools {
  readonly copies: Copies;
  readonly checkpoints: Checkpoints;
  readonly storage: StorageCare;

  constructor(means: CopiesMeans & CheckpointsMeans & StorageMeans) {
    this.copies = new Copies(means);
    this.checkpoints = new Checkpoints(means);
    this.storage = new StorageCare(means);
  }
}

class Copies {
  readonly #means: CopiesMeans;

  constructor(means: CopiesMeans) {
    this.#means = means;
  }

  /** Copies history, checkpoints and trail too. `undefined` when it failed; then the screen says why. */
  async duplicate(id: string): Promise<WorkspaceInfo | undefined> {
    const { duplicateOf } = await import('./duplicate.ts');
    return duplicateOf(id, this.#means);
  }

  /** Returns a file of these workspaces, locked if a passphrase is given. `undefined` when it failed; then the screen says why. */
  async file(
    ids: readonly string[],
    choice: FileChoice,
    saved: string,
    passphrase?: string,
  ): Promise<WrittenFile | undefined> {
    const { workspaceFileOf: fileOf } = await import('./duplicate.ts');
    const file = await fileOf(ids, choice, saved, this.#means);
    if (!file || passphrase === undefined) return file;
    const { lockFile } = await import('./locked-file.ts');
    return { ...file, parts: await lockFile(file.parts, passphrase) };
  }

  /** Restores the workspaces of a file, each as a new one: all of them or none. Progress in it is merged. */
  restore(file: File | ChosenFile): ImportRun {
    return new ImportRun(async (run, signal) => {
      const { restoreInto } = await import('./restore.ts');
      return restoreInto(run, signal, file, this.#means);
    });
  }

  /** Returns the workspace that was made of what the page carries (named by `mark`), if it is still here. */
  async keptOf(mark: string): Promise<WorkspaceInfo | undefined> {
    const { store, workspaceList, session } = this.#means;
    const id = await session.problems.attempt(() => store.setting(`carried/${mark}`));
    return typeof id === 'string' ? workspaceList.find(id) : undefined;
  }

  async noteKept(mark: string, id: string): Promise<void> {
    await this.#means.store.putSetting(`carried/${mark}`, id);
  }

  async compare(before: WorkspaceInfo, after: WorkspaceInfo): Promise<Compared | undefined> {
    const { compareWorkspaces } = await import('./compare.ts');
    const { store, session, clock } = this.#means;
    return session.problems.attempt(() => compareWorkspaces(store, [before, after], clock()));
  }
}
