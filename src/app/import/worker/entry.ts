/**
 * Imports and restores off the main thread: reads and checks a file of any size, and gives what it holds to the page, which
 * writes it. The page ends it by terminating the worker. It must not open the database itself, because on a page from a disk
 * WebKit gives a worker another, empty one.
 */

import { type Remote, expose, proxy } from 'comlink';
import { referenceOfActions } from '#reference/action-texts.ts';
import type { ImportedChecks } from '#share/import/policy-checks.ts';
import type { CreateOptions, Created, Restored } from '#store/store.ts';
import { runImport } from '../job.ts';
import { runRestore } from '../../workspaces/restore-job.ts';
import { checkVersion } from '../../long-work/worker/calls.ts';
import type { Job, JobEnding, JobFile, PageHelp, SentFile, StoreCall } from './jobs.ts';
import { takeApart } from './pieces.ts';

export class ImportSide {
  #checks: Promise<ImportedChecks | undefined> | undefined;

  /** `version`: that of the page. */
  run(version: number, sent: Job<SentFile>, page: Remote<PageHelp>): Promise<JobEnding> {
    checkVersion(version);
    const means = {
      store: {
        create: (...[about, records, options]: Parameters<Create>) =>
          write({ kind: 'create', about, records }, page, options) as Promise<Created>,
        restore: (...[copies, options]: Parameters<Restore>) =>
          write({ kind: 'restore', copies }, page, options) as Promise<Restored>,
      },
      policiesOf: async (arns: readonly string[]) => (arns.length > 0 ? page.policiesOf(arns) : []),
      reference: async () => {
        const texts = await page.actionTexts();
        return texts.length > 0 ? referenceOfActions(texts) : undefined;
      },
      report: (progress: number, stage: string) => void page.report(progress, stage),
      checks: (found: Promise<ImportedChecks | undefined>) => (this.#checks = found),
      signal: new AbortController().signal,
    };
    const job = received(sent);
    return job.kind === 'import' ? runImport(job, means) : runRestore(job, means);
  }

  /** Resolves with the checks of the policies that were read; `undefined` without a list of actions. */
  checks(): Promise<ImportedChecks | undefined> {
    return this.#checks ?? Promise.resolve(undefined);
  }
}

type Create = Parameters<typeof runImport>[1]['store']['create'];
type Restore = Parameters<typeof runRestore>[1]['store']['restore'];

function write(
  call: StoreCall,
  page: Remote<PageHelp>,
  { onProgress = () => undefined }: CreateOptions = {},
): Promise<Created | Restored> {
  const { lean, pieces } = takeApart(call);
  void page.begin(lean);
  for (const piece of pieces) void page.piece(piece);
  return page.write(proxy(onProgress));
}

/** Makes files of bytes, without blobs (jobs.ts). */
function received(job: Job<SentFile>): Job {
  const whole = ({ name, bytes }: SentFile): JobFile => ({
    name,
    blob: { arrayBuffer: () => Promise.resolve(bytes) },
  });
  return job.kind === 'import' ? { ...job, files: job.files.map(whole) } : { ...job, file: whole(job.file) };
}

expose(new ImportSide());
