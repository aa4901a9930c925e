/** The page's side of restoring workspaces from a file. The worker does the work, as for an import. */

import type { StoreFailure, Store } from '../../store/store.ts';
import type { ImportFile, ImportResult, ImportRun } from '../import/run.svelte.ts';
import { jobFile, undone } from '../import/by-worker.ts';
import type { Problem } from '../problems/problem.ts';
import type { WorkspaceList } from './list.svelte.ts';
import { type ImportWorkerMaker, runInWorker } from '../worker/run-in-worker.ts';
import { type RestoreJob, workerVersion } from '../worker/messages.ts';

export interface RestoreHost {
  readonly store: Store;
  readonly workspaceList: WorkspaceList;
  /** Absent when there are no workers; then the file is read on the main thread. */
  readonly makeWorker: ImportWorkerMaker | undefined;
  /** Puts a failed write into words. */
  readonly problemOf: (failure: StoreFailure) => Problem;
}

/** Restores the workspaces of the file, each as a new one: all of them or none. */
export async function restoreInto(
  run: ImportRun,
  signal: AbortSignal,
  file: File | ImportFile,
  { store, workspaceList, makeWorker, problemOf }: RestoreHost,
): Promise<ImportResult> {
  const job: RestoreJob = {
    version: workerVersion,
    kind: 'restore',
    database: store.name,
    file: jobFile(file),
  };
  const report = (progress: number, stage: string) => run.report(progress, stage);
  const ending = makeWorker
    ? await runInWorker(await makeWorker(), job, {
        store,
        report,
        signal,
        policiesOf: () => Promise.resolve([]),
      })
    : await (await import('./restore-job.ts')).runRestore(job, { store, report, signal });
  if (ending.kind !== 'restored') return undone(ending, problemOf);
  await workspaceList.changed();
  const workspaces = ending.workspaces.flatMap((id) => workspaceList.find(id) ?? []);
  return { kind: 'restored', workspaces, minted: ending.minted };
}
