/** Imports an account from a file, one run at a time. It asks before it leaves out a record. */

import { getContext, setContext } from 'svelte';
import {
  beginningOf,
  isClassFile,
  isLockedFile,
  isWorkspaceFile,
  textOfFile,
} from '#app/import/file-kinds.ts';
import { noGuide, openStart } from '#app/guide/guide.ts';
import type {
  ImportRunOptions,
  ShownImportProblem,
  ImportRunResult,
  ImportRun,
} from '#app/import/run.svelte.ts';
import { goingOn } from '#app/navigation/routes.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { type Result, err, ok } from '#core/model/result.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly run: ImportRun; readonly names: string }
  /** `files` are the given ones, when they could be added to the open workspace instead. */
  | {
      readonly kind: 'refused';
      readonly problems: readonly ShownImportProblem[];
      readonly files?: readonly Given[] | undefined;
    }
  /** `files` are the given ones, to be brought in without the records that cannot be read. */
  | (Extract<ImportRunResult, { kind: 'asks' }> & {
      readonly files: readonly Given[];
      readonly goal: ImportGoal;
    })
  /** The file wants its passphrase; `refusal` says why the last one did not open it. */
  | { readonly kind: 'locked'; readonly file: Named; readonly refusal?: string; readonly busy: boolean }
  | Extract<ImportRunResult, { kind: 'imported' | 'joined' | 'restored' }>;

export type ImportGoal = 'new' | 'open';

type Named = { readonly name: string; readonly text: string };
type Given = File | Named;

const textOf = async (file: Given): Promise<Result<string, string>> =>
  file instanceof File ? await textOfFile(file) : ok(file.text);

/** Returns the first characters of a text, or why the file is none. */
async function beginningText(file: Given): Promise<Result<string, ShownImportProblem>> {
  if (!(file instanceof File)) return ok(file.text.slice(0, 2000));
  const beginning = beginningOf(new Uint8Array(await file.slice(0, 4096).arrayBuffer()));
  switch (beginning.kind) {
    case 'text':
      return ok(beginning.text);
    case 'binary':
      return err({
        file: file.name,
        message: `This is ${beginning.words}, not a text. Nothing of it was read.`,
      });
    case 'unreadable':
      return err({ file: file.name, message: beginning.message });
  }
}

/** True for a scenario instead of an account of AWS. It opens as a preview, wherever it was dropped. */
const isScenario = (beginning: string): boolean =>
  /"format"\s*:\s*"iam-playground\/scenario"/.test(beginning);

export class ImportFlow {
  state = $state.raw<ImportState>({ kind: 'idle' });
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  get open(): boolean {
    return this.state.kind !== 'idle';
  }

  get canJoin(): boolean {
    return this.#session.status === 'ready' && !this.#session.readOnlyWorld;
  }

  /** Resolves to true when the files were imported. Otherwise the caller keeps what the person entered. */
  async start(files: readonly Given[], goal: ImportGoal = 'new'): Promise<boolean> {
    if (files.length === 0 || this.state.kind === 'running') return false;
    const [only] = files;
    const beginnings = await Promise.all(files.map(beginningText));
    const problems = beginnings.flatMap((one) => (one.ok ? [] : [one.error]));
    if (problems.length > 0) {
      this.state = { kind: 'refused', problems };
      return false;
    }
    const [first] = beginnings;
    if (files.length === 1 && only && first?.ok) {
      if (isWorkspaceFile(first.value))
        return this.#follow(this.#session.tools.copies.restore(only), files, 'new', undefined);
      if (isLockedFile(first.value)) return this.#askPassphrase(only);
      // A class with levels of its own has the format of a scenario in it too.
      if (isClassFile(first.value)) return this.#openClass(only);
      if (isScenario(first.value)) return this.openScenario(only);
    }
    return this.#bringIn(files, goal, {});
  }

