/**
 * Long questions, answered off the main thread. The worker starts with the first of them and is waited for; whoever asks
 * answers itself only where no worker can start.
 */

import type { World } from '#core/model/world/world.ts';
import type { Watch } from '#platform/yield-to-page.ts';
import type { AnswerTo, Asks, KindName } from '../kinds.ts';
import type { WorldAt } from '../world-at.ts';
import type { WorkerPort } from './calls.ts';
import { RunningWorker } from './running-worker.ts';

export type QuestionWorkerMaker = () => Promise<WorkerPort>;

/** Milliseconds without questions after which the worker ends. */
const idleMs = 180_000;

export class QuestionWorker {
  readonly #make: QuestionWorkerMaker | undefined;
  #running: RunningWorker | undefined;
  /** Resolves when the replica of the running worker stands; with `undefined` where it did not start. */
  #standing: Promise<RunningWorker | undefined> | undefined;
  /** Aborts when the worker that is made or runs is ended. */
  #life = new AbortController();
  /** A worker that broke is not started again. */
  #isBroken = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(make: QuestionWorkerMaker | undefined) {
    this.#make = make;
    globalThis.addEventListener('pagehide', () => this.end());
  }

  /** True where a worker can start, so that the page is not held. */
  get canStart(): boolean {
    return this.#make !== undefined && !this.#isBroken;
  }

  /**
   * Resolves with `undefined` where no worker can answer, and when the account changed meanwhile. Rejects with the reason
   * of the signal.
   */
  async ask<K extends KindName>(
    at: WorldAt,
    kind: K,
    asks: Asks<K>,
    watch: Watch,
  ): Promise<AnswerTo<K> | undefined> {
    const make = this.#make;
    if (!make || this.#isBroken) return undefined;
    this.#waitForMore();
    const running = await until(this.#worker(make, at.world), watch.signal);
    if (!running) return undefined;
    try {
      return await running.ask(at, kind, asks, watch);
    } catch {
      watch.signal.throwIfAborted();
      if (this.#running === running) this.#break();
      return undefined;
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#life.abort();
    this.#running?.end();
    this.#running = this.#standing = undefined;
  }

  async #worker(make: QuestionWorkerMaker, world: World): Promise<RunningWorker | undefined> {
    if (this.#running && !this.#running.isOf(world)) this.end();
    const running = await (this.#standing ??= this.#start(make, world));
    if (!running || running !== this.#running) return undefined;
    if (running.follow()) return running;
    this.end();
    return this.#worker(make, world);
  }

  async #start(make: QuestionWorkerMaker, world: World): Promise<RunningWorker | undefined> {
    const { signal } = (this.#life = new AbortController());
    try {
      const port = await make();
      // Nobody waits for it any more: another workspace was opened.
      if (signal.aborted) port.terminate();
      else await (this.#running = new RunningWorker(port, world)).fill();
    } catch {
      if (!signal.aborted) this.#break();
    }
    return signal.aborted ? undefined : this.#running;
  }

  #break(): void {
    this.#isBroken = true;
    this.end();
  }

  #waitForMore(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#running?.isBusy) this.#waitForMore();
      else this.end();
    }, idleMs);
  }
}

function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
