import { DexieStore } from '../../store/dexie-store.ts';
import { openDatabase } from '../../store/open.ts';
import { runImport } from '../import-job.ts';
import { type ImportJob, type ImportNews, readMessage, workerVersion } from './messages.ts';

/**
 * The import off the main thread: reads, checks and writes a file of any size into a workspace of its own,
 * and says how far it is. The page ends it by terminating the worker.
 */
const post = (news: ImportNews): void => postMessage(news);
const version = workerVersion;

onmessage = ({ data }: MessageEvent<unknown>) => {
  const job = readMessage<ImportJob>(data);
  if (job.kind === 'foreign')
    throw new Error(`a job of version ${String(job.version)}, this worker is of ${version}`);
  work(job).then(post, (error: unknown) => post({ version, kind: 'broken', detail: detailOf(error) }));
};

async function work(job: ImportJob): Promise<ImportNews> {
  const opened = await openDatabase({ name: job.database });
  if (opened.kind !== 'open') {
    return { version, kind: 'failed', failure: { code: 'closed', detail: `database ${opened.kind}` } };
  }
  const store = new DexieStore(opened.database, opened.close);
  const ending = await runImport(job, {
    store,
    report: (progress, stage) => post({ version, kind: 'progress', progress, stage }),
    signal: new AbortController().signal,
  });
  store.close();
  if (ending.kind === 'cancelled') throw new Error('cancelled without a signal');
  return ending;
}

const detailOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
