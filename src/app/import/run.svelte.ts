/** One import as the view follows it: progress, stage, Cancel, and what became of it. */

import type { WorkspaceInfo } from '../workspaces/info.ts';

export type ImportResult =
  | { readonly kind: 'imported'; readonly workspace: WorkspaceInfo }
  /** Added to the open workspace, as one batch. */
  | { readonly kind: 'joined'; readonly added: string; readonly notices: readonly string[] }
  /** Each a workspace of its own; `minted`: secrets that the file leaves out and that were made anew. */
  | { readonly kind: 'restored'; readonly workspaces: readonly WorkspaceInfo[]; readonly minted: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] };

/** Why a file was refused; nothing was changed. */
export interface ImportProblem {
  /** Name of the file, as the person gave it. */
  readonly file?: string;
  /** Where in the file: a JSON path (`UserDetailList[3].UserPolicyList[0]`), a line and column. */
  readonly place?: string;
  readonly message: string;
}

export interface ImportFile {
  readonly name: string;
  readonly text: string;
}

export interface ImportOptions {
  /** Name of the new workspace; default: derived from the account. */
  readonly name?: string;
}

export class ImportRun {
  /** 0…1. */
  progress = $state(0);
  /** What is being done, in a few words (`reading 2 of 4 files`). */
  stage = $state('starting');
  readonly done: Promise<ImportResult>;
  readonly #abort = new AbortController();

  /** `work` reports through `this.report`, watches the signal, and never rejects for a bad file. */
  constructor(work: (run: ImportRun, signal: AbortSignal) => Promise<ImportResult>) {
    this.done = work(this, this.#abort.signal);
  }

  report(progress: number, stage: string): void {
    this.progress = progress;
    this.stage = stage;
  }

  /** Stops the run; what it had written is removed. `done` becomes `cancelled`. */
  cancel(): void {
    this.#abort.abort();
  }
}
