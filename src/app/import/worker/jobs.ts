/** Jobs of the import worker: what they are given, what the page does for them, and how they end. */

import type { ManagedPolicy } from '#core/model/service-reference.ts';
import type { ImportCount } from '#share/import/result.ts';
import type { Thrown } from '#core/model/thrown.ts';
import type { HeldClasses } from '#learn/class/held.ts';
import type { ClassMembership } from '#learn/class/joined.ts';
import type { Progress } from '#learn/progress/file.ts';
import type { NewRecord, NewWorkspace } from '#store/rows.ts';
import type { Copy, Created, Restored, StoreFailure } from '#store/store.ts';
import type { ShownImportProblem } from '../run.svelte.ts';
import type { Piece } from './pieces.ts';

export interface JobFile {
  readonly name: string;
  readonly blob: Pick<Blob, 'arrayBuffer'>;
}

/** A file on its way. In a worker of a page from a disk, WebKit reads no blob at all. */
export interface SentFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** Reads files of AWS into one new workspace. */
export interface ImportJob<F = JobFile> {
  readonly kind: 'import';
  readonly workspace: string;
  readonly name?: string;
  readonly files: readonly F[];
  /** True when the person agreed to leave out the records that cannot be read. */
  readonly leaveOut?: boolean;
}

/** Reads a file of workspaces, each into a new one. */
export interface RestoreJob<F = JobFile> {
  readonly kind: 'restore';
  readonly file: F;
  readonly names: readonly string[];
}

export type Job<F = JobFile> = ImportJob<F> | RestoreJob<F>;

/** A call of the store, which the page makes for the worker: all of it is written or nothing. */
export type StoreCall =
  | { readonly kind: 'create'; readonly about: NewWorkspace; readonly records: readonly NewRecord[] }
  | { readonly kind: 'restore'; readonly copies: readonly Copy[] };

/** The page's help for a worker, which writes nothing and loads little itself. A worker inlined in the single-file build cannot load further parts. */
export interface PageHelp {
  readonly report: (progress: number, stage: string) => void;
  /** Returns the AWS managed policies that the files name but do not hold. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
  /** Returns AWS's list of actions as texts; none when it does not load. */
  readonly actionTexts: () => Promise<readonly string[]>;
  /** Takes a call whose long lists are empty; their pieces follow. */
  readonly begin: (call: StoreCall) => void;
  readonly piece: (piece: Piece) => void;
  /** Writes what was begun, and tells how many rows are written. */
  readonly write: (onProgress: (count: number) => void) => Promise<Created | Restored>;
}

/** Takes the progress from 0 to 1, and the present stage in a few words. */
export type ImportReport = (progress: number, stage: string) => void;

export type JobEnding =
  | {
      readonly kind: 'imported';
      readonly workspace: string;
      readonly counts: readonly ImportCount[];
    }
  /** Nothing was written: the person decides whether these records are left out. */
  | {
      readonly kind: 'asks';
      readonly problems: readonly ShownImportProblem[];
      readonly counts: readonly ImportCount[];
    }
  /** `minted`: number of secrets that the file leaves out and that were made new. */
  | {
      readonly kind: 'restored';
      readonly workspaces: readonly string[];
      readonly minted: number;
      readonly progress?: Progress;
      readonly classes?: HeldClasses;
      readonly joined?: ClassMembership;
    }
  | { readonly kind: 'refused'; readonly problems: readonly ShownImportProblem[] }
  | { readonly kind: 'failed'; readonly failure: StoreFailure }
  | { readonly kind: 'cancelled' }
  /** A bug in the worker. The page throws it as its own. */
  | { readonly kind: 'broken'; readonly thrown: Thrown };
