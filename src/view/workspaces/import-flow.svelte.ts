import { getContext, setContext } from 'svelte';
import type { ImportProblem, ImportRun } from '../../app/import-run.svelte.ts';
import { go } from '../../app/routes.svelte.ts';
import type { Session } from '../../app/session.svelte.ts';
import type { WorkspaceInfo } from '../../app/workspace-info.ts';

/**
 * Bringing in an account, from wherever the file comes (dropped anywhere, picked, pasted): one run at a time,
 * with progress and Cancel; then what the file did not hold, or why it was refused.
 */
export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly run: ImportRun; readonly names: string }
  | { readonly kind: 'refused'; readonly problems: readonly ImportProblem[] }
  | { readonly kind: 'done'; readonly workspace: WorkspaceInfo };

type Given = File | { readonly name: string; readonly text: string };
const textOf = (file: Given): Promise<string> =>
  file instanceof File ? file.text() : Promise.resolve(file.text);

/** Somebody's scenario instead of an account of AWS: it opens as a preview, wherever it was dropped. */
async function isScenario(file: Given): Promise<boolean> {
  const beginning = file instanceof File ? await file.slice(0, 2000).text() : file.text.slice(0, 2000);
  return /"format"\s*:\s*"iam-playground\/scenario"/.test(beginning);
}

export class ImportFlow {
  state = $state.raw<ImportState>({ kind: 'idle' });
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get open(): boolean {
    return this.state.kind !== 'idle';
  }

  /** Whether they were brought in: what was refused or cancelled stays where the person has it. */
  async start(files: readonly Given[]): Promise<boolean> {
    if (files.length === 0 || this.state.kind === 'running') return false;
    const [only] = files;
    if (files.length === 1 && only && (await isScenario(only))) {
      const { openScenarioText } = await import('../../app/opening.ts');
      return openScenarioText(this.#session, only.name, await textOf(only));
    }
    const run = this.#session.importFiles(files);
    const names = files.length === 1 ? (files[0]?.name ?? 'a file') : `${files.length} files`;
    this.state = { kind: 'running', run, names };
    const result = await run.done;
    if (result.kind === 'cancelled') this.state = { kind: 'idle' };
    else if (result.kind === 'refused') this.state = { kind: 'refused', problems: result.problems };
    else {
      this.state = { kind: 'done', workspace: result.workspace };
      go('ask');
    }
    return result.kind !== 'cancelled' && result.kind !== 'refused';
  }

  /** Closes what is shown; a run that is going on is cancelled. */
  close(): void {
    if (this.state.kind === 'running') this.state.run.cancel();
    else this.state = { kind: 'idle' };
  }
}

const key = Symbol('import-flow');
export const setImportFlow = (flow: ImportFlow): ImportFlow => setContext(key, flow);
export const useImportFlow = (): ImportFlow => getContext<ImportFlow>(key);
