/**
 * What the page and its worker say to each other. Both come from one build, but an offline copy may start an
 * older worker: a message of another version is refused with its number.
 */

import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import type { Failure } from '../../store/store.ts';
import type { ImportProblem } from '../import/run.svelte.ts';

export const workerVersion = 2;

interface Message {
  readonly version: typeof workerVersion;
}

export interface JobFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Files of AWS into a workspace of its own. */
export interface ImportJob extends Message {
  readonly kind: 'import';
  /** Name of the database to write to. */
  readonly database: string;
  /** Id of the workspace to write; the page chose it, so that it can remove it when it ends the worker. */
  readonly workspace: string;
  /** Name of the workspace; absent: derived from the account. */
  readonly name?: string;
  readonly files: readonly JobFile[];
}

/** A file of workspaces, each into one of its own. */
export interface RestoreJob extends Message {
  readonly kind: 'restore';
  readonly database: string;
  readonly file: JobFile;
}

export type Job = ImportJob | RestoreJob;

/**
 * AWS managed policies that the files name, in answer to `needs-policies`. The page sends them, since a worker
 * inlined in the single-file build cannot load parts of its own.
 */
export interface ImportPolicies extends Message {
  readonly kind: 'policies';
  readonly policies: readonly ManagedPolicy[];
}

/** How far it is. */
export type JobNews = Message &
  (
    | { readonly kind: 'progress'; readonly progress: number; readonly stage: string }
    | { readonly kind: 'needs-policies'; readonly arns: readonly string[] }
    /** Ids of the workspaces that are about to be written: the page removes them when it ends the worker. */
    | { readonly kind: 'writing'; readonly workspaces: readonly string[] }
  );

/** What became of it. */
export type JobEnding = Message &
  (
    | { readonly kind: 'imported'; readonly workspace: string }
    /** `minted`: secrets that the file leaves out and that were made anew. */
    | { readonly kind: 'restored'; readonly workspaces: readonly string[]; readonly minted: number }
    | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] }
    | { readonly kind: 'failed'; readonly failure: Failure }
    | { readonly kind: 'cancelled' }
    /** A bug in the worker: the page throws it as its own. */
    | { readonly kind: 'broken'; readonly detail: string }
  );

/** The message where it is one of this version; else the version it claims. */
export function readMessage<T extends Job | ImportPolicies | JobNews | JobEnding>(
  data: unknown,
): T | { readonly version: unknown; readonly kind: 'foreign' } {
  const version = (data as { version?: unknown } | null)?.version;
  return version === workerVersion ? (data as T) : { version, kind: 'foreign' };
}
