import type { ManagedPolicy } from '../../core/model/reference.ts';
import { DexieStore } from '../../store/dexie-store.ts';
import { openDatabase } from '../../store/open.ts';
import { runImport } from '../import-job.ts';
import {
  type ImportJob,
  type ImportNews,
  type ImportPolicies,
  readMessage,
  workerVersion,
} from './messages.ts';

/**
 * The import off the main thread: reads, checks and writes a file of any size into a workspace of its own,
 * and says how far it is. The page ends it by terminating the worker.
 */
const post = (news: ImportNews): void => postMessage(news);
const version = workerVersion;

const answers: ((policies: readonly ManagedPolicy[]) => void)[] = [];

onmessage = ({ data }: MessageEvent<unknown>) => {
  const message = readMessage<ImportJob | ImportPolicies>(data);
  if (message.kind === 'foreign') {
    throw new Error(`a message of version ${String(message.version)}, this worker is of ${version}`);
  }
  if (message.kind === 'policies') answers.shift()?.(message.policies);
  else
    work(message).then(post, (error: unknown) => post({ version, kind: 'broken', detail: detailOf(error) }));
};

async function work(job: ImportJob): Promise<ImportNews> {
  const opened = await openDatabase({ name: job.database });
  if (opened.kind !== 'open') {
    return { version, kind: 'failed', failure: { code: 'closed', detail: `database ${opened.kind}` } };
  }
  const store = new DexieStore(opened.database, opened.close);
  const ending = await runImport(job, {
    store,
    policiesOf: (arns) => {
      if (arns.length > 0) post({ version, kind: 'needs-policies', arns });
      return arns.length > 0 ? new Promise((resolve) => answers.push(resolve)) : Promise.resolve([]);
    },
    report: (progress, stage) => post({ version, kind: 'progress', progress, stage }),
    signal: new AbortController().signal,
  });
  store.close();
  if (ending.kind === 'cancelled') throw new Error('cancelled without a signal');
  return ending;
}

const detailOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
