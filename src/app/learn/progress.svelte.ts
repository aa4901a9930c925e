/**
 * The person's progress in Learn, for all pages. It is a setting of the browser, whose code is loaded with the first
 * question for it; until then there is no progress.
 *
 * INVARIANT: progress that somebody cleared from this browser comes back only when the person says so (`saveAgain`).
 */

import { once } from '../../core/model/once.ts';
import { noProgress } from '../../learn/progress/none.ts';
import type { Progress } from '../../learn/progress/file.ts';
import { doorProblem } from '../problems/problem.ts';
import type { SettingMeans } from '../session/browser-setting.svelte.ts';
import type { ProgressSetting } from './stored-progress.ts';

const loadCode = once(() => import('./stored-progress.ts'));

export class LearnProgress {
  /** True once the stored progress was read, as far as it can be. */
  isLoaded = $state(false);
  #setting = $state.raw<ProgressSetting>();
  readonly #means: SettingMeans;
  #loading: Promise<void> | undefined;

  constructor(means: SettingMeans) {
    this.#means = means;
  }

  /** The stored progress, with what could not be stored yet. */
  get current(): Progress {
    return this.#setting?.current ?? noProgress;
  }

  /** The reason that the stored progress cannot be read; then it stays as it is. */
  get unread(): string | undefined {
    return this.#setting?.unread;
  }

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
    return (await (await this.#ready())?.words()) ?? '';
  }

  /** Merges `part` into what is stored. What cannot be stored is shown as a problem, and stays in this tab. */
  async add(part: Progress): Promise<void> {
    const setting = await this.#ready();
    if (!setting) return;
    await setting.add(part);
    this.isLoaded = true;
  }

  /** Reads what other tabs stored; what this tab could not store is tried again. Nothing before the first `load`. */
  async follow(): Promise<void> {
    if (this.#loading || this.isLoaded) await this.#settled();
  }

  /** Writes what the browser lost as well: the person, or the page for a full disk, saves the workspace again. */
  async saveAgain(): Promise<void> {
    await (await this.#ready())?.saveAgain();
  }

  /** Deletes all progress, also what cannot be read. Returns false when the browser refused. */
  async startAgain(): Promise<boolean> {
    return (await (await this.#ready())?.reset()) ?? false;
  }

  async #settled(): Promise<boolean> {
    return (await (await this.#ready())?.settled()) ?? false;
  }

  async #ready(): Promise<ProgressSetting | undefined> {
    try {
      const code = await loadCode();
      return (this.#setting ??= new code.ProgressSetting(this.#means));
    } catch (error) {
      this.#means.session.problems.show(doorProblem(String(error)));
      return undefined;
    }
  }
}
