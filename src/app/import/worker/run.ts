/** The page's side of an import worker: gives it a job, answers its questions, and writes what it read. */

import { proxy, transfer } from 'comlink';
import { type Result, err, ok } from '#core/model/result.ts';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import { nameThrown, thrownPartsOf } from '#core/model/thrown.ts';
import type { ImportedChecks } from '#share/import/policy-checks.ts';
import type { ShownImportProblem } from '../run.svelte.ts';
import type { Created, Restored, Store } from '#store/store.ts';
import { WorkerCalls, type WorkerPort, workerVersion } from '../../long-work/worker/calls.ts';
import type { ImportSide } from './entry.ts';
import type { Job, JobEnding, JobFile, PageHelp, SentFile, StoreCall, ImportReport } from './jobs.ts';
import { type Piece, putBack } from './pieces.ts';

export type ImportWorkerMaker = () => Promise<WorkerPort>;

export interface JobOptions {
  readonly store: Pick<Store, 'create' | 'restore'>;
  readonly report: ImportReport;
  /** Aborting ends the worker at once. */
  readonly signal: AbortSignal;
  /** Returns the AWS managed policies that files name but do not hold. A rejection ends the job. */
  readonly policiesOf: (arns: readonly string[]) => Promise<readonly ManagedPolicy[]>;
  /** Takes what the checks of the policies will find: the worker goes on with them after its ending. */
  readonly checks?: (found: Promise<ImportedChecks | undefined>) => void;
}

/** Runs one job. A job that is not finished leaves nothing: its write is cancelled, and removes what it had written. */
export async function runInWorker(
  port: WorkerPort,
  job: Job,
  { store, report, signal, policiesOf, checks }: JobOptions,
): Promise<JobEnding> {
  const worker = new WorkerCalls<ImportSide>(port);
  const cancel = () => worker.end(signal.reason);
  signal.addEventListener('abort', cancel);
  const writing = new Writing(store);
  let goesOn = false;
  try {
    signal.throwIfAborted();
    const sent = await sentOf(job);
    if (!sent.ok) return { kind: 'refused', problems: [sent.error] };
    const help: PageHelp = {
      report,
      policiesOf,
      actionTexts: textsOfActions,
      begin: (call) => writing.begin(call),
      piece: (piece) => writing.add(piece),
      write: (onProgress) => writing.run(onProgress),
    };
    const files = transfer(sent.value, contentsOf(sent.value));
    // The types of the library make several promises of one.
    const run = worker.side.run as unknown as (...given: readonly unknown[]) => Promise<JobEnding>;
    const ending = await worker.call(run(workerVersion, files, proxy(help)));
    goesOn = checks !== undefined && (ending.kind === 'imported' || ending.kind === 'asks');
    if (goesOn) checks?.(checksOf(worker));
    return ending;
  } catch (error) {
    return signal.aborted ? { kind: 'cancelled' } : { kind: 'broken', thrown: thrownPartsOf(error) };
  } finally {
    if (!goesOn) worker.end();
    await writing.end();
  }
}

/** Waits for the checks and ends the worker; `undefined` when they cannot come or nobody waits any more. */
const checksOf = (worker: WorkerCalls<ImportSide>): Promise<ImportedChecks | undefined> =>
  worker
    .call(worker.side.checks())
    .catch(() => undefined)
    .finally(() => worker.end());

/** Returns AWS's list of actions; nothing when it does not load, for an import can do without. */
async function textsOfActions(): Promise<readonly string[]> {
  try {
    const { actionTexts } = await import('#reference/action-texts.ts');
    return await actionTexts();
  } catch {
    return [];
  }
}

/** Reads the files into memory. A file that went away after it was chosen is refused. */
async function sentOf(job: Job): Promise<Result<Job<SentFile>, ShownImportProblem>> {
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

async function sentFile({ name, blob }: JobFile): Promise<Result<SentFile, ShownImportProblem>> {
  try {
    return ok({ name, bytes: await blob.arrayBuffer() });
  } catch (error) {
    return err({ file: name, message: `the browser cannot read this file: ${nameThrown(error)}` });
  }
}

/** Returns what is handed over to the worker instead of copied. */
const contentsOf = (job: Job<SentFile>): ArrayBuffer[] =>
  job.kind === 'import' ? job.files.map(({ bytes }) => bytes) : [job.file.bytes];

/** A call of the store that comes in pieces. It ends with its job. */
class Writing {
  readonly #store: JobOptions['store'];
  readonly #ended = new AbortController();
  #call: StoreCall | undefined;
  #done: Promise<unknown> = Promise.resolve();

  constructor(store: JobOptions['store']) {
    this.#store = store;
  }

  begin(call: StoreCall): void {
    this.#call = call;
  }

  add(piece: Piece): void {
    putBack(this.#call, piece);
  }

  run(onProgress: (count: number) => void): Promise<Created | Restored> {
    const { signal } = this.#ended;
    const call = this.#call;
    if (!call) throw new Error('nothing was begun');
    const options = { signal, onProgress };
    const written: Promise<Created | Restored> =
      call.kind === 'create'
        ? this.#store.create(call.about, call.records, options)
        : this.#store.restore(call.copies, options);
    this.#done = written.catch(() => undefined);
    return written;
  }

  /** Cancels what is not written yet. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#done;
  }
}
