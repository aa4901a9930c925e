import { type ImportFile, type ImportOptions, ImportRun } from './import-run.svelte.ts';
import type { ImportHost } from './importing.ts';

/** An import that began; the code that reads and writes is loaded with the first one. */
export const startImport = (
  files: readonly (File | ImportFile)[],
  options: ImportOptions,
  host: ImportHost,
): ImportRun =>
  new ImportRun(async (run, signal) => {
    const { importInto } = await import('./importing.ts');
    return importInto(run, signal, files, options, host);
  });
