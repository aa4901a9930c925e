/**
 * The person's progress in Learn: what is stored, and what could not be stored yet. Each tab adds its own part to what is
 * stored, under a lock, so two tabs never lose anything.
 *
 * INVARIANT: progress that somebody cleared from this browser comes back only when the person says so (`saveAgain`).
 */

import { once } from '../../core/model/once.ts';
import { type Result, ok } from '../../core/model/result.ts';
import { noProgress } from '../../learn/progress/none.ts';
import type { Progress } from '../../learn/progress/file.ts';
import type { SettingMeans } from '../class/browser-setting.svelte.ts';
import { doorProblem, progressProblem } from '../problems/problem.ts';
import type { ProgressFailure } from './stored-progress.ts';

const loadCode = once(() => import('./stored-progress.ts'));
type Code = Awaited<ReturnType<typeof loadCode>>;

export class LearnProgress {
  current = $state.raw<Progress>(noProgress);
  /** True once the stored progress was read, as far as it can be. */
  isLoaded = $state(false);
  /** The reason that the stored progress cannot be read; then it stays as it is. */
  unread = $state.raw<string | undefined>(undefined);
  readonly #means: SettingMeans;
  #loading: Promise<void> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** The stored progress when this tab looked last. */
  #stored: Progress | undefined;
  /** Parts that are not stored: being written, or refused by the browser. */
  #unsaved = noProgress;
  /** Progress that was stored until the browser lost it. */
  #lost = noProgress;

  constructor(means: SettingMeans) {
    this.#means = means;
  }

  /** Reads what is stored, once. */
  load(): Promise<void> {
    this.#loading ??= this.#settled().then((settled) => {
      this.isLoaded = true;
      if (!settled) this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Returns what is stored by now, by other tabs too, with what this tab could not store. */
  async latest(): Promise<Progress> {
    await this.#settled();
    return this.current;
  }

  /** Returns `5 levels, 12 stars`; an empty text where there is no progress. */
  async words(): Promise<string> {
    const progress = await this.latest();
    const code = await this.#code();
    return code && !code.isNothing(progress) ? code.progressWords(progress) : '';
  }

  /** Merges `part` into what is stored. What cannot be stored is shown as a problem, and stays in this tab. */
  async add(part: Progress): Promise<void> {
    const code = await this.#code();
    if (!code) return;
    this.#unsaved = code.merged(this.#unsaved, code.checked(part));
    this.#show(code);
    await this.#settled();
    this.isLoaded = true;
  }

  /** Reads what other tabs stored; what this tab could not store is tried again. Nothing before the first `load`. */
  async follow(): Promise<void> {
    if (this.#loading || this.isLoaded) await this.#settled();
  }

  /** Writes what the browser lost as well: the person, or the page for a full disk, saves the workspace again. */
  async saveAgain(): Promise<void> {
    const code = await this.#code();
    if (!code) return;
    this.#unsaved = code.merged(this.#unsaved, this.#lost);
    this.#lost = noProgress;
    await this.#settled();
  }

  /** Deletes all progress, also what cannot be read. Returns false when the browser refused. */
  startAgain(): Promise<boolean> {
    return this.#inTurn(async (code) => {
      const { store, session, tabs } = this.#means;
      const { problems } = session;
      const put = await problems.attempt(() => store.lock(code.progressKey, () => code.putNone(store)));
      if (put?.ok === false) problems.show(problems.of(put.error));
      if (!put?.ok) return false;
      this.#unsaved = noProgress;
      this.#lost = noProgress;
      this.unread = undefined;
      this.#take(code, noProgress);
      tabs.tell({ kind: 'progress' });
      return true;
    });
  }

  /** Reads what is stored and writes what is not; returns whether both went well. */
  #settled(): Promise<boolean> {
    return this.#inTurn(async (code) => {
      const { problems } = this.#means.session;
      const result = await problems.attempt(() => this.#exchange(code));
      if (result?.ok === false) this.#tellOf(result.error);
      else if (result) this.unread = undefined;
      return result?.ok === true;
    });
  }

  /** A look begun before a write must not end after it. */
  #inTurn(work: (code: Code) => Promise<boolean>): Promise<boolean> {
    const turn = this.#turn.then(async () => {
      const code = await this.#code();
      return code ? work(code) : false;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #exchange(code: Code): Promise<Result<void, ProgressFailure>> {
    const { store, session, tabs } = this.#means;
    const part = this.#unsaved;
    if (code.isNothing(part) || session.savedData.onlyHere) {
      const stored = await code.storedProgress(store);
      if (stored.ok) this.#take(code, stored.value);
      return stored.ok ? ok() : stored;
    }
    const written = await store.lock(code.progressKey, () => code.putMerged(store, part));
    if (!written.ok) return written;
    if (this.#unsaved === part) this.#unsaved = noProgress;
    this.#take(code, written.value);
    tabs.tell({ kind: 'progress' });
    return ok();
  }

  #take(code: Code, stored: Progress | undefined): void {
    if (stored === undefined && this.#stored) this.#lost = code.merged(this.#lost, this.#stored);
    this.#stored = stored;
    this.#show(code);
  }

  #show(code: Code): void {
    const { merged } = code;
    this.current = merged(merged(this.#stored ?? noProgress, this.#lost), this.#unsaved);
  }

  #tellOf(failure: ProgressFailure): void {
    const { problems } = this.#means.session;
    if (failure.code === 'unread') this.unread = failure.detail;
    problems.show(failure.code === 'unread' ? progressProblem(failure.detail) : problems.of(failure));
  }

  async #code(): Promise<Code | undefined> {
    try {
      return await loadCode();
    } catch (error) {
      this.#means.session.problems.show(doorProblem(String(error)));
      return undefined;
    }
  }
}
