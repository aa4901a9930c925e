/** The page's side of restoring workspaces from a file. The worker reads and the page writes, as for an import. */

import { writing } from '../../store/dexie/failure.ts';
import type { StoreFailure, Store } from '../../store/store.ts';
import type { ImportFile, ImportResult, ImportRun } from '../import/run.svelte.ts';
import { jobFile, undone } from '../import/by-worker.ts';
import type { Problem } from '../problems/problem.ts';
import type { Classes } from '../class/classes.svelte.ts';
import type { JoinedClass } from '../class/joined.svelte.ts';
import type { LearnProgress } from '../learn/progress.svelte.ts';
import { gainOf } from '../learn/progress-file.ts';
import type { WorkspaceList } from './list.svelte.ts';
import { type ImportWorkerMaker, runInWorker } from '../import/worker/run.ts';
import type { RestoreJob } from '../import/worker/jobs.ts';

export interface RestoreHost {
  readonly store: Store;
  readonly workspaceList: WorkspaceList;
  readonly progress: LearnProgress;
  readonly classes: () => Promise<Classes>;
  readonly joined: () => Promise<JoinedClass>;
  /** Absent when there are no workers; then the file is read on the main thread. */
  readonly makeWorker: ImportWorkerMaker | undefined;
  /** Puts a failed write into words. */
  readonly problemOf: (failure: StoreFailure) => Problem;
}

/** Restores the workspaces of the file, each as a new one: all of them or none. Then it merges what else is in it. */
export async function restoreInto(
  run: ImportRun,
  signal: AbortSignal,
  file: File | ImportFile,
  { store, workspaceList, progress, classes, joined, makeWorker, problemOf }: RestoreHost,
): Promise<ImportResult> {
  const job: RestoreJob = {
    kind: 'restore',
    file: jobFile(file),
    names: workspaceList.list.map(({ name }) => name),
  };
  const report = (progress: number, stage: string) => run.report(progress, stage);
  // The code that restores is loaded now, which may fail.
  const means = {
    store: {
      create: (...wanted: Parameters<Store['create']>) => store.create(...wanted),
      restore: (...wanted: Parameters<Store['restore']>) => writing(() => store.restore(...wanted)),
    },
    report,
    signal,
    policiesOf: () => Promise.resolve([]),
  };
  const ending = makeWorker
    ? await runInWorker(await makeWorker(), job, means)
    : await (await import('./restore-job.ts')).runRestore(job, means);
  if (ending.kind !== 'restored') return undone(ending, problemOf);
  await workspaceList.changed();
  const workspaces = ending.workspaces.flatMap((id) => workspaceList.find(id) ?? []);
  const gains = [
    ending.progress && (await gainOf(ending.progress, progress)),
    ending.classes && (await (await classes()).gainOf(ending.classes)),
    ending.joined && (await (await joined()).gainOf(ending.joined)),
  ].filter((words) => words !== undefined);
  return {
    kind: 'restored',
    workspaces,
    minted: ending.minted,
    ...(gains.length === 0 ? {} : { gain: gains.join(' ') }),
  };
}