  async openScenario(file: Given): Promise<boolean> {
    const text = await textOf(file);
    if (!text.ok) {
      this.state = { kind: 'refused', problems: [{ file: file.name, message: text.error }] };
      return false;
    }
    const { openScenarioText } = await import('#app/share/open.ts');
    return openScenarioText(this.#session, file.name, text.value);
  }

  async #openClass(file: Given): Promise<boolean> {
    const text = await textOf(file);
    if (!text.ok) {
      this.state = { kind: 'refused', problems: [{ file: file.name, message: text.error }] };
      return false;
    }
    const { openClassText } = await import('#app/class/open.ts');
    return openClassText(this.#session, file.name, text.value);
  }

  async #bringIn(files: readonly Given[], goal: ImportGoal, options: ImportRunOptions): Promise<boolean> {
    const onward = goingOn();
    const joins = goal === 'open' && this.canJoin;
    const run = joins
      ? await this.#joining(files, options)
      : this.#session.workspaces.importFiles(files, options);
    const brought = await this.#follow(run, files, goal, joins ? undefined : files);
    if (brought && !joins) onward('ask');
    return brought;
  }

  async #askPassphrase(given: Given): Promise<false> {
    const text = await textOf(given);
    const { readLocked } = await import('#app/workspaces/locked-file.ts');
    const locked = text.ok ? readLocked(text.value) : text;
    if (!locked.ok) this.state = { kind: 'refused', problems: [{ file: given.name, message: locked.error }] };
    else if (text.ok)
      this.state = { kind: 'locked', file: { name: given.name, text: text.value }, busy: false };
    return false;
  }

  async unlock(passphrase: string): Promise<void> {
    if (this.state.kind !== 'locked') return;
    const { file } = this.state;
    const asked: ImportState = { kind: 'locked', file, busy: true };
    this.state = asked;
    const { openLocked } = await import('#app/workspaces/locked-file.ts');
    const text = await openLocked(file.text, passphrase);
    // The person may have closed the dialog meanwhile.
    if (this.state !== asked) return;
    if (!text.ok) this.state = { kind: 'locked', file, busy: false, refusal: text.error };
    else {
      const opened = { name: file.name, text: text.value };
      await this.#follow(this.#session.tools.copies.restore(opened), [opened], 'new', undefined);
    }
  }

  async leaveOut(): Promise<void> {
    if (this.state.kind !== 'asks') return;
    const { files, goal } = this.state;
    await this.#bringIn(files, goal, { leaveOut: true });
  }

  /** Shows the run to its end. `instead` are the files that the open workspace could take after a refusal. */
  async #follow(
    run: ImportRun,
    files: readonly Given[],
    goal: ImportGoal,
    instead: readonly Given[] | undefined,
  ): Promise<boolean> {
    const names = files.length === 1 ? (files[0]?.name ?? 'a file') : `${files.length} files`;
    this.state = { kind: 'running', run, names };
    try {
      const result = await run.done;
      this.state = this.#ended(result, files, goal, instead);
      return result.kind === 'imported' || result.kind === 'joined' || result.kind === 'restored';
    } catch (error) {
      // This is a bug. The page reports it, because the dialog would never close.
      this.state = { kind: 'idle' };
      throw error;
    }
  }

  #ended(
    result: ImportRunResult,
    files: readonly Given[],
    goal: ImportGoal,
    instead: readonly Given[] | undefined,
  ): ImportState {
    switch (result.kind) {
      case 'cancelled':
        return { kind: 'idle' };
      case 'refused':
        return { ...result, files: this.canJoin ? instead : undefined };
      case 'asks':
        return { ...result, files, goal };
      case 'imported':
      case 'joined':
      case 'restored':
        return result;
    }
  }

  async #joining(files: readonly Given[], options: ImportRunOptions): Promise<ImportRun> {
    const { joinOpen } = await import('#app/import/join-open.ts');
    return joinOpen(this.#session, files, options);
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

  close(): void {
    if (this.state.kind === 'running') this.state.run.cancel();
    else this.state = { kind: 'idle' };
  }
}

const key = Symbol('import-flow');
export const setImportFlow = (flow: ImportFlow): ImportFlow => setContext(key, flow);
export const useImportFlow = (): ImportFlow => getContext<ImportFlow>(key);
