/**
 * Imports and restores off the main thread: reads, checks and writes a file of any size into new workspaces,
 * and reports progress. The page ends it by terminating the worker.
 */

import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import { DexieStore } from '../../store/dexie/store.ts';
import { openDatabase } from '../../store/dexie/open.ts';
import { runImport } from '../import/job.ts';
import { runRestore } from '../workspaces/restore-job.ts';
import {
  type ImportPolicies,
  type Job,
  type JobEnding,
  type JobNews,
  readMessage,
  workerVersion,
} from './messages.ts';

const post = (news: JobNews | JobEnding): void => postMessage(news);
const version = workerVersion;

const answers: ((policies: readonly ManagedPolicy[]) => void)[] = [];

onmessage = ({ data }: MessageEvent<unknown>) => {
  const message = readMessage<Job | ImportPolicies>(data);
  if (message.kind === 'foreign') {
    throw new Error(`a message of version ${String(message.version)}, this worker is of ${version}`);
  }
  if (message.kind === 'policies') answers.shift()?.(message.policies);
  else
    work(message).then(post, (error: unknown) => post({ version, kind: 'broken', detail: detailOf(error) }));
};

async function work(job: Job): Promise<JobEnding> {
  const opened = await openDatabase({ name: job.database });
  if (opened.kind !== 'open') {
    return { version, kind: 'failed', failure: { code: 'closed', detail: `database ${opened.kind}` } };
  }
  const store = new DexieStore(opened.database, opened.close);
  const means = {
    store,
    policiesOf: (arns: readonly string[]): Promise<readonly ManagedPolicy[]> => {
      if (arns.length > 0) post({ version, kind: 'needs-policies', arns });
      return arns.length > 0 ? new Promise((resolve) => answers.push(resolve)) : Promise.resolve([]);
    },
    report: (progress: number, stage: string) => post({ version, kind: 'progress', progress, stage }),
    onWriting: (workspaces: readonly string[]) => post({ version, kind: 'writing', workspaces }),
    signal: new AbortController().signal,
  };
  const ending = await (job.kind === 'import' ? runImport(job, means) : runRestore(job, means));
  store.close();
  return ending;
}

const detailOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
