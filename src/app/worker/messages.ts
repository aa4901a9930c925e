/**
 * The messages between the page and its worker. Both come from one build, but an offline copy may start an
 * older worker. A message of another version is refused with its number.
 */

import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import type { StoreFailure } from '../../store/store.ts';
import type { ImportCount } from '../../share/import/result.ts';
import type { ImportProblem } from '../import/run.svelte.ts';

export const workerVersion = 2;

interface Message {
  readonly version: typeof workerVersion;
}

export interface JobFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Reads files of AWS into one new workspace. */
export interface ImportJob extends Message {
  readonly kind: 'import';
  /** Name of the database to write to. */
  readonly database: string;
  /** Id of the workspace to write. The page chose it, so that it can remove it after ending the worker. */
  readonly workspace: string;
  /** Name of the workspace. Without it, the name comes from the account. */
  readonly name?: string;
  readonly files: readonly JobFile[];
  /** True when the person agreed to leave out the records that cannot be read. */
  readonly leaveOut?: boolean;
}

/** Reads a file of workspaces, each into a new one. */
export interface RestoreJob extends Message {
  readonly kind: 'restore';
  readonly database: string;
  readonly file: JobFile;
}

export type Job = ImportJob | RestoreJob;

/**
 * The AWS managed policies that the files name, in answer to `needs-policies`. The page sends them, because a
 * worker inlined in the single-file build cannot load further parts.
 */
export interface ImportPolicies extends Message {
  readonly kind: 'policies';
  readonly policies: readonly ManagedPolicy[];
}

/** The progress of a job, and its questions. */
export type JobNews = Message &
  (
    | { readonly kind: 'progress'; readonly progress: number; readonly stage: string }
    | { readonly kind: 'needs-policies'; readonly arns: readonly string[] }
    /** Ids of the workspaces that will be written. The page removes them if it ends the worker. */
    | { readonly kind: 'writing'; readonly workspaces: readonly string[] }
  );

/** The result of a job. */
export type JobEnding = Message &
  (
    | { readonly kind: 'imported'; readonly workspace: string; readonly counts: readonly ImportCount[] }
    /** Nothing was written: the person decides whether these records are left out. */
    | {
        readonly kind: 'asks';
        readonly problems: readonly ImportProblem[];
        readonly counts: readonly ImportCount[];
      }
    /** `minted`: number of secrets that the file leaves out and that were made new. */
    | { readonly kind: 'restored'; readonly workspaces: readonly string[]; readonly minted: number }
    | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] }
    | { readonly kind: 'failed'; readonly failure: StoreFailure }
    | { readonly kind: 'cancelled' }
    /** A bug in the worker. The page throws it as its own. */
    | { readonly kind: 'broken'; readonly detail: string }
  );

/** Returns the message if it is of this version, else the version that it claims. */
export function readMessage<T extends Job | ImportPolicies | JobNews | JobEnding>(
  data: unknown,
): T | { readonly version: unknown; readonly kind: 'foreign' } {
  const version = (data as { version?: unknown } | null)?.version;
  return version === workerVersion ? (data as T) : { version, kind: 'foreign' };
}
