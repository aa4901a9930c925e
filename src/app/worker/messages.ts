import type { ManagedPolicy } from '../../core/model/reference.ts';
import type { Failure } from '../../store/store.ts';
import type { ImportProblem } from '../import-run.svelte.ts';

/**
 * What the page and its import worker say to each other. Both come from one build, but an offline copy may
 * start an older worker: a message of another version is refused with its number.
 */
export const workerVersion = 1;

export interface ImportJob {
  readonly version: typeof workerVersion;
  readonly kind: 'import';
  /** Name of the database to write to. */
  readonly database: string;
  /** Id of the workspace to write; the page chose it, so that it can remove it when it ends the worker. */
  readonly workspace: string;
  /** Name of the workspace; absent: derived from the account. */
  readonly name?: string;
  readonly files: readonly { readonly name: string; readonly blob: Blob }[];
}

/**
 * AWS managed policies that the files name, in answer to `needs-policies`. The page sends them, since a worker
 * inlined in the single-file build cannot load parts of its own.
 */
export interface ImportPolicies {
  readonly version: typeof workerVersion;
  readonly kind: 'policies';
  readonly policies: readonly ManagedPolicy[];
}

export type ImportNews =
  | {
      readonly version: typeof workerVersion;
      readonly kind: 'progress';
      readonly progress: number;
      readonly stage: string;
    }
  | {
      readonly version: typeof workerVersion;
      readonly kind: 'needs-policies';
      readonly arns: readonly string[];
    }
  | { readonly version: typeof workerVersion; readonly kind: 'imported'; readonly workspace: string }
  | {
      readonly version: typeof workerVersion;
      readonly kind: 'refused';
      readonly problems: readonly ImportProblem[];
    }
  | { readonly version: typeof workerVersion; readonly kind: 'failed'; readonly failure: Failure }
  /** A bug in the worker: the page throws it as its own. */
  | { readonly version: typeof workerVersion; readonly kind: 'broken'; readonly detail: string };

/** The message where it is one of this version; else the version it claims. */
export function readMessage<T extends ImportJob | ImportPolicies | ImportNews>(
  data: unknown,
): T | { readonly version: unknown; readonly kind: 'foreign' } {
  const version = (data as { version?: unknown } | null)?.version;
  return version === workerVersion ? (data as T) : { version, kind: 'foreign' };
}
