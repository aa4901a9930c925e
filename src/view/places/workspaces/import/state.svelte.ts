/**
 * Imports an account from a file that was dropped, picked or pasted. There is one run at a time, with
 * progress and Cancel. Then it says what the file did not contain, or why it was refused.
 */

import { getContext, setContext } from 'svelte';
import { isBinary, isLockedFile, isWorkspaceFile, kindOfBinary } from '../../../../app/import/file-kinds.ts';
import { noGuide, openStart } from '../../../../app/guide/guide.ts';
import type { ImportProblem, ImportResult, ImportRun } from '../../../../app/import/run.svelte.ts';
import { goingOn } from '../../../../app/navigation/routes.svelte.ts';
import type { Session } from '../../../../app/session/session.svelte.ts';
import type { WorkspaceInfo } from '../../../../app/workspaces/info.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly run: ImportRun; readonly names: string }
  /** `files` are the given ones, when they could be added to the open workspace instead. */
  | {
      readonly kind: 'refused';
      readonly problems: readonly ImportProblem[];
      readonly files?: readonly Given[] | undefined;
    }
  | { readonly kind: 'joined'; readonly added: string; readonly notices: readonly string[] }
  | { readonly kind: 'done'; readonly workspace: WorkspaceInfo }
  /** The file wants its passphrase; `refusal` says why the last one did not open it. */
  | { readonly kind: 'locked'; readonly file: Given; readonly refusal?: string; readonly busy: boolean }
  | Extract<ImportResult, { kind: 'restored' }>;

/** The import makes a new workspace, or adds to the open one. */
export type ImportGoal = 'new' | 'open';

type Given = File | { readonly name: string; readonly text: string };
const textOf = (file: Given): Promise<string> =>
  file instanceof File ? file.text() : Promise.resolve(file.text);

const beginningOf = (file: Given): Promise<string> =>
  file instanceof File ? file.slice(0, 2000).text() : Promise.resolve(file.text.slice(0, 2000));

/** True for a scenario instead of an account of AWS. It opens as a preview, wherever it was dropped. */
const isScenario = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/scenario"/.test(beginning);

/** Refuses a picture, an archive or a program in plain words, before anybody looks for JSON in it. */
async function refusedBinary(file: Given): Promise<ImportProblem | undefined> {
  if (!(file instanceof File)) return undefined;
  const beginning = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (!isBinary(beginning)) return undefined;
  return {
    file: file.name,
    message: `This is ${kindOfBinary(beginning)}, not a text. Nothing of it was read.`,
  };
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

  /** True when there is a workspace of the person's own to add to. */
  get canJoin(): boolean {
    return this.#session.status === 'ready' && !this.#session.readOnlyWorld;
  }

  /** Resolves to true when the files were imported. Otherwise the caller keeps what the person entered. */
  async start(files: readonly Given[], goal: ImportGoal = 'new'): Promise<boolean> {
    const onward = goingOn();
    if (files.length === 0 || this.state.kind === 'running') return false;
    const [only] = files;
    const refused = (await Promise.all(files.map(refusedBinary))).filter((one) => one !== undefined);
    if (refused.length > 0) {
      this.state = { kind: 'refused', problems: refused };
      return false;
    }
    if (files.length === 1 && only) {
      const beginning = await beginningOf(only);
      if (isWorkspaceFile(beginning))
        return this.#follow(this.#session.tools.copies.restore(only), files, undefined);
      if (isLockedFile(beginning)) return this.#askPassphrase(only);
      if (isScenario(beginning)) {
        const { openScenarioText } = await import('../../../../app/share/open.ts');
        return openScenarioText(this.#session, only.name, await textOf(only));
      }
    }
    const joins = goal === 'open' && this.canJoin;
    const run = joins ? await this.#joining(files) : this.#session.workspaces.importFiles(files);
    const brought = await this.#follow(run, files, joins ? undefined : files);
    if (brought && !joins) onward('ask');
    return brought;
  }

  async #askPassphrase(file: Given): Promise<false> {
    const { readLocked } = await import('../../../../app/workspaces/locked-file.ts');
    const locked = readLocked(await textOf(file));
    this.state = locked.ok
      ? { kind: 'locked', file, busy: false }
      : { kind: 'refused', problems: [{ file: file.name, message: locked.error }] };
    return false;
  }

  /** Opens the locked file and restores what is in it, or says why it stays locked. */
  async unlock(passphrase: string): Promise<void> {
    if (this.state.kind !== 'locked') return;
    const { file } = this.state;
    const asked: ImportState = { kind: 'locked', file, busy: true };
    this.state = asked;
    const { openLocked } = await import('../../../../app/workspaces/locked-file.ts');
    const text = await openLocked(await textOf(file), passphrase);
    // The person may have closed the dialog meanwhile.
    if (this.state !== asked) return;
    if (!text.ok) this.state = { kind: 'locked', file, busy: false, refusal: text.error };
    else
      await this.#follow(
        this.#session.tools.copies.restore({ name: file.name, text: text.value }),
        [file],
        undefined,
      );
  }

  /** Shows the run to its end. `instead` are the files that the open workspace could take after a refusal. */
  async #follow(
    run: ImportRun,
    files: readonly Given[],
    instead: readonly Given[] | undefined,
  ): Promise<boolean> {
    const names = files.length === 1 ? (files[0]?.name ?? 'a file') : `${files.length} files`;
    this.state = { kind: 'running', run, names };
    try {
      const result = await run.done;
      this.state = this.#ended(result, instead);
      return result.kind !== 'cancelled' && result.kind !== 'refused';
    } catch (error) {
      // This is a bug. The page reports it, because the dialog would never close.
      this.state = { kind: 'idle' };
      throw error;
    }
  }

  #ended(result: ImportResult, instead: readonly Given[] | undefined): ImportState {
    switch (result.kind) {
      case 'cancelled':
        return { kind: 'idle' };
      case 'refused':
        return { ...result, files: this.canJoin ? instead : undefined };
      case 'imported':
        return { kind: 'done', workspace: result.workspace };
      case 'joined':
      case 'restored':
        return result;
    }
  }

  async #joining(files: readonly Given[]): Promise<ImportRun> {
    const { joinOpen } = await import('../../../../app/import/join-open.ts');
    return joinOpen(this.#session, files);
  }

  async joinInstead(): Promise<void> {
    const files = this.state.kind === 'refused' ? this.state.files : undefined;
    if (files) await this.start(files, 'open');
  }

  async openRestored(): Promise<void> {
    const first = this.state.kind === 'restored' ? this.state.workspaces[0] : undefined;
    this.close();
    if (!first) return;
    if (!(await this.#session.workspaces.open(first.id))) return;
    openStart(first.guide ?? noGuide);
  }

  /** Closes what is shown, and cancels a run that is going on. */
  close(): void {
    if (this.state.kind === 'running') this.state.run.cancel();
    else this.state = { kind: 'idle' };
  }
}

const key = Symbol('import-flow');
export const setImportFlow = (flow: ImportFlow): ImportFlow => setContext(key, flow);
export const useImportFlow = (): ImportFlow => getContext<ImportFlow>(key);
