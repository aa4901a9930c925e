/** One running import: its progress, its stage, Cancel, and its result. */

import type { ImportedChecks } from '../../share/import/policy-checks.ts';
import type { ImportCount } from '../../share/import/result.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';

/** The checks of policies come later: `undefined` when AWS's list of actions did not load, or nobody waits any more. */
export type ImportRunResult =
  | {
      readonly kind: 'imported';
      readonly workspace: WorkspaceInfo;
      readonly counts: readonly ImportCount[];
      readonly checks?: Promise<ImportedChecks | undefined>;
    }
  /** Added to the open workspace as one batch. */
  | {
      readonly kind: 'joined';
      readonly added: string;
      readonly notices: readonly string[];
      readonly counts: readonly ImportCount[];
      readonly checks?: Promise<ImportedChecks | undefined>;
    }
  /** Nothing was changed yet: some records cannot be read, and the person decides about the others. */
  | {
      readonly kind: 'asks';
      readonly problems: readonly ShownImportProblem[];
      readonly counts: readonly ImportCount[];
      readonly checks?: Promise<ImportedChecks | undefined>;
    }
  | {
      readonly kind: 'restored';
      /** Each is a new workspace. */
      readonly workspaces: readonly WorkspaceInfo[];
      /** Number of secrets that the file leaves out and that were made new. */
      readonly minted: number;
      /** Says what the progress in the file brought; absent when it holds none. */
      readonly gain?: string;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly problems: readonly ShownImportProblem[] };

/** The reason why a file was refused, or why a record of it is left out. */
export interface ShownImportProblem {
  /** The record that is left out, such as `user alice`; absent when nothing is brought in. */
  readonly subject?: string;
  readonly file?: string;
  /** Place in the file: a JSON path (`UserDetailList[3].UserPolicyList[0]`), or line and column. */
  readonly place?: string;
  readonly message: string;
}

export interface ChosenFile {
  readonly name: string;
  readonly text: string;
}

export interface ImportRunOptions {
  /** Name of the new workspace. By default it comes from the account. */
  readonly name?: string;
  /** Brings in the rest of files in which some records cannot be read. */
  readonly leaveOut?: boolean;
}

export class ImportRun {
  /** A number from 0 to 1. */
  progress = $state(0);
  /** The present stage in a few words, for example `reading 2 of 4 files`. */
  stage = $state('starting');
  readonly done: Promise<ImportRunResult>;
  readonly #abort = new AbortController();

  /** `work` reports through `this.report`, watches the signal, and never rejects because of a bad file. */
  constructor(work: (run: ImportRun, signal: AbortSignal) => Promise<ImportRunResult>) {
    this.done = work(this, this.#abort.signal);
  }

  report(progress: number, stage: string): void {
    this.progress = progress;
    this.stage = stage;
  }

  cancel(): void {
    this.#abort.abort();
  }
}
