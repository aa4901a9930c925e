/** One long task on screen: how far it is, Stop, and what it found. The newest run counts. */

import { untrack } from 'svelte';
import type { Watch } from '../../platform/yield-to-page.ts';
import { AccountChanged } from './world-at.ts';

/** Work that ends sooner shows no bar, which would only flicker. In milliseconds. */
const shownAfter = 200;

export type Work<T> = (watch: Watch) => Promise<T>;

export class LongTask<T> {
  /** `stopped`: by the person. `changed`: the account is another one than at the beginning. `failed`: code did not load. */
  status = $state<'idle' | 'running' | 'done' | 'stopped' | 'changed' | 'failed'>('idle');
  /** The last answer; it stays while the next one is looked for. */
  answer = $state.raw<T>();
  isOld = $state(false);
  /** A number from 0 to 1; `undefined` while nobody knows. */
  done = $state<number>();
  isLong = $state(false);
  seconds = $state(0);
  #running = new AbortController();
  #work: Work<T> | undefined;
  #began = 0;
  #about = '';
  ended: Promise<void> = Promise.resolve();

  /**
   * Ends the run of before and begins. The answer of before stays meanwhile, unless it is `about` something else. Returns
   * what ends this run, for an effect.
   */
  run(work: Work<T>, about = ''): () => void {
    if (about !== this.#about) this.answer = undefined;
    this.#about = about;
    this.#running.abort();
    const running = (this.#running = new AbortController());
    this.#work = work;
    this.#began = performance.now();
    this.status = 'running';
    this.done = undefined;
    this.isLong = false;
    this.isOld = untrack(() => this.answer !== undefined);
    this.ended = this.#follow(work, running.signal);
    return () => running.abort();
  }

  protected get signal(): AbortSignal {
    return this.#running.signal;
  }

  again(): void {
    if (this.#work) this.run(this.#work, this.#about);
  }

  /** The person does not want to wait. */
  stop(): void {
    if (this.status !== 'running') return;
    this.#running.abort();
    this.seconds = Math.max(1, Math.round((performance.now() - this.#began) / 1000));
    this.status = 'stopped';
  }

  clear(): void {
    this.#running.abort();
    this.status = 'idle';
    this.answer = undefined;
    this.isOld = false;
  }

  async #follow(work: Work<T>, signal: AbortSignal): Promise<void> {
    const timer = setTimeout(() => (this.isLong = true), shownAfter);
    signal.addEventListener('abort', () => clearTimeout(timer));
    const report = (done: number) => {
      if (!signal.aborted) this.done = Math.min(done, 0.99);
    };
    try {
      const answer = await work({ signal, report });
      if (signal.aborted) return;
      this.answer = answer;
      this.isOld = false;
      this.status = 'done';
    } catch (error) {
      if (signal.aborted) return;
      this.status = error instanceof AccountChanged ? 'changed' : 'failed';
    }
    clearTimeout(timer);
  }
}
