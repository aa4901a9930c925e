/** Starts an import. The code that reads and writes is loaded with the first one. */

import { type ImportFile, type ImportOptions, ImportRun } from './run.svelte.ts';
import type { ImportHost } from './by-worker.ts';

export const startImport = (
  files: readonly (File | ImportFile)[],
  options: ImportOptions,
  host: ImportHost,
): ImportRun =>
  new ImportRun(async (run, signal) => {
    const { importInto } = await import('./by-worker.ts');
    return importInto(run, signal, files, options, host);
  });
