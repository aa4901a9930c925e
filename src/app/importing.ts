import { newSeed, newToken } from '../platform/random.ts';
import { type Store } from '../store/store.ts';
import { type ImportFile, type ImportOptions, type ImportResult, ImportRun } from './import-run.svelte.ts';
import { problemOf } from './problems.ts';
import { type ImportJob, type ImportNews, readMessage, workerVersion } from './worker/messages.ts';
import type { WorkspaceInfo } from './workspace-info.ts';

/**
 * The page's side of an import: the worker reads, checks and writes, the page shows how far it is and may end
 * it. The page chooses the workspace's id, so that whatever an ended worker had written can be removed.
 */
export type ImportWorkerMaker = () => Worker;

export interface ImportHost {
  readonly store: Store;
  /** Absent: the import runs on the main thread (no workers here, or nothing that a worker could write to). */
  readonly makeWorker: ImportWorkerMaker | undefined;
  /** `env.now`. */
  readonly now: number;
  /** Opens the workspace that was written. */
  readonly onImported: (id: string) => Promise<WorkspaceInfo | undefined>;
}

type Ending = Exclude<ImportNews, { kind: 'progress' }> | { readonly kind: 'cancelled' };

export function startImport(
  files: readonly (File | ImportFile)[],
  options: ImportOptions,
  host: ImportHost,
): ImportRun {
  const job: ImportJob = {
    version: workerVersion,
    kind: 'import',
    workspace: newToken(),
    ...(options.name === undefined ? {} : { name: options.name }),
    files: files.map((file) => ({
      name: file.name,
      blob: file instanceof Blob ? file : new Blob([file.text]),
    })),
    now: host.now,
    seed: newSeed(),
  };
  return new ImportRun(async (run, signal) => {
    const report = (progress: number, stage: string) => run.report(progress, stage);
    const ending = host.makeWorker
      ? await inWorker(host.makeWorker, job, report, signal)
      : await here(job, host.store, report, signal);
    return conclude(ending, job, host);
  });
}

async function conclude(ending: Ending, job: ImportJob, host: ImportHost): Promise<ImportResult> {
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

type Report = (progress: number, stage: string) => void;

function inWorker(
  make: ImportWorkerMaker,
  job: ImportJob,
  report: Report,
  signal: AbortSignal,
): Promise<Ending> {
  const worker = make();
  return new Promise<Ending>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
    worker.onerror = (event) =>
      resolve({
        version: workerVersion,
        kind: 'broken',
        detail: event.message || 'the import worker did not start',
      });
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = readMessage<ImportNews>(data);
      if (news.kind === 'progress') report(news.progress, news.stage);
      else if (news.kind !== 'foreign') resolve(news);
      else
        resolve({
          version: workerVersion,
          kind: 'broken',
          detail: `the import worker is of version ${String(news.version)}: reload the page`,
        });
    };
    worker.postMessage(job);
  }).finally(() => worker.terminate());
}

async function here(job: ImportJob, store: Store, report: Report, signal: AbortSignal): Promise<Ending> {
  const { runImport } = await import('./import-job.ts');
  return runImport(job, store, report, signal);
}
