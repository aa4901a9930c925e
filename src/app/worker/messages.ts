/**
 * The messages between the page and its worker. Both come from one build, but an offline copy may start an
 * older worker. A message of another version is refused with its number.
 */

import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import type { ImportedChecks } from '../../share/import/policy-checks.ts';
import type { ImportCount } from '../../share/import/result.ts';
import type { Thrown } from '../../core/model/thrown.ts';
import type { HeldClasses } from '../../learn/class/held.ts';
import type { Joined } from '../../learn/class/joined.ts';
import type { Progress } from '../../learn/progress/format.ts';
import type { NewRecord, NewWorkspace } from '../../store/rows.ts';
import type { Copy, Created, Restored, StoreFailure } from '../../store/store.ts';
import type { ImportProblem } from '../import/run.svelte.ts';
import type { Piece } from './pieces.ts';

export const workerVersion = 5;

interface Message {
  readonly version: typeof workerVersion;
}

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
export interface ImportJob<F = JobFile> extends Message {
  readonly kind: 'import';
  /** Id of the workspace to write. */
  readonly workspace: string;
  /** Name of the workspace. Without it, the name comes from the account. */
  readonly name?: string;
  readonly files: readonly F[];
  /** True when the person agreed to leave out the records that cannot be read. */
  readonly leaveOut?: boolean;
}

/** Reads a file of workspaces, each into a new one. */
export interface RestoreJob<F = JobFile> extends Message {
  readonly kind: 'restore';
  readonly file: F;
  /** The names of the workspaces that are there. */
  readonly names: readonly string[];
}

export type Job<F = JobFile> = ImportJob<F> | RestoreJob<F>;

/**
 * The AWS managed policies that the files name, in answer to `needs-policies`. The page sends them, because a
 * worker inlined in the single-file build cannot load further parts.
 */
export interface ImportPolicies extends Message {
  readonly kind: 'policies';
  readonly policies: readonly ManagedPolicy[];
}

/** AWS's list of actions as texts, in answer to `needs-actions`; none when it does not load. */
export interface ImportActions extends Message {
  readonly kind: 'actions';
  readonly texts: readonly string[];
}

/** A call of the store, which the page makes for the worker: all of it is written or nothing. */
export type StoreCall =
  | { readonly kind: 'create'; readonly about: NewWorkspace; readonly records: readonly NewRecord[] }
  | { readonly kind: 'restore'; readonly copies: readonly Copy[] };

/** The page's answers to a call of the store. */
export type StoreAnswer = Message &
  (
    | { readonly kind: 'written-so-far'; readonly count: number }
    | { readonly kind: 'written'; readonly result: Created | Restored }
  );

/** The progress of a job, and its questions. */
export type JobNews = Message &
  (
    | { readonly kind: 'progress'; readonly progress: number; readonly stage: string }
    | { readonly kind: 'needs-policies'; readonly arns: readonly string[] }
    | { readonly kind: 'needs-actions' }
    /** A call whose long lists are empty: so many pieces follow. */
    | { readonly kind: 'write'; readonly call: StoreCall; readonly pieces: number }
    | { readonly kind: 'piece'; readonly piece: Piece }
    /** The checks of the policies that were read, after an ending `imported` or `asks`. Absent: no list of actions. */
    | { readonly kind: 'checks'; readonly checks?: ImportedChecks | undefined }
  );

/** The result of a job. */
export type JobEnding = Message &
  (
    | {
        readonly kind: 'imported';
        readonly workspace: string;
        readonly counts: readonly ImportCount[];
      }
    /** Nothing was written: the person decides whether these records are left out. */
    | {
        readonly kind: 'asks';
        readonly problems: readonly ImportProblem[];
        readonly counts: readonly ImportCount[];
      }
    /** `minted`: number of secrets that the file leaves out and that were made new. */
    | {
        readonly kind: 'restored';
        readonly workspaces: readonly string[];
        readonly minted: number;
        readonly progress?: Progress;
        readonly classes?: HeldClasses;
        readonly joined?: Joined;
      }
    | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] }
    | { readonly kind: 'failed'; readonly failure: StoreFailure }
    | { readonly kind: 'cancelled' }
    /** A bug in the worker. The page throws it as its own. */
    | { readonly kind: 'broken'; readonly thrown: Thrown }
  );

/** Returns the message if it is of this version, else the version that it claims. */
export function readMessage<
  T extends Job<SentFile> | ImportPolicies | ImportActions | StoreAnswer | JobNews | JobEnding,
>(data: unknown): T | { readonly version: unknown; readonly kind: 'foreign' } {
  const version = (data as { version?: unknown } | null)?.version;
  return version === workerVersion ? (data as T) : { version, kind: 'foreign' };
}
