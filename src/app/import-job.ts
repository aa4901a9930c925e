import type { Store } from '../store/store.ts';
import type { ImportJob, ImportNews } from './worker/messages.ts';

/** The work of an import, the same in a worker and on the main thread. */
export async function runImport(
  job: ImportJob,
  _store: Store,
  _report: (progress: number, stage: string) => void,
  _signal: AbortSignal,
): Promise<Exclude<ImportNews, { kind: 'progress' }> | { readonly kind: 'cancelled' }> {
  await Promise.resolve();
  return { version: job.version, kind: 'refused', problems: [{ message: 'the importer is being built' }] };
}
