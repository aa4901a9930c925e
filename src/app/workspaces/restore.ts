/** The page's side of restoring workspaces from a file. The worker reads and the page writes, as for an import. */

import { writingToStore } from '../../store/dexie/failure.ts';
import type { Store } from '../../store/store.ts';
import type { ChosenFile, ImportRunResult, ImportRun } from '../import/run.svelte.ts';
import { jobFile, undone } from '../import/by-worker.ts';
import { gainOf } from '../learn/progress-file.ts';
import type { CopySource } from './duplicate.ts';
import { type ImportWorkerMaker, runInWorker } from '../import/worker/run.ts';
import type { RestoreJob } from '../import/worker/jobs.ts';

/** Restores the workspaces of the file, each as a new one: all of them or none. Then it merges what else is in it. */
export async function restoreInto(
  run: ImportRun,
  signal: AbortSignal,
  file: File | ChosenFile,
  { store, workspaceList, importWorker, session }: CopySource & { readonly importWorker?: ImportWorkerMaker },
): Promise<ImportRunResult> {
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
      restore: (...wanted: Parameters<Store['restore']>) => writingToStore(() => store.restore(...wanted)),
    },
    report,
    signal,
    policiesOf: () => Promise.resolve([]),
  };
  const ending = importWorker
    ? await runInWorker(await importWorker(), job, means)
    : await (await import('./restore-job.ts')).runRestore(job, means);
  if (ending.kind !== 'restored') return undone(ending, (failure) => session.problems.of(failure));
  await workspaceList.changed();
  const workspaces = ending.workspaces.flatMap((id) => workspaceList.find(id) ?? []);
  const gains = [
    ending.progress && (await gainOf(ending.progress, session.progress)),
    ending.classes && (await (await session.classes()).gainOf(ending.classes)),
    ending.joined && (await (await session.joined()).gainOf(ending.joined)),
  ].filter((words) => words !== undefined);
  return {
    kind: 'restored',
    workspaces,
    minted: ending.minted,
    ...(gains.length === 0 ? {} : { gain: gains.join(' ') }),
  };
}
