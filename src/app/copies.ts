import type { Clock } from '../platform/clock.ts';
import type { Store } from '../store/store.ts';
import { type Extent, type Failure, isFailure } from '../store/store.ts';
import type { Compared } from './comparing.ts';
import type { SecretsKept } from './file-secrets.ts';
import type { ProblemBoard } from './problem-board.svelte.ts';
import { workspaceFileProblem } from './problems.ts';
import type { Shelf } from './shelf.svelte.ts';
import type { WorkspaceInfo } from './workspace-info.ts';

/**
 * Workspaces as things that can be copied: duplicated here, written to a file, brought back from one. What is
 * brought back is always a workspace of its own; nothing that exists is ever overwritten.
 */
export interface CopiesOptions {
  readonly store: Store;
  readonly shelf: Shelf;
  readonly problems: ProblemBoard;
  readonly random: () => number;
  readonly clock: Clock;
}

export interface FileChoice extends Extent {
  readonly secrets: SecretsKept;
}

/** Everything: what a backup for oneself holds. */
export const everything: FileChoice = { history: true, trail: true, secrets: 'all' };

export interface Restored {
  readonly workspaces: readonly WorkspaceInfo[];
  /** Secrets that the file leaves out and that were made anew. */
  readonly minted: number;
}

export class Copies {
  readonly #options: CopiesOptions;

  constructor(options: CopiesOptions) {
    this.#options = options;
  }

  /** With history, checkpoints and trail. Undefined: it failed, and the screen says why. */
  async duplicate(id: string): Promise<WorkspaceInfo | undefined> {
    const { store, shelf, problems } = this.#options;
    const dump = await problems.attempt(() => store.dump(id, everything));
    if (!dump) return undefined;
    return this.#made(await shelf.restore(dump, `${dump.about.name}, copy`));
  }

  /** The text of a file of these workspaces, in pieces. Undefined: it failed, and the screen says why. */
  async file(ids: readonly string[], choice: FileChoice, saved: string): Promise<string[] | undefined> {
    const { store, problems } = this.#options;
    const { writeWorkspaces } = await import('./workspace-file.ts');
    return problems.attempt(async () => {
      const dumps = [];
      for (const id of ids) {
        const dump = await store.dump(id, choice);
        if (dump) dumps.push(dump);
      }
      return writeWorkspaces(dumps, { secrets: choice.secrets, saved });
    });
  }

  /**
   * The workspaces of a file, each as a new one: all of them or none. Undefined: it was refused, and the
   * screen says why and where.
   */
  async restore(name: string, text: string): Promise<Restored | undefined> {
    const { problems, random } = this.#options;
    const { readWorkspaces } = await import('./workspace-file.ts');
    const result = readWorkspaces(text, random);
    if (!result.ok) {
      problems.show(workspaceFileProblem(name, result.message));
      return undefined;
    }
    const { dumps, minted } = result.read;
    const workspaces: WorkspaceInfo[] = [];
    for (const dump of dumps) {
      const made = this.#made(await this.#options.shelf.restore(dump));
      if (!made) {
        for (const { id } of workspaces) await this.#options.shelf.remove(id);
        return undefined;
      }
      workspaces.push(made);
    }
    return { workspaces, minted };
  }

  /** The workspace that was kept of what a page carries, if it is still here; `mark` names what was carried. */
  async keptOf(mark: string): Promise<WorkspaceInfo | undefined> {
    const { store, shelf, problems } = this.#options;
    const id = await problems.attempt(() => store.setting(`carried/${mark}`));
    return typeof id === 'string' ? shelf.find(id) : undefined;
  }

  async noteKept(mark: string, id: string): Promise<void> {
    await this.#options.store.putSetting(`carried/${mark}`, id);
  }

  /** What differs between two workspaces, and whose answers. */
  async compare(before: WorkspaceInfo, after: WorkspaceInfo): Promise<Compared | undefined> {
    const { compareWorkspaces } = await import('./comparing.ts');
    const { store, problems, clock } = this.#options;
    return problems.attempt(() => compareWorkspaces(store, [before, after], clock()));
  }

  #made(made: WorkspaceInfo | Failure): WorkspaceInfo | undefined {
    if (!isFailure(made)) return made;
    const { problems } = this.#options;
    problems.show(problems.of(made));
    return undefined;
  }
}
