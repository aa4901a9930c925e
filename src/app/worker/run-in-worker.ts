/** The page's side of a worker: gives it a job, answers its questions, follows its progress, and ends it. */

import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import type { Store } from '../../store/store.ts';
import {
  type ImportPolicies,
  type Job,
  type JobEnding,
  type JobNews,
  readMessage,
  workerVersion,
} from './messages.ts';

export type ImportWorkerMaker = () => Promise<Worker>;

/** Takes the progress from 0 to 1, and the present stage in a few words. */
export type Report = (progress: number, stage: string) => void;

export interface JobOptions {
  readonly store: Store;
  readonly report: Report;
  /** Aborting ends the worker at once. */
  readonly signal: AbortSignal;
  /** Returns the AWS managed policies that files name but do not hold. A rejection ends the job. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
}

const version = workerVersion;

/** Runs one job. A job that is not finished leaves nothing: what the ended worker had written is removed. */
export async function runInWorker(
  worker: Worker,
  job: Job,
  { store, report, signal, policiesOf }: JobOptions,
): Promise<JobEnding> {
  let begun: readonly string[] = job.kind === 'import' ? [job.workspace] : [];
  let done = false;
  try {
    const ending = await new Promise<JobEnding>((resolve, reject) => {
      const answer = (policies: readonly ManagedPolicy[]): void =>
        worker.postMessage({ version, kind: 'policies', policies } satisfies ImportPolicies);
      const broken = (detail: string) => resolve({ version, kind: 'broken', detail });
      const cancelled = () => resolve({ version, kind: 'cancelled' });
      signal.addEventListener('abort', cancelled);
      if (signal.aborted) cancelled();
      worker.onerror = (event) => broken(event.message || 'the import worker did not start');
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        const news = readMessage<JobNews | JobEnding>(data);
        if (news.kind === 'progress') report(news.progress, news.stage);
        else if (news.kind === 'writing') begun = news.workspaces;
        else if (news.kind === 'needs-policies') policiesOf(news.arns).then(answer, reject);
        else if (news.kind === 'foreign')
          broken(`the import worker is of version ${String(news.version)}: reload the page`);
        else resolve(news);
      };
      worker.postMessage(job);
    });
    done = ending.kind === 'imported' || ending.kind === 'restored';
    return ending;
  } finally {
    worker.terminate();
    if (!done) for (const id of begun) await store.remove(id);
  }
}
