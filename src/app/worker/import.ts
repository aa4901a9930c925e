/**
 * Imports and restores off the main thread: reads and checks a file of any size, sends what it holds to the page, which
 * writes it, and reports progress. The page ends it by terminating the worker. It must not open the database itself.
 */

import type { ManagedPolicy, Reference } from '../../core/model/service-reference.ts';
import { partsOf } from '../../core/model/thrown.ts';
import { referenceOfActions } from '../../reference/action-texts.ts';
import type { ImportedChecks } from '../../share/import/policy-checks.ts';
import { runImport } from '../import/job.ts';
import { runRestore } from '../workspaces/restore-job.ts';
import {
  type ImportActions,
  type ImportPolicies,
  type Job,
  type JobEnding,
  type JobFile,
  type JobNews,
  type SentFile,
  type StoreAnswer,
  readMessage,
  workerVersion,
} from './messages.ts';
import { PageStore } from './page-store.ts';

const post = (news: JobNews | JobEnding): void => postMessage(news);
const version = workerVersion;

const store = new PageStore(post);
const actionsWanted: ((texts: readonly string[]) => void)[] = [];
const answers: ((policies: readonly ManagedPolicy[]) => void)[] = [];
let checking: Promise<ImportedChecks | undefined> | undefined;

onmessage = ({ data }: MessageEvent<unknown>) => {
  const message = readMessage<Job<SentFile> | ImportPolicies | ImportActions | StoreAnswer>(data);
  switch (message.kind) {
    case 'foreign':
      throw new Error(`a message of version ${String(message.version)}, this worker is of ${version}`);
    case 'policies':
      answers.shift()?.(message.policies);
      return;
    case 'actions':
      actionsWanted.shift()?.(message.texts);
      return;
    case 'written':
    case 'written-so-far':
      store.take(message);
      return;
    case 'import':
    case 'restore':
      finish(received(message)).catch((error: unknown) =>
        post({ version, kind: 'broken', thrown: partsOf(error) }),
      );
  }
};

/** The page goes on with the ending, and the checks of the policies follow. */
async function finish(job: Job): Promise<void> {
  const ending = await work(job);
  post(ending);
  if (ending.kind !== 'imported' && ending.kind !== 'asks') return;
  post({ version, kind: 'checks', checks: await checking });
}

function work(job: Job): Promise<JobEnding> {
  const means = {
    store,
    policiesOf: (arns: readonly string[]): Promise<readonly ManagedPolicy[]> => {
      if (arns.length > 0) post({ version, kind: 'needs-policies', arns });
      return arns.length > 0 ? new Promise((resolve) => answers.push(resolve)) : Promise.resolve([]);
    },
    reference: async (): Promise<Reference | undefined> => {
      post({ version, kind: 'needs-actions' });
      const texts = await new Promise<readonly string[]>((resolve) => actionsWanted.push(resolve));
      return texts.length > 0 ? referenceOfActions(texts) : undefined;
    },
    report: (progress: number, stage: string) => post({ version, kind: 'progress', progress, stage }),
    checks: (found: Promise<ImportedChecks | undefined>) => (checking = found),
    signal: new AbortController().signal,
  };
  return job.kind === 'import' ? runImport(job, means) : runRestore(job, means);
}

/** Makes files of bytes, without blobs (messages.ts). */
function received(job: Job<SentFile>): Job {
  const whole = ({ name, bytes }: SentFile): JobFile => ({
    name,
    blob: { arrayBuffer: () => Promise.resolve(bytes) },
  });
  return job.kind === 'import' ? { ...job, files: job.files.map(whole) } : { ...job, file: whole(job.file) };
}
