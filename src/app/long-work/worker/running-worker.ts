/** One worker of long questions, as the page sees it: fills its replica in slices, sends changes before questions. */

import { proxy } from 'comlink';
import type { Reference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { type Watch, runInSlices } from '#platform/yield-to-page.ts';
import { WorkerCalls, type WorkerPort, workerVersion } from './calls.ts';
import { type AnswerTo, type Asks, type KindName, servicesFor } from '../kinds.ts';
import type { WorldAt } from '../world-at.ts';
import { ReplicaFeed } from './replica-feed.ts';
import type { WorkerSide } from './answering-side.ts';

/** More changed rows than this are not sent: a new replica is filled instead. */
const mostNews = 400;

export class RunningWorker {
  readonly #worker: WorkerCalls<WorkerSide>;
  readonly #feed: ReplicaFeed;
  readonly #known = new Set<string>();
  readonly #watches = new Map<number, Watch>();
  #lastId = 0;

  constructor(port: WorkerPort, world: World) {
    this.#worker = new WorkerCalls(port);
    this.#feed = new ReplicaFeed(world);
  }

  get isBusy(): boolean {
    return this.#watches.size > 0;
  }

  /** Sends all rows. Rejects when the worker does not start, or is of another version. */
  async fill(): Promise<void> {
    const report = (id: number, done: number) => this.#watches.get(id)?.report(done);
    await this.#worker.call(this.#worker.side.start(workerVersion, proxy(report)));
    await runInSlices(this.#filling());
    await this.#worker.call(this.#worker.side.readAll());
  }

  *#filling(): Generator<undefined, void, undefined> {
    for (const changes of this.#feed.everything()) {
      if (this.#worker.hasEnded) return;
      this.#send(this.#worker.side.change(changes));
      yield;
    }
  }

  isOf(world: World): boolean {
    return this.#feed.isOf(world);
  }

  /** Sends what changed. False: too much has changed, so this replica is of no use. */
  follow(): boolean {
    const changes = this.#feed.news();
    if (changes.length > mostNews) return false;
    if (changes.length > 0) this.#send(this.#worker.side.change(changes));
    return true;
  }

  /** Resolves with `undefined` when the world changed. Rejects when the worker ended or broke, and with the signal. */
  async ask<K extends KindName>(
    { env }: WorldAt,
    kind: K,
    asks: Asks<K>,
    watch: Watch,
  ): Promise<AnswerTo<K> | undefined> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#watches.set(id, watch);
    const { signal } = watch;
    let cancel = () => undefined as void;
    const cancelled = new Promise<never>((_, reject) => {
      cancel = () => reject(signal.reason as Error);
      signal.addEventListener('abort', cancel);
    });
    try {
      signal.throwIfAborted();
      await Promise.race([this.#teach(servicesFor(kind, asks, env.reference), env.reference), cancelled]);
      const answer = this.#worker.side.ask(id, kind, asks, env.now) as Promise<AnswerTo<K> | undefined>;
      return await this.#worker.call(Promise.race([answer, cancelled]));
    } finally {
      signal.removeEventListener('abort', cancel);
      this.#watches.delete(id);
      if (signal.aborted) this.#send(this.#worker.side.cancel(id));
    }
  }

  end(): void {
    this.#worker.end();
  }

  /** Sends the services that the worker lacks and the page knows, in slices where they are many. */
  async #teach(prefixes: readonly string[], reference: Reference): Promise<void> {
    const send = (prefix: string) => {
      const service = reference.service?.(prefix);
      if (!service || this.#known.has(prefix)) return;
      this.#known.add(prefix);
      this.#send(this.#worker.side.learn([service]));
    };
    await runInSlices(
      (function* () {
        for (const prefix of prefixes) {
          send(prefix);
          yield undefined;
        }
      })(),
    );
  }

  #send(call: Promise<unknown>): void {
    call.catch((error: unknown) => this.#worker.end(error));
  }
}
