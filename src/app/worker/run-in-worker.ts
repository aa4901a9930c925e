/**
 * The page's side of a worker: gives it a job, answers its questions, writes what it read, follows its progress, and ends
 * it. Only the page writes, so a worker needs no database, and Cancel ends the write as any other.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import type { ManagedPolicy } from '../../core/model/service-reference.ts';
import { nameThrown } from '../../core/model/thrown.ts';
import type { ImportedChecks } from '../../share/import/policy-checks.ts';
import type { ImportProblem } from '../import/run.svelte.ts';
import type { Created, CreateOptions, Restored, Store } from '../../store/store.ts';
import {
  type ImportActions,
  type ImportPolicies,
  type Job,
  type JobEnding,
  type JobFile,
  type JobNews,
  type SentFile,
  type StoreAnswer,
  type StoreCall,
  readMessage,
  workerVersion,
} from './messages.ts';
import { putBack } from './pieces.ts';

export type ImportWorkerMaker = () => Promise<Worker>;

/** Takes the progress from 0 to 1, and the present stage in a few words. */
export type Report = (progress: number, stage: string) => void;

export interface JobOptions {
  readonly store: Pick<Store, 'create' | 'restore'>;
  readonly report: Report;
  /** Aborting ends the worker at once. */
  readonly signal: AbortSignal;
  /** Returns the AWS managed policies that files name but do not hold. A rejection ends the job. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
  /** Takes what the checks of the policies will find: the worker goes on with them after its ending. */
  readonly checks?: (found: Promise<ImportedChecks | undefined>) => void;
}

const version = workerVersion;

/** Runs one job. A job that is not finished leaves nothing: its write is cancelled, and removes what it had written. */
export async function runInWorker(
  worker: Worker,
  job: Job,
  { store, report, signal, policiesOf, checks }: JobOptions,
): Promise<JobEnding> {
  const ended = new AbortController();
  let writing: Promise<unknown> = Promise.resolve();
  let goesOn = false;
  try {
    const ending = await new Promise<JobEnding>((resolve, reject) => {
      const post = (answer: ImportPolicies | ImportActions | StoreAnswer): void => worker.postMessage(answer);
      const broken = (message: string) =>
        resolve({ version, kind: 'broken', thrown: { name: 'Error', message } });
      const cancelled = () => resolve({ version, kind: 'cancelled' });
      const calls = new CallsInPieces((call) => {
        const onProgress = (count: number) => post({ version, kind: 'written-so-far', count });
        const written = write(store, call, { signal: ended.signal, onProgress });
        writing = written.then((result) => post({ version, kind: 'written', result })).catch(reject);
      });
      signal.addEventListener('abort', cancelled);
      if (signal.aborted) cancelled();
      worker.onerror = (event) => broken(event.message || 'the import worker did not start');
      worker.onmessageerror = () => broken('a message of the import worker cannot be read');
      worker.onmessage = ({ data }: MessageEvent<unknown>) => {
        const news = readMessage<JobNews | JobEnding>(data);
        switch (news.kind) {
          case 'progress':
            report(news.progress, news.stage);
            break;
          case 'needs-policies':
            policiesOf(news.arns).then((policies) => post({ version, kind: 'policies', policies }), reject);
            break;
          case 'needs-actions':
            void textsOfActions().then((texts) => post({ version, kind: 'actions', texts }));
            break;
          case 'write':
          case 'piece':
            calls.take(news);
            break;
          case 'checks':
            break;
          case 'foreign':
            broken(`the import worker is of version ${String(news.version)}: reload the page`);
            break;
          default:
            resolve(news);
        }
      };
      sentOf(job).then((sent) => {
        if (sent.ok) worker.postMessage(sent.value, contentsOf(sent.value));
        else resolve({ version, kind: 'refused', problems: [sent.error] });
      }, reject);
    });
    goesOn = checks !== undefined && (ending.kind === 'imported' || ending.kind === 'asks');
    if (goesOn) checks?.(checksOf(worker, signal));
    return ending;
  } finally {
    if (!goesOn) worker.terminate();
    ended.abort();
    await writing;
  }
}

/** Waits for the checks and ends the worker; `undefined` when they cannot come or nobody waits any more. */
function checksOf(worker: Worker, signal: AbortSignal): Promise<ImportedChecks | undefined> {
  return new Promise<ImportedChecks | undefined>((resolve) => {
    const without = () => resolve(undefined);
    signal.addEventListener('abort', without);
    worker.onerror = without;
    worker.onmessageerror = without;
    worker.onmessage = ({ data }: MessageEvent<unknown>) => {
      const news = readMessage<JobNews | JobEnding>(data);
      if (news.kind === 'checks') resolve(news.checks);
      else if (news.kind === 'broken' || news.kind === 'foreign') without();
    };
  }).finally(() => worker.terminate());
}

/** Returns AWS's list of actions; nothing when it does not load, for an import can do without. */
async function textsOfActions(): Promise<readonly string[]> {
  try {
    const { actionTexts } = await import('../../reference/action-texts.ts');
    return await actionTexts();
  } catch {
    return [];
  }
}

/** Reads the files into memory. A file that went away after it was chosen is refused. */
async function sentOf(job: Job): Promise<Result<Job<SentFile>, ImportProblem>> {
  if (job.kind === 'restore') {
    const file = await sentFile(job.file);
    return file.ok ? ok({ ...job, file: file.value }) : file;
  }
  const files: SentFile[] = [];
  for (const one of job.files) {
    const file = await sentFile(one);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return ok({ ...job, files });
}

async function sentFile({ name, blob }: JobFile): Promise<Result<SentFile, ImportProblem>> {
  try {
    return ok({ name, bytes: await blob.arrayBuffer() });
  } catch (error) {
    return err({ file: name, message: `the browser cannot read this file: ${nameThrown(error)}` });
  }
}

/** Returns what is handed over to the worker instead of copied. */
const contentsOf = (job: Job<SentFile>): ArrayBuffer[] =>
  job.kind === 'import' ? job.files.map(({ bytes }) => bytes) : [job.file.bytes];

const write = (
  store: JobOptions['store'],
  call: StoreCall,
  options: CreateOptions,
): Promise<Created | Restored> =>
  call.kind === 'create'
    ? store.create(call.about, call.records, options)
    : store.restore(call.copies, options);

type InPieces = Extract<JobNews, { kind: 'write' | 'piece' }>;

/** Puts the pieces of a call together, and passes it on when it is whole. */
class CallsInPieces {
  readonly #whole: (call: StoreCall) => void;
  #open: { readonly call: StoreCall; missing: number } | undefined;

  constructor(whole: (call: StoreCall) => void) {
    this.#whole = whole;
  }

  take(news: InPieces): void {
    if (news.kind === 'write') this.#open = { call: news.call, missing: news.pieces };
    const open = this.#open;
    if (!open) throw new Error('a piece of no call');
    if (news.kind === 'piece') {
      putBack(open.call, news.piece);
      open.missing -= 1;
    }
    if (open.missing > 0) return;
    this.#open = undefined;
    this.#whole(open.call);
  }
}
