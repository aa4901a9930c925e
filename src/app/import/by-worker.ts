/** The page's side of an import: it shows the progress, can cancel, and writes. The worker reads. */

import type { ManagedPolicy, Reference } from '../../core/model/service-reference.ts';
import { nameThrown } from '../../core/model/thrown.ts';
import { newToken } from '../../platform/random.ts';
import type { ImportedChecks } from '../../share/import/policy-checks.ts';
import type { StoreFailure, Store } from '../../store/store.ts';
import type { ChosenFile, ImportRunOptions, ImportRunResult, ImportRun } from './run.svelte.ts';
import { type Problem, catalogueProblem } from '../problems/problem.ts';
import { type ImportWorkerMaker, runInWorker } from './worker/run.ts';
import type { ImportJob, JobEnding, JobFile } from './worker/jobs.ts';
import type { WorkspaceInfo } from '../workspaces/info.ts';
import { defined } from '../../core/model/defined.ts';

export interface ImportHost {
  readonly store: Store;
  /** Absent when there are no workers; then the main thread reads. */
  readonly makeWorker: ImportWorkerMaker | undefined;
  /** Returns the AWS managed policies that the files name but do not hold. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
  readonly onImported: (id: string) => Promise<WorkspaceInfo | undefined>;
  readonly problemOf: (failure: StoreFailure) => Problem;
}

/** Reads the files into a new workspace. A bad file is an answer (`refused`), never a rejection. */
export const importInto = (
  run: ImportRun,
  signal: AbortSignal,
  files: readonly (File | ChosenFile)[],
  options: ImportRunOptions,
  host: ImportHost,
): Promise<ImportRunResult> =>
  withCatalogue(host.policiesOf, async (policiesOf) => {
    const job: ImportJob = {
      kind: 'import',
      workspace: newToken(),
      ...defined({ name: options.name }),
      files: files.map(jobFile),
      ...(options.leaveOut ? { leaveOut: true } : {}),
    };
    let checks: Promise<ImportedChecks | undefined> | undefined;
    const report = (progress: number, stage: string) => run.report(progress, stage);
    const means = {
      store: host.store,
      policiesOf,
      report,
      signal,
      checks: (found: NonNullable<typeof checks>) => (checks = found),
    };
    const ending = host.makeWorker
      ? await runInWorker(await host.makeWorker(), job, means)
      : await (await import('./job.ts')).runImport(job, { ...means, reference: loadedReference });
    const later = checks && { checks };
    if (ending.kind === 'asks') return { ...ending, ...later };
    if (ending.kind !== 'imported') return undone(ending, host.problemOf);
    const workspace = await host.onImported(ending.workspace);
    if (workspace) return { kind: 'imported', workspace, counts: ending.counts, ...later };
    return { kind: 'refused', problems: [{ message: 'the new workspace could not be opened' }] };
  });

async function loadedReference(): Promise<Reference | undefined> {
  const { actionTexts, referenceOfActions } = await import('../../reference/action-texts.ts');
  return actionTexts().then(referenceOfActions, () => undefined);
}

export const jobFile = (file: File | ChosenFile): JobFile => ({
  name: file.name,
  blob: file instanceof Blob ? file : new Blob([file.text]),
});

/** Returns the result of a job that made nothing. Throws when the job ended with a bug. */
export function undone(ending: JobEnding, problemOf: (failure: StoreFailure) => Problem): ImportRunResult {
  switch (ending.kind) {
    case 'refused':
    case 'asks':
      return ending;
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'failed':
      return { kind: 'refused', problems: [inWords(problemOf(ending.failure))] };
    case 'broken':
      throw new Error(`reading the file failed: ${nameThrown(ending.thrown)}`, { cause: ending.thrown });
    case 'imported':
    case 'restored':
      throw new Error(`an answer to another job: ${ending.kind}`);
  }
}

const inWords = ({ title, detail }: Problem) => ({ message: `${title}. ${detail}` });

/** Runs `work`. When AWS's catalogue does not arrive, the files that need it are refused. */
export async function withCatalogue(
  policiesOf: ImportHost['policiesOf'],
  work: (policiesOf: ImportHost['policiesOf']) => Promise<ImportRunResult>,
): Promise<ImportRunResult> {
  let missing: string | undefined;
  try {
    return await work((arns) =>
      policiesOf(arns).catch((error: unknown) => {
        missing = nameThrown(error);
        throw error;
      }),
    );
  } catch (error) {
    if (missing === undefined) throw error;
    return { kind: 'refused', problems: [inWords(catalogueProblem(missing))] };
  }
}
