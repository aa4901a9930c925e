import type { ManagedPolicy } from '../core/model/reference.ts';
import { newToken } from '../platform/random.ts';
import { type Store } from '../store/store.ts';
import type { ImportFile, ImportOptions, ImportResult, ImportRun } from './import-run.svelte.ts';
import type { ImportEnding, Report } from './import-job.ts';
import { problemOf } from './problems.ts';
import {
  type ImportJob,
  type ImportNews,
  type ImportPolicies,
  readMessage,
  workerVersion,
} from './worker/messages.ts';
import type { WorkspaceInfo } from './workspace-info.ts';

/**
 * The page's side of an import: the worker reads, checks and writes, the page shows how far it is and may end
 * it. The page chooses the workspace's id, so that whatever an ended worker had written can be removed.
 */
export type ImportWorkerMaker = () => Promise<Worker>;

export interface ImportHost {
  readonly store: Store;
  /** Absent: the import runs on the main thread (no workers here, or nothing that a worker could write to). */
  readonly makeWorker: ImportWorkerMaker | undefined;
  /** The AWS managed policies that files name without holding them. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
  /** Opens the workspace that was written. */
  readonly onImported: (id: string) => Promise<WorkspaceInfo | undefined>;
}

/** Reads the files into a workspace; what a bad file says is an answer, never a rejection. */
export async function importInto(
  run: ImportRun,
  signal: AbortSignal,
  files: readonly (File | ImportFile)[],
  options: ImportOptions,
  host: ImportHost,
): Promise<ImportResult> {
  const report = (progress: number, stage: string) => run.report(progress, stage);
  const job: ImportJob = {
    version: workerVersion,
    kind: 'import',
    database: host.store.name,
    workspace: newToken(),
    ...(options.name === undefined ? {} : { name: options.name }),
    files: files.map((file) => ({
      name: file.name,
      blob: file instanceof Blob ? file : new Blob([file.text]),
    })),
  };
  const ending = host.makeWorker
    ? await inWorker(await host.makeWorker(), job, host, report, signal)
    : await here(job, host, report, signal);
  return conclude(ending, job, host);
}

async function conclude(ending: ImportEnding, job: ImportJob, host: ImportHost): Promise<ImportResult> {
  if (ending.kind === 'imported') {
    const workspace = await host.onImported(ending.workspace);
    if (workspace) return { kind: 'imported', workspace };
    return { kind: 'refused', problems: [{ message: 'the new workspace could not be opened' }] };
  }
  if (ending.kind === 'refused') return ending;
  await host.store.remove(job.workspace);
  switch (ending.kind) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'failed': {
      const { title, detail } = problemOf(ending.failure);
      return { kind: 'refused', problems: [{ message: `${title}. ${detail}` }] };
    }
    case 'broken':
      throw new Error(ending.detail);
  }
}

function inWorker(
  worker: Worker,
  job: ImportJob,
  { policiesOf }: ImportHost,
  report: Report,
  signal: AbortSignal,
): Promise<ImportEnding> {
  return new Promise<ImportEnding>((resolve, reject) => {
    const answer = (policies: readonly ManagedPolicy[]): void =>
      worker.postMessage({ version: workerVersion, kind: 'policies', policies } satisfies ImportPolicies);
    const broken = (detail: string) => resolve({ version: workerVersion, kind: 'broken', detail });
    signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
    if (signal.aborted) resolve({ kind: 'cancelled' });
    worker.onerror = (event) => broken(event.message || 'the import worker did not start');
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = readMessage<ImportNews>(data);
      if (news.kind === 'progress') report(news.progress, news.stage);
      else if (news.kind === 'needs-policies') policiesOf(news.arns).then(answer, reject);
      else if (news.kind === 'foreign')
        broken(`the import worker is of version ${String(news.version)}: reload the page`);
      else resolve(news);
    };
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}

async function here(
  job: ImportJob,
  { store, policiesOf }: ImportHost,
  report: Report,
  signal: AbortSignal,
): Promise<ImportEnding> {
  const { runImport } = await import('./import-job.ts');
  return runImport(job, { store, policiesOf, report, signal });
}
